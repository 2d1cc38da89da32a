"""One process per workspace, by a lock the operating system drops itself when the process ends, however it ends.

The lock file stays where it is: removing it would let two processes lock two different files of the same name.  It
holds the number of the process and nothing about the person.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dundian_desktop.errors import UserError
from dundian_desktop.store.durable import machine_errors

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "lock"
_LOCKED_BYTE = 1 << 30
"""Windows locks bytes and hides them from readers, so the locked one lies far behind the text."""


class AlreadyOpenError(UserError):
    """Another process works in this workspace; `process` is its number, or None when it is not known."""

    def __init__(self, process: int | None) -> None:
        super().__init__("这个工作区已经在另一个窗口打开。请切换到那个窗口；如果看不到它，请等几秒再试，或重启电脑。")
        self.process = process


class ProcessLock:
    """The right of this process to work in a workspace, until it is released."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def release(self) -> None:
        """Let other processes in; doing it twice does no harm."""
        if not self._file.closed:
            _unlock(self._file)
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold(workspace: Path) -> ProcessLock:
    """Take the workspace for this process; use it with ``with`` or call `release`.

    Raises:
        AlreadyOpenError: another process, or another part of this one, holds it.
        MachineError: the folder cannot be written.
    """
    path = workspace / LOCK_NAME
    with machine_errors("打开工作区"):
        file = _opened(path)
        try:
            _lock(file)
        except OSError as error:
            file.close()
            if isinstance(error, (BlockingIOError, PermissionError)):
                raise AlreadyOpenError(_holder(path)) from error
            raise
    with contextlib.suppress(OSError):  # a full disk must not keep people from reading
        _sign(file)
    return ProcessLock(file)


def _opened(path: Path) -> BinaryIO:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(handle, "r+b", buffering=0)


def _sign(file: BinaryIO) -> None:
    file.seek(0)
    file.truncate()
    file.write(f"{os.getpid()}\n".encode())


def _holder(path: Path) -> int | None:
    try:
        with path.open("rb") as file:
            return int(file.read(20))
    except (OSError, ValueError):
        return None


if sys.platform == "win32":

    def _lock(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
