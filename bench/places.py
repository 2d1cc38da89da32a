"""Workspaces to measure in, and records put into them in bulk through real operations."""

from __future__ import annotations

import contextlib
import dataclasses as dc
import tempfile
from collections.abc import Generator, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.exchange.peers import packed_own_card
from dundian_desktop.ledger import Record
from dundian_desktop.store.apply import Applier, LogPlace
from dundian_desktop.store.operation import ALIVE, Base, Logged, Operation, next_stamp, packed
from dundian_desktop.store.passphrase import Pace
from dundian_desktop.store.peers import KnownDevice, keep_device
from dundian_desktop.store.rows import changed_parts, field_of, parts_of
from dundian_desktop.store.settings import Settings
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import Workspace

PASSPHRASE = "青山 隐隐 水迢迢 秋尽"
"""Opens nothing but what is made here."""
CHEAP = Pace(rounds=1, memory=1024, lanes=1)
"""What one guess costs here: next to nothing, so that it is not what is measured."""
_RUN = 5000


@contextlib.contextmanager
def scratch() -> Generator[Path]:
    """Lend a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dundian-bench-") as folder:
        yield Path(folder)


def newcomer(letter: str) -> Newcomer:
    """Give who works on the device of this letter."""
    return Newcomer(person=f"{letter}同志", group_name="青麓县蹲点组", group_code="QL-2026-01", letter=letter)


def workspace(folder: Path, letter: str = "A") -> Workspace:
    """Make a workspace and give it open."""
    made, _ = set_up(folder / letter, PASSPHRASE, newcomer(letter), pace=CHEAP)
    return made


@contextlib.contextmanager
def devices(folder: Path, letters: str) -> Generator[list[Store]]:
    """Lend the stores of so many devices that trust each other."""
    with contextlib.ExitStack() as stack:
        stores = [stack.enter_context(workspace(folder, letter)).store for letter in letters]
        for one in stores:
            for other in stores:
                if one is not other:
                    trust(one, other)
        yield stores


def trust(store: Store, other: Store) -> None:
    """Know another device as if its card had been handed over and the digits read aloud."""
    with store.writing() as connection:
        keep_device(connection, KnownDevice(id=other.device, card=packed_own_card(other), trusted=True))


def fill(store: Store, records: Iterable[Record]) -> int:
    """Log the making of these records in great runs, and give how many; the search index is left behind."""
    return _log(store, (_making(record) for record in records))


def update(store: Store, changes: Iterable[tuple[Record, Record]]) -> int:
    """Log these changes, (record before, after), of records each written by one operation so far."""
    return _log(store, (_changing(store, before, after) for before, after in changes))


@dc.dataclass(frozen=True, kw_only=True)
class _Written:
    """What one operation writes."""

    record: Record
    parts: Mapping[str, Any]
    base: Base


def _making(record: Record) -> _Written:
    return _Written(record=record, parts={**parts_of(record), ALIVE: True}, base={})


def _changing(store: Store, before: Record, after: Record) -> _Written:
    changes = changed_parts(parts_of(before), parts_of(after)) | {ALIVE: True}
    heads = store.reader.heads(after.id)
    return _Written(record=after, parts=changes, base={part: heads[part] for part in changes if part in heads})


def _log(store: Store, all_written: Iterable[_Written]) -> int:
    count = 0
    with store.writing() as connection:
        applier = Applier(connection, store.kinds)
        place = applier.place(store.log, store.device)
        stamp: int = store.settings.get("stamp", 0)
        each = iter(all_written)
        while some := list(islice(each, _RUN)):
            ops, stamp = _logged(place, some, store.device, stamp)
            applier.apply([(place, ops)])
            count += len(ops)
        Settings.put_in(connection, "stamp", stamp)
    store.note_head()
    return count


def _logged(place: LogPlace, some: list[_Written], device: bytes, stamp: int) -> tuple[list[Logged], int]:
    ops: list[Logged] = []
    for seq, written in enumerate(some, start=place.seq + 1):
        stamp = next_stamp(stamp)
        hidden = {field.name for field in written.record.ledger.fields if field.personal}
        personal = {part: value for part, value in written.parts.items() if field_of(part) in hidden}
        operation = Operation(
            hlc=stamp,
            act=seq,
            ledger=written.record.ledger.table,
            entity=bytes.fromhex(written.record.id),
            actor=device,
            fields={part: value for part, value in written.parts.items() if part not in personal},
            base=written.base,
            hidden=[],
        )
        body, vault = packed(operation, personal)
        ops.append(Logged(log=place.id, seq=seq, body=body, vault=vault))
    return ops, stamp
