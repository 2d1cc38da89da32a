"""Workspaces with many records, made in a process of their own so that the making costs the measuring nothing."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import made_up
from bench.phrases import diaries, person
from bench.places import fill, workspace
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.member import Member


def made(folder: Path, size: int, *, indexed: bool) -> Path:
    """Make a workspace with many diaries and give its folder."""
    return _elsewhere(_make, folder, size, indexed)


def made_of_all(folder: Path, size: int) -> Path:
    """Make a workspace with many records over all ledgers and give its folder."""
    return _elsewhere(_make_of_all, folder, size)


def _elsewhere(make: Callable[..., None], folder: Path, *words: Any) -> Path:
    process = multiprocessing.get_context("spawn").Process(target=make, args=(folder, *words))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError("the records could not be made")
    return folder / "A"


def _make(folder: Path, size: int, indexed: bool) -> None:
    chance = random.Random(5)
    authors = [new_id() for _ in range(6)]
    with workspace(folder) as place:
        fill(place.store, (Member.of(id=one, name=person(chance)) for one in authors))
        fill(place.store, diaries(size, authors))
        if indexed:
            place.store.catch_up()


def _make_of_all(folder: Path, size: int) -> None:
    with workspace(folder) as place:
        fill(place.store, made_up.records(place.store.kinds, size))
        place.store.catch_up()
