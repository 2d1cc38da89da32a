"""Ledgers to and from Excel and WPS."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Callable, Sequence
from pathlib import Path

from dundian_desktop.actions.by_hand import refuse_by_hand
from dundian_desktop.actions.naming import StoreNaming
from dundian_desktop.exchange.sheet import SheetReading, read_block, read_sheet, write_sheet
from dundian_desktop.ledger import Record
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.likeness import pairs
from dundian_desktop.store.query import Query
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.store import Store


def write_ledger(
    store: Store,
    query: Query,
    path: Path,
    progress: Progress = SILENT,
    *,
    sensitive: bool = False,
    sieve: Callable[[Record], bool] | None = None,
) -> int:
    """Write the records that fit into an xlsx file and give how many; sensitive values masked unless asked.

    Args:
        sieve: of the records that fit, only those it holds true of are written.

    Raises:
        MachineError: the disk is full or gone; an older file of that name stays.
        CancelledError: the person stopped it.
    """
    records = [record for record in store.reader.list(query) if sieve is None or sieve(record)]
    write_sheet(path, query.kind, records, StoreNaming(store), progress=progress, sensitive=sensitive)
    return len(records)


def read_ledger(store: Store, kind: type[Record], path: Path, progress: Progress = SILENT) -> SheetReading[Record]:
    """Read a sheet and store nothing: what is good, what is bad and why.

    Raises:
        UserError: the file is refused as a whole, or only the program writes in this ledger.
    """
    refuse_by_hand(kind)
    return read_sheet(path, kind, StoreNaming(store), progress=progress)


def read_pasted(store: Store, kind: type[Record], text: str) -> SheetReading[Record]:
    """Read a block pasted from WPS or Excel and store nothing.

    Raises:
        UserError: it is no table, or only the program writes in this ledger.
    """
    refuse_by_hand(kind)
    return read_block(text, kind, StoreNaming(store))


@dc.dataclass(frozen=True, kw_only=True)
class Taken:
    """What a sheet added, changed and left as it was, and how many records the ledger may have too many by it."""

    added: int
    changed: int
    same: int = 0
    alike: int = 0


def take_rows(store: Store, reading: SheetReading[Record], progress: Progress = SILENT) -> Taken:
    """Store the good rows of a sheet as one act, which one undo takes back.

    Raises:
        StaleError: a record changed since the sheet was read; nothing was stored.
        CancelledError: the person stopped it; nothing was stored.
    """
    with store.act() as act:
        for done, row in enumerate(reading.good, start=1):
            progress.step(done, len(reading.good), "正在保存")
            act.save(row.record, row.before)
        alike = _alike(act.reader, [row.record for row in reading.good])
    added = sum(row.before is None for row in reading.good)
    moved = sum(row.changes for row in reading.good)
    return Taken(added=added, changed=moved - added, same=len(reading.good) - moved, alike=alike)


def _alike(reader: Reader, records: Sequence[Record]) -> int:
    if not records:
        return 0
    ids = {record.id for record in records}
    return sum(not ids.isdisjoint((pair.one, pair.other)) for pair in pairs(reader, type(records[0])))
