"""What a finished PDF really shows, measured with pdfium: characters, where they stand, which fonts are inside."""

from __future__ import annotations

import ctypes
import dataclasses as dc
from collections import defaultdict

import pypdfium2 as pdfium
from pypdfium2 import raw

MM = 72 / 25.4


@dc.dataclass(frozen=True)
class Char:
    """One character: where its cell begins on the base line, and the box of its ink, in points from the lower left."""

    char: str
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float


def chars(page: pdfium.PdfPage) -> list[Char]:
    """Give every character of a page that has ink."""
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if raw.FPDFText_IsGenerated(text.raw, index) or code in (0x20, 0x3000, 0x0D, 0x0A):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
        left, bottom, right, top = text.get_charbox(index)
        found.append(Char(chr(code), x.value, y.value, left, bottom, right, top))
    return found


def lines(found: list[Char]) -> list[list[Char]]:
    """Give characters by base line, from the top, each line from the left."""
    by_line: dict[float, list[Char]] = defaultdict(list)
    for char in found:
        by_line[round(char.y, 1)].append(char)
    return [sorted(by_line[y], key=lambda char: char.x) for y in sorted(by_line, reverse=True)]


def words(line: list[Char]) -> str:
    return "".join(char.char for char in line)


def fonts(document: pdfium.PdfDocument) -> set[tuple[str, bool]]:
    """Give (name, whether embedded) of every font any text of the document is drawn in."""
    found = set()
    for page in document:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
            font = raw.FPDFTextObj_GetFont(item.raw)
            size = raw.FPDFFont_GetBaseFontName(font, None, 0)
            name = ctypes.create_string_buffer(size)
            raw.FPDFFont_GetBaseFontName(font, name, size)
            found.add((name.value.decode(), bool(raw.FPDFFont_GetIsEmbedded(font))))
    return found


def all_text(document: pdfium.PdfDocument) -> str:
    return "".join(page.get_textpage().get_text_range() for page in document)
