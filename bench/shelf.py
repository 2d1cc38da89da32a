"""A workspace with many diaries, made in a process of its own so that the making costs the measuring nothing."""

from __future__ import annotations

import multiprocessing
import random
from pathlib import Path

from bench.phrases import diaries, person
from bench.places import fill, workspace
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.member import Member


def made(folder: Path, size: int, *, indexed: bool) -> Path:
    """Make the workspace and give its folder."""
    process = multiprocessing.get_context("spawn").Process(target=_make, args=(folder, size, indexed))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError("the diaries could not be made")
    return folder / "A"


def _make(folder: Path, size: int, indexed: bool) -> None:
    chance = random.Random(5)
    authors = [new_id() for _ in range(6)]
    with workspace(folder) as place:
        fill(place.store, (Member(id=one, name=person(chance)) for one in authors))
        fill(place.store, diaries(size, authors))
        if indexed:
            place.store.catch_up()
