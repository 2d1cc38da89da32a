"""What each kind reads, writes and refuses."""

from __future__ import annotations

import datetime as dt
import enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop import clock, fields
from dundian_desktop.errors import FieldError
from dundian_desktop.fields import (
    Code,
    Codes,
    Day,
    Files,
    Flag,
    Moment,
    Money,
    Ref,
    Refs,
    Row,
    Rows,
    Text,
    TimeOfDay,
    Whole,
)
from tests.samples import POOL

KINDS = [
    Text(), Text(lines=4), Whole(), Money(), Flag(), Day(), TimeOfDay(), Moment(), Code(vocabulary="task"),
    Codes(vocabulary="task"), Ref(ledger="site"), Refs(ledger="site"), fields.IdCard(), fields.Uscc(), fields.Mobile(),
    fields.Region(), Files(), Rows(columns=(fields.Field(name="words", label="话", kind=Text()),)),
]  # fmt: skip
BY_NAME = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)


@pytest.fixture
def on_a_day(monkeypatch):
    """Make it the 22nd of November 2026, 12:00 here."""
    noon = dt.datetime(2026, 11, 22, 12).astimezone().astimezone(dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-06-12", (6, 12)), ("2026/6/12", (6, 12)), ("2026.06.12", (6, 12)), ("2026年6月12日", (6, 12)),
        ("2026年6月12", (6, 12)), ("20260612", (6, 12)), ("2026-06-12 08:30", (6, 12)),
        ("2026-06-12T08:30:00", (6, 12)),
        ("6.12", (6, 12)), ("6月12日", (6, 12)), ("6-12", (6, 12)), ("0612", (6, 12)),
        (" 2026 年 6 月 12 日 ", (6, 12)),
        ("今天", (11, 22)), ("昨天", (11, 21)), ("前天", (11, 20)), ("明天", (11, 23)), ("后天", (11, 24)),
        ("２０２６-０６-１２", (6, 12)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(on_a_day, typed: str, day: tuple[int, int]) -> None:
    assert Day().parse(typed) == dt.date(2026, *day)


@pytest.mark.parametrize("typed", ["2026-02-29", "2026-13-01", "2026-00-10", "2.30", "0000-01-01", "99991332"])
def test_a_day_that_is_in_no_calendar_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="没有这一天"):
        Day().parse(typed)


@pytest.mark.parametrize("typed", ["六月十二", "12/6/2026", "26-6-12", "2026-6", "=TODAY()", "1e9", "2026-06-12abc"])
def test_what_is_not_written_like_a_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="日期应写作"):
        Day().parse(typed)


def test_a_leap_day_exists_in_leap_years_only() -> None:
    assert Day().parse("2028-02-29") == dt.date(2028, 2, 29)


def test_a_day_stands_between_1900_and_2199() -> None:
    kept = [dt.date(1900, 1, 1), dt.date(2199, 12, 31)]
    assert [Day().refuse(day) for day in kept] == [None, None]
    assert Day().refuse(dt.date(1899, 12, 31))
    assert Day().refuse(dt.date(2200, 1, 1))


def test_a_day_to_come_is_doubted_unless_it_is_planned(on_a_day) -> None:
    tomorrow = dt.date(2026, 11, 23)
    assert Day().doubt(tomorrow)
    assert Day().doubt(dt.date(2026, 11, 22)) is None
    assert Day(planned=True).doubt(tomorrow) is None


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("0", 0), ("1200", 120000), ("1200.5", 120050), ("1,200.50元", 120050), ("￥12.05", 1205), ("¥ 3", 300),
     ("0.01", 1), ("12.50000", 1250), ("1，000", 100000)],
)  # fmt: skip
def test_money_is_kept_in_fen(typed: str, fen: int) -> None:
    assert Money().parse(typed) == fen


@pytest.mark.parametrize("typed", ["-1", "1.005", "1e3", "十元", "1.2.3", "", "NaN", "1/2", "9" * 14])
def test_what_is_no_sum_of_money_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="金额"):
        Money().parse(typed)


def test_money_is_bounded_on_both_sides() -> None:
    assert [Money().refuse(fen) for fen in (0, 10**13)] == [None, None]
    assert Money().refuse(-1)
    assert Money().refuse(10**13 + 1)


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("+3", 3), ("1,200", 1200), ("12.0", 12), ("12 人", 12), ("-5", -5)]
)
def test_a_whole_number_is_read_with_its_unit(typed: str, number: int) -> None:
    assert Whole(unit="人").parse(typed) == number


@pytest.mark.parametrize("typed", ["1.5", "abc", "1e3", "0x10", "十", "--1", "1" * 16])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="整数"):
        Whole().parse(typed)


def test_a_whole_number_stays_within_its_bounds() -> None:
    kind = Whole(low=1, high=3)
    assert [kind.refuse(n) is None for n in (0, 1, 3, 4)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("14:20", (14, 20)), ("1420", (14, 20)), ("14点20", (14, 20)), ("9：05", (9, 5)), ("9点", (9, 0)),
        ("14:20:59", (14, 20)), ("0:00", (0, 0)), ("23时59分", (23, 59)),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, time: tuple[int, int]) -> None:
    assert TimeOfDay().parse(typed) == dt.time(*time)


