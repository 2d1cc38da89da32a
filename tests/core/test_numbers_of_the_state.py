"""ID cards (GB 11643), social credit codes (GB 32100), mobiles and regions against published examples."""

from __future__ import annotations

import datetime as dt

import pytest

from dundian_desktop.fields import IdCard, Mobile, Region, Uscc
from dundian_desktop.fields.numbers import regions, uscc_check
from dundian_desktop.ledgers.worker import Worker
from tests.samples import id_check

CARDS = ["11010519491231002X", "440524188001010014"]
CODES = ["91110000802100433B", "91350100M000100Y43"]


@pytest.mark.parametrize("number", CARDS)
def test_a_published_id_card_is_taken(number: str) -> None:
    assert IdCard().refuse(IdCard().parse(number)) is None


@pytest.mark.parametrize("number", CARDS)
@pytest.mark.parametrize("place", range(18))
def test_one_wrong_place_of_an_id_card_is_refused(number: str, place: int) -> None:
    wrong = "0123456789"[(int(number[place]) + 1) % 10] if number[place] != "X" else "0"
    assert IdCard().refuse(number[:place] + wrong + number[place + 1 :])


@pytest.mark.parametrize("swapped", range(16))
def test_two_neighbours_swapped_in_an_id_card_are_refused(swapped: int) -> None:
    number = CARDS[0]
    turned = number[:swapped] + number[swapped + 1] + number[swapped] + number[swapped + 2 :]
    assert turned == number or IdCard().refuse(turned)


def test_every_check_character_is_taken_where_it_belongs_and_nowhere_else() -> None:
    for serial in range(22):
        first17 = f"11010519491231{serial:03d}"
        taken = [last for last in "0123456789X" if IdCard().refuse(first17 + last) is None]
        assert taken == [id_check(first17)]


def test_an_id_card_tells_birthday_and_sex() -> None:
    assert [IdCard.born(number) for number in CARDS] == [dt.date(1949, 12, 31), dt.date(1880, 1, 1)]
    assert [IdCard.sex(number) for number in CARDS] == ["女", "男"]


@pytest.mark.parametrize("born", ["19490231", "20291301", "29990101", "00000000"])
def test_an_id_card_without_a_possible_birthday_is_refused(born: str) -> None:
    first17 = "110105" + born + "002"
    assert "出生日期" in IdCard().refuse(first17 + id_check(first17))


@pytest.mark.parametrize("number", ["", "1", "11010519491231002", "11010519491231002XX", "1101051949123100２X"])
def test_an_id_card_of_another_length_or_alphabet_is_refused(number: str) -> None:
    assert IdCard().refuse(number)


@pytest.mark.parametrize(
    "typed", [" 110105 19491231 002x", "110105-19491231-002X", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_an_id_card_is_kept_in_one_way_however_it_was_typed(typed: str) -> None:
    assert IdCard().parse(typed) == "11010519491231002X"


def test_an_unknown_region_in_an_id_card_is_only_doubted() -> None:
    first17 = "99999919491231002"
    number = first17 + id_check(first17)
    assert IdCard().refuse(number) is None
    assert IdCard().doubt(number)
    assert IdCard().doubt(CARDS[0]) is None


def test_a_masked_id_card_hides_the_birthday() -> None:
    assert IdCard().mask(CARDS[0]) == "1101**********002X"


@pytest.mark.parametrize("number", CODES)
def test_a_published_credit_code_is_taken_without_doubt(number: str) -> None:
    assert Uscc().refuse(number) is None
    assert Uscc().doubt(number) is None


@pytest.mark.parametrize("number", CODES)
@pytest.mark.parametrize("place", range(18))
def test_one_wrong_place_of_a_credit_code_is_refused(number: str, place: int) -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    wrong = alphabet[(alphabet.index(number[place]) + 1) % 31]
    assert Uscc().refuse(number[:place] + wrong + number[place + 1 :])


def test_the_check_character_that_a_misleading_article_computes_is_refused() -> None:
    """The article maps letters by their place in ABC…Z and takes the remainder itself (domain notes §3.0)."""
    assert _by_the_article(CODES[1][:17]) != uscc_check(CODES[1][:17])
    assert Uscc().refuse(CODES[1][:17] + _by_the_article(CODES[1][:17]))


def _by_the_article(first17: str) -> str:
    values = (int(c) if c.isdigit() else ord(c) - ord("A") + 10 for c in first17)
    rest = sum(value * pow(3, place, 31) for place, value in enumerate(values)) % 31
    return "0123456789ABCDEFGHIJKLMNOPQRSTU"[rest]


@pytest.mark.parametrize("letter", "IOZSV")
def test_a_credit_code_holds_none_of_five_letters(letter: str) -> None:
    assert "不含字母" in Uscc().refuse(CODES[0][:5] + letter + CODES[0][6:])


def test_a_credit_code_with_a_broken_organisation_part_is_only_doubted() -> None:
    first17 = "91110000802100434"
    number = first17 + uscc_check(first17)
    assert Uscc().refuse(number) is None
    assert "组织机构" in Uscc().doubt(number)


def test_a_union_code_begins_with_81_and_no_other_does() -> None:
    first17 = "81110000802100433"
    union = first17 + uscc_check(first17)
    assert Uscc(union=True).doubt(union) is None
    assert Uscc().doubt(union)
    assert Uscc(union=True).doubt(CODES[0])


def test_no_licence_is_a_code_for_a_firm_but_not_for_a_union() -> None:
    assert Uscc().refuse("无") is None
    assert Uscc(union=True).refuse("无")


@pytest.mark.parametrize("typed", ["13900001234", "+86 139 0000 1234", "86-139-0000-1234", "１３９００００１２３４"])
def test_a_mobile_is_kept_in_one_way(typed: str) -> None:
    assert Mobile().parse(typed) == "13900001234"
    assert Mobile().refuse("13900001234") is None


@pytest.mark.parametrize(
    "number", ["12900001234", "1390000123", "139000012345", "23900001234", "1390000123a", "1３900001234"]
)
def test_another_number_is_no_mobile(number: str) -> None:
    assert Mobile().refuse(number)


def test_a_masked_mobile_hides_the_middle() -> None:
    assert Mobile().mask("13912345678") == "139****5678"


def test_a_region_is_typed_as_code_or_full_name() -> None:
    name = regions()["430121"]
    assert Region().parse("430121") == Region().parse(name) == Region().parse("430121" + name) == "430121"


def test_a_region_no_longer_or_never_there_is_doubted_and_kept() -> None:
    assert Region().refuse("999999") is None
    assert Region().doubt("999999")
    assert Region().doubt("430121") is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "043012", "４３０１２１", "43012a"])
def test_what_is_not_six_digits_is_no_region(code: str) -> None:
    assert Region().refuse(code)


@pytest.mark.parametrize("card", ["", "1", "9" * 16 + "甲9", "x" * 40])
def test_a_record_with_a_strangers_numbers_can_still_be_looked_at(card: str) -> None:
    odd = Worker(name="某", category="P01", id_card=card, sex="男", mobile="?", born_year=1949)
    assert all(str(doubt) for doubt in odd.doubts())
    assert odd.ledger.field("id_card").shade(card) is not None


def test_what_a_strangers_record_breaks_is_told_among_its_doubts() -> None:
    odd = Worker(name="某", category="P01", mobile="12")
    assert "手机号" in [doubt.label for doubt in odd.doubts()]
