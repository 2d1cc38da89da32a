"""The faces of a document, and what is drawn when a face lacks a character.

* A face is asked first, then 宋体, then the face of rare characters; a character none has is drawn as 〓 and reported.
* The user's own fonts come before ours in their role, and ours still stand behind them.
* Signs without ink of their own (bidirectional marks, joiners, variation selectors) are left out.
"""

from __future__ import annotations

import dataclasses as dc
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dundian_desktop.errors import MachineError
from dundian_desktop.reports import own_fonts
from dundian_desktop.reports.document import Role
from dundian_desktop.reports.typeface import FaceError, Typeface, register
from dundian_desktop.resources import resource

GETA = "〓"
"""Printed for a character no font has (空铅, the printers' placeholder)."""

FILES: Mapping[Role, str] = {
    Role.FANG: "fang.ttf",
    Role.HEI: "hei.ttf",
    Role.KAI: "kai.ttf",
    Role.SONG: "song.ttf",
    Role.BIAOSONG: "biaosong.ttf",
}
_RARE = "rare.ttf"

_INKLESS = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_NEW_LINE = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


@dc.dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it will be drawn.

    Attributes:
        char: the character drawn; 〓 for one no font has.
        font: registered name of the face that has it.
        width: advance in em.
    """

    char: str
    font: str
    width: float


class Fonts:
    """The faces of one print: for each role a chain of faces, asked in order."""

    def __init__(self, chains: Mapping[Role, tuple[Typeface, ...]], notices: tuple[str, ...] = ()) -> None:
        self._chains = chains
        self._known: dict[tuple[Role, str], Glyph | None] = {}
        self.notices = notices

    def glyph(self, char: str, role: Role, missing: set[str]) -> Glyph:
        """Give how a character is drawn in a role; one that no face has is added to `missing`."""
        key = (role, char)
        if key not in self._known:
            self._known[key] = self._look_up(char, role)
        found = self._known[key]
        if found is None:
            missing.add(char)
            return self.glyph(GETA, role, missing)
        return found

    def runs(self, text: str, role: Role, missing: set[str]) -> list[tuple[str, str]]:
        """Split a text into (registered font name, text it draws), in order."""
        found: list[tuple[str, str]] = []
        for glyph in (self.glyph(char, role, missing) for char in clean(text)):
            if found and found[-1][0] == glyph.font:
                found[-1] = (glyph.font, found[-1][1] + glyph.char)
            else:
                found.append((glyph.font, glyph.char))
        return found

    def width(self, text: str, role: Role) -> float:
        """Give the width of a text in em, as it would be drawn."""
        ignored: set[str] = set()
        return sum(self.glyph(char, role, ignored).width for char in clean(text))

    @property
    def names(self) -> tuple[str, ...]:
        """Registered names of all faces, each once."""
        return tuple(dict.fromkeys(face.name for chain in self._chains.values() for face in chain))

    def _look_up(self, char: str, role: Role) -> Glyph | None:
        code = ord(char)
        for face in self._chains[role]:
            width = face.widths.get(code)
            if width is not None and unicodedata.category(char) != "Cc":
                return Glyph(char, face.name, width / 1000)
        return None


def clean(text: str) -> str:
    """Give the text without inkless signs; every kind of line end becomes a line feed, a tab two blanks."""
    if text.isprintable() and text.isascii():
        return text
    return _NEW_LINE.sub("\n", _INKLESS.sub("", text)).replace("\t", "  ").replace("\u00a0", " ")


def load(own: Path | None = None) -> Fonts:
    """Give the faces for a print.

    Args:
        own: folder with the user's own fonts, looked through anew at each call.

    Raises:
        MachineError: a font shipped with the product is gone or broken.
    """
    ours = _shipped()
    theirs = own_fonts.find(own) if own else own_fonts.OwnFonts(faces={}, notices=())
    chains: dict[Role, tuple[Typeface, ...]] = {}
    for role in Role:
        first = [theirs.faces[role]] if role in theirs.faces else []
        chains[role] = tuple(dict.fromkeys((*first, ours[FILES[role]], ours[FILES[Role.SONG]], ours[_RARE])))
    return Fonts(chains, theirs.notices)


@cache
def _shipped() -> dict[str, Typeface]:
    """Register the shipped fonts, once in a process."""
    faces: dict[str, Typeface] = {}
    for file in (*FILES.values(), _RARE):
        try:
            faces[file] = register(f"dundian-{file.removesuffix('.ttf')}", resource("fonts", file))
        except FaceError as error:
            raise MachineError(f"软件自带的字体文件“{file}”缺失或损坏，不能打印，请重新安装软件。") from error
    return faces
