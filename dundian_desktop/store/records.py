"""Records from rows, many at a time: column by column, and a cell that occurs again is read once.

* What an operation carries as it is (text, numbers, codes, links) is kept as it is: a part that does not fit its kind
  never came into the table, see `rows.joined`.
* What is absent is not written into the object: the class holds the absent value, as for any dataclass. Only where a
  new record begins with something else, None is written.
* So a record made here equals one made by its class. Nothing runs when it is made: a record class has no
  ``__post_init__``.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias, TypeVar

import msgspec

from dundian_desktop.fields import Field, Flag, Kind, Refs, Row, Rows, is_absent
from dundian_desktop.ledger import Meta, Record
from dundian_desktop.store.rows import META_COLUMNS, moment

R = TypeVar("R", bound=Record)
Read: TypeAlias = Callable[[Any], Any] | None
"""How a cell that is not empty is read; None when it is the value."""

_parts = msgspec.json.Decoder().decode
_ID, _KNOWN, _FIELDS = 1, 2, 1 + len(META_COLUMNS)
"""Where in a row stand the id, what the store knows, and the fields."""


@contextlib.contextmanager
def uncollected() -> Generator[None]:
    """Let the collector of cycles rest while many objects are made, none of which is in one.

    It would start again and again because they are many, which made reading 20,000 records a quarter slower. At the
    end they are among the old ones (frozen and thawed), else it would go through all of them as soon as it is back.
    """
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def record_from(kind: type[R], row: Sequence[Any]) -> R:
    """Make a record from a row of `rows.columns`."""
    return records_from(kind, [row])[0]


def records_from(kind: type[R], rows: Sequence[Sequence[Any]]) -> list[R]:
    """Make records from rows of `rows.columns`; an empty cell is absent, also where a new record has a default."""
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    named = [(name, read, column) for (name, read), column in zip(_readers(kind), columns[_FIELDS:], strict=True)]
    metas = _metas(dict(zip(META_COLUMNS[1:], columns[_KNOWN:_FIELDS], strict=True)))
    return _made(kind, len(rows), _begun(kind), [("id", None, columns[_ID]), ("meta", None, metas), *named])


def _metas(known: Mapping[str, Sequence[Any]]) -> list[Meta]:
    """Give what the store knows of each record from the columns of the same names, none of which has empty cells."""
    columns = [(known[name], _META.get(name)) for name in Meta._fields]
    cells = [map(_Known(read).__getitem__, column) if read else column for column, read in columns]
    return list(map(Meta._make, zip(*cells, strict=True)))


def _made(
    kind: type[R], count: int, begun: Mapping[str, Any], columns: Iterable[tuple[str, Read, Sequence[Any]]]
) -> list[R]:
    """Give so many objects of a frozen dataclass; its own way sets the values one by one and takes 4 times as long."""
    each = [{**begun} for _ in range(count)]
    for name, read, column in columns:
        empty = column.count(None)
        cells = map(_Known(read).__getitem__, column) if read else column
        if not empty:
            for value, values in zip(cells, each, strict=True):
                values[name] = value
        elif empty < count:
            for value, values in zip(cells, each, strict=True):
                if value is not None:
                    values[name] = value
    made = [object.__new__(kind) for _ in range(count)]
    for one, values in zip(made, each, strict=True):
        object.__setattr__(one, "__dict__", values)
    return made


class _Known(dict[Any, Any]):
    """Cell -> value; a cell is read when it first occurs."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._read = read

    def __missing__(self, kept: Any) -> Any:
        value = self[kept] = self._read(kept)
        return value


def _names(kept: str) -> tuple[str, ...]:
    return tuple(filter(None, kept.split(",")))


_META: Mapping[str, Read] = {"deleted": bool, "created_at": moment, "updated_at": moment, "conflicts": _names}


@cache
def _readers(kind: type[Record]) -> tuple[tuple[str, Read], ...]:
    return tuple((field.name, _reader(field)) for field in kind.ledger.fields)


def _reader(field: Field) -> Read:
    if isinstance(field.kind, Refs):
        return lambda kept: tuple(sorted(_parts(kept))) or None
    if isinstance(field.kind, Rows):
        return _rows_reader(field.kind)
    if field.kind.many:
        return lambda kept: field.kind.join(_parts(kept))
    if isinstance(field.kind, Flag):
        return bool
    own: type[Any] = type(field.kind)
    plainest: type[Any] = Kind
    return None if own.plain is plainest.plain else field.kind.value


def _rows_reader(kind: Rows) -> Callable[[Any], tuple[Row, ...] | None]:
    columns = [(column.name, _reader(column)) for column in kind.columns]

    def cells(given: dict[str, Any]) -> dict[str, Any]:
        return {name: read(given[name]) if read else given[name] for name, read in columns if name in given}

    def rows(kept: Any) -> tuple[Row, ...] | None:
        return tuple(Row(key=key, cells=cells(given)) for key, given in sorted(_parts(kept).items())) or None

    return rows


@cache
def _begun(kind: type[Record]) -> dict[str, None]:
    """Give the fields in which a new record begins with something."""
    return {field.name: None for field in kind.ledger.fields if not is_absent(field.default)}
