"""Any file a person calls a paper, opened by what it is and not by what its name says."""

from __future__ import annotations

import enum
from pathlib import Path

import msgspec

from dundian_desktop.exchange.papers import limits
from dundian_desktop.exchange.papers.paragraphs import kept
from dundian_desktop.ledgers.toolkit_document import MOST_TEXT

_HEAD = 1024
"""A PDF may begin with so many bytes of something else (ISO 32000-1, annex H.3.4.1)."""
_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Head of a compound file: doc and wps; also a DOCX under a password (MS-CFB 2.2)."""
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM")
_STRANGE = ("{\\rtf", "<!doctype", "<html", "<?xml")
_SELDOM_TEXT = frozenset({".pdf", ".docx", ".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic"})
"""Endings of files that are damaged rather than of a sort we do not open, when they are neither that nor text."""
_NO_TEXT = 0.01
"""Share of control characters from which bytes are no text."""


class Sort(enum.StrEnum):
    """What a paper is."""

    PDF = "PDF"
    WORD = "DOCX"
    WRITTEN = "TXT"
    PICTURE = "图片"


class Paper(msgspec.Struct, frozen=True):
    """What was read of a file.

    Attributes:
        text: its paragraphs, one a line; "" when it holds pictures only.
        cut: whether there was more text than is kept.
    """

    sort: Sort
    text: str = ""
    cut: bool = False


def sort_of(head: bytes) -> Sort | None:
    """Tell from its first `_HEAD` bytes what a file is; None for a sort we do not open."""
    if b"%PDF-" in head:
        return Sort.PDF
    if head.startswith(_PICTURES) or head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Sort.PICTURE
    if head.startswith(_ZIP):
        return Sort.WORD
    return None if head.startswith(_OLE) else Sort.WRITTEN


def head_of(path: Path) -> bytes:
    """Give the bytes that tell what a file is."""
    with path.open("rb") as file:
        return file.read(_HEAD)


def open_paper(path: Path) -> Paper:
    """Read a file; called in a process of its own, as the file comes from a stranger.

    Raises:
        UserError: it is no paper, is damaged, wants a password, or is larger than it may be.
        OSError: it cannot be read.
    """
    sort = sort_of(head_of(path))
    if sort is None:
        raise limits.stranger()
    text = kept(_paragraphs(path, sort))
    if len(text) <= MOST_TEXT:
        return Paper(sort=sort, text=text)
    return Paper(sort=sort, text=text[:MOST_TEXT].rpartition("\n")[0], cut=True)


def _paragraphs(path: Path, sort: Sort) -> list[str]:
    # Each reader is loaded only in a process that needs it.
    if sort is Sort.PDF:
        from dundian_desktop.exchange.papers.pdf import pdf_paragraphs  # noqa: PLC0415 - loads PDFium

        return pdf_paragraphs(path, MOST_TEXT)
    if sort is Sort.WORD:
        from dundian_desktop.exchange.papers.docx import docx_paragraphs  # noqa: PLC0415 - as above

        return docx_paragraphs(path)
    return [] if sort is Sort.PICTURE else decoded(path).splitlines()


def decoded(path: Path) -> str:
    """Read a text file in the encodings Chinese programs write.

    Raises:
        UserError: it is no text, or too long; one that is called a PDF, a DOCX or a picture is damaged.
    """
    if path.stat().st_size > limits.WRITTEN:
        raise limits.too_large(f"超过{limits.WRITTEN >> 20}兆")
    data = path.read_bytes()
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise limits.damaged() if path.suffix.lower() in _SELDOM_TEXT else limits.stranger()


def _is_text(text: str) -> bool:
    odd = sum(c < " " and c not in "\t\r\n\f" for c in text)
    return odd <= _NO_TEXT * len(text) and not text.lstrip()[:16].lower().startswith(_STRANGE)
