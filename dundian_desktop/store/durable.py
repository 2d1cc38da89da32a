"""Writes files so that a power cut leaves either the old file or the new one, never half of one.

A small value that must survive even a bad sector lies in two files (`Twins`).

The order is: a `.part` file in the same folder, flush, fsync, rename over the target, fsync of the folder (POSIX
makes a rename lasting only then; Windows offers no such call and needs none).  What fails is told as a `MachineError`
whose sentence says that saved data are safe and what the person can do.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from dundian_desktop.errors import MachineError

PART = ".part"
"""Ending of a file that is not finished; whoever finds one may delete it."""

Raw: TypeAlias = dict[str, Any]
"""A JSON object as parsed, with fields this program may not know."""

_AT_WINDOWS = os.name == "nt"
_RENAME_TRIES = 10 if _AT_WINDOWS else 1
"""A virus scanner may hold a fresh file for a moment (seen on Windows only); 10 tries take 1 s."""

_FULL = "{doing}没有完成：磁盘满了。以前保存的资料都在，请腾出空间后再试一次。"
_REFUSED = (
    "{doing}没有完成：不能写入（设备只读、没有权限，或文件正被别的程序占用）。以前保存的资料都在，请检查后再试一次。"
)
_GONE = "{doing}没有完成：存储设备断开或损坏。以前保存好的资料没有改动，请重新插好设备再试一次；反复出现请换一个设备。"
_TOO_BIG = (
    "{doing}没有完成：文件太大，这个设备放不下（FAT32 格式的U盘单个文件不能超过 4 GB）。"
    "以前保存的资料都在，请换一个U盘。"
)
_OTHER = "{doing}没有完成：系统报告“{reason}”。以前保存的资料都在，请稍后再试一次；反复出现请重启电脑。"

_MISSING = "{doing}没有完成：找不到文件或设备，可能已经拔出。以前保存的资料都在，请重新插好后再试一次。"

_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP})
"""What file systems answer that cannot sync a folder, some sticks among them."""

_SENTENCES: dict[int, str] = {
    errno.ENOENT: _MISSING,
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), _FULL),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM, errno.EBUSY), _REFUSED),
    **dict.fromkeys((errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE), _GONE),
    errno.EFBIG: _TOO_BIG,
}

_BY_WINERROR: dict[int, str] = {
    **dict.fromkeys((39, 112), _FULL),
    **dict.fromkeys((19, 32, 33), _REFUSED),
    **dict.fromkeys((21, 433, 1006, 1167), _GONE),
}
"""Windows system error codes (ERROR_WRITE_PROTECT, ERROR_NOT_READY, ERROR_SHARING_VIOLATION, ...); not tried there."""


def machine_error(error: OSError, doing: str) -> MachineError:
    """Give the error the person shall read for what the system reported.

    Args:
        error: what the system reported.
        doing: the act in a few Chinese words, e.g. ``"保存附件"``.
    """
    at_windows = _BY_WINERROR.get(getattr(error, "winerror", None) or 0)
    sentence = at_windows or _SENTENCES.get(error.errno or 0, _OTHER)
    return MachineError(sentence.format(doing=doing, reason=error.strerror or "未知错误"))


@contextlib.contextmanager
def machine_errors(doing: str) -> Generator[None]:
    """Turn every `OSError` inside the block into a `MachineError` that names the act."""
    try:
        yield
    except OSError as error:
        raise machine_error(error, doing) from error


def sync_folder(path: Path) -> None:
    """Make the names in a folder last through a power cut.

    Raises:
        OSError: the device refused; `machine_error` words it.
    """
    if _AT_WINDOWS:
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)


def settle(file: BinaryIO, part: Path, path: Path) -> None:
    """Make what was written to `part` last, and give it its final name.

    Args:
        file: the unfinished file, open for writing; it is closed here, since Windows renames closed files only.
        part: its path.
        path: its final path, in a folder that exists, on the same device.

    Raises:
        OSError: the device refused; `path` is as it was.
    """
    file.flush()
    os.fsync(file.fileno())
    file.close()
    _rename(part, path)
    sync_folder(path.parent)


def _rename(part: Path, path: Path) -> None:
    for left in reversed(range(_RENAME_TRIES)):
        try:
            part.replace(path)
        except PermissionError:
            if not left:
                raise
            time.sleep(0.1)
        else:
            return


@contextlib.contextmanager
def part_file(part: Path) -> Generator[BinaryIO]:
    """Open a fresh unfinished file for writing and reading back; it is gone afterwards unless it was settled.

    A leftover under that name is removed first, never written through: it may be a link to somewhere else.
    """
    part.unlink(missing_ok=True)
    try:
        with part.open("x+b") as file:
            yield file
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def durable_writer(path: Path, doing: str = "写文件") -> Generator[BinaryIO]:
    """Write a file of any length; it appears under `path` whole, when the block ends well, or not at all.

    One writer for one path at a time.

    Raises:
        MachineError: disk full, device gone, no permission; the former file is as it was.
    """
    part = path.with_name(path.name + PART)
    with machine_errors(doing), part_file(part) as file:
        yield file
        settle(file, part, path)


def write_durably(path: Path, data: bytes, doing: str = "写文件") -> None:
    """Write a small file whole.

    Raises:
        MachineError: see `durable_writer`.
    """
    with durable_writer(path, doing) as file:
        file.write(data)


def canonical(value: object) -> bytes:
    """Spell a JSON value in its one way: sorted keys, no blanks, ASCII, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


