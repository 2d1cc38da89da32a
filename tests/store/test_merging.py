"""Merging two records into one: what is taken over, where links lead, how it is taken back, and on two devices."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Row
from dundian_desktop.ledger import Record, born_of
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store import merging
from dundian_desktop.store.history import CannotUndoError, history
from dundian_desktop.store.likeness import pairs
from dundian_desktop.store.merging import CannotMergeError, heir, left_behind, unmerge
from dundian_desktop.store.query import Query
from dundian_desktop.store.rows import parts_of
from tests.devices import carry, enterprise, exchange, member, save, site, worker

FILE = "ab" * 32


def visit(of: str | None, **more: Any) -> Visit:
    lawful = {"visited_on": dt.date(2026, 5, 6), "visitors": ("f" * 32,), "way": "1", "consent": "1"}
    return Visit(worker=of, **{**lawful, **more})


def merge(store, kept: Record, gone: Record) -> merging.Merged:
    with store.act() as act:
        return merging.merge(act, store.kinds, type(kept), kept.id, gone.id)


def everything(store) -> dict[str, tuple[bool, dict[str, Any]]]:
    """Give all records as people see them, without the traces of who wrote when."""
    return {
        record.id: (deleted, parts_of(record))
        for kind in store.kinds.values()
        for deleted in (False, True)
        for record in store.reader.list(Query(kind=kind, deleted=deleted))
    }


def living(store, kind: type[Record]) -> list[str]:
    return [record.id for record in store.reader.list(Query(kind=kind))]


@pytest.fixture
def two(store):
    """Give two workers alike, each knowing what the other does not, and a visit to the second."""
    kept = save(store, worker(mobile="13900001234", tags=("1",)))
    gone = save(store, worker(mobile="13900001235", born_year=1980, tags=("2",), notes="夜班"))
    return kept, gone, save(store, visit(gone.id))


def test_the_kept_record_takes_what_it_lacks_and_keeps_what_it_has(store, two) -> None:
    kept, gone, _ = two
    merged = merge(store, kept, gone)
    now = store.reader.get(Worker, kept.id)
    assert (now.mobile, now.born_year, now.notes) == ("13900001234", 1980, "夜班")
    assert now.no == kept.no
    assert merged.kept == now
    assert merged.filled == ("出生年", "标签", "备注")


def test_sets_and_attachments_are_united(store, two) -> None:
    kept, gone, _ = two
    gone = save(store, dc.replace(gone, files=(Attachment(name="证明", sha=FILE),)), gone)
    merge(store, kept, gone)
    now = store.reader.get(Worker, kept.id)
    assert now.tags == ("1", "2")
    assert [one.sha for one in now.files] == [FILE]


def test_the_other_lies_in_the_bin_and_links_lead_to_the_kept_one(store, two) -> None:
    kept, gone, visited = two
    merged = merge(store, kept, gone)
    assert store.reader.get(Worker, gone.id).meta.deleted
    assert store.reader.get(Visit, visited.id).worker == kept.id
    assert merged.links == 1
    assert heir(store.reader, gone.id) == kept.id


def test_a_link_from_the_bin_leads_on_and_stays_in_the_bin(store, two) -> None:
    kept, gone, visited = two
    with store.act() as act:
        act.void(Visit, visited.id)
    merge(store, kept, gone)
    now = store.reader.get(Visit, visited.id)
    assert (now.worker, now.meta.deleted) == (kept.id, True)


def _links() -> list[tuple[type[Record], fields.Field, str]]:
    """Give every link of every ledger that leads to a ledger whose records merge."""
    kinds = all_ledgers()
    found = [(kind, field) for kind in kinds.values() for field in kind.ledger.fields]
    plain = [(k, f, f.kind.ledger) for k, f in found if isinstance(f.kind, fields.Ref | fields.Refs)]
    inside = [
        (k, f, column.kind.ledger)
        for k, f in found
        if isinstance(f.kind, fields.Rows)
        for column in f.kind.columns
        if isinstance(column.kind, fields.Ref)
    ]
    return [(k, f, table) for k, f, table in plain + inside if kinds[table].ledger.alike]


def _leading(field: fields.Field, to: str) -> Any:
    if isinstance(field.kind, fields.Rows):
        names = [column.name for column in field.kind.columns if isinstance(column.kind, fields.Ref)]
        return (Row(key="1" * 32, cells=dict.fromkeys(names, to)),)
    return (to,) if isinstance(field.kind, fields.Refs) else to


def test_every_link_of_every_ledger_follows(store) -> None:
    links = list(enumerate(_links()))
    with store.act() as act:  # what the ledgers ask of a record is not the matter here
        for table in {table for _, (_, _, table) in links}:
            for number in ("1", "2"):
                act.write(store.kinds[table], _id(table, number), {"_alive": True})
        for n, (kind, field, table) in links:
            act.write(kind, _id("link", str(n)), {**_led(kind, field, _id(table, "2")), "_alive": True})
    for table in {table for _, (_, _, table) in links}:
        with store.act() as act:
            merging.merge(act, store.kinds, store.kinds[table], _id(table, "1"), _id(table, "2"))
    assert len(links) >= 20
    for n, (kind, field, table) in links:
        assert parts_of(store.reader.get(kind, _id("link", str(n)))) == _led(kind, field, _id(table, "1"))


def _id(ledger: str, number: str) -> str:
    return born_of(ledger, number)


def _led(kind: type[Record], field: fields.Field, to: str) -> dict[str, Any]:
    blank = {each.name: each.default if each.kind.many else None for each in kind.ledger.fields}
    return parts_of(kind(**{**blank, field.name: _leading(field, to)}))


def test_two_records_that_led_to_each_other_do_not_lead_to_themselves(store) -> None:
    kind = next((k for k, f, table in _links() if k.ledger.table == table), None)
    if kind is None:
        pytest.skip("no ledger links to itself")
    name = next(f.name for k, f, table in _links() if k is kind and table == kind.ledger.table)
    with store.act() as act:
        field = kind.ledger.field(name)
        act.write(kind, "1" * 32, {**parts_of(kind(**{name: _leading(field, "2" * 32)})), "_alive": True})
        act.write(kind, "2" * 32, {**parts_of(kind(**{name: _leading(field, "1" * 32)})), "_alive": True})
    with store.act() as act:
        merging.merge(act, store.kinds, kind, "1" * 32, "2" * 32)
    assert fields.is_absent(getattr(store.reader.get(kind, "1" * 32), name))


def test_what_the_ledger_does_not_allow_stays_behind_and_is_named(store) -> None:
    """Of 3 women among 5 nothing can be said where only 2 work."""
    kept = save(store, enterprise("甲厂", staff=2))
    gone = save(store, enterprise("甲厂", staff=5, women=3, address="东路1号"))
    merged = merge(store, kept, gone)
    assert (merged.filled, merged.left) == (("地址",), ("女职工",))
    assert store.reader.get(Enterprise, kept.id).women is None


def test_both_histories_show_it(store, two) -> None:
    kept, gone, _ = two
    merge(store, kept, gone)
    told = [(one.label, one.words, one.note) for one in history(store.reader, Worker, kept.id)]
    assert ("并来", f"{gone.no} 向秀英", "合并") in told
    told = [(one.label, one.words, one.note) for one in history(store.reader, Worker, gone.id)]
    assert ("并入", f"{kept.no} 向秀英", "合并") in told
    assert ("删除", "", "合并") in told


# -- what is refused


def test_nothing_is_merged_over_a_conflict(group_of, tmp_path) -> None:
    a, b = group_of(2)
    kept, gone = save(a, worker()), save(a, worker())
    carry(a, b, tmp_path / "out")
    for store, name in ((a, "向秀兰"), (b, "向秀红")):
        save(store, dc.replace(gone, name=name), store.reader.get(Worker, gone.id))
    carry(b, a, tmp_path / "back")
    with pytest.raises(CannotMergeError, match="“姓名”有两种写法"):
        merge(a, kept, gone)
    assert not a.reader.get(Worker, gone.id).meta.deleted


def test_no_link_is_led_on_over_a_conflict(group_of, tmp_path) -> None:
    a, b = group_of(2)
    kept, gone, third = (save(a, worker()) for _ in range(3))
    visited = save(a, visit(third.id))
    carry(a, b, tmp_path / "out")
    for store, to in ((a, kept), (b, gone)):
        save(store, dc.replace(visited, worker=to.id), store.reader.get(Visit, visited.id))
    carry(b, a, tmp_path / "back")
    with pytest.raises(CannotMergeError, match=f"走访记录{visited.no}的“职工”有两种写法"):
        merge(a, kept, gone)


def test_a_record_does_not_merge_with_itself_nor_into_the_bin(store, two) -> None:
    kept, gone, _ = two
    with pytest.raises(CannotMergeError, match="同一条"):
        merge(store, kept, kept)
    with store.act() as act:
        act.void(Worker, kept.id)
    for one, other in ((kept, gone), (gone, kept)):
        with pytest.raises(CannotMergeError, match="在回收站里"):
            merge(store, one, other)


def test_a_ledger_that_declares_nothing_alike_does_not_merge(store) -> None:
    with pytest.raises(CannotMergeError, match="不合并"):
        merge(store, save(store, site()), save(store, site()))


# -- taking it back


def test_parting_them_gives_back_every_record_as_it_was(store, two) -> None:
    kept, gone, _ = two
    before = everything(store)
    merge(store, kept, gone)
    assert everything(store) != before
    changed = unmerge(store, Worker, gone.id)
    assert everything(store) == before
    assert changed == {"worker", "visit"}
    assert heir(store.reader, gone.id) == ""


def test_what_was_changed_since_stands_in_the_way_and_is_named(store, two) -> None:
    kept, gone, visited = two
    merge(store, kept, gone)
    led = store.reader.get(Visit, visited.id)
    save(store, dc.replace(led, worker=None, consent="3"), led)
    before = everything(store)
    with pytest.raises(CannotUndoError, match=f"走访记录{visited.no}的“职工”后来又改过"):
        unmerge(store, Worker, gone.id)
    assert everything(store) == before


def test_other_changes_since_stay(store, two) -> None:
    kept, gone, _ = two
    merge(store, kept, gone)
    now = store.reader.get(Worker, kept.id)
    save(store, dc.replace(now, address="东路1号"), now)
    unmerge(store, Worker, gone.id)
    assert store.reader.get(Worker, kept.id).address == "东路1号"


def test_a_record_that_was_not_merged_is_not_parted(store, two) -> None:
    kept, gone, _ = two
    with pytest.raises(CannotMergeError, match="没有合并到别的记录"):
        unmerge(store, Worker, kept.id)
    merge(store, kept, gone)
    unmerge(store, Worker, gone.id)
    with pytest.raises(CannotMergeError, match="或已经拆开"):
        unmerge(store, Worker, gone.id)


def test_parted_and_merged_again_by_undo_they_part_once_more(store, two) -> None:
    kept, gone, _ = two
    before = everything(store)
    merge(store, kept, gone)
    unmerge(store, Worker, gone.id)
    store.undo(*store.last_act())
    assert heir(store.reader, gone.id) == kept.id
    unmerge(store, Worker, gone.id)
    assert everything(store) == before


values = st.fixed_dictionaries(
    {
        "name": st.just("向秀英"),
        "category": st.sampled_from(["P01", "N01"]),
        "mobile": st.sampled_from(["", "13900001234"]),
        "born_year": st.sampled_from([None, 1980]),
        "tags": st.sampled_from([(), ("1",), ("1", "2")]),
        "address": st.sampled_from(["", "东路"]),
    }
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=values, other=values, links=st.lists(st.booleans(), max_size=3))
def test_merging_and_parting_is_nothing(store, one, other, links) -> None:
    kept, gone = save(store, Worker(**one)), save(store, Worker(**other))
    for to_gone in links:
        save(store, visit(gone.id if to_gone else kept.id))
    before = everything(store)
    merge(store, kept, gone)
    united = store.reader.get(Worker, kept.id)
    assert all(getattr(united, name) or not (one[name] or other[name]) for name in one)
    unmerge(store, Worker, gone.id)
    assert everything(store) == before


# -- two devices


@pytest.fixture
def together(group_of, tmp_path):
    """Give two devices that both hold two workers alike, each with a visit."""
    a, b = group_of(2)
    one, other = save(a, worker(born_year=1980)), save(a, worker(notes="夜班"))
    visits = save(a, visit(one.id)), save(a, visit(other.id))
    carry(a, b, tmp_path / "first")
    return a, b, (one, other), visits


def test_merged_in_opposite_directions_both_stay_and_are_found_alike_again(together, tmp_path) -> None:
    a, b, (one, other), visits = together
    merge(a, one, other)
    merge(b, other, one)
    exchange(a, b, tmp_path / "meet")
    assert a.digest() == b.digest()
    assert sorted(living(a, Worker)) == sorted((one.id, other.id))
    assert {a.reader.get(Visit, each.id).worker for each in visits} <= set(living(a, Worker))
    known = [a.reader.get(Worker, id) for id in (one.id, other.id)]
    assert [(record.born_year, record.notes) for record in known] == [(1980, "夜班")] * 2
    a.rebuild()
    assert a.digest() == b.digest()


def test_what_was_merged_both_ways_is_merged_once_more_and_then_agrees(together, tmp_path) -> None:
    a, b, (one, other), visits = together
    save(a, dc.replace(one, mobile="13900001234"), one)
    save(a, dc.replace(other, mobile="13900001234"), other)
    exchange(a, b, tmp_path / "again")
    merge(a, one, other)
    merge(b, other, one)
    exchange(a, b, tmp_path / "meet")
    (pair,) = pairs(a.reader, Worker)
    merge(a, *(a.reader.get(Worker, id) for id in (pair.one, pair.other)))
    exchange(a, b, tmp_path / "last")
    assert a.digest() == b.digest()
    assert living(b, Worker) == [one.id]
    assert {b.reader.get(Visit, each.id).worker for each in visits} == {one.id}


def test_merged_alike_on_both_devices_is_one_merge_and_is_parted_once(together, tmp_path) -> None:
    a, b, (one, other), _ = together
    before = everything(a)
    merge(a, one, other)
    merge(b, one, other)
    exchange(a, b, tmp_path / "meet")
    assert living(a, Worker) == [one.id]
    assert not a.reader.get(Worker, one.id).meta.conflicts
    unmerge(b, Worker, other.id)
    carry(b, a, tmp_path / "parted")
    assert everything(a) == everything(b) == before


def test_another_device_parts_what_one_device_merged(together, tmp_path) -> None:
    a, b, (one, other), _ = together
    before = everything(a)
    merge(a, one, other)
    carry(a, b, tmp_path / "merged")
    unmerge(b, Worker, other.id)
    carry(b, a, tmp_path / "parted")
    assert everything(a) == everything(b) == before


def test_an_edit_beside_the_merge_keeps_the_other_alive(together, tmp_path) -> None:
    a, b, (one, other), _ = together
    merge(a, one, other)
    save(b, dc.replace(other, address="东路1号"), b.reader.get(Worker, other.id))
    exchange(a, b, tmp_path / "meet")
    assert a.reader.get(Worker, other.id).address == "东路1号"
    assert sorted(living(a, Worker)) == sorted((one.id, other.id))


def test_a_link_made_elsewhere_meanwhile_is_left_behind_until_it_is_led_on(together, tmp_path) -> None:
    a, b, (one, other), _ = together
    merge(a, one, other)
    late = save(b, visit(other.id))
    exchange(a, b, tmp_path / "meet")
    (pair,) = left_behind(a.reader, a.kinds, Worker)
    assert (pair.one, pair.other, pair.by) == (one.id, other.id, ())
    merged = merge(a, one, other)
    assert a.reader.get(Visit, late.id).worker == one.id
    assert (merged.links, merged.filled, merged.left) == (1, (), ())
    assert left_behind(a.reader, a.kinds, Worker) == []


def test_of_three_devices_that_merge_in_a_circle_none_loses_a_record(group_of, tmp_path) -> None:
    stores = group_of(3)
    some = [save(stores[0], worker(notes=word)) for word in "甲乙丙"]
    visits = [save(stores[0], visit(one.id)) for one in some]
    for store in stores[1:]:
        carry(stores[0], store, tmp_path / "first")
    for place, store in enumerate(stores):
        merge(store, some[place], some[(place + 1) % 3])
    for sender, reader in ((0, 1), (1, 2), (2, 0), (0, 1), (1, 2)):
        carry(stores[sender], stores[reader], tmp_path / f"{sender}")
    assert len({store.digest() for store in stores}) == 1
    lives = living(stores[0], Worker)
    assert lives
    assert {stores[0].reader.get(Visit, one.id).worker for one in visits} <= set(lives)


def test_members_and_sites_are_never_merged() -> None:
    assert not any(kind.ledger.alike for kind in (type(member()), Site))
