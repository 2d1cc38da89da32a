"""A record made from its row is the record its class would make."""

from __future__ import annotations

import copy
import dataclasses as dc
import datetime as dt
import pickle
import random

import pytest

from bench.made_up import Chance, made_up
from dundian_desktop.fields import is_absent
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.store.records import record_from, records_from
from dundian_desktop.store.rows import cell

KINDS = all_ledgers()
STAMP = 1_780_000_000_000


def row_of(record: Record, *, deleted: int = 0, conflicts: str = "") -> tuple:
    """Give the row in which a table keeps a record."""
    cells = [
        None if is_absent(value := getattr(record, field.name)) else cell(field, field.kind.split(value))
        for field in record.ledger.fields
    ]
    return (7, record.id, deleted, STAMP, "a" * 32, STAMP + 1, "b" * 32, 3, conflicts, *map(_kept, cells))


def _kept(value):
    """Give a cell as SQLite gives it back."""
    return int(value) if isinstance(value, bool) else value


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_rows_give_back_the_records(kind) -> None:
    chance = Chance(dice=random.Random(1), ids={table: [f"{n:032x}" for n in range(3)] for table in KINDS})
    records = [made_up(kind, f"{n:032x}", f"A{n}", chance) for n in range(9)]
    made = records_from(kind, [row_of(one) for one in records])
    assert made == records
    assert list(map(hash, made)) == list(map(hash, records))
    assert [repr(dc.replace(one, meta=None)) for one in made] == list(map(repr, records))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_a_record_of_an_empty_row_has_every_part_of_one_made_by_its_class(kind) -> None:
    bare = kind(id="0" * 32, **{field.name: field.nothing for field in kind.ledger.fields})
    made = record_from(kind, row_of(bare))
    assert made == bare
    assert {f.name: getattr(made, f.name) for f in dc.fields(made) if f.compare} == {
        f.name: getattr(bare, f.name) for f in dc.fields(bare) if f.compare
    }


def test_where_a_new_record_begins_with_something_an_empty_cell_is_empty() -> None:
    assert Visit().consent == "1"
    assert record_from(Visit, row_of(Visit(id="0" * 32, consent=None))).consent is None


def test_it_is_changed_copied_and_sent_like_any_other() -> None:
    made = record_from(Visit, row_of(Visit(id="0" * 32, minutes=30)))
    assert dc.replace(made, minutes=31) == Visit(id="0" * 32, minutes=31)
    assert copy.copy(made) == pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - what was just written
    with pytest.raises(dc.FrozenInstanceError):
        made.minutes = 31


def test_what_the_store_knows_stands_beside_it() -> None:
    one, other = (Visit(id=f"{n:032x}") for n in (1, 2))
    made = records_from(Visit, [row_of(one), row_of(other, deleted=1, conflicts="pay,work")])
    assert [record.meta.deleted for record in made] == [False, True]
    assert [record.meta.conflicts for record in made] == [(), ("pay", "work")]
    meta = made[0].meta
    assert (meta.created_by, meta.updated_by, meta.revision) == ("a" * 32, "b" * 32, 3)
    assert meta.updated_at - meta.created_at == dt.timedelta(milliseconds=1)
    assert meta.created_at.tzinfo is dt.UTC
