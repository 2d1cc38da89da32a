"""Turns single bits in the file, its write-ahead log, the key files and a bundle, and looks whether anyone notices.

Each turned bit ends in one of three ways: *told* (an error, or a finding of the examination), *harmless* (everything
read is as it was) or *silent* (something else is read and nobody says so), which must not happen once.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.figures import Figure, never
from bench.phrases import workers
from bench.places import PASSPHRASE, devices, fill, scratch, workspace
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.database import driver
from dundian_desktop.store.examination import damaged_pages
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import open_workspace

FLIPS = 500
_RECORDS, _SAVES = 300, 12
TOLD, HARMLESS, SILENT = "told", "harmless", "silent"
_KEYS = ("key-a.json", "key-b.json")


def measure(flips: int = FLIPS) -> list[Figure]:
    """Turn so many bits in each kind of file."""
    chance = random.Random(11)
    with scratch() as folder:
        with workspace(folder) as place:
            fill(place.store, workers(_RECORDS))
            log = _with_log(place.store)
            digest = place.store.digest()
        every: dict[str, Counter[str]] = {
            "write-ahead log": _turned(log, folder / "A", flips, chance, digest, only="ledger.db-wal"),
        }
        still = _files(folder / "A")
        every["file"] = _turned(still, folder / "A", flips, chance, digest, only="ledger.db")
        every["one key file"] = _turned(still, folder / "A", flips, chance, digest, only=_KEYS[0])
        every["both key files"] = _turned(still, folder / "A", flips, chance, digest, only="key")
    with scratch() as folder:
        every["bundle"] = _bundle(folder, flips, chance)
    return [figure for name, found in every.items() for figure in _figures(name, found)]


def _figures(name: str, found: Counter[str]) -> list[Figure]:
    told = f"{found[TOLD]} told, {found[HARMLESS]} harmless"
    return [never(f"{found.total()} bits in {name}: {told}, silent", found[SILENT])]


def _with_log(store: Store) -> dict[str, bytes]:
    """Save a little, and give all files while the write-ahead log still stands."""
    for number in range(_SAVES):
        with store.act() as act:
            act.save(Worker(name="向秀英", category="P01", notes=f"第{number}次"))
    return _files(store.folder)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".db-shm"}


def _turned(
    files: Mapping[str, bytes], folder: Path, flips: int, chance: random.Random, digest: str, *, only: str
) -> Counter[str]:
    """Put the files as they were but for a bit in each of those meant, so many times, and open the workspace."""
    meant = [name for name in files if name == only or (only == "key" and name in _KEYS)]
    found: Counter[str] = Counter()
    for _ in range(flips):
        for old in folder.iterdir():
            if old.is_file():
                old.unlink()
        for name, data in files.items():
            (folder / name).write_bytes(_bit_turned(data, chance) if name in meant else data)
        found[_outcome(lambda: _opened(folder, digest))] += 1
    for name, data in files.items():
        (folder / name).write_bytes(data)
    if not meant or _outcome(lambda: _opened(folder, digest)) != HARMLESS:
        raise AssertionError("untouched files must open")
    return found


def _bit_turned(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) * 8)
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def _outcome(work: Callable[[], str]) -> str:
    try:
        return work()
    except (UserError, MachineError, driver.DatabaseError):
        return TOLD


def _opened(folder: Path, digest: str) -> str:
    """Open, read everything, and compare; a difference must be told by the pages or by the note of the last saves."""
    with open_workspace(folder, PASSPHRASE) as place:
        told = damaged_pages(place.store.reader) or place.store.lost_operations()
        return TOLD if told else HARMLESS if place.store.digest() == digest else SILENT


def _bundle(folder: Path, flips: int, chance: random.Random) -> Counter[str]:
    """Turn bits in a bundle; being taken at all, with any bit turned, counts as silent."""
    found: Counter[str] = Counter()
    with devices(folder, "AB") as (writer, reader):
        fill(writer, workers(_RECORDS))
        path = outgoing.send(writer, find_peer(writer, reader.device.hex()), folder).files[0].path
        whole, digest = path.read_bytes(), reader.digest()

        def offered() -> str:
            incoming.take(reader, path)
            return SILENT

        for _ in range(flips):
            path.write_bytes(_bit_turned(whole, chance))
            found[_outcome(offered)] += 1
            found[SILENT] += reader.digest() != digest
        path.write_bytes(whole)
        incoming.take(reader, path)
        if reader.digest() != writer.digest():
            raise AssertionError("the untouched bundle must be taken")
    return found
