"""Files on sticks that may be full, read-only, slow or gone: a file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from dundian_desktop.errors import MachineError

_SAFE = "本机数据没有变动，"
_FULL = "磁盘或 U 盘空间不足，没有写完；" + _SAFE + "请清理空间或换一个 U 盘后重试。"
_READ_ONLY = "磁盘或 U 盘不能写入（写保护或没有权限）；" + _SAFE + "请打开写保护开关或换一个位置后重试。"
_GONE = "找不到文件或 U 盘，可能已经拔出；" + _SAFE + "请重新插好后重试。"
_BUSY = "文件正被其他程序占用（例如杀毒软件）；" + _SAFE + "请稍等片刻后重试。"
_FAILED = "读写磁盘或 U 盘时出错，U 盘可能接触不良或已损坏；" + _SAFE + "请重新插好或换一个 U 盘后重试。"

_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.ENOENT: _GONE,
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ESTALE: _GONE,
    errno.EBUSY: _BUSY,
}
_BY_WINERROR = {
    19: _READ_ONLY,
    21: _GONE,
    32: _BUSY,
    33: _BUSY,
    39: _FULL,
    112: _FULL,
    433: _GONE,
    1006: _GONE,
    1167: _GONE,
}
"""Source: Windows system error codes (ERROR_WRITE_PROTECT, ERROR_NOT_READY, ERROR_SHARING_VIOLATION, ...)."""

_REPLACE_PAUSES = (0.05, 0.2, 0.5, 1.0)
"""Seconds between tries: on Windows a virus scanner holds a new file for a moment."""


def machine_error(error: OSError) -> MachineError:
    """Give the sentence for what the disk complains of."""
    sentence = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    return MachineError(sentence or _BY_ERRNO.get(error.errno or 0, _FAILED))


@contextmanager
def on_disk() -> Generator[None]:
    """Say as `MachineError` what the disk complains of inside.

    Raises:
        MachineError: disk full, read-only, busy, gone or broken.
    """
    try:
        yield
    except OSError as error:
        raise machine_error(error) from error


@contextmanager
def landing(path: Path) -> Generator[BinaryIO]:
    """Lend a new file, readable and writable, which becomes `path` when the block ends well, else vanishes.

    The block writes and may read back what it wrote after `settle`. An older file at `path` stays until then.

    Raises:
        MachineError: the disk complained; nothing is left behind.
    """
    part = path.with_name(path.name + ".part")
    try:
        with on_disk():
            file = part.open("w+b")
        try:
            yield file
            settle(file)
        finally:
            with suppress(OSError):
                file.close()
        with on_disk():
            _replace(part, path)
            _settle_folder(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file: whole or not at all.

    Raises:
        MachineError: the disk complained.
    """
    with landing(path) as file, on_disk():
        file.write(data)


def read_small(path: Path, limit: int) -> bytes:
    """Give a small file; at most `limit` + 1 bytes of it, so that the caller sees when it is longer.

    Raises:
        MachineError: the disk complained.
    """
    with on_disk(), path.open("rb") as file:
        return file.read(limit + 1)


def settle(file: BinaryIO) -> None:
    """Bring what was written to the medium, and let the next reading come from there if the system can do that.

    Raises:
        MachineError: the disk complained.
    """
    with on_disk():
        file.flush()
        os.fsync(file.fileno())
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _replace(part: Path, path: Path) -> None:
    for pause in _REPLACE_PAUSES:
        try:
            part.replace(path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    part.replace(path)


def _settle_folder(folder: Path) -> None:
    """Bring the new name to the medium. Windows does it with the file; some file systems cannot."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)
