"""`Shelves`: the living records of whole ledgers, kept in memory and read again where they changed.

* A record's row is made from its operations, and operations only grow in number: the same record at the same revision
  is the same, so only records of another revision are read again.
* As long as nothing was committed, not even revisions are looked at (``PRAGMA data_version``).
* Records are immutable: one that did not change is the same object in every look, and so is a shelf.
"""

from __future__ import annotations

import dataclasses as dc
import threading
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from typing_extensions import override

from dundian_desktop.ledger import Record
from dundian_desktop.store.reader import Reader

_BATCH = 500


class Whole(tuple[Record, ...]):
    """The living records of a ledger, and what was made of them: kept beside them, since neither changes any more."""

    @property
    def known(self) -> dict[Hashable, Any]:
        """Give name -> what was made."""
        return self.__dict__.setdefault("made", {})


@dc.dataclass(frozen=True, kw_only=True)
class _Shelf:
    """The records of one ledger, by surrogate, as of a version of the file."""

    version: int
    records: Mapping[int, Record]
    whole: Whole


class Shelves:
    """Gives the living records of a ledger; safe from any thread."""

    def __init__(self, reader: Reader, kinds: Mapping[str, type[Record]]) -> None:
        self.kinds = kinds
        self._reader = reader
        self._kept: dict[str, _Shelf] = {}
        self._alone = threading.Lock()

    def now(self) -> Mapping[str, tuple[Record, ...]]:
        """Give table -> records, oldest first; a ledger is read when it is first asked for, then stays as it was."""
        return _Look(self)

    def of(self, table: str) -> tuple[Record, ...]:
        """Give the living records of a ledger as they are now, oldest first.

        Raises:
            KeyError: there is no such ledger.
        """
        kind = self.kinds[table]
        with self._alone:
            version = self._reader.version()  # first: what is committed meanwhile is then looked at next time
            shelf = self._kept.get(table)
            if shelf is None or shelf.version != version:
                shelf = self._kept[table] = self._read(kind, shelf, version)
            return shelf.whole

    def _read(self, kind: type[Record], before: _Shelf | None, version: int) -> _Shelf:
        if before is None:
            return _shelf(version, self._reader.living(kind))
        revisions = self._reader.revisions(kind)
        known = before.records
        changed = [n for n, revision in revisions.items() if n not in known or _revision(known[n]) != revision]
        if not changed and len(revisions) == len(known):
            return dc.replace(before, version=version)
        fresh: dict[int, Record] = {}
        for start in range(0, len(changed), _BATCH):
            fresh |= self._reader.numbered(kind, changed[start : start + _BATCH])
        records = {n: fresh.get(n) or known[n] for n in revisions if n in fresh or n in known}
        return _shelf(version, records)


def _shelf(version: int, records: Mapping[int, Record]) -> _Shelf:
    return _Shelf(version=version, records=records, whole=Whole(records.values()))


def _revision(record: Record) -> int:
    return record.meta.revision if record.meta else 0


class _Look(Mapping[str, tuple[Record, ...]]):
    """The ledgers as one reader of many sees them."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._seen: dict[str, tuple[Record, ...]] = {}

    @override
    def __getitem__(self, table: str) -> tuple[Record, ...]:
        if table not in self._seen:
            self._seen[table] = self._shelves.of(table)
        return self._seen[table]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._shelves.kinds)

    @override
    def __len__(self) -> int:
        return len(self._shelves.kinds)
