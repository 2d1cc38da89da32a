"""Backups: automatic copies inside the workspace, thinned and each proved readable; whole ones for another disk.

* An automatic backup is the encrypted file alone (attachments are never changed and stay beside it).
* A whole backup is one tar file: the encrypted file, the key copies and the encrypted attachments. Everything in it
  is encrypted already; it opens with the passphrase or the recovery code of its day.
* A backup counts only after it was opened, its pages checked and its records counted.
* Thinning keeps the newest 10, the last of each of 14 days, and the last of each of 8 weeks.
* A restored backup begins a new log, so that no place in a log is written twice.
"""

from __future__ import annotations

import contextlib
import dataclasses as dc
import datetime as dt
import re
import shutil
import tarfile
import tempfile
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.errors import UserError
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.database import DATABASE_NAME, DamagedFileError, connect, faults_told
from dundian_desktop.store.durable import durable_writer, machine_errors, sync_folder
from dundian_desktop.store.keyfile import VaultKey
from dundian_desktop.store.store import Store

SUFFIX = ".dundian-backup"
KEY_NAMES = ("key-a.json", "key-b.json")
_AUTOMATIC = re.compile(r"自动-(\d{8})-(\d{6})\.db")
_MEMBER = re.compile(r"ledger\.db|key-[ab]\.json|blobs/[0-9a-f]{2}/[0-9a-f]{64}")
_NEWEST, _DAYS, _WEEKS = 10, 14, 8


@dc.dataclass(frozen=True, kw_only=True)
class Checked:
    """What was proved of a backup: how many operations and records it holds."""

    path: Path
    operations: int
    records: int


def back_up(store: Store) -> Checked:
    """Write an automatic backup into the workspace, prove it, then thin the older ones.

    Raises:
        MachineError: the disk is full, or the copy cannot be read back; the older backups stay.
    """
    folder = store.folder / "backups"
    folder.mkdir(exist_ok=True)
    path = folder / f"自动-{clock.local(clock.now()):%Y%m%d-%H%M%S}.db"
    part = path.with_suffix(".part")
    store.copy_to(part)
    checked = _proved(part, store.key)
    with machine_errors("保存备份"):
        part.replace(path)
        sync_folder(folder)
    for old in _superfluous(automatic_backups(store.folder)):
        old.unlink(missing_ok=True)
    return dc.replace(checked, path=path)


def automatic_backups(workspace: Path) -> list[Path]:
    """Give the automatic backups, newest first."""
    found = (p for p in (workspace / "backups").glob("自动-*.db") if _AUTOMATIC.fullmatch(p.name))
    return sorted(found, reverse=True)


def _superfluous(paths: list[Path]) -> list[Path]:
    """Give those of these backups (newest first) that thinning lets go."""
    keep = set(paths[:_NEWEST])
    for form, most in (("%Y%m%d", _DAYS), ("%G-%V", _WEEKS)):
        seen: dict[str, Path] = {}
        for path in paths:
            seen.setdefault(_when(path).strftime(form), path)
        keep |= set(list(seen.values())[:most])
    return [path for path in paths if path not in keep]


def _when(path: Path) -> dt.datetime:
    day, time = re.findall(r"\d{8}|\d{6}", path.stem)[:2]
    return dt.datetime.strptime(day + time, "%Y%m%d%H%M%S").astimezone()


