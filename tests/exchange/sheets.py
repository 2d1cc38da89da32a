"""What the tests of sheets share: a naming without a store, quick reading, and files made byte by byte."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import openpyxl

from dundian_desktop.exchange.sheet import SheetReading
from dundian_desktop.exchange.sheet.opening import open_pages
from dundian_desktop.exchange.sheet.reading import read_best
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Silent
from tests.samples import POOL

R = TypeVar("R", bound=Record)
NAMES = dict(
    zip(
        POOL,
        ("王芳", "李伟", "欧阳娜娜", "东风（集团）公司", "Green Tea 茶厂", "甲、乙合作社", "=陷阱", "张三", "“引号”厂",
         "第八工会", "云麓园区", "五一"),
        strict=True,
    )
)  # fmt: skip


class Names:
    """Knows the pool by name and some records as they are kept."""

    def __init__(self, stored: Iterable[Record] = (), names: dict[str, str] | None = None) -> None:
        self._names = NAMES if names is None else names
        self._stored = {(record.ledger.table, record.id): record for record in stored}

    def name_of(self, ledger: str, record_id: str) -> str:
        return self._names.get(record_id, "")

    def find(self, ledger: str, words: str) -> Sequence[str]:
        by_number = [r.id for (table, _), r in self._stored.items() if table == ledger and words == r.no]
        return [*by_number, *(record_id for record_id, name in self._names.items() if name == words)]

    def stored(self, ledger: str, record_id: str) -> Record | None:
        return self._stored.get((ledger, record_id))


def read_here(path: Path, kind: type[R], naming: Any = None, sheet: str = "") -> SheetReading[R]:
    """Read a sheet without a process of its own, which is what takes time."""
    return read_best(open_pages(path), kind, naming or Names(), Silent(), sheet)


def workbook(path: Path, rows: Iterable[Sequence[Any]], title: str = "Sheet1") -> Path:
    """Write rows as other people's programs do."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def patch(path: Path, part: str, old: str, new: str) -> None:
    """Change the XML of a part in place."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)


def compound(streams: dict[str, bytes]) -> bytes:
    """Make a compound file (MS-CFB, version 3); streams are filled up to 4096 bytes, so that none is a mini stream."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1 if streams else 0xFFFFFFFF)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        padded = data.ljust(4096, b"\0")
        chunks = [padded[i : i + 512].ljust(512, b"\0") for i in range(0, len(padded), 512)]
        first = len(sectors)
        fat += [*range(first + 1, first + len(chunks)), 0xFFFFFFFE]
        sectors += chunks
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(padded), right=right))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    folder = len(sectors)
    count = len(directory) // 512
    fat += [*range(folder + 1, folder + count), 0xFFFFFFFE]
    sectors += [directory[i : i + 512] for i in range(0, len(directory), 512)]
    table = len(sectors)
    fat.append(0xFFFFFFFD)
    assert len(fat) <= 128, "one sector of FAT is all we make"
    sectors.append(struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat))))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, folder, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, table
    )
    return head.ljust(512, b"\xff") + b"".join(sectors)


def _entry(name: str, sort: int, first: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    tail = struct.pack("<HBBIII16xI8x8xIQ", len(words), sort, 1, 0xFFFFFFFF, right, child, 0, first, size)
    return words.ljust(64, b"\0") + tail


def xls(rows: Sequence[Sequence[str | float | bool]], *, extra: bytes = b"", far: bytes = b"") -> bytes:
    """Make an xls (BIFF8, MS-XLS) with one sheet; a number in a tuple of one is shown as a day.

    Args:
        extra: records to put into the globals after their beginning.
        far: more cells.
    """
    fonts = _record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0, 1, 0) + b"A") * 4
    formats = b"".join(_record(0xE0, struct.pack("<HHHBBBBIIH", 0, n, 0, 0, 0, 0, 0, 0, 0, 0)) for n in (0, 14))
    name = struct.pack("<BB", 6, 0) + b"Sheet1"
    body = (
        _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + extra + _record(0x22, b"\0\0") + fonts + formats
    )
    after = len(body) + 4 + 6 + len(name) + 4
    book = body + _record(0x85, struct.pack("<IBB", after, 0, 0) + name) + _record(0x0A, b"")
    cells = (
        b"".join(xls_cell(r, c, held) for r, row in enumerate(rows) for c, held in enumerate(row) if held != "") + far
    )
    width = max(map(len, rows))
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)) + cells + _record(0x0A, b"")
    return compound({"Workbook": book + sheet})


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def xls_cell(row: int, column: int, held: Any) -> bytes:
    day = isinstance(held, tuple)
    place = struct.pack("<HHH", row, column, int(day))
    if isinstance(held, str):
        return _record(0x204, place + struct.pack("<HB", len(held), 1) + held.encode("utf-16-le"))
    if isinstance(held, bool):
        return _record(0x205, place + bytes([held, 0]))
    return _record(0x203, place + struct.pack("<d", held[0] if day else held))
