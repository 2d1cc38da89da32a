"""The dictionary of indicators: every figure against a slow count, and against the records it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.training import Training
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.kpi import DICTIONARY, figures
from tests.policy import oracle
from tests.policy.stints import (
    CARDS,
    E1,
    E2,
    E3,
    E4,
    ID_CARDS,
    M1,
    M2,
    STARTS,
    STINT,
    W1,
    W2,
    change,
    changed,
    day,
    deed,
    diary,
    many,
    month,
    months,
    values,
    visit,
)


@given(many, months)
def test_every_figure_is_what_a_slow_count_gives(records, name):
    span = STINT.span(name)
    every = (*CARDS, *records)
    found = figures(books_of(every), span)
    this_month = oracle.count(every, span.start, span.first, span.last)
    to_date = oracle.count(every, span.start, span.start, span.last)
    assert {line.indicator.code: line.month.value for line in found.lines} == this_month
    assert {line.indicator.code: line.total.value for line in found.lines} == to_date


@given(many)
def test_the_months_add_up_to_the_total(records):
    books = books_of((*CARDS, *records))
    each = [figures(books, STINT.span(name)) for name in STINT.months]
    for indicator in DICTIONARY:
        if indicator.sums:
            summed = sum(found[indicator.code].month.value for found in each)
            assert summed == each[-1][indicator.code].total.value, indicator.code


@given(many, months, st.randoms())
def test_the_order_of_records_does_not_matter(records, name, random):
    mixed = [*CARDS, *records]
    random.shuffle(mixed)
    span = STINT.span(name)
    one, other = figures(books_of((*CARDS, *records)), span), figures(books_of(mixed), span)
    for line in one.lines:
        code = line.indicator.code
        assert (line.month.value, line.total.value) == (other[code].month.value, other[code].total.value)


@given(many, months)
def test_a_figure_names_only_records_of_its_ledger_and_each_once(records, name):
    ledger_of = {record.id: type(record) for record in (*CARDS, *records)}
    for line in figures(books_of((*CARDS, *records)), STINT.span(name)).lines:
        for count in (line.month, line.total):
            assert len(set(count.records)) == len(count.records)
            assert {ledger_of[id_] for id_ in count.records} <= {line.indicator.ledger}
            assert bool(count.value) <= bool(count.records)


def told(records):
    """Give code -> (its number in every month and in all, every record that one of them names)."""
    books, spans = books_of(records), [*map(STINT.span, STINT.months), STINT.whole]
    counts = {one.code: [one.count(books, span) for span in spans] for one in DICTIONARY}
    return {
        code: ([count.value for count in some], {id_ for count in some for id_ in (*count.records, *count.cards)})
        for code, some in counts.items()
    }


@given(many, st.data())
def test_changing_one_record_changes_only_figures_that_name_it_before_or_after(records, data):
    whole = [*CARDS, *records]
    other, id_ = change(whole, data.draw)
    before, after = told(whole), told(other)
    moved = {code for code in before if before[code][0] != after[code][0]}
    assert moved <= {code for code in before if id_ in before[code][1] | after[code][1]}


def test_a_unit_counts_when_it_is_first_reached():
    found = [visit("04-20"), visit("05-06"), visit("05-07", unit=E2)]
    assert values("2026-04", *found)["K001"] == (1, 1)
    assert values("2026-05", *found)["K001"] == (1, 2)
    assert values("2026-06", *found)["K001"] == (0, 2)


def test_three_talks_in_a_unit_on_one_day_are_one_call():
    found = [visit("04-20", W1), visit("04-20", W2), visit("04-20", None), visit("04-21", W1)]
    assert values("2026-04", *found)["K002"] == (2, 2)
    assert values("2026-04", *found)["K004"] == (4, 4)


@pytest.mark.parametrize("way", ["2", "7", "8", "9", "10"])
def test_a_talk_outside_the_unit_does_not_reach_it(way):
    found = values("2026-04", visit("04-20", way=way))
    assert (found["K001"], found["K002"], found["K003"], found["K004"]) == ((0, 0), (0, 0), (1, 1), (1, 1))


@pytest.mark.parametrize("way", ["1", "3", "4", "5", "6"])
def test_a_talk_at_the_unit_reaches_it(way):
    found = values("2026-04", visit("04-20", way=way))
    assert (found["K001"], found["K002"], found["K003"], found["K004"]) == ((1, 1), (1, 1), (1, 1), (1, 1))


def test_a_worker_without_a_name_is_a_talk_and_not_a_person():
    found = values("2026-04", visit("04-20", None), visit("04-21", None))
    assert (found["K003"], found["K004"]) == ((0, 0), (2, 2))


def test_first_talks_are_split_by_the_workers_card():
    found = values("2026-04", visit("04-20", W1), visit("04-21", W2), visit("04-22", W2))
    assert [found[code] for code in ("K003", "K003.1", "K003.2", "K003.3")] == [(2, 2), (1, 1), (1, 1), (1, 1)]


def test_what_happened_before_the_stint_is_not_counted_and_does_not_use_up_the_first_visit():
    found = values("2026-04", visit("04-10"), visit("04-20"))
    assert (found["K001"], found["K003"], found["K004"]) == ((1, 1), (1, 1), (1, 1))


def test_what_happened_after_the_stint_is_not_counted():
    assert values("2026-07", visit("07-13"))["K004"] == (0, 0)


def test_a_deed_counts_where_it_began_and_where_it_was_done():
    done = deed("04-20", "06-25", "06-22", people=6, cost=1_800_000, fund="3")
    found = {name: values(name, done) for name in STINT.months}
    assert [found[name]["K401"] for name in STINT.months] == [(1, 1), (0, 1), (0, 1), (0, 1)]
    assert [found[name]["K402"] for name in STINT.months] == [(0, 0), (0, 0), (1, 1), (0, 1)]
    assert {found[name][code] for name in STINT.months for code in ("K405", "K405.3")} == {(0, 0)}
    assert found["2026-06"]["K403"] == (6, 6)


def test_comfort_is_counted_by_sort_and_not_added_to_the_money_of_deeds():
    found = values(
        "2026-04", visit("04-20", comfort=50_000, target="1"), visit("04-21", comfort_goods="米", target="2")
    )
    assert [found[code][0] for code in ("K404", "K404.1", "K404.2", "K404.3", "K405")] == [2, 1, 1, 0, 0]


def test_a_day_on_duty_is_one_member_and_one_day():
    found = [diary("04-20"), diary("04-20"), diary("04-20", M2), diary("04-21", kinds=("10",))]
    assert values("2026-04", *found)["K602"] == (2, 2)


def test_a_diary_of_half_a_days_leave_is_of_a_day_on_duty():
    assert values("2026-04", diary("04-20", kinds=("1", "11")))["K602"] == (1, 1)
    assert values("2026-04", diary("04-20", kinds=("10", "11")))["K602"] == (0, 0)
    assert values("2026-04", diary("04-20", kinds=()))["K602"] == (1, 1)


def founded(on, *units, roster=(), **more):
    lines = tuple(Row(key=f"{n:032d}", cells=cells) for n, cells in enumerate(roster))
    known = {"matter": Matter.FOUNDING, "stage": Stage.APPROVED, "approved_on": day(on), "roster": lines}
    return UnionBuilding(name="工会", enterprises=tuple(unit.id for unit in units), **(known | more))


def joining(on, card, **more):
    return {"name": "会员", "joined_on": day(on), "id_card": card, "category": "P01", **more}


def test_units_of_one_code_are_one_unit_and_units_without_a_code_are_each_their_own():
    found = [founded("05-06", E3, E1), founded("06-03", E4, E2), founded("06-05", E1, matter=Matter.ORDERING)]
    assert [values(f"2026-{name}", *found)["K102"] for name in ("04", "05", "06")] == [(0, 0), (2, 2), (1, 3)]


def test_who_joins_two_unions_is_one_new_member_and_who_is_transferred_is_none():
    one, other, third = ID_CARDS
    found = [
        founded("05-06", E1, roster=[joining("05-06", one), joining("05-07", other, transferred=True)], new_members=9),
        founded("06-03", E2, roster=[joining("06-03", one), joining("06-04", third, category="N03")]),
    ]
    assert [values(f"2026-{name}", *found)["K201"] for name in ("05", "06")] == [(1, 1), (1, 2)]
    assert [values(f"2026-{name}", *found)["K202"] for name in ("05", "06")] == [(0, 0), (1, 1)]


def test_lessons_are_counted_by_head_and_the_first_of_each_apart():
    found = [
        Training(day=day("04-10"), title="行前培训", before=True, members=(M1.id,)),
        Training(day=day("04-10"), title="别的", members=(M1.id, M2.id)),
        Training(day=STARTS, title="动员", before=True, members=(M1.id,)),
        Training(day=day("05-06"), title="培训", members=(M1.id, M2.id)),
    ]
    assert [values(f"2026-{name}", *found)["K603"] for name in ("04", "05")] == [(2, 2), (2, 4)]
    assert [values(f"2026-{name}", *found)["K603.1"] for name in ("04", "05")] == [(1, 1), (1, 2)]


def test_days_in_the_group_are_natural_days():
    assert values("2026-04")["K602.1"] == (36, 36)
    assert values("2026-07")["K602.1"] == (24, 182)


def test_a_rotation_counts_two_people_to_date_and_one_in_each_month():
    left = changed(M2, ends=M2.ends.replace(month=5, day=31))
    came = changed(M2, id="3" * 32, starts=M2.starts.replace(month=6, day=1))
    books = books_of((*CARDS[:1], M1, left, came))
    assert figures(books, STINT.span("2026-06"))["K601"].month.value == 2
    assert figures(books, STINT.span("2026-06"))["K601"].total.value == 3


def test_an_unkept_ledger_is_told_from_a_count_of_nothing():
    lines = month("2026-04", visit("05-06")).figures
    assert lines["K004"].kept
    assert not lines["K602"].kept


def test_the_digest_changes_with_a_figure_and_with_a_record_behind_one():
    one, other = visit("04-20"), visit("04-20")
    first, second, third = (month("2026-04", *some).figures.digest for some in ((one,), (other,), (one, other)))
    assert len({first, second, third}) == 3
    assert first == month("2026-04", one).figures.digest


def test_codes_are_unique_and_every_rule_is_in_words():
    codes = [indicator.code for indicator in DICTIONARY]
    assert len(set(codes)) == len(codes)
    assert all(indicator.rule and indicator.source and indicator.unit for indicator in DICTIONARY)
    assert {indicator.part_of for indicator in DICTIONARY if indicator.part_of} <= set(codes)


def test_an_unknown_code_is_a_bug():
    with pytest.raises(KeyError, match="K999"):
        month("2026-04").figures["K999"]


PARTS = {
    "K003": "K003.1 K003.2 K003.3",
    "K101": "K104",
    "K201": "K202 K203 K204",
    "K301": "K303",
    "K307": "K307.1 K307.2 K307.3",
    "K308": "K308.1 K308.2",
    "K309": "K309.1",
    "K404": "K404.1 K404.2 K404.3",
    "K405": "K405.1 K405.2 K405.3 K405.4 K405.5",
    "K501": "K501.1",
    "K503": "K503.1 K503.2",
}
UNITS = {
    "家": "K001 K102",
    "家次": "K002",
    "人": "K003 K003.1 K003.2 K003.3 K201 K202 K203 K204 K305.1 K601 K603.1",
    "人次": "K004 K007.1 K306 K403 K404 K404.1 K404.2 K404.3 K603",
    "人天": "K602 K602.1",
    "场": "K005 K007",
    "份": "K006 K307 K307.1 K307.2 K307.3",
    "起": "K008",
    "个": "K101 K103 K104 K301 K302 K303 K304 K309 K309.1",
    "件": "K305 K401 K402",
    "次": "K308 K308.1 K308.2",
    "元": "K405 K405.1 K405.2 K405.3 K405.4 K405.5",
    "项": "K501 K501.1 K504",
    "篇": "K502 K503 K503.1 K503.2",
}
CLAUSES = {
    "四(三)、四(四)": "K001 K002 K003 K003.1 K003.2 K003.3 K004",
    "四(三)": "K005 K006 K501 K501.1 K502",
    "三(一)、三(四)": "K007 K007.1",
    "三(二)": "K101 K102 K103 K104 K201 K202 K203 K204",
    "三(三)、四(四)": "K301 K302 K303 K304 K309 K309.1",
    "三(四)": "K305 K305.1 K306 K307 K307.1 K307.2 K307.3 K308 K308.1 K308.2",
    "四(五)": "K401 K402 K403 K404 K404.1 K404.2 K404.3",
    "五(二)": "K405 K405.1 K405.2 K405.3 K405.4 K405.5",
    "四(三)、五(四)": "K503 K503.1 K503.2",
    "四(四)": "K504",
    "三(五)、四(一)": "K601 K602 K602.1",
    "五(一)": "K603 K603.1",
    "四(六)": "K008",
}


def by_code(table):
    return {code: key for key, codes in table.items() for code in codes.split()}


def test_every_code_has_its_whole_its_unit_and_its_clause():
    assert {one.code: one.part_of for one in DICTIONARY if one.part_of} == by_code(PARTS)
    assert {one.code: one.unit for one in DICTIONARY} == by_code(UNITS)
    assert {one.code: one.source for one in DICTIONARY} == by_code(CLAUSES)


def test_all_but_the_cadres_sent_add_up_over_the_months():
    assert [one.code for one in DICTIONARY if not one.sums] == ["K601"]
