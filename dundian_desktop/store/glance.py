"""Some fields of many records, without the rest: for a list of papers whose texts nobody reads yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dundian_desktop.store.query import Query
from dundian_desktop.store.reader import Reader


def glance(reader: Reader, query: Query, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Give id and these fields, as the table keeps them, of all records that fit, in order.

    Raises:
        KeyError: the ledger has no field of that name.
    """
    known = [query.kind.ledger.field(name).name for name in names]
    sql, values = query.statement(", ".join(f'"{name}"' for name in ("id", *known)))
    return reader.rows(sql, values)
