"""`Workspace`: a folder with the encrypted file, its key copies, attachments and backups, held by one process.

A copied folder would write the same log twice, so each workspace remembers the machine and path it was written on;
opened elsewhere, it begins a new log of its own (sync notes §2.1). The old log stays as it is.
"""

from __future__ import annotations

import dataclasses as dc
import hashlib
import platform
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from dundian_desktop import clock
from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.store import backup, keyfile
from dundian_desktop.store.database import DATABASE_NAME, DamagedFileError, connect
from dundian_desktop.store.durable import machine_errors
from dundian_desktop.store.keyfile import Pace, VaultKey
from dundian_desktop.store.process_lock import ProcessLock, hold
from dundian_desktop.store.store import Store
from dundian_desktop.store.version import is_current

_MACHINE_ID = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


class NoWorkspaceError(UserError):
    """The folder holds no workspace."""


class WorkspaceExistsError(UserError):
    """The folder already holds one."""


@dc.dataclass(frozen=True, kw_only=True)
class Workspace:
    """An open workspace; close it, and nothing of it stays open or readable."""

    folder: Path
    key: VaultKey
    store: Store
    lock: ProcessLock

    def close(self) -> None:
        """Close the file and let other processes in."""
        self.store.close()
        self.lock.release()

    def __enter__(self) -> Self:
        """Give the workspace itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close."""
        self.close()


def is_workspace(folder: Path) -> bool:
    """Tell whether a folder holds a workspace."""
    return (folder / DATABASE_NAME).exists()


def create_workspace(
    folder: Path, passphrase: str, *, pace: Pace | None = None, kinds: Mapping[str, type[Record]] | None = None
) -> tuple[Workspace, str]:
    """Make a workspace and give it open, with the recovery code to print.

    Args:
        pace: how hard a guess is; measured on this machine when left out.

    Raises:
        WorkspaceExistsError: there is one already; it was not touched.
    """
    from dundian_desktop.store.creation import make_file  # noqa: PLC0415 - SQLAlchemy is heavy

    if is_workspace(folder):
        raise WorkspaceExistsError(f"“{folder.name}”里已经有一个工作区，没有改动它。请换一个空文件夹，或直接打开它。")
    with machine_errors("新建工作区"):
        folder.mkdir(parents=True, exist_ok=True)
    lock = hold(folder)
    try:
        _put_unused_keys_aside(folder)
        key, code = keyfile.create(folder, passphrase, pace=pace)
        part = folder / "new.part"
        part.unlink(missing_ok=True)
        make_file(part, key.dek, kinds or all_ledgers())
        part.replace(folder / DATABASE_NAME)
        store = Store(folder, key, kinds)
    except BaseException:
        lock.release()
        raise
    _begin_here(store)
    return Workspace(folder=folder, key=key, store=store, lock=lock), code


def _put_unused_keys_aside(folder: Path) -> None:
    """Rename the keys of a creation that was cut short: without a file they open nothing here, but are never lost."""
    for name in backup.KEY_NAMES:
        if (folder / name).exists():
            (folder / name).replace(folder / f"{name}.unused-{clock.now():%Y%m%d%H%M%S}")


def open_workspace(
    folder: Path, passphrase: str = "", *, recovery: str = "", kinds: Mapping[str, type[Record]] | None = None
) -> Workspace:
    """Open a workspace with its passphrase, or with its recovery code.

    Raises:
        NoWorkspaceError: there is none.
        AlreadyOpenError: another process has it open.
        WrongPassphraseError, LockedError: the passphrase is wrong; see `keyfile`.
        NewerFileError: a newer program made the file.
        DamagedFileError: the file cannot be read.
    """
    if not is_workspace(folder):
        raise NoWorkspaceError(f"“{folder}”里没有工作区。请检查文件夹，或新建一个。")
    lock = hold(folder)
    try:
        key = keyfile.unlock_by_recovery(folder, recovery) if recovery else keyfile.unlock(folder, passphrase)
        _bring_up_to_date(folder, key)
        store = Store(folder, key, kinds)
    except BaseException:
        lock.release()
        raise
    _stand_here(store)
    return Workspace(folder=folder, key=key, store=store, lock=lock)


def _bring_up_to_date(folder: Path, key: VaultKey) -> None:
    path = folder / DATABASE_NAME
    if not path.stat().st_size:
        raise DamagedFileError("数据文件是空的，没有写入任何内容。请从最近的备份恢复，原来的文件会原样保留。")
    connection = connect(path, key.dek)
    try:
        current = is_current(connection)
    finally:
        connection.close()
    if not current:
        from dundian_desktop.store.migrate import upgrade_file  # noqa: PLC0415 - Alembic is heavy and seldom needed

        stamp = clock.local(clock.now()).strftime("%Y%m%d-%H%M%S")
        backup = folder / "backups" / f"升级前-{stamp}.db"
        backup.parent.mkdir(exist_ok=True)
        upgrade_file(path, key.dek, backup)


def _stand_here(store: Store) -> None:
    """Begin a new log when the folder was copied to another machine or place."""
    if store.settings.get("standing", b"") != _standing(store.folder):
        _begin_here(store)


def _begin_here(store: Store) -> None:
    """Begin a new log in this place, and fold that in.

    A write-ahead log damaged at its beginning would else take back the new log with all that was written into it, and
    the next opening would begin yet another without noticing the loss (seen in `bench/flip.py`).
    """
    begin_new_log(store)
    store.settings.put("standing", _standing(store.folder))
    store.fold_in()


def begin_new_log(store: Store) -> None:
    """Give this device a new log; what it wrote before stays in the old one."""
    store.settings.put("log", uuid.uuid4().bytes)
    store.note_head()


def _standing(folder: Path) -> bytes:
    machine = next((p.read_bytes() for p in _MACHINE_ID if p.exists()), platform.node().encode())
    return hashlib.sha256(machine.strip() + str(folder.resolve()).encode()).digest()
