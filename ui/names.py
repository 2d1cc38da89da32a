"""What records are called where another record points at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dundian_desktop import fields
from dundian_desktop.actions import naming
from dundian_desktop.fields import Field, Row
from dundian_desktop.ledger import Record
from dundian_desktop.store.store import Store
from ui.parts.day_line import day_text

GONE = "（未收到）"
"""Stands for a record that a link names and this device does not have yet."""


def links_of(kind: type[Record]) -> list[tuple[Field, str]]:
    """Give the fields of a ledger that point at records, each with the ledger it points to."""
    return [(f, f.kind.ledger) for f in kind.ledger.fields if isinstance(f.kind, fields.Ref | fields.Refs)]


def links_in_rows(kind: type[Record]) -> list[tuple[Field, Field, str]]:
    """Give the columns of small tables that point at records: field, column, the ledger it points to."""
    return [
        (field, column, column.kind.ledger)
        for field in kind.ledger.fields
        if isinstance(field.kind, fields.Rows)
        for column in field.kind.columns
        if isinstance(column.kind, fields.Ref)
    ]


def ids_in(record: Record, field: Field) -> tuple[str, ...]:
    """Give the ids a link field of a record holds."""
    value = getattr(record, field.name)
    return (value,) if isinstance(value, str) and value else tuple(value or ())


def names_in(store: Store, kind: type[Record], records: Sequence[Record]) -> dict[str, str]:
    """Give id -> name for everything these records of one ledger point at."""
    names: dict[str, str] = {}
    for field, table in links_of(kind):
        wanted = {key for record in records for key in ids_in(record, field)}
        names |= called(store, table, wanted - names.keys())
    for field, column, table in links_in_rows(kind):
        rows: list[Row] = [row for record in records for row in getattr(record, field.name)]
        names |= called(store, table, {row.cells[column.name] for row in rows if column.name in row.cells})
    return names


def called(store: Store, table: str, ids: Iterable[str]) -> dict[str, str]:
    """Give id -> name; of a ledger that is not kept here none."""
    kind = store.kinds.get(table)
    return naming.called(store, kind, ids, day_text) if kind else {}


def name_of(store: Store, record: Record) -> str:
    """Give what one record is called."""
    return naming.name_of(store, record, day_text)


def joined(names: Mapping[str, str], ids: Iterable[str]) -> str:
    """Write several names in a row."""
    return "、".join(names.get(key, GONE) for key in ids)
