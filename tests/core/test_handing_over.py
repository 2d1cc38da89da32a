"""Handing over to a successor: everything chosen moves, nothing else does, and a second time nothing changes."""

from __future__ import annotations

import dataclasses as dc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dundian_desktop.actions.handover import HandOver, hand_over, items_of, leader_on, rows_of
from dundian_desktop.actions.handover_papers import rotation_listing, rotation_pages
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.errors import FieldError, RecordError, UserError
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.problem import Problem, ProblemState
from dundian_desktop.ledgers.rotation import Rotation, RotationState
from dundian_desktop.ledgers.union_building import UnionBuilding
from dundian_desktop.policy.open_items import open_items
from tests.devices import Yard, save
from tests.stint_end import BOSS, DAY, ENDS, LEAVER, NEXT, open_records, people, settle_in

TOLD = HandOver(leaving=LEAVER, successor=NEXT, day=DAY, signed_by=BOSS, words="逐户介绍过")
KINDS = 7


class Group:
    """A group whose acts are all taken back when a test ends."""

    def __init__(self, store):
        self.store = store
        self.acts = []

    def hand(self, told=TOLD, items=None):
        books = books_in(self.store)
        with self.store.act() as act:
            done = hand_over(act, books, self.open(told.leaving) if items is None else items, told)
        self.acts.append(self.store.last_act())
        return done

    def save(self, record, before=None):
        kept = save(self.store, record, before)
        self.acts.append(self.store.last_act())
        return kept

    def undo(self):
        while self.acts:
            self.store.undo(*self.acts.pop())

    def open(self, owner):
        return open_items(books_in(self.store), owner)

    def owned(self, owner):
        return {item.record.id for item in self.open(owner)}

    def now(self, record):
        return self.store.reader.get(type(record), record.id)

    def living(self):
        """Give all that stands in the ledgers."""
        return {record.id: record for shelf in books_in(self.store).shelves.values() for record in shelf}


@pytest.fixture(scope="module")
def one_group(tmp_path_factory, mould):
    with Yard(tmp_path_factory.mktemp("handing"), mould) as yard:
        store = yard.workspace("A").store
        settle_in(store, [*open_records(LEAVER), *open_records(BOSS), *open_records(None)])
        yield Group(store)


@pytest.fixture
def group(one_group):
    yield one_group
    one_group.undo()


@settings(max_examples=12)
@given(st.sets(st.integers(0, KINDS - 1), min_size=1))
def test_nothing_open_is_left_but_what_was_not_chosen_and_one_undo_takes_all_back(one_group, places):
    group = one_group
    before, items = group.living(), group.open(LEAVER)
    chosen = {item.record.id for place, item in enumerate(items) if place in places}
    others = group.owned(BOSS)
    done = group.hand(items=[item for item in items if item.record.id in chosen])
    assert group.owned(LEAVER) == {item.record.id for item in items} - chosen
    assert group.owned(NEXT) == chosen
    assert group.owned(BOSS) == others
    listed = {row.cells["no"] for row in done.rotation.items}
    assert listed == {item.record.no for item in items if item.record.id in chosen}
    assert (done.moved, done.rotation.state) == (len(chosen), RotationState.HANDED)
    group.undo()
    assert group.living() == before


def test_a_second_time_nothing_changes(group):
    group.hand()
    after = group.store.digest()
    with pytest.raises(UserError, match="已经交接过"):
        group.hand()
    assert group.store.digest() == after


def test_what_was_kept_back_is_handed_on_later_in_the_same_list(group):
    first, *rest = group.open(LEAVER)
    once = group.hand(items=[first])
    twice = group.hand(items=rest)
    assert once.rotation.id == twice.rotation.id
    assert [row.cells["no"] for row in twice.rotation.items] == [item.record.no for item in (first, *rest)]
    assert group.owned(LEAVER) == set()


def test_a_rotation_that_was_prepared_keeps_its_rows_and_is_marked(group):
    item = group.open(LEAVER)[0]
    (listed,) = rows_of([item])
    row = dc.replace(listed, cells={**listed.cells, "next": "盯住兑付"})
    draft = group.save(Rotation.of(day=DAY, leaving=LEAVER, items=(row,)))
    done = group.hand(dc.replace(TOLD, rotation=draft.id))
    assert done.rotation.id == draft.id
    assert [one.cells["next"] for one in done.rotation.items if one.cells["no"] == item.record.no] == ["盯住兑付"]
    assert len(done.rotation.items) == KINDS