@pytest.mark.parametrize("typed", ["24:00", "12:60", "下午三点", "", "123456", "1:2:3:4"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="时间应写作"):
        TimeOfDay().parse(typed)


def test_a_moment_is_typed_here_and_kept_in_utc() -> None:
    kept = Moment().parse("2026-06-12 14:20")
    assert kept.tzinfo is dt.UTC
    assert kept.astimezone().strftime("%Y%m%d%H%M") == "202606121420"


@pytest.mark.parametrize(
    "typed", ["0001-01-01 00:00", "9999-12-31 23:59", "0000-01-01 00:00", "2026-06-12", "昨天", " "]
)
def test_a_moment_no_ledger_can_mean_is_refused_in_words(typed: str) -> None:
    field = fields.Field(name="at", label="时刻", kind=Moment(), required=True)
    try:
        value = field.read(typed)
    except FieldError:
        return
    assert field.refusal(value)


@pytest.mark.parametrize("typed", ["是", "有", "√", "1", "y"])
def test_yes_is_written_in_many_ways(typed: str) -> None:
    assert Flag().parse(typed) is True


@pytest.mark.parametrize("typed", ["也许", "2", "是否", ""])
def test_neither_yes_nor_no_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="是"):
        Flag().parse(typed)


@pytest.mark.parametrize("hostile", ["\x00", "a\x07b", "a\u202eb", "\u2066x", "\ud800", "\ufffe", "a\x1fb"])
def test_text_with_what_nobody_can_see_is_refused(hostile: str) -> None:
    assert "控制字符" in Text().refuse(hostile)


@pytest.mark.parametrize(
    "odd", ["=1+1", "%s%n", "<font>", "𬱖𫖯", "\ue000", "葛\U000e0100城", "a'b\"c", "{}", "\\", "😀"]
)
def test_text_that_is_merely_odd_is_kept_as_it_stands(odd: str) -> None:
    assert Text().refuse(odd) is None
    assert Text().parse(Text().format(odd)) == odd


def test_text_counts_characters_not_bytes() -> None:
    assert Text(max_length=3).refuse("𬱖𫖯㛃") is None
    assert "最多3个字" in Text(max_length=3).refuse("𬱖𫖯㛃䶮")
    assert "至少写2个字" in Text(min_length=2).refuse("一")


def test_a_line_of_text_has_no_line_breaks_and_a_paragraph_has() -> None:
    assert Text().parse("一\r\n二\t三") == "一 二    三"
    assert Text(lines=3).parse("一\r\n二\r三") == "一\n二\n三"


def test_a_code_is_typed_as_label_synonym_or_code() -> None:
    words = Code(vocabulary="task").words
    for entry in words.choices():
        assert {Code(vocabulary="task").parse(w) for w in (entry.label, entry.code, *entry.synonyms)} == {entry.code}


def test_a_code_from_a_newer_list_stands_for_itself() -> None:
    assert Code(vocabulary="task").format("Z99") == "Z99"


def test_a_word_in_no_list_is_refused_with_what_could_be_meant() -> None:
    with pytest.raises(ValueError, match=r"应为：.+、"):
        Codes(vocabulary="task").parse("胡说")


def test_a_set_is_in_one_order_however_it_was_typed() -> None:
    one, two, *_ = (entry.label for entry in Codes(vocabulary="task").one.words.choices())
    kind = Codes(vocabulary="task")
    assert kind.parse(f"{two}、{one}") == kind.parse(f"{one};{two},{one}")


def test_links_are_ids_and_nothing_else() -> None:
    assert Refs(ledger="member").parse(f"{POOL[2]}、{POOL[1]} {POOL[2]}") == (POOL[1], POOL[2])
    with pytest.raises(ValueError, match="没有找到"):
        Ref(ledger="member").parse("陆知远")


def test_a_table_refuses_a_row_by_its_number() -> None:
    kind = Rows(columns=(fields.Field(name="words", label="内容", kind=Text(), required=True),), most=2)
    assert "第2行" in kind.refuse((Row(key="a", cells={"words": "好"}), Row(key="b")))
    assert "最多2行" in kind.refuse(tuple(Row(key=k) for k in "abc"))


def test_files_are_not_typed() -> None:
    with pytest.raises(ValueError, match="在窗口中添加"):
        Files().parse("照片.jpg")


@BY_NAME
@given(text=st.text(max_size=40))
def test_no_text_makes_a_kind_raise_anything_but_its_own_clause(kind: fields.Kind, text: str) -> None:
    try:
        value = kind.parse(text)
    except ValueError:
        return
    assert kind.refuse(value) is None or kind.refuse(value)


_plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.text(max_size=8)
    | st.floats()
    | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@BY_NAME
@given(plain=_plain)
def test_what_a_stranger_sends_is_taken_or_refused_as_a_value_error(kind: fields.Kind, plain: object) -> None:
    parts = {"": plain} if not kind.many else {"0" * 64: plain, "T1": plain}
    try:
        value = kind.join(parts)
    except ValueError:
        return
    if value is not None:
        assert isinstance(kind.format(value), str)
        assert isinstance(kind.mask(value), str)
        assert kind.join(kind.split(value)) == value


def test_a_choice_lists_what_it_takes() -> None:
    kind = fields.Choice(options=enum.StrEnum("Sky", {"FINE": "晴", "RAIN": "雨"}))
    with pytest.raises(ValueError, match="晴、雨"):
        kind.parse("雪")
