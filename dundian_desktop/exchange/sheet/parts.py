"""The parts of a workbook (a zip), measured while they inflate; what a header says of their size counts for nothing."""

from __future__ import annotations

import errno
import io
import zipfile
import zlib
from pathlib import Path

from dundian_desktop.exchange.sheet import limits

_UNREAD = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/embeddings/", "xl/theme/")
BINARY = "xl/workbook.bin"
"""The part by which a binary workbook (xlsb) is known."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError)
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


def parts_of(path: Path) -> dict[str, bytes]:
    """Give the XML parts of a workbook by name in lower case, as readers look them up without regard to case.

    Raises:
        UserError: the zip is damaged, wants a password, or is larger than it may be; or a part declares a document
            type, which no sheet does and every entity bomb must.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _inflated(archive)
    except RuntimeError as error:  # what zipfile raises for an entry under a password
        if isinstance(error, NotImplementedError):
            raise limits.damaged() from error
        raise limits.locked() from error
    except _BROKEN as error:
        raise limits.damaged() from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # the zip sends us to a place before its beginning
            raise limits.damaged() from error
        raise


def _inflated(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > limits.PARTS:
        raise limits.too_large(f"里面的部件超过{limits.PARTS}个")
    parts: dict[str, bytes] = {}
    room = limits.INFLATED
    for entry in entries:
        name = entry.filename.replace("\\", "/").removeprefix("/").lower()
        if not _is_read(name):
            continue
        if name in parts:
            raise limits.damaged()
        parts[name] = _measured(archive, entry, room)
        room -= len(parts[name])
    return parts


def _is_read(name: str) -> bool:
    return name == BINARY or (name.endswith((".xml", ".rels")) and not name.startswith(_UNREAD))


def _measured(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise limits.damaged()
    with archive.open(entry) as file:
        data = file.read(room + 1)
    if len(data) > room:
        raise limits.too_large(f"展开后超过{limits.INFLATED >> 20}兆")
    if any(mark in data for mark in _DOCTYPES):
        raise limits.refusal(
            "这个表格里夹带了正常表格不会有的内容（文档类型声明）", "请不要使用这个文件，并核实它的来历"
        )
    return data


def packed(parts: dict[str, bytes]) -> bytes:
    """Put measured parts into a fresh zip, so that a reader meets only what was measured."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()
