"""Backing up and restoring, as a person does it."""

from __future__ import annotations

from pathlib import Path

from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store import backup
from dundian_desktop.store.keyfile import unlock
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import begin_new_log, open_workspace

DUE = "backed_up_ops"
"""Setting: how many operations the latest automatic backup held."""


def back_up_if_changed(store: Store) -> backup.Checked | None:
    """Write an automatic backup when something was written since the last one.

    Raises:
        MachineError: the disk is full; the older backups stay.
    """
    operations, _ = store.reader.totals()
    if operations == store.settings.get(DUE, 0):
        return None
    made = backup.back_up(store)
    store.settings.put(DUE, made.operations)
    return made


def restore(file: Path, folder: Path, passphrase: str, progress: Progress = SILENT) -> backup.Checked:
    """Restore a backup into an empty folder, prove it opens, and begin a new log there.

    Args:
        file: a whole backup, or an automatic one where it lies in its workspace (keys and attachments come along).
        passphrase: the one of the day the backup was made.

    Raises:
        UserError: it is no backup, the folder is not empty, or the passphrase is wrong (files stay for another try).
    """
    if file.suffix == ".db":
        backup.unpack_automatic(file, folder)
    else:
        backup.unpack(file, folder, progress)
    with open_workspace(folder, passphrase) as workspace:
        begin_new_log(workspace.store)
        operations, records = workspace.store.reader.totals()
    return backup.Checked(path=folder, operations=operations, records=records)


def verify(workspace: Path, file: Path, passphrase: str, progress: Progress = SILENT) -> backup.Checked:
    """Prove a backup of this workspace readable.

    Raises:
        UserError: it is no backup, or the passphrase is wrong.
        DamagedFileError: it cannot be read as it should.
    """
    return backup.verify(file, unlock(workspace, passphrase), progress)
