"""The untyped surface of reportlab's fonts, held in one place: a face that is registered, and its widths."""

from __future__ import annotations

import dataclasses as dc
import re
import struct
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_LONG_CODE = re.compile(r"<([0-9A-F]{5,6})>")

_BROKEN = (TTFError, struct.error, OSError, ValueError, LookupError, TypeError, AssertionError, ArithmeticError)
"""What reportlab raises over font files of unknown origin (seen with truncated and altered files)."""


class FaceError(Exception):
    """A font file cannot be used for printing; the text is the technical reason, in English."""


@dc.dataclass(frozen=True, kw_only=True, eq=False)
class Typeface:
    """A font reportlab knows.

    Attributes:
        name: the name reportlab knows it by.
        widths: code point -> advance in 1/1000 em; a character not in it is not in the font.
    """

    name: str
    widths: dict[int, float]


class _EmbeddedFont(TTFont):
    """A font whose text can be copied and searched beyond U+FFFF.

    reportlab 5.1 writes such a character into the ToUnicode map as five hex digits; ISO 32000-1, 9.10.3 asks for
    UTF-16BE.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - the name is reportlab's
        untyped: Any = super()
        untyped.addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _LONG_CODE.sub(_surrogates, stream.content)


def _surrogates(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


def register(name: str, path: Path, *, index: int = 0) -> Typeface:
    """Let reportlab know a TrueType file under a name.

    Args:
        name: ours, unique for this file.
        path: .ttf or .ttc.
        index: which font of a .ttc.

    Raises:
        FaceError: the file is broken, forbids embedding or has PostScript outlines.
    """
    try:
        font: Any = _EmbeddedFont(name, str(path), subfontIndex=index, asciiReadable=False, shapable=False)
        widths = {code: font.face.charWidths[code] for code, glyph in font.face.charToGlyph.items() if glyph}
        # a damaged outline table shows here and not in the middle of printing
        font.face.makeSubset([0, *list(widths)[:3]])
    except _BROKEN as error:
        raise FaceError(str(error)) from error
    registry: Any = pdfmetrics
    registry.registerFont(font)
    return Typeface(name=name, widths=widths)
