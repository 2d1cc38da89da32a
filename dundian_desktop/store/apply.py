"""`apply`: the only writer of synced tables.  A local edit, an import and an undo all come through here.

Merge is union of two grow-only sets: writes, and "replaced" marks. So order, repetition and loss of bundles cannot
matter. A record's row is made anew from the writes nobody replaced; among several, the latest stamp is shown (ties:
the larger log id) and the field is listed as a conflict. An ``_alive`` that is true anywhere keeps the record alive.
"""

from __future__ import annotations

import dataclasses as dc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec

from dundian_desktop.ledger import Record
from dundian_desktop.store.database import Connection
from dundian_desktop.store.guard import gate_opened
from dundian_desktop.store.operation import ALIVE, Logged, Operation, chained, milliseconds, packed_value, unpacked
from dundian_desktop.store.rows import cell, columns

_NOBODY = bytes(16)
"""Device of a log that others name and whose operations have not come yet."""

_value = msgspec.msgpack.Decoder().decode
Write: TypeAlias = tuple[Any, ...]
"""(entity, field, log n, seq, hlc, value bytes, replaced 0/1)"""


@dc.dataclass(kw_only=True)
class LogPlace:
    """A log as this file knows it: surrogate `n`, its device, and how far it is applied."""

    n: int
    id: bytes
    device: bytes
    seq: int
    head: bytes


@dc.dataclass(frozen=True, kw_only=True)
class Touched:
    """What an application changed: surrogates of records, and the ledgers they belong to."""

    entities: frozenset[int] = frozenset()
    ledgers: frozenset[str] = frozenset()


class Applier:
    """Applies operations to one open file.

    Args:
        connection: the writing connection, inside a transaction whenever a method runs.
        kinds: the declared ledgers; operations of others are kept and passed on, and make no row.
    """

    def __init__(self, connection: Connection, kinds: Mapping[str, type[Record]]) -> None:
        self._connection = connection
        self._kinds = kinds

    def place(self, log: bytes, device: bytes) -> LogPlace:
        """Give the place of a log, making one at its start when it is new."""
        row = self._connection.execute("SELECT n, device, seq, head FROM log WHERE id=?", (log,)).fetchone()
        if row:
            place = LogPlace(n=row[0], id=log, device=row[1], seq=row[2], head=row[3])
            if place.device == _NOBODY and device != _NOBODY:
                self._connection.execute("UPDATE log SET device=? WHERE n=?", (device, place.n))
                place.device = device
            return place
        start = bytes(32)
        made = self._connection.execute("INSERT INTO log(id, device, seq, head) VALUES (?,?,0,?)", (log, device, start))
        return LogPlace(n=made.lastrowid, id=log, device=device, seq=0, head=start)

    def apply(self, place: LogPlace, ops: Sequence[Logged]) -> Touched:
        """Log these operations behind the last one of their log, and bring the tables up to date.

        Args:
            ops: of one log, without a gap, beginning at ``place.seq + 1``.

        Raises:
            BrokenOperationError: an operation cannot be read; the caller's transaction must not be committed.
        """
        read = [(logged, *unpacked(logged.body, logged.vault)) for logged in ops]
        with gate_opened(self._connection):
            self._log(place, ops)
            numbers = self._entities([operation for _, operation, _ in read])
            self._merge(place.n, read, numbers)
            touched = frozenset(numbers.values())
            self.materialise(touched)
        return Touched(entities=touched, ledgers=frozenset(operation.ledger for _, operation, _ in read))

    def _log(self, place: LogPlace, ops: Sequence[Logged]) -> None:
        self._connection.executemany(
            "INSERT INTO op(log, seq, body) VALUES (?,?,?)", [(place.n, o.seq, o.body) for o in ops]
        )
        self._connection.executemany(
            "INSERT INTO vault(log, seq, body) VALUES (?,?,?)",
            [(place.n, o.seq, o.vault) for o in ops if o.vault is not None],
        )
        for one in ops:
            if one.seq != place.seq + 1:
                raise ValueError("operations of one log come without a gap")
            place.seq, place.head = one.seq, chained(place.head, one.body)
        self._connection.execute("UPDATE log SET seq=?, head=? WHERE n=?", (place.seq, place.head, place.n))

    def _entities(self, operations: Iterable[Operation]) -> dict[bytes, int]:
        wanted = {operation.entity: operation.ledger for operation in operations}
        self._connection.executemany("INSERT OR IGNORE INTO entity(id, ledger) VALUES (?,?)", list(wanted.items()))
        ids = list(wanted)
        found: dict[bytes, int] = {}
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ",".join("?" * len(some))
            found.update(self._connection.execute(f"SELECT id, n FROM entity WHERE id IN ({marks})", some))
        return found

    def _merge(
        self, log: int, read: Iterable[tuple[Logged, Operation, dict[str, Any]]], numbers: Mapping[bytes, int]
    ) -> None:
        writes: list[tuple[Any, ...]] = []
        marks: list[tuple[Any, ...]] = []
        logs: dict[bytes, int] = {}
        for logged, operation, personal in read:
            entity = numbers[operation.entity]
            values = {**dict.fromkeys(operation.hidden), **operation.fields, **personal}
            writes += ((entity, f, log, logged.seq, operation.hlc, packed_value(v)) for f, v in values.items())
            for part, seen in operation.base.items():
                marks += ((entity, part, self._number(logs, other), seq) for other, seq in seen)
        self._connection.executemany("INSERT OR IGNORE INTO write VALUES (?,?,?,?,?,?)", writes)
        self._connection.executemany("INSERT OR IGNORE INTO superseded VALUES (?,?,?,?)", marks)

    def _number(self, known: dict[bytes, int], log: bytes) -> int:
        if log not in known:
            known[log] = self.place(log, _NOBODY).n
        return known[log]

    def materialise(self, entities: Iterable[int]) -> None:
        """Make the rows of these records anew from their writes."""
        logs = {n: (id, device.hex()) for n, id, device in self._connection.execute("SELECT n, id, device FROM log")}
        rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        numbers = sorted(entities)
        for start in range(0, len(numbers), 500):
            for ledger, row in self._rows(numbers[start : start + 500], logs):
                rows[ledger].append(row)
        for ledger, some in rows.items():
            names = ",".join(f'"{name}"' for name in columns(self._kinds[ledger]))
            marks = ",".join("?" * len(some[0]))
            self._connection.executemany(f'INSERT OR REPLACE INTO "{ledger}"({names}) VALUES ({marks})', some)
        pending = [(row[0],) for some in rows.values() for row in some]
        self._connection.executemany("INSERT OR IGNORE INTO pending VALUES (?)", pending)

    def _rows(
        self, numbers: Sequence[int], logs: Mapping[int, tuple[bytes, str]]
    ) -> Iterator[tuple[str, tuple[Any, ...]]]:
        marks = ",".join("?" * len(numbers))
        names = {
            n: (id.hex(), ledger)
            for n, id, ledger in self._connection.execute(
                f"SELECT n, id, ledger FROM entity WHERE n IN ({marks})", numbers
            )
        }
        writes = self._connection.execute(
            "SELECT w.entity, w.field, w.log, w.seq, w.hlc, w.value, s.seq IS NOT NULL FROM write w "
            "LEFT JOIN superseded s ON s.entity=w.entity AND s.field=w.field AND s.log=w.log AND s.seq=w.seq "
            f"WHERE w.entity IN ({marks}) ORDER BY w.entity",
            numbers,
        ).fetchall()
        for entity, group in groupby(writes, key=itemgetter(0)):
            id, ledger = names[entity]
            if kind := self._kinds.get(ledger):
                yield ledger, _row(kind, entity, id, list(group), logs)

    def rebuild(self) -> None:
        """Throw every synced table away and make it again from the logged operations."""
        with gate_opened(self._connection):
            for table in ("write", "superseded", "pending", "initial", *self._kinds):
                self._connection.execute(f'DELETE FROM "{table}"')
            self._connection.execute("DELETE FROM word")
            for n, last in self._connection.execute("SELECT n, seq FROM log ORDER BY n").fetchall():
                for lo in range(1, last + 1, 2000):
                    self._replay(n, lo)
            everything = self._connection.execute("SELECT n FROM entity").fetchall()
            self.materialise(n for (n,) in everything)

    def _replay(self, log: int, lo: int) -> None:
        rows = self._connection.execute(
            "SELECT o.seq, o.body, v.body FROM op o LEFT JOIN vault v ON v.log=o.log AND v.seq=o.seq "
            "WHERE o.log=? AND o.seq>=? AND o.seq<? ORDER BY o.seq",
            (log, lo, lo + 2000),
        ).fetchall()
        read = [(Logged(log=b"", seq=s, body=b, vault=v), *unpacked(b, v)) for s, b, v in rows]
        self._merge(log, read, self._entities([operation for _, operation, _ in read]))


