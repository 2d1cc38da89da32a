"""Makes the rows of records from their writes; the only place that decides what people see.

Among several writes that nobody replaced, the latest stamp is shown (ties: the larger log id) and the field is listed
as a conflict. An ``_alive`` that is true anywhere keeps the record alive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec

from dundian_desktop.fields import Field
from dundian_desktop.ledger import Record
from dundian_desktop.store.database import Connection
from dundian_desktop.store.operation import ALIVE, milliseconds
from dundian_desktop.store.rows import cell, columns

_BATCH = 500
_value = msgspec.msgpack.Decoder().decode
_TRUE = msgspec.msgpack.encode(True)

Write: TypeAlias = tuple[int, str, int, int, int, bytes | None, int]
"""(entity, part, log n, seq, hlc, packed value, replaced 0/1)"""
Logs: TypeAlias = Mapping[int, tuple[bytes, str]]
"""log n -> (log id, device id in hex)"""


def materialise(connection: Connection, kinds: Mapping[str, type[Record]], entities: Iterable[int]) -> None:
    """Make the rows of these records anew, and note them for the search index."""
    logs = {n: (log, device.hex()) for n, log, device in connection.execute("SELECT n, id, device FROM log")}
    rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    numbers = sorted(entities)
    for start in range(0, len(numbers), _BATCH):
        for ledger, row in _rows(connection, kinds, numbers[start : start + _BATCH], logs):
            rows[ledger].append(row)
    for ledger, some in rows.items():
        connection.executemany(_put(kinds[ledger]), some)
        connection.executemany("INSERT OR IGNORE INTO pending VALUES (?)", [(row[0],) for row in some])


@cache
def _put(kind: type[Record]) -> str:
    names = ",".join(f'"{name}"' for name in columns(kind))
    marks = ",".join("?" * len(columns(kind)))
    return f'INSERT OR REPLACE INTO "{kind.ledger.table}"({names}) VALUES ({marks})'


def _rows(
    connection: Connection, kinds: Mapping[str, type[Record]], numbers: Sequence[int], logs: Logs
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    marks = ",".join("?" * len(numbers))
    named = connection.execute(f"SELECT n, id, ledger FROM entity WHERE n IN ({marks})", numbers).fetchall()
    names = {n: (entity.hex(), ledger) for n, entity, ledger in named}
    writes = connection.execute(
        "SELECT w.entity, w.field, w.log, w.seq, w.hlc, w.value, s.seq IS NOT NULL FROM write w "
        "LEFT JOIN superseded s ON s.entity=w.entity AND s.field=w.field AND s.log=w.log AND s.seq=w.seq "
        f"WHERE w.entity IN ({marks}) ORDER BY w.entity",
        numbers,
    ).fetchall()
    for entity, group in groupby(writes, key=itemgetter(0)):
        identity, ledger = names[entity]
        if kind := kinds.get(ledger):
            yield ledger, _row(kind, (entity, identity), list(group), logs)


def _row(kind: type[Record], identity: tuple[int, str], writes: Sequence[Write], logs: Logs) -> tuple[Any, ...]:
    """Make the row of one record, in the order of `columns`, from all its writes."""
    moments = {(write[4], logs[write[2]], write[3]) for write in writes}
    first, last = min(moments), max(moments)
    heads: defaultdict[str, list[Write]] = defaultdict(list)
    for write in writes:
        if not write[6]:
            heads[write[1]].append(write)
    lives = any(write[5] == _TRUE for write in heads.pop(ALIVE, ()))
    rivals = {part: some for part, some in heads.items() if len(some) > 1}
    shown = {part: some[0] for part, some in heads.items()}
    shown |= {part: max(some, key=lambda write: (write[4], logs[write[2]])) for part, some in rivals.items()}
    torn = {part.partition("/")[0] for part, some in rivals.items() if len({write[5] for write in some}) > 1}
    return (
        *identity,
        int(not lives),
        milliseconds(first[0]),
        first[1][1],
        milliseconds(last[0]),
        last[1][1],
        len(moments),
        ",".join(sorted(torn & _places(kind).keys())),
        *_cells(kind, _present(shown)),
    )


def _cells(kind: type[Record], present: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """Give the cell of every field in order; most are empty, so only the present ones are looked at."""
    cells: list[Any] = [None] * len(kind.ledger.fields)
    places = _places(kind)
    for name, parts in present.items():
        if name in places:
            place, field = places[name]
            cells[place] = cell(field, parts)
    return cells


@cache
def _places(kind: type[Record]) -> dict[str, tuple[int, Field]]:
    return {field.name: (place, field) for place, field in enumerate(kind.ledger.fields)}


def _present(shown: Mapping[str, Write]) -> dict[str, dict[str, Any]]:
    """Give field -> its present parts."""
    present: dict[str, dict[str, Any]] = {}
    for part, write in shown.items():
        if write[5] is not None:
            field, _, key = part.partition("/")
            present.setdefault(field, {})[key] = _value(write[5])
    return present
