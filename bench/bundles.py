"""A bundle of many operations, written and taken in; beside a copy of the same file sealed with age.

The baseline carries the whole file and replaces what is there; it neither signs, nor merges, nor keeps a history.
"""

from __future__ import annotations

import dataclasses as dc
import random
from collections.abc import Sequence
from pathlib import Path

import pyrage
import sqlcipher3.dbapi2 as driver

from bench.figures import Figure, Spent, against, forget_height, height, spent, standing
from bench.phrases import prose, workers
from bench.places import devices, fill, scratch, update
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

SIZE, DELTA = 10_000, 500


def measure(size: int = SIZE) -> list[Figure]:
    """Half of the operations make workers, half change one part of one."""
    with scratch() as folder, devices(folder, "AB") as (writer, reader):
        fill(writer, workers(size // 2))
        update(writer, _changes(writer, size - size // 2))
        figures = _both_ways(writer, reader, folder, f"{size} operations")
        update(writer, _changes(writer, DELTA))
        return figures + _both_ways(writer, reader, folder, f"{DELTA} more")


def _changes(store: Store, count: int) -> list[tuple[Worker, Worker]]:
    chance = random.Random(3)
    standing_now: Sequence[Worker] = store.reader.list(Query(kind=Worker))
    chosen = chance.sample(standing_now, min(count, len(standing_now)))
    return [(one, dc.replace(one, notes=prose(chance, 30))) for one in chosen]


def _both_ways(writer: Store, reader: Store, folder: Path, what: str) -> list[Figure]:
    sent: list[outgoing.Sent] = []
    peer = find_peer(writer, reader.device.hex())
    writing = spent(lambda: sent.append(outgoing.send(writer, peer, folder)))
    file = sent[0].files[0]
    taking, catching_up, memory = _taken(reader, file.path)
    if reader.digest() != writer.digest():
        raise AssertionError("both devices must show the same")
    base_out, base_in, base_size = _whole_file(writer, folder)
    _answer(reader, writer, folder)
    name = "SQLite backup + age"
    early = {"wanted": "≤ 500 ms", "met": taking.wall <= 500}
    return [
        against(f"bundle, {what}: seal, write, read back", writing, base_out, name),
        against(f"bundle, {what}: check, merge, make rows", taking, base_in, name, memory=memory, **early),
        against(f"bundle, {what}: search index afterwards", catching_up, base_in, name),
        Figure(
            measure=f"bundle, {what}: size", ours=file.length / 1e6, unit="MB", baseline=base_size / 1e6, against=name
        ),
    ]


def _taken(reader: Store, path: Path) -> tuple[Spent, Spent, float]:
    """Take a bundle in and give the time of that, of the search index, and the memory it took."""
    index: list[Spent] = []
    bring_up = reader.catch_up
    reader.catch_up = lambda *_: index.append(spent(bring_up)) or 0
    before = standing()
    forget_height()
    whole = spent(lambda: incoming.take(reader, path))
    reader.catch_up = bring_up
    return Spent(cpu=whole.cpu - index[0].cpu, wall=whole.wall - index[0].wall), index[0], height() - before


def _answer(reader: Store, writer: Store, folder: Path) -> None:
    """Let the writer know what the reader holds, so that the next bundle is a small one."""
    receipt = outgoing.send_receipt(reader, find_peer(reader, writer.device.hex()), [], folder)
    incoming.take(writer, receipt.path)


def _whole_file(store: Store, folder: Path) -> tuple[Spent, Spent, int]:
    """Copy the file page by page, seal the copy; then open that and put it where it shall stand."""
    identity = pyrage.x25519.Identity.generate()
    copy, sealed, back = folder / "copy", folder / "copy.age", folder / "back"

    def out() -> None:
        store.copy_to(copy)
        pyrage.encrypt_file(str(copy), str(sealed), [identity.to_public()])

    def back_in() -> None:
        pyrage.decrypt_file(str(sealed), str(back), [identity])
        connection = driver.connect(str(back))
        connection.execute(f"PRAGMA key=\"x'{store.key.dek.hex()}'\"")
        connection.execute("SELECT count(*) FROM op").fetchone()
        connection.close()

    return spent(out), spent(back_in), sealed.stat().st_size
