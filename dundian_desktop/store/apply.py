"""`apply`: the only writer of synced tables.  A local edit, an import and an undo all come through here.

Merge is union of two grow-only sets: writes, and "replaced" marks. So order, repetition and loss of bundles cannot
matter. A record's row is made anew from the writes nobody replaced; among several, the latest stamp is shown (ties:
the larger log id) and the field is listed as a conflict. An ``_alive`` that is true anywhere keeps the record alive.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dundian_desktop.ledger import Record
from dundian_desktop.store.database import Connection
from dundian_desktop.store.guard import gate_opened
from dundian_desktop.store.materialise import materialise
from dundian_desktop.store.operation import Logged, Operation, chained, packed_value, unpacked

_NOBODY = bytes(16)
"""Device of a log that others name and whose operations have not come yet."""


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
        self.kinds = kinds

    def place(self, log: bytes, device: bytes) -> LogPlace:
        """Give the place of a log, making one at its start when it is new."""
        row = self._connection.execute("SELECT n, device, seq, head FROM log WHERE id=?", (log,)).fetchone()
        if row:
            place = LogPlace(n=row[0], id=log, device=row[1], seq=row[2], head=row[3])
            if place.seq == 0 and device not in (place.device, _NOBODY):
                self._connection.execute("UPDATE log SET device=? WHERE n=?", (device, place.n))
                place.device = device
            return place
        start = bytes(32)
        made = self._connection.execute("INSERT INTO log(id, device, seq, head) VALUES (?,?,0,?)", (log, device, start))
        return LogPlace(n=made.lastrowid, id=log, device=device, seq=0, head=start)

    def apply(self, runs: Iterable[tuple[LogPlace, Sequence[Logged]]]) -> Touched:
        """Log these operations behind the last ones of their logs, and bring the tables up to date.

        Args:
            runs: for each, operations of one log without a gap, beginning at ``place.seq + 1``.

        Raises:
            BrokenOperationError: an operation cannot be read; the caller's transaction must not be committed.
        """
        entities: set[int] = set()
        ledgers: set[str] = set()
        with gate_opened(self._connection):
            for place, ops in runs:
                read = [(logged, *unpacked(logged.body, logged.vault)) for logged in ops]
                self._log(place, ops)
                numbers = self._entities([operation for _, operation, _ in read])
                self._merge(place.n, read, numbers)
                entities.update(numbers.values())
                ledgers.update(operation.ledger for _, operation, _ in read)
            self.materialise(entities)
        return Touched(entities=frozenset(entities), ledgers=frozenset(ledgers))

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
            seq, hlc = logged.seq, operation.hlc
            writes += [(entity, part, log, seq, hlc, packed_value(value)) for part, value in values.items()]
            for part, seen in operation.base.items():
                marks += [(entity, part, self._number(logs, other), their_seq) for other, their_seq in seen]
        self._connection.executemany("INSERT OR IGNORE INTO write VALUES (?,?,?,?,?,?)", writes)
        self._connection.executemany("INSERT OR IGNORE INTO superseded VALUES (?,?,?,?)", marks)

    def _number(self, known: dict[bytes, int], log: bytes) -> int:
        if log not in known:
            known[log] = self.place(log, _NOBODY).n
        return known[log]

    def materialise(self, entities: Iterable[int]) -> None:
        """Make the rows of these records anew from their writes, inside an opened gate."""
        materialise(self._connection, self.kinds, entities)

    def rebuild(self) -> None:
        """Throw every synced table away and make it again from the logged operations."""
        with gate_opened(self._connection):
            for table in ("write", "superseded", "pending", "initial", *self.kinds):
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
