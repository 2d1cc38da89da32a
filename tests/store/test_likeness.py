"""Records that are likely the same thing: found by what their ledger declares, one by one and in a whole ledger."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.parameter import Parameter
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store import nearness
from dundian_desktop.store.likeness import alike, declare_distinct, declared_distinct, pairs
from dundian_desktop.store.nearness import near, near_earlier
from dundian_desktop.store.sameness import Comparison, Shelf, columns_of, marks_of, stops
from tests.devices import carry, enterprise, save, worker

CARD, OTHER_CARD = "11010119900307109X", "110101199003071073"
USCC, OTHER_USCC = "91430100MA4L16JA9Y", "91430100MA4L16JB7R"


def problem(words: str, unit: str, category: str = "K01") -> Problem:
    return Problem(description=words, enterprise=unit, category=category, found_on=dt.date(2026, 5, 6))


def found(store, record) -> list[tuple[str, tuple[str, ...]]]:
    return [(pair.one, pair.by) for pair in alike(store.reader, record)]


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ({"id_card": CARD, "name": "向秀英"}, {"id_card": CARD, "name": "向英"}, ("id_card",)),
        ({"mobile": "13900001234"}, {"mobile": "13900001234"}, ("name", "mobile")),
        ({"mobile": "13900001234"}, {"mobile": "13900001235"}, ()),
        ({"mobile": "13900001234"}, {"mobile": "13900001234", "name": "向秀兰"}, ()),
        ({}, {}, ()),
        ({"mobile": "13900001234", "id_card": CARD}, {"mobile": "13900001234", "id_card": OTHER_CARD}, ()),
        ({"mobile": "13900001234", "id_card": CARD}, {"mobile": "13900001234"}, ("name", "mobile")),
    ],
)
def test_workers_are_alike_by_card_or_by_name_and_more(store, one, other, by) -> None:
    first = save(store, worker(**one))
    assert found(store, worker(**other)) == ([(first.id, by)] if by else [])


def test_workers_of_one_name_in_one_unit_are_alike(store) -> None:
    unit = save(store, enterprise())
    first = save(store, worker(enterprise=unit.id))
    save(store, worker(enterprise=save(store, enterprise("别家")).id))
    assert found(store, worker(enterprise=unit.id)) == [(first.id, ("name", "enterprise"))]


@pytest.mark.parametrize("name", ["启晟电子", " 启晟 电子", "“启晟”电子", "启晟·电子"])
def test_names_agree_whatever_blanks_and_signs_stand_in_them(store, name) -> None:
    first = save(store, enterprise("启晟电子"))
    assert found(store, enterprise(name)) == [(first.id, ("name",))]


def test_a_unit_without_a_number_is_not_like_every_other_without_one(store) -> None:
    save(store, enterprise("甲厂"))
    assert found(store, enterprise("乙厂")) == []


def test_two_numbers_of_the_state_part_what_has_one_name(store) -> None:
    save(store, enterprise("甲厂", uscc=USCC))
    assert found(store, enterprise("甲厂", uscc=OTHER_USCC)) == []


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("加班费没有足额发", True),
        ("加班费，未足额发放！", True),
        ("食堂无空调", False),
        ("宿舍无空调，夏天闷热", False),
    ],
)
def test_problems_of_one_unit_and_category_are_alike_when_the_wording_is_near(store, words, same) -> None:
    unit = save(store, enterprise())
    first = save(store, problem("加班费未足额发放", unit.id))
    save(store, problem("食堂饭菜偏贵", unit.id))
    assert [id for id, _ in found(store, problem(words, unit.id))] == [first.id] * same
    assert found(store, problem(words, unit.id, "K02")) == []


def test_one_matter_of_a_place_is_not_another(store) -> None:
    assert not near("食堂无空调", "宿舍无空调")
    assert near("3月工资拖欠，涉及12人", "拖欠3月份工资，12人")
    assert not near("", "")


def test_the_record_itself_and_what_lies_in_the_bin_are_not_called_alike(store) -> None:
    one, other = save(store, enterprise("甲厂")), save(store, enterprise("甲厂"))
    assert found(store, one) == [(other.id, ("name",))]
    with store.act() as act:
        act.void(Enterprise, other.id)
    assert found(store, one) == []
    assert pairs(store.reader, Enterprise) == []


def test_four_alike_are_three_too_many(store) -> None:
    first = save(store, enterprise("甲厂"))
    others = {save(store, enterprise(name)).id for name in ("甲 厂", "甲厂", "甲。厂")}
    save(store, enterprise("乙厂"))
    told = pairs(store.reader, Enterprise)
    assert {pair.one for pair in told} == {first.id}
    assert {pair.other for pair in told} == others


def test_what_a_person_declared_different_is_no_pair(store) -> None:
    one, other = save(store, enterprise("甲厂")), save(store, enterprise("甲厂"))
    with store.act() as act:
        declare_distinct(act, Enterprise, other.id, one.id)
    assert pairs(store.reader, Enterprise) == []
    assert found(store, one) == found(store, other) == []
    assert declared_distinct(store.reader) == {tuple(sorted((one.id, other.id)))}


def test_a_third_is_still_compared_with_the_second_when_it_is_not_the_first(store) -> None:
    first, second, third = (save(store, enterprise("甲厂")) for _ in range(3))
    with store.act() as act:
        declare_distinct(act, Enterprise, first.id, third.id)
    assert {(pair.one, pair.other) for pair in pairs(store.reader, Enterprise)} == {
        (first.id, second.id),
        (second.id, third.id),
    }


def test_the_decision_travels_and_deciding_twice_is_no_conflict(group_of, tmp_path) -> None:
    a, b = group_of(2)
    one, other = save(a, enterprise("甲厂")), save(a, enterprise("甲厂"))
    carry(a, b, tmp_path / "out")
    for store in (a, b):
        with store.act() as act:
            declare_distinct(act, Enterprise, one.id, other.id)
    carry(a, b, tmp_path / "there")
    carry(b, a, tmp_path / "back")
    assert a.digest() == b.digest()
    assert [pairs(store.reader, Enterprise) for store in (a, b)] == [[], []]
    assert not any(b.reader.get(Enterprise, id).meta.conflicts for id in (one.id, other.id))


def test_undoing_the_decision_makes_them_alike_again(store) -> None:
    one, other = save(store, enterprise("甲厂")), save(store, enterprise("甲厂"))
    with store.act() as act:
        declare_distinct(act, Enterprise, one.id, other.id)
    store.undo(*store.last_act())
    assert [(pair.one, pair.other) for pair in pairs(store.reader, Enterprise)] == [(one.id, other.id)]


def test_a_second_unit_of_one_number_is_stopped_and_a_second_card_only_told() -> None:
    assert stops(Enterprise.ledger, ("uscc",))
    assert not stops(Enterprise.ledger, ("name",))
    assert not stops(Worker.ledger, ("id_card",))
    assert stops(Parameter.ledger, ("name",))


workers = st.builds(
    worker,
    name=st.sampled_from(["向秀英", "向 秀英", "王强"]),
    mobile=st.sampled_from(["", "13900001234", "13900001235"]),
    enterprise=st.sampled_from([None, "1" * 32, "2" * 32]),
    id_card=st.sampled_from(["", CARD, OTHER_CARD]),
)


@given(st.lists(workers, max_size=9))
def test_the_pairs_join_exactly_those_that_agree_one_by_one(records) -> None:
    comparison = Comparison(Worker.ledger)
    columns = columns_of(records) if records else [()] * 4
    ids = [record.id for record in records]
    told = comparison.pairs(Shelf(ids=ids, ages=range(len(ids)), columns=columns), lambda _: frozenset())
    by_hand = {
        frozenset((one.id, other.id)): by
        for one in records
        for other in records
        if one.id < other.id and (by := comparison.agreement(marks_of(one), marks_of(other)))
    }
    assert {frozenset((pair.one, pair.other)) for pair in told} <= by_hand.keys()
    assert {pair.other for pair in told} >= {max(both, key=ids.index) for both in by_hand}


texts = st.lists(st.text("加班费工资食堂空调宿舍拖欠月份，。123", max_size=14), max_size=12)


@given(texts)
def test_no_near_paragraph_is_missed_among_many(words) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "_FEW", 2)
        told = [list(earlier) for _, earlier in near_earlier(words)]
    assert told == [[n for n in range(place) if near(words[n], words[place])] for place in range(len(words))]