def _proved(path: Path, key: VaultKey) -> Checked:
    """Open a copy and check every page of it.

    Raises:
        DamagedFileError: it cannot be read as it should.
    """
    with faults_told(), contextlib.closing(connect(path, key.dek, read_only=True)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        damaged_pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        operations = connection.execute("SELECT count(*) FROM op").fetchone()[0]
        records = connection.execute("SELECT count(*) FROM entity").fetchone()[0]
    if not sound or damaged_pages:
        raise DamagedFileError("这份备份读不通，不能用来恢复。现在的数据没有受影响，请再备份一次或换一份备份。")
    return Checked(path=path, operations=operations, records=records)


def write_backup(store: Store, folder: Path, progress: Progress = SILENT) -> Checked:
    """Write a whole backup into a folder, on a stick for instance, and prove it.

    Raises:
        UserError: the folder is not there.
        MachineError: the disk is full or gone; no half file is left under its final name.
    """
    if not folder.is_dir():
        raise UserError(f"没有找到文件夹“{folder}”，没有备份。请插好U盘或另选文件夹。")
    target = folder / f"蹲点备份_{clock.local(clock.now()):%Y%m%d-%H%M%S}{SUFFIX}"
    copy = store.folder / "backups" / "whole.part"
    copy.parent.mkdir(exist_ok=True)
    store.copy_to(copy)
    checked = _proved(copy, store.key)
    try:
        members = [(copy, DATABASE_NAME), *((store.folder / name, name) for name in KEY_NAMES)]
        blobs = sorted(p for p in (store.folder / "blobs").glob("??/*") if not p.suffix)
        members += [(p, f"blobs/{p.parent.name}/{p.name}") for p in blobs]
        with durable_writer(target) as file, tarfile.open(fileobj=file, mode="w") as tar:
            for done, (path, name) in enumerate(members, start=1):
                progress.step(done, len(members), "正在备份")
                tar.add(path, arcname=name, recursive=False)
    finally:
        copy.unlink(missing_ok=True)
    return dc.replace(checked, path=target)


def unpack(backup: Path, folder: Path, progress: Progress = SILENT) -> None:
    """Put a whole backup's files into an empty folder; an automatic one needs its key copies put beside it.

    Raises:
        UserError: the file is no backup or not there, or the folder is not empty.
    """
    _refuse_missing(backup)
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"“{folder}”不是空文件夹，没有恢复。请选一个空文件夹，原来的数据会原样保留。")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(backup, mode="r:") as tar:
            members = tar.getmembers()
            if not members or not all(m.isreg() and _MEMBER.fullmatch(m.name) for m in members):
                raise tarfile.ReadError
            for done, member in enumerate(members, start=1):
                progress.step(done, len(members), "正在恢复")
                _copy_out(tar, member, folder / member.name)
    except (tarfile.TarError, EOFError):
        shutil.rmtree(folder)
        raise UserError(
            f"“{backup.name}”不是蹲点工作台的备份，或者没有拷完。没有恢复任何内容，请换一份备份。"
        ) from None


def unpack_automatic(backup: Path, folder: Path) -> None:
    """Put an automatic backup into an empty folder, with the keys and attachments of the workspace it lies in.

    Raises:
        UserError: the backup is not there, or the folder is not empty.
    """
    _refuse_missing(backup)
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"“{folder}”不是空文件夹，没有恢复。请选一个空文件夹，原来的数据会原样保留。")
    workspace = backup.parent.parent
    with machine_errors("恢复备份"):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(backup, folder / DATABASE_NAME)
        for name in KEY_NAMES:
            shutil.copy2(workspace / name, folder / name)
        if (workspace / "blobs").is_dir():
            shutil.copytree(workspace / "blobs", folder / "blobs")


def _copy_out(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    source = tar.extractfile(member)
    if source is None:
        raise tarfile.ReadError
    target.parent.mkdir(parents=True, exist_ok=True)
    with source, durable_writer(target) as file:
        shutil.copyfileobj(source, file, 1 << 20)


def verify(backup: Path, key: VaultKey, progress: Progress = SILENT) -> Checked:
    """Prove a backup with the key of the workspace it came from.

    Raises:
        UserError: it is no backup.
        DamagedFileError: it cannot be read as it should, or has another key.
    """
    _refuse_missing(backup)
    if backup.suffix == ".db":
        return _proved(backup, key)
    with tempfile.TemporaryDirectory(dir=backup.parent, prefix="verify-") as place:
        unpack(backup, Path(place) / "w", progress)
        return dc.replace(_proved(Path(place) / "w" / DATABASE_NAME, key), path=backup)


def _refuse_missing(backup: Path) -> None:
    if not backup.is_file():
        raise UserError(f"没有找到备份“{backup}”，数据没有变化。请检查路径，或插好U盘再试。")
