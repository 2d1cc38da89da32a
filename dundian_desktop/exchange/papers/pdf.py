"""The text of a PDF, read by PDFium; this is the only file that knows it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs] - the library ships no types

from dundian_desktop.exchange.papers import limits
from dundian_desktop.exchange.papers.paragraphs import Line, joined

_RAW: Any = pypdfium2.raw
"""PDFium's own functions, without types."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD (fpdfview.h)."""
_LINE = re.compile(r"[^\r\n]+")


def pdf_paragraphs(path: Path, most: int) -> list[str]:
    """Give the paragraphs of a PDF, none when it is made of pictures only; reading ends after `most` characters.

    Raises:
        UserError: it is damaged, wants a password, or has more pages than it may.
    """
    try:
        with contextlib.closing(_opened(path)) as document:
            if len(document) > limits.PAGES:
                raise limits.too_large(f"超过{limits.PAGES}页")
            return list(joined(list(_pages(document, most))))
    except pypdfium2.PdfiumError as error:
        raise limits.damaged() from error


def _opened(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise limits.locked() from error
        raise


def _pages(document: Any, most: int) -> Iterator[list[Line]]:
    read = 0
    for number in range(len(document)):
        if read > most:
            return
        lines = _lines(document[number])
        read += sum(len(line.text) for line in lines)
        yield lines


def _lines(page: Any) -> list[Line]:
    with contextlib.closing(page), contextlib.closing(page.get_textpage()) as text:
        last = text.count_chars() - 1
        return [_line(text, found, last) for found in _LINE.finditer(text.get_text_range())]


def _line(text: Any, found: re.Match[str], last: int) -> Line:
    words = found[0].rstrip()
    first, final = min(found.start(), last), min(found.start() + max(len(words), 1) - 1, last)
    size = _RAW.FPDFText_GetFontSize(text.raw, first)
    return Line(text=words, left=text.get_charbox(first)[0], right=text.get_charbox(final)[2], size=size)
