"""What is kept apart: incidents of political safety, in a file of their own under a passphrase of their own.

* It is a workspace inside the workspace: own keys, own file, own log, own bundles. Nobody who opens the ordinary file
  sees any of it, and no ordinary bundle, list, search, report or backup can hold it.
* The ordinary file holds a mark for each: the day it was learned of, which the month's figures count.
* It speaks with the same devices, signed by the same keys.
"""

from __future__ import annotations

from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.backups import back_up_if_changed
from dundian_desktop.errors import UserError
from dundian_desktop.ledger import born_of
from dundian_desktop.ledgers.apart_mark import ApartMark
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.store.passphrase import Pace
from dundian_desktop.store.peers import keep_device, known_devices
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import Workspace, create_workspace, is_workspace, open_workspace

FOLDER = "apart"
_CARRIED = ("device_keys", "device", "person", "letter", "group_name", "group_code", "demo", "role")
"""Settings the file apart has from the ordinary one."""


def folder_apart(store: Store) -> Path:
    """Give where what is kept apart lies."""
    return store.folder / FOLDER


def has_apart(store: Store) -> bool:
    """Tell whether anything is kept apart here."""
    return is_workspace(folder_apart(store))


def make_apart(store: Store, passphrase: str, *, pace: Pace | None = None) -> tuple[Workspace, str]:
    """Make the file apart and give it open, with the recovery code to print.

    Raises:
        WorkspaceExistsError: there is one already.
        UserError: this is itself a file apart.
    """
    if store.apart:
        raise UserError("这里已经是另行保管的地方，没有再建。")
    workspace, code = create_workspace(folder_apart(store), passphrase, pace=pace)
    workspace.store.settings.put("apart", value=True)
    _follow(store, workspace.store)
    return workspace, code


def open_apart(store: Store, passphrase: str = "", *, recovery: str = "") -> Workspace:
    """Open the file apart, know the devices the ordinary file knows, and mend marks that are missing there.

    Raises:
        NoWorkspaceError: nothing is kept apart here.
        WrongPassphraseError, LockedError: the passphrase is wrong.
    """
    workspace = open_workspace(folder_apart(store), passphrase, recovery=recovery)
    _follow(store, workspace.store)
    mark_all(store, workspace.store)
    return workspace


def close_apart(workspace: Workspace) -> None:
    """Back up what changed, in its own folder, and close the file apart."""
    back_up_if_changed(workspace.store)
    workspace.close()


def save_apart(store: Store, workspace: Workspace, incident: Incident, before: Incident | None = None) -> Incident:
    """Save an incident in the file apart, and its mark in the ordinary one.

    Raises:
        RecordError: it does not pass its own checks; nothing was kept.
    """
    with workspace.store.act() as act:
        saved = act.save(incident, before)
    mark(store, saved)
    return saved


def mark_all(store: Store, apart: Store) -> None:
    """Let the ordinary file have a mark of every incident that is kept apart, and none of one that was deleted."""
    for incident in apart.reader.list(Query(kind=Incident)):
        mark(store, incident)
    gone = (_mark_id(incident) for incident in apart.reader.list(Query(kind=Incident, deleted=True)))
    left = [key for key in gone if (there := store.reader.find(ApartMark, key)) and not _is_gone(there)]
    if left:
        with store.act() as act:
            for key in left:
                act.void(ApartMark, key)


def mark(store: Store, incident: Incident) -> None:
    """Note in the ordinary file that there is an incident, and the day it was learned of."""
    wanted = ApartMark.of(id=_mark_id(incident), day=_day(incident))
    there = store.reader.find(ApartMark, wanted.id)
    if there and there.day == wanted.day and not _is_gone(there):
        return
    with store.act() as act:
        if there and _is_gone(there):
            act.restore(ApartMark, there.id)
            there = act.reader.get(ApartMark, there.id)
        if there is None or there.day != wanted.day:
            act.save(wanted if there is None else ApartMark.of(id=there.id, no=there.no, day=wanted.day), there)


def _mark_id(incident: Incident) -> str:
    return born_of(incident.id, "mark")


def _is_gone(mark: ApartMark) -> bool:
    return bool(mark.meta and mark.meta.deleted)


def _day(incident: Incident) -> object:
    return clock.local(incident.learned_at).date() if incident.learned_at else clock.today()


def _follow(store: Store, apart: Store) -> None:
    """Let the file apart know who writes here and which devices are trusted."""
    with apart.writing() as connection:
        for name in _CARRIED:
            value = store.settings.get(name, None)
            if value is not None:
                apart.settings.put_in(connection, name, value)
        known = {one.id for one in known_devices(apart.reader)}
        for one in known_devices(store.reader):
            if one.id not in known:
                keep_device(connection, one)
