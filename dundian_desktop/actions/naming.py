"""The names of the records kept here: for sheets, for typed values, for lists.

A ledger whose own name is only a day or a link (走访记录, 困难职工线索) is called by the record its link leads to.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dundian_desktop.errors import UserError
from dundian_desktop.fields import Day, Field, FullText, Ref, Refs, Row, Rows
from dundian_desktop.ledger import Record
from dundian_desktop.store.store import Store


class StoreNaming:
    """Answers by looking into the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def name_of(self, ledger: str, record_id: str) -> str:
        """Give the words by which people know a record; "" when it is not kept here."""
        return self._store.reader.names(self._store.kinds[ledger], [record_id]).get(record_id, "")

    def find(self, ledger: str, words: str) -> Sequence[str]:
        """Give the ids of the living records known by these words: a number (编号) or a name."""
        return self._store.reader.known_as(self._store.kinds[ledger], words)

    def stored(self, ledger: str, record_id: str) -> Record | None:
        """Give the record of this id as it is kept now, or None."""
        return self._store.reader.find(self._store.kinds[ledger], record_id)


def as_typed(store: Store, kind: type[Record], name: str, words: str) -> tuple[str, str]:
    """Give (field name, text for the one door) of what a person typed, links by name resolved.

    Args:
        name: code name or Chinese label of a field.

    Raises:
        UserError: there is no such field, or no or several records of that name.
    """
    field = _field(kind, name)
    if isinstance(field.kind, Ref):
        return field.name, _one(store, field.kind.ledger, words)
    if isinstance(field.kind, Refs):
        ledger = field.kind.ledger
        return field.name, "、".join(_one(store, ledger, one) for one in words.replace(",", "、").split("、") if one)
    return field.name, words


def _field(kind: type[Record], name: str) -> Field:
    for field in kind.ledger.fields:
        if name in (field.name, field.label):
            return field
    labels = "、".join(field.label for field in kind.ledger.fields)
    raise UserError(f"“{kind.ledger.title}”没有“{name}”这一栏。可填的有：{labels}。")


def _one(store: Store, ledger: str, words: str) -> str:
    if not words.strip() or store.reader.find(store.kinds[ledger], words.strip()):
        return words.strip()
    found = StoreNaming(store).find(ledger, words.strip())
    if len(found) == 1:
        return found[0]
    title = store.kinds[ledger].ledger.title
    if not found:
        raise UserError(f"“{title}”里没有“{words}”，请先登记，或改填编号。")
    raise UserError(f"“{title}”里有{len(found)}个“{words}”，请改填编号。")


def called(
    store: Store, kind: type[Record], ids: Iterable[str], say: Callable[[dt.date], str] = dt.date.isoformat
) -> dict[str, str]:
    """Give id -> what a record is called where another points at it.

    Args:
        say: writes a day.
    """
    if not _borrows(kind):
        return store.reader.names(kind, ids)
    return _borrowed(store, kind, [one for id_ in ids if (one := store.reader.find(kind, id_))], say)


def name_of(store: Store, record: Record, say: Callable[[dt.date], str] = dt.date.isoformat) -> str:
    """Give what one record is called; as in `called`."""
    kind = type(record)
    return _borrowed(store, kind, [record], say)[record.id] if _borrows(kind) else record.headline


def numbered(store: Store, record: Record) -> str:
    """Give the number of a record and what it is called; the number alone when it has no other name."""
    name = name_of(store, record)
    return name if name == record.no else f"{record.no} {name}".strip()


def _borrows(kind: type[Record]) -> bool:
    named = [kind.ledger.field(name).kind for name in kind.ledger.headline]
    return bool(named) and all(isinstance(one, Day | Ref) for one in named)


def _borrowed(
    store: Store, kind: type[Record], records: Sequence[Record], say: Callable[[dt.date], str]
) -> dict[str, str]:
    """Name records by their day, if they have one, and by what their first single link leads to."""
    own = [kind.ledger.field(name) for name in kind.ledger.headline]
    link = next((f for f in (*own, *kind.ledger.fields) if isinstance(f.kind, Ref)), None)
    target = store.kinds.get(link.kind.ledger) if link and isinstance(link.kind, Ref) else None
    beside = {one.id: getattr(one, link.name) or "" for one in records} if link else {}
    names = store.reader.names(target, filter(None, beside.values())) if target else {}
    days = [field.name for field in own if isinstance(field.kind, Day)]
    found: dict[str, str] = {}
    for one in records:
        told = [say(day) for name in days if (day := getattr(one, name))] or ([one.no] if days else [])
        found[one.id] = " ".join(filter(None, [*told, names.get(beside.get(one.id, ""), "")])) or one.headline
    return found


def shown(store: Store, field: Field, value: Any, *, bare: bool = False) -> str:
    """Give a value in words, links by name; sensitive values masked unless `bare`."""
    if isinstance(field.kind, Ref | Refs) and value:
        ids = [value] if isinstance(value, str) else list(value)
        names = called(store, store.kinds[field.kind.ledger], ids)
        return "、".join(names.get(one, "（数据未到）") for one in ids)
    if isinstance(field.kind, FullText) and value:
        return field.kind.brief(value)
    if isinstance(field.kind, Rows) and value and (bare or not field.masked):
        return "\n".join(_row(store, field.kind, row, bare=bare) for row in value)
    return field.show(value) if bare else field.shade(value)


def told(store: Store, field: Field, value: Any, *, bare: bool = False) -> str:
    """Give what `shown` gives, as people read it: the rows of a small table numbered, each on a line of its own."""
    if not isinstance(field.kind, Rows) or not value or (field.masked and not bare):
        return shown(store, field, value, bare=bare)
    rows = (
        "；".join(f"{label}：{words}" for label, words in _cells(store, field.kind, row, bare=bare)) for row in value
    )
    return "".join(f"\n  {place}. {row}" for place, row in enumerate(rows, start=1))


def _row(store: Store, kind: Rows, row: Row, *, bare: bool) -> str:
    """Give a row as `Rows.format` writes it, links by name."""
    return json.dumps({"#": row.key, **dict(_cells(store, kind, row, bare=bare))}, ensure_ascii=False)


def _cells(store: Store, kind: Rows, row: Row, *, bare: bool) -> list[tuple[str, str]]:
    cells = ((c.label, shown(store, c, row.cells.get(c.name), bare=bare)) for c in kind.columns)
    return [(label, words) for label, words in cells if words]