def test_the_cards_say_who_follows_whom_and_when_the_other_left(group):
    group.hand(dc.replace(TOLD, leaves_on=DAY))
    card, leaver = (group.store.reader.get(Member, one) for one in (NEXT, LEAVER))
    assert (card.replaces, leaver.ends) == (LEAVER, DAY)
    assert len(card.handover.splitlines()) == KINDS
    group.undo()
    assert group.store.reader.get(Member, LEAVER).ends == ENDS


def test_what_went_to_somebody_else_meanwhile_stays_there(group):
    items = group.open(LEAVER)
    problem = group.now(items[0].record)
    group.save(dc.replace(problem, owner=BOSS), problem)
    assert group.hand(items=items).moved == KINDS - 1
    assert group.now(problem).owner == BOSS


def test_what_is_settled_meanwhile_is_not_handed_over(group):
    items = group.open(LEAVER)
    problem = group.now(items[0].record)
    group.save(dc.replace(problem, state=ProblemState.MOVED, moved_to="人社局"), problem)
    assert group.hand(items=items).moved == KINDS - 1
    assert group.now(problem).owner == LEAVER


def test_what_the_local_union_took_over_goes_along_and_says_so(group):
    building = next(item.record for item in group.open(LEAVER) if isinstance(item.record, UnionBuilding))
    group.save(dc.replace(building, leftover="其余网点由县总工会继续推进"), building)
    items = items_of(books_in(group.store), LEAVER)
    assert len(items) == KINDS
    done = group.hand(items=items)
    assert group.now(building).owner == NEXT
    told = {row.cells["no"]: row.cells["words"] for row in done.rotation.items}
    assert told[building.no] == "启晟电子工会委员会（摸底，已移交）"


def test_who_has_nothing_open_hands_over_once_with_a_list_that_says_so(group):
    told = HandOver(leaving=NEXT, successor=LEAVER, day=DAY, signed_by=BOSS)
    done = group.hand(told)
    assert [row.cells["words"] for row in done.rotation.items] == ["没有未办结的事项"]
    with pytest.raises(UserError, match="已经交接过"):
        group.hand(told)


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"leaving": None}, "还不知道谁离组"),
        ({"successor": LEAVER}, "接替人员就是秦朗本人"),
        ({"successor": None}, "还不知道交给谁"),
        ({"successor": "f" * 32}, "还不知道交给谁"),
        ({"day": ENDS.replace(month=8)}, "罗青7月12日已离组"),
        ({"signed_by": NEXT}, "组长签字"),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_nothing_is_moved(group, slip, words):
    before = group.store.digest()
    items = group.open(LEAVER)
    with pytest.raises(UserError, match=words) as refused:
        group.hand(dc.replace(TOLD, **slip), items)
    assert str(refused.value).endswith("。")
    assert group.store.digest() == before


def test_nothing_chosen_is_no_hand_over(group):
    with pytest.raises(UserError, match="一件事项也没有选"):
        group.hand(items=[])


def test_alone_nobody_can_hand_over(yard):
    group = Group(yard.workspace("B").store)
    group.save(people()[1])
    with pytest.raises(UserError, match="没有人可以接替"):
        group.hand(dc.replace(TOLD, successor=None))


def test_a_record_that_is_not_in_order_is_named_and_nothing_is_moved(group, monkeypatch):
    lawful = Problem.validate

    def stricter(record):
        """Hold a record to a law that came after it was written."""
        lawful(record)
        if not record.measure:
            raise RecordError((FieldError("measure", "措施", "不能为空"),))

    before = group.store.digest()
    monkeypatch.setattr(Problem, "validate", stricter)
    with pytest.raises(UserError, match=r"问题QL.*加班费少算三个月.*措施：不能为空。请先把这一条改好"):
        group.hand()
    assert group.store.digest() == before


def test_the_paper_lists_every_row_and_has_three_lines_to_sign(group):
    done = group.hand()
    listing = rotation_listing(group.store, done.rotation)
    numbers = [row[2] for row in listing.rows]
    assert numbers == [row.cells["no"] for row in done.rotation.items]
    assert "秦朗交给罗青" in listing.subtitle
    assert listing.rows[0][5] == "启晟电子 俞永强"
    assert all(who in listing.notes[-1] for who in ("移交人：秦朗", "接收人：罗青", "监交人（组长）：陆知远"))
    assert rotation_pages(group.store, done.rotation).missing == ()


def test_the_leader_of_the_day_signs(group):
    assert leader_on(books_in(group.store), DAY) == BOSS
    assert leader_on(books_in(group.store), ENDS.replace(month=8)) is None
