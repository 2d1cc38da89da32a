"""Makes a workspace: the file, this device's keys, and who works here; and opens one."""

from __future__ import annotations

import dataclasses as dc
from pathlib import Path

from dundian_desktop.errors import UserError
from dundian_desktop.exchange.identity import Role
from dundian_desktop.exchange.peers import add_peer, look_at_card, make_keys
from dundian_desktop.store.keyfile import Pace
from dundian_desktop.store.workspace import Workspace, create_workspace


@dc.dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Who begins to work here.

    Attributes:
        person: the name on this device's card.
        letter: this device's letter in numbers; chosen from the leader's card when one is given.
        leader_card: the leader's identity file; group name and code come from it.
        demo: the workspace holds fictional data and says so on every page.
    """

    person: str
    group_name: str = ""
    group_code: str = ""
    letter: str = "A"
    role: Role = Role.MEMBER
    leader_card: Path | None = None
    demo: bool = False


def set_up(folder: Path, passphrase: str, newcomer: Newcomer, *, pace: Pace | None = None) -> tuple[Workspace, str]:
    """Make a workspace and give it open, with the recovery code to print.

    Raises:
        WorkspaceExistsError: the folder holds one already.
        UserError: the name is missing, or the leader's card cannot be read; nothing was made.
    """
    if not newcomer.person.strip():
        raise UserError("请先填姓名，交换数据时别人靠它认出您。")
    workspace, code = create_workspace(folder, passphrase, pace=pace)
    try:
        _introduce(workspace, newcomer)
    except BaseException:
        workspace.close()
        raise
    return workspace, code


def take_down(folder: Path) -> None:
    """Remove a workspace that was just made and could not be filled; nothing a person wrote was in it."""
    for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm", "key-a.json", "key-b.json", "lock"):
        (folder / name).unlink(missing_ok=True)


def _introduce(workspace: Workspace, newcomer: Newcomer) -> None:
    store = workspace.store
    make_keys(store)
    group_name, group_code, letter = newcomer.group_name, newcomer.group_code, newcomer.letter
    if newcomer.leader_card:
        card, _ = look_at_card(store, newcomer.leader_card)
        group_name, group_code = card.group_name, card.group_code
        letter = letter if letter != card.letter else next_letter(card.letter)
    for name, value in (
        ("person", newcomer.person.strip()),
        ("group_name", group_name),
        ("group_code", group_code),
        ("letter", letter),
        ("role", newcomer.role.value),
        ("demo", newcomer.demo),
    ):
        store.settings.put(name, value)
    if newcomer.leader_card:
        add_peer(store, newcomer.leader_card)
    store.fold_in()


def next_letter(letter: str) -> str:
    """Give the letter after one; after Z comes A."""
    return chr((ord(letter) - ord("A") + 1) % 26 + ord("A"))