class Twins:
    """A small JSON object in two copies with a counter and a checksum; one sound copy is enough.

    The first copy is written whole before the second is touched.  A copy is sound when it is spelled canonically, its
    checksum fits and `check` lets it pass.

    Args:
        paths: the two files.
        check: raises `ValueError` for content that is not sound; any other error of it passes through.
        doing: what a failed write is called, e.g. ``"保存密钥文件"``.
        largest: bytes a copy may have.
    """

    def __init__(self, paths: tuple[Path, Path], check: Callable[[Raw], None], doing: str, largest: int = 8192) -> None:
        self._paths = paths
        self._check = check
        self._doing = doing
        self._largest = largest

    def exist(self) -> bool:
        """Tell whether at least one copy is there, sound or not."""
        return any(path.exists() for path in self._paths)

    def newest(self) -> Raw | None:
        """Give the sound copy with the higher counter; None when there is none.

        Raises:
            MachineError: there is no sound copy because the device does not let them be read.
        """
        found = [raw for raw in map(self._read, self._paths) if raw is not None]
        if found:
            return max(found, key=_counter)
        with machine_errors("读取文件"):
            for path in filter(Path.exists, self._paths):
                path.read_bytes()
        return None

    def mended(self) -> Raw | None:
        """Give the newest sound copy after making the other one equal to it; a full disk leaves that for later."""
        raw = self.newest()
        for path in self._paths:
            if raw is not None and self._read(path) != raw:
                with contextlib.suppress(MachineError):
                    self._write(path, raw)
        return raw

    def store(self, raw: Raw) -> Raw:
        """Write both copies, and give what was written.

        Once the first copy is written the value holds, so a failure of the second is left to `mended`.
        """
        raw = raw | {"counter": _counter(raw) + 1}
        self._write(self._paths[0], raw)
        with contextlib.suppress(MachineError):
            self._write(self._paths[1], raw)
        return raw

    def store_once(self, raw: Raw) -> None:
        """Write over the older copy only: half the cost, and the other one still holds the value before."""
        older = min(self._paths, key=lambda path: _counter(self._read(path) or {}))
        self._write(older, raw | {"counter": _counter(raw) + 1})

    def _write(self, path: Path, raw: Raw) -> None:
        data = canonical({"body": raw, "sum": hashlib.sha256(canonical(raw)).hexdigest()})
        if len(data) > self._largest:
            raise ValueError(f"{path.name} grows beyond its limit")
        write_durably(path, data, self._doing)

    def _read(self, path: Path) -> Raw | None:
        try:
            with path.open("rb") as file:
                data = file.read(self._largest + 1)
            whole = json.loads(data)
            body = whole["body"]
            if len(data) > self._largest or canonical(whole) != data:
                return None
            if hashlib.sha256(canonical(body)).hexdigest() != whole["sum"]:
                return None
            self._check(body)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return body


def _counter(raw: Raw) -> int:
    return raw.get("counter", -1)
