"""Devices for the tests: real encrypted workspaces that trust each other, and what two people do with them."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.incoming import Reading
from dundian_desktop.exchange.peers import find_peer, make_keys, packed_own_card
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.passphrase import Pace
from dundian_desktop.store.peers import KnownDevice, keep_device
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import Workspace, create_workspace, open_workspace

PASSPHRASE = "青山 隐隐 水迢迢 秋尽"  # noqa: S105 - opens nothing but what tests made
CHEAP = Pace(rounds=1, memory=1024, lanes=1)
"""What one guess costs in the tests: next to nothing."""


class Yard:
    """A folder where devices stand side by side."""

    def __init__(self, folder: Path, mould: Path) -> None:
        self.folder = folder
        self._mould = mould
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Yard:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    @staticmethod
    def cast(folder: Path) -> Path:
        """Make the workspace that all others are copied from."""
        workspace, _ = set_up(folder, PASSPHRASE, Newcomer(person="模子"), pace=CHEAP)
        workspace.close()
        return folder

    def workspace(self, letter: str, kinds: Mapping[str, type[Record]] | None = None) -> Workspace:
        """Give an open workspace of a person called after the letter; ledgers of one's own cost a file of one's own."""
        folder = self.folder / letter
        if kinds is None:
            shutil.copytree(self._mould, folder)
            workspace = open_workspace(folder, PASSPHRASE)
        else:
            workspace, _ = create_workspace(folder, PASSPHRASE, pace=CHEAP, kinds=kinds)
        self._open.callback(_close, workspace)
        _settle_in(workspace.store, letter)
        return workspace

    def open(self, folder: Path, **more: object) -> Workspace:
        """Open a workspace that lies there; it is closed at the end of the test."""
        workspace = open_workspace(folder, PASSPHRASE, **more)
        self._open.callback(_close, workspace)
        return workspace

    def group(self, count: int, kinds: Mapping[str, type[Record]] | None = None) -> list[Store]:
        """Give the stores of so many devices of one group, each trusting all others."""
        stores = [self.workspace(letter, kinds).store for letter in "ABCDEF"[:count]]
        for one in stores:
            for other in stores:
                if one is not other:
                    trust(one, other)
        return stores


def _close(workspace: Workspace) -> None:
    """Close a workspace that a test may have closed before."""
    with contextlib.suppress(driver.ProgrammingError):
        workspace.store.close()
    workspace.lock.release()


def _settle_in(store: Store, letter: str) -> None:
    make_keys(store)
    for name, value in (("person", f"{letter}同志"), ("letter", letter), ("group_code", "QL-2026-01")):
        store.settings.put(name, value)
    store.settings.put("group_name", "青麓县蹲点组")


def trust(store: Store, other: Store) -> None:
    """Know another device as if its card had been handed over and the digits read aloud, which takes its time."""
    with store.writing() as connection:
        keep_device(connection, KnownDevice(id=other.device, card=packed_own_card(other), trusted=True))


def written(sender: Store, reader: Store, folder: Path) -> Path:
    """Write a bundle from one device for another."""
    folder.mkdir(exist_ok=True)
    return outgoing.send(sender, find_peer(sender, reader.device.hex()), folder).files[0].path


def carry(sender: Store, reader: Store, folder: Path) -> Reading:
    """Carry what one device knows to another by a bundle file."""
    return incoming.take(reader, written(sender, reader, folder))


def exchange(one: Store, other: Store, folder: Path) -> None:
    """Carry bundles both ways."""
    carry(one, other, folder)
    carry(other, one, folder)


def save(store: Store, record: Record, before: Record | None = None) -> Record:
    """Save one record as one act."""
    with store.act() as act:
        return act.save(record, before)


def site(name: str = "云麓园区", **more: object) -> Site:
    return Site(name=name, **more)


def member(name: str = "陆知远", **more: object) -> Member:
    lawful = {"roles": ("1",), "starts": dt.date(2026, 4, 20), "ends": dt.date(2026, 7, 12)}
    return Member(name=name, **{**lawful, **more})


def worker(name: str = "向秀英", **more: object) -> Worker:
    return Worker(name=name, **{"category": "P01", **more})


def enterprise(name: str = "启晟电子", **more: object) -> Enterprise:
    return Enterprise(name=name, **{"uscc": "无", "staff": 120, **more})
