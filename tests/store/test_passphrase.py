import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.store import passphrase
from dundian_desktop.store.passphrase import (
    FLOOR,
    Grade,
    Pace,
    WrongRecoveryCodeError,
    calibrate,
    parse_code,
    require,
    spell_code,
    stretch,
    weigh,
)

NAMES = ("开福区建筑工地蹲点工作组", "张晓燕", "zhangxiaoyan")
TINY = Pace(rounds=1, memory=8, lanes=1)


@pytest.mark.parametrize(
    "bad",
    [
        "", "short", "123456789012", "1234567890123456", "qwertyuiop12", "woaini123456", "woaini520520",
        "1qaz2wsx3edc", "qazwsxedcrfv", "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "abababababab", "aabbaabbaabb",
        "kmzwtgkmzwtg",
        "13812345678a", "zhang13812345678", "19880808zhang", "1988年8月8日woaini", "430102198808081234",
        "password2024", "P@ssw0rd2024!", "abcdefghijklm", "zyxwvutsrqpon", "张晓燕19880808", "zhangxiaoyan88",
        "开福区建筑工地蹲点工作组", "长沙总工会蹲点工作组", "一二三四五六七八九十甲乙", "gonghui2024hunan",
        "1 2 3 4 5 6 7", "a b c d e f", "工会 工会 工会 工会", "!@#$%^&*()_+",
        "１２３４５６７８９０１２", "5201314woaini",
    ],
)  # fmt: skip
def test_what_a_guesser_tries_first_is_weak(bad):
    found = weigh(bad, NAMES)
    assert found.grade is Grade.WEAK
    assert "请用至少 12 个字符" in found.sentence
    with pytest.raises(UserError, match="口令"):
        require(bad, NAMES)


@pytest.mark.parametrize(
    "good",
    ["蓝色 水壶 敲门 星期", "kettle-blue-9-door", "窗外的梧桐树又落了一层叶", "vT7#mqL2x!Rw", "copper1988lantern-mist"],
)
def test_long_and_unguessable_is_taken(good):
    found = weigh(good, NAMES)
    assert found.accepted
    assert found.grade in {Grade.FAIR, Grade.STRONG}
    require(good, NAMES)


def test_longer_is_strong():
    assert weigh("窗外的梧桐树又落了一层叶子我去扫了扫").grade is Grade.STRONG
    assert weigh("蓝色 水壶 敲门 星期 石榴 账本").grade is Grade.STRONG


def test_a_short_one_is_told_its_length():
    assert "只有 5 个字符" in weigh("kmzwt").sentence


def test_eleven_characters_are_too_few_and_twelve_are_enough():
    assert not weigh("vT7#mqL2x!R").accepted
    assert weigh("vT7#mqL2x!Rw").accepted


def test_the_group_name_counts_for_nothing_in_any_width_and_case():
    assert weigh("Ｔｅａｍ－Ｍｉｓｔｒａｌ－Ｆｉｅｌｄ").accepted
    assert not weigh("Ｔｅａｍ－Ｍｉｓｔｒａｌ－Ｆｉｅｌｄ", ["team-mistral-field"]).accepted


@given(st.text(max_size=300), st.lists(st.text(max_size=8), max_size=3))
def test_every_text_gets_a_whole_sentence(text, names):
    found = weigh(text, names)
    assert found.sentence.endswith("。")


def test_a_very_long_text_is_weighed_at_once():
    assert not weigh("ab" * 500_000).accepted


def test_the_floor_is_the_second_option_of_rfc_9106():
    assert Pace(rounds=3, memory=65536, lanes=4) == FLOOR


@pytest.mark.parametrize(
    ("per_unit", "pace"),
    [(1.0, (3, 64)), (0.3, (3, 128)), (0.2, (3, 256)), (0.1, (6, 256)), (0.0001, (20, 256))],
)
def test_the_pace_grows_until_half_a_second_within_256_mib(monkeypatch, per_unit, pace):
    monkeypatch.setattr(passphrase, "_seconds", lambda each: per_unit * each.rounds / 3 * each.memory / 65536)
    assert calibrate() == Pace(rounds=pace[0], memory=pace[1] * 1024, lanes=4)


def test_short_memory_at_set_up_falls_back_to_what_worked(monkeypatch):
    def seconds(pace):
        if pace.memory > 128 * 1024:
            raise MachineError
        return 0.1

    monkeypatch.setattr(passphrase, "_seconds", seconds)
    assert calibrate().memory == 128 * 1024


def test_full_width_letters_make_the_same_key():
    assert stretch("ａｂｃ１２３", bytes(16), TINY) == stretch("abc123", bytes(16), TINY)


def test_other_salt_or_cost_makes_another_key():
    found = {
        stretch("abc", bytes(16), TINY),
        stretch("abc", b"1" * 16, TINY),
        stretch("abc", bytes(16), Pace(rounds=2, memory=8, lanes=1)),
    }
    assert len(found) == 3


def test_short_memory_is_told():
    with pytest.raises(MachineError, match="内存不够"):
        stretch("abc", bytes(16), Pace(rounds=1, memory=1, lanes=1))


def test_a_recovery_code_is_nine_groups_of_four():
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}", spell_code(bytes(range(20))))


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_code_is_read_as_it_was_spelled(code):
    assert parse_code(spell_code(code)) == code


@given(st.binary(min_size=20, max_size=20))
def test_case_blanks_dashes_and_look_alikes_do_not_matter(code):
    spelled = spell_code(code)
    sloppy = spelled.lower().replace("0", "o").replace("1", "l").replace("-", " — ")
    assert parse_code("  " + sloppy + "\n") == code
    assert parse_code(spelled.replace("-", "").replace("1", "I")) == code
    assert parse_code("".join(chr(ord(each) + 0xFEE0) for each in spelled)) == code


def test_every_wrong_letter_of_a_code_is_found():
    spelled = spell_code(bytes(range(100, 120)))
    missed = 0
    for place in range(len(spelled)):
        for letter in set("0123456789ABCDEFGHJKMNPQRSTVWXYZ") - {spelled[place]}:
            try:
                parse_code(spelled[:place] + letter + spelled[place + 1 :])
            except WrongRecoveryCodeError:
                continue
            missed += 1
    assert missed == 0


@pytest.mark.parametrize(("text", "words"), [("", "现在是 0 个"), ("ABCD", "现在是 4 个"), ("UUUU", "不会有“U”")])
def test_a_slip_is_told_by_its_sort(text, words):
    with pytest.raises(WrongRecoveryCodeError, match=words):
        parse_code(text)
