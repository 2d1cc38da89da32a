"""Any file a person calls a sheet, opened by what it is and not by what its name says."""

from __future__ import annotations

import struct
from pathlib import Path

from dundian_desktop.exchange.sheet import blocks, limits
from dundian_desktop.exchange.sheet.cells import Page
from dundian_desktop.exchange.sheet.marks import sheet_marks
from dundian_desktop.exchange.sheet.parts import BINARY, packed, parts_of
from dundian_desktop.exchange.sheet.values import pages_of

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Head of a compound file: xls, the older et of WPS, doc; also any of Office's files under a password (MS-CFB 2.2)."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds an xlsx under a password (MS-OFFCRYPTO 1.3.3)."""
_BEGINNING = bytes.fromhex("0908100000060500")
"""First record of an xls: BOF of the globals in BIFF8 (MS-XLS 2.4.21)."""
_FILEPASS = 0x2F
"""Record of an xls under a password (MS-XLS 2.4.117)."""
_KEPT = frozenset({
    "[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/sharedstrings.xml",
})  # fmt: skip


def open_pages(path: Path) -> tuple[Page, ...]:
    """Give the sheets of a file; called in a process of its own, as the file comes from a stranger.

    Raises:
        UserError: it is no sheet, is damaged, wants a password, or is larger than it may be.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(len(_OLE))
    if head.startswith(_ZIP):
        return _workbook(path)
    if path.stat().st_size > limits.INFLATED:
        raise limits.too_large(f"超过{limits.INFLATED >> 20}兆")
    data = path.read_bytes()
    return _compound(data) if head == _OLE else _written(data)


def _workbook(path: Path) -> tuple[Page, ...]:
    parts = parts_of(path)
    if BINARY in parts:
        raise limits.refusal("这是xlsb格式的表格，不能直接读取", "请用WPS或Excel打开，另存为xlsx再导入")
    if "xl/workbook.xml" not in parts:
        raise limits.stranger()
    marks = sheet_marks(parts)
    kept = _KEPT | {mark.part for mark in marks.values()}
    return pages_of(packed({name: data for name, data in parts.items() if name in kept}), marks)


def _compound(data: bytes) -> tuple[Page, ...]:
    if _ENCRYPTED in data or _has_filepass(data):
        raise limits.locked()
    return pages_of(data, None)


def _has_filepass(data: bytes) -> bool:
    """Tell whether an xls wants a password: FilePass follows the beginning, at most one record between them."""
    place = data.find(_BEGINNING)
    for _ in range(3):
        if place < 0 or place + 4 > len(data):
            return False
        number, size = struct.unpack_from("<HH", data, place)
        if number == _FILEPASS:
            return True
        place += 4 + size
    return False


def _written(data: bytes) -> tuple[Page, ...]:
    text = decoded(data)
    if blocks.is_html(text):
        return (blocks.page_of(blocks.html_rows(text)),)
    if "schemas-microsoft-com:office:spreadsheet" in text[:4096]:
        raise limits.refusal("这是旧的XML表格，不能直接读取", "请用WPS或Excel打开，另存为xlsx再导入")
    return (blocks.page_of(blocks.separated(text)),)


def decoded(data: bytes) -> str:
    """Read text in the encodings Chinese programs write.

    Raises:
        UserError: it is no text.
    """
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\0" in data:
        raise limits.stranger()
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise limits.stranger()