def _row(
    kind: type[Record], entity: int, id: str, writes: Sequence[Write], logs: Mapping[int, tuple[bytes, str]]
) -> tuple[Any, ...]:
    """Make the row of one record from all its writes."""
    heads: defaultdict[str, list[Write]] = defaultdict(list)
    for write in writes:
        if not write[6]:
            heads[write[1]].append(write)
    first = min(writes, key=lambda w: (w[4], logs[w[2]][0]))
    last = max(writes, key=lambda w: (w[4], logs[w[2]][0]))
    present, torn = _settled(heads, logs)
    alive = any(_value(w[5]) for w in heads.get(ALIVE, ()) if w[5] is not None)
    known = {
        "n": entity,
        "id": id,
        "deleted": int(not alive),
        "created_at": milliseconds(first[4]),
        "created_by": logs[first[2]][1],
        "updated_at": milliseconds(last[4]),
        "updated_by": logs[last[2]][1],
        "revision": len({(w[2], w[3]) for w in writes}),
        "conflicts": ",".join(sorted(torn)),
    }
    cells = {f.name: cell(f, present[f.name]) if f.name in present else None for f in kind.ledger.fields}
    return tuple((known | cells)[name] for name in columns(kind))


def _settled(
    heads: Mapping[str, Sequence[Write]], logs: Mapping[int, tuple[bytes, str]]
) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Give field -> its present parts, and the names of the fields whose heads disagree."""
    present: dict[str, dict[str, Any]] = {}
    torn: set[str] = set()
    for part, some in heads.items():
        field, _, key = part.partition("/")
        shown = some[0] if len(some) == 1 else max(some, key=lambda w: (w[4], logs[w[2]][0]))
        if len(some) > 1 and len({w[5] for w in some}) > 1:
            torn.add(field)
        if shown[5] is not None and field != ALIVE:
            present.setdefault(field, {})[key] = _value(shown[5])
    return present, torn
