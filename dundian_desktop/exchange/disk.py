"""Files on sticks that may be full, read-only, slow or gone; the durable writing itself is the store's.

A file is there whole or not at all, and what was written can be read back before it gets its name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from dundian_desktop.store.durable import durable_writer, machine_errors, write_durably

_READING = "读写数据文件"
_WRITING = "写出文件"


@contextmanager
def on_disk() -> Generator[None]:
    """Say as `MachineError` what the disk complains of inside.

    Raises:
        MachineError: disk full, read-only, busy, gone or broken.
    """
    with machine_errors(_READING):
        yield


def landing(path: Path) -> AbstractContextManager[BinaryIO]:
    """Lend a new file, readable and writable, which becomes `path` when the block ends well, else vanishes.

    The block writes and may read back what it wrote after `settle`. An older file at `path` stays until then.
    """
    return durable_writer(path, _WRITING)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file: whole or not at all.

    Raises:
        MachineError: the disk complained.
    """
    write_durably(path, data, _WRITING)


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
