"""Reads records: single ones, windows of a long list, counts, and the names behind links."""

from __future__ import annotations

import builtins
import threading
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from dundian_desktop.errors import UserError
from dundian_desktop.fields import Text
from dundian_desktop.ledger import HEADLINE_PART, Record
from dundian_desktop.store.database import Connection, faults_told
from dundian_desktop.store.query import Query
from dundian_desktop.store.records import record_from, records_from, uncollected
from dundian_desktop.store.rows import columns

R = TypeVar("R", bound=Record)


class NoSuchRecordError(UserError):
    """There is no record of this id."""


class Reader:
    """Reads through one connection; several threads may share it, one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._alone = threading.RLock()

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run a SELECT of this package and give all its rows.

        Raises:
            MachineError: the file is damaged, or its disk is gone.
        """
        with self._alone, faults_told():
            return self._connection.execute(sql, values).fetchall()

    def find(self, kind: type[R], id: str) -> R | None:
        """Give a record, deleted or not, or None."""
        rows = self.rows(f'SELECT {_list(kind)} FROM "{kind.ledger.table}" WHERE id=?', (id,))
        return record_from(kind, rows[0]) if rows else None

    def get(self, kind: type[R], id: str) -> R:
        """Give a record, deleted or not.

        Raises:
            NoSuchRecordError: there is none.
        """
        if (found := self.find(kind, id)) is None:
            raise NoSuchRecordError(f"没有找到这条{kind.ledger.noun}，可能已在别处清除。数据没有变化，请刷新列表。")
        return found

    def ids(self, query: Query) -> array[int]:
        """Give the surrogates of all records that fit, in order: the whole list at 8 bytes a row."""
        sql, values = query.statement("n")
        return array("q", (n for (n,) in self.rows(sql, values)))

    def count(self, query: Query) -> int:
        """Count the records that fit."""
        sql, values = query.statement("n", ordered=False)
        return self.rows(f"SELECT count(*) FROM ({sql})", values)[0][0]

    def numbered(self, kind: type[R], numbers: Sequence[int]) -> dict[int, R]:
        """Give surrogate -> record for these surrogates; ones gone meanwhile are left out."""
        marks = ",".join("?" * len(numbers))
        sql = f'SELECT {_list(kind)} FROM "{kind.ledger.table}" WHERE n IN ({marks})'
        rows = self.rows(sql, builtins.list(numbers))
        return dict(zip((row[0] for row in rows), records_from(kind, rows), strict=True))

    def page(self, kind: type[R], numbers: Sequence[int]) -> builtins.list[R]:
        """Give the records of these surrogates, in the order asked; ones gone meanwhile are left out."""
        found = self.numbered(kind, numbers)
        return [found[n] for n in numbers if n in found]

    def list(self, query: Query) -> list[Any]:
        """Give all records that fit, in order; for reports and sheets, not for the screen."""
        sql, values = query.statement(_list(query.kind))
        return records_from(query.kind, self.rows(sql, values))

    def living(self, kind: type[R]) -> dict[int, R]:
        """Give surrogate -> record of a whole ledger, oldest first; from end to end, as no index could be quicker."""
        with uncollected():
            rows = self.rows(f'SELECT {_list(kind)} FROM "{kind.ledger.table}" WHERE +deleted=0 ORDER BY n')
            return dict(zip(map(itemgetter(0), rows), records_from(kind, rows), strict=True))

    def revisions(self, kind: type[Record]) -> dict[int, int]:
        """Give surrogate -> revision of a whole ledger, oldest first."""
        return dict(self.rows(f'SELECT n, revision FROM "{kind.ledger.table}" WHERE +deleted=0 ORDER BY n'))

    def version(self) -> int:
        """Give a number that changes whenever another connection has committed something."""
        return self.rows("PRAGMA data_version")[0][0]

    def number_of(self, kind: type[Record], id: str) -> int | None:
        """Give the surrogate of a record's id, or None."""
        rows = self.rows(f'SELECT n FROM "{kind.ledger.table}" WHERE id=?', (id,))
        return rows[0][0] if rows else None

    def distinct(self, query: Query, field: str, most: int = 200) -> list[tuple[Any, int]]:
        """Give the commonest kept values of a field among the records that fit, with their counts."""
        sql, values = query.statement(f'"{field}" AS value', ordered=False)
        return self.rows(f"SELECT value, count(*) c FROM ({sql}) GROUP BY value ORDER BY c DESC LIMIT {most}", values)

    def names(self, kind: type[Record], ids: Iterable[str]) -> dict[str, str]:
        """Give id -> headline of these records."""
        wanted = list(dict.fromkeys(ids))
        names: dict[str, str] = {}
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            marks = ",".join("?" * len(some))
            sql = f'SELECT {_list(kind)} FROM "{kind.ledger.table}" WHERE id IN ({marks})'
            names.update({record.id: record.headline for record in records_from(kind, self.rows(sql, some))})
        return names

    def known_as(self, kind: type[Record], words: str) -> builtins.list[str]:
        """Give the ids of the living records whose number, name or whole headline is exactly this, oldest first."""
        named = [name for name in kind.ledger.headline if isinstance(kind.ledger.field(name).kind, Text)]
        headline = "||' '||".join(f"coalesce(substr(\"{name}\",1,{HEADLINE_PART}),'')" for name in named)
        tests = [f'"{name}"=?' for name in ("no", *named)]
        tests += [f"trim({headline})=?"] if len(named) == len(kind.ledger.headline) > 0 else []
        sql = f'SELECT id FROM "{kind.ledger.table}" WHERE deleted=0 AND ({" OR ".join(tests)}) ORDER BY n'
        return [one for (one,) in self.rows(sql, [words] * len(tests))]

    def beginning(self, kind: type[Record], words: str) -> builtins.list[str]:
        """Give at most two ids of records, deleted or not, that begin so or have this number."""
        sql = f'SELECT id FROM "{kind.ledger.table}" WHERE no=? OR (id >= ? AND id < ?) LIMIT 2'
        return [one for (one,) in self.rows(sql, (words, words, words + "g"))] if words else []

    def torn(self, kinds: Iterable[str]) -> dict[str, int]:
        """Count, for each ledger, the records with unreconciled conflicts."""
        return {t: self.rows(f"SELECT count(*) FROM \"{t}\" WHERE conflicts<>''")[0][0] for t in kinds}

    def totals(self) -> tuple[int, int]:
        """Count the logged operations and the records they are about."""
        return self.rows("SELECT (SELECT count(*) FROM op), (SELECT count(*) FROM entity)")[0]

    def heads(self, id: str) -> dict[str, list[tuple[bytes, int]]]:
        """Give part -> the writes (log id, seq) that nobody replaced yet."""
        sql = (
            "SELECT w.field, l.id, w.seq FROM write w JOIN entity e ON e.n=w.entity JOIN log l ON l.n=w.log "
            "WHERE e.id=? AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.entity=w.entity AND s.field=w.field "
            "AND s.log=w.log AND s.seq=w.seq) ORDER BY l.id, w.seq"
        )
        heads: dict[str, list[tuple[bytes, int]]] = {}
        for part, log, seq in self.rows(sql, (bytes.fromhex(id),)):
            heads.setdefault(part, []).append((log, seq))
        return heads

    def head_parts(self, id: str, field: str) -> list[str]:
        """Give the part names of one field that have a head."""
        return [part for part in self.heads(id) if part.partition("/")[0] == field]


@cache
def _list(kind: type[Record]) -> str:
    return ",".join(f'"{name}"' for name in columns(kind))
