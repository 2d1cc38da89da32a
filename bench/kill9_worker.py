"""What is killed: processes that save, export or import, and say on a pipe what is committed.

Whatever was said must stand after the kill; what was not said may stand or not, but never by half.
"""

from __future__ import annotations

import random
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from bench.phrases import person, prose
from bench.places import PASSPHRASE
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import open_workspace

READY = "ready"


def save(folder: Path, pipe: Connection, seed: int) -> None:
    """Save for ever: new records and changes; after each commit say what stands."""
    chance = random.Random(seed)
    with open_workspace(folder, PASSPHRASE) as workspace:
        pipe.send(READY)
        known: list[Worker] = []
        for number in count():
            pipe.send(_one_save(workspace.store, chance, known, f"{seed}-{number}"))


Said: TypeAlias = tuple[str, int, str, bool]
"""(id, revision, notes, whether it lives)"""


def stands(store: Store, id: str) -> Said:
    """Give what is kept of a record."""
    record = store.reader.find(Worker, id)
    if record is None or record.meta is None:
        return id, 0, "", False
    return id, record.meta.revision, record.notes, not record.meta.deleted


def _one_save(store: Store, chance: random.Random, known: list[Worker], mark: str) -> Said:
    words = mark + prose(chance, chance.randint(1, 600))
    if known and chance.random() < 0.5:
        record = known.pop(chance.randrange(len(known)))
        with store.act() as act:
            act.void(Worker, record.id)
        return stands(store, record.id)
    with store.act() as act:
        record = act.save(Worker(name=person(chance), category="P01", notes=words))
    known.append(record)
    return stands(store, record.id)


def export(folder: Path, pipe: Connection, stick: Path, peer: str) -> None:
    """Write a bundle, and say its path when it stands."""
    with open_workspace(folder, PASSPHRASE) as workspace:
        pipe.send(READY)
        sent = outgoing.send(workspace.store, find_peer(workspace.store, peer), stick)
        pipe.send(str(sent.files[0].path))


def take(folder: Path, pipe: Connection, bundle: Path) -> None:
    """Take a bundle in, and say how many operations were new."""
    with open_workspace(folder, PASSPHRASE) as workspace:
        pipe.send(READY)
        pipe.send(incoming.take(workspace.store, bundle).operations)
