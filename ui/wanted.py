"""Which records a list is to show, and how they are found: by the store, then sieved by what only Python can tell."""

from __future__ import annotations

import dataclasses as dc
from array import array
from collections.abc import Callable

from dundian_desktop.ledger import Record
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.query import Query
from dundian_desktop.store.reader import Reader

_BATCH = 500

Sieve = Callable[[Record], bool]


@dc.dataclass(frozen=True, kw_only=True)
class Wanted:
    """A query, and a sieve for laws that are written in Python, e.g. whether a deed is overdue."""

    query: Query
    sieve: Sieve | None = None

    def find(self, reader: Reader, progress: Progress = SILENT) -> array[int]:
        """Give the surrogates, in order.

        Raises:
            CancelledError: the person asked for something else meanwhile.
        """
        ids = reader.ids(self.query)
        return ids if self.sieve is None else _sieved(reader, self.query.kind, ids, self.sieve, progress)

    def count(self, reader: Reader, progress: Progress = SILENT) -> int:
        """Count without order."""
        if self.sieve is None:
            return reader.count(self.query)
        return len(self.find(reader, progress))


def _sieved(reader: Reader, kind: type[Record], ids: array[int], sieve: Sieve, progress: Progress) -> array[int]:
    kept = array("q")
    for start in range(0, len(ids), _BATCH):
        progress.step(start, len(ids), "正在查找")
        some = ids[start : start + _BATCH]
        kept.extend(
            n for n, record in zip(some, records_of(reader, kind, some), strict=True) if record and sieve(record)
        )
    return kept


def records_of(reader: Reader, kind: type[Record], numbers: array[int]) -> list[Record | None]:
    """Give the record of each surrogate, None for one that went away meanwhile."""
    records = reader.page(kind, numbers)
    if len(records) == len(numbers):
        return list(records)
    return [next(iter(reader.page(kind, [n])), None) for n in numbers]
