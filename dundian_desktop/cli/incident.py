"""Commands about incidents: the page, the bundle of its own, and what is kept apart under a passphrase of its own.

* With ``--apart FILE`` a command speaks of what is kept apart; the file's first line is that passphrase.
"""

from __future__ import annotations

import argparse
from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

from dundian_desktop.actions.apart import close_apart, has_apart, make_apart, open_apart, save_apart
from dundian_desktop.actions.incidents import print_incident, send_at_once
from dundian_desktop.cli.console import Console, passphrase_from
from dundian_desktop.cli.printed import say_printed
from dundian_desktop.cli.records import found, list_records, worded
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.flash import read_flash
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.store.durable import write_durably
from dundian_desktop.store.passphrase import require
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import Workspace


def page(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print the page of an incident."""
    with _place(store, arguments) as (there, main):
        incident = _incident(there, arguments.id)
        printed = print_incident(there, incident, arguments.out, main=main, own_fonts=arguments.fonts)
    say_printed(console, printed)


def flash(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write an incident for a peer, in a bundle that carries nothing else."""
    with _place(store, arguments) as (there, main):
        incident, peer = _incident(there, arguments.id), find_peer(there, arguments.to)
        sent = send_at_once(there, incident, peer, arguments.out, main=main)
    console.say(f"急报已写好并核对，可以拔出：{sent.path}", {"file": str(sent.path), "bytes": sent.length})


def read(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Check a flash and say what it tells; nothing comes into the ledgers."""
    with _place(store, arguments) as (there, _):
        told = read_flash(there, arguments.file)
    write_durably(arguments.out, told.pdf, "存专报")
    here = "这起事项的记录本机已有。" if told.known else "记录还没有到，随对方下一个数据包补到。"
    words = f"签名核对无误。{told.sender.name}（{told.sender.group_name}）的急报，编号{told.told.no}。{here}"
    data = {"from": told.sender.name, "no": told.told.no, "known": told.known, "file": str(arguments.out)}
    console.say(f"{words}\n专报已存：{arguments.out}", data)


def apart_init(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Make the place apart."""
    if has_apart(store):
        raise UserError("这里已经有另行保管的地方，没有再建。请用当时设的口令打开。")
    passphrase = passphrase_from(arguments.apart, "另设一个口令（至少12个字符或4个词）：")
    require(passphrase, [store.settings.get("person", "")])
    workspace, code = make_apart(store, passphrase)
    workspace.close()
    console.say(f"另行保管的地方已建好。它的恢复码（请另行抄好封好）：\n{code}", {"recovery_code": code})


def apart_put(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write an incident of political safety, or change one; the ordinary ledgers keep a mark that counts it."""
    with _opened(store, arguments) as workspace:
        there = workspace.store
        before = _incident(there, arguments.id) if arguments.id else None
        record = cast(Incident, worded(there, Incident, before, arguments.values))
        saved = save_apart(store, workspace, record, before)
    console.say(f"已另行保存：{saved.no}（{saved.id}）。普通台账只记一起。", {"id": saved.id, "no": saved.no})


def apart_list(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """List what is kept apart."""
    arguments.ledger, arguments.month = Incident.ledger.table, None
    with _opened(store, arguments) as workspace:
        list_records(workspace.store, arguments, console)


@contextmanager
def _place(store: Store, arguments: argparse.Namespace) -> Generator[tuple[Store, Store | None]]:
    """Give where the incident is kept, and the ordinary workspace if that is another."""
    if arguments.apart is None:
        yield store, None
        return
    with _opened(store, arguments) as workspace:
        yield workspace.store, store


@contextmanager
def _opened(store: Store, arguments: argparse.Namespace) -> Generator[Workspace]:
    """Open what is kept apart, and close it."""
    workspace = open_apart(store, passphrase_from(arguments.apart, "另行保管的口令："))
    try:
        yield workspace
    finally:
        close_apart(workspace)


def _incident(store: Store, words: str) -> Incident:
    return cast(Incident, found(store, Incident, words))
