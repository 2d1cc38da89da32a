"""A text as atoms: the smallest pieces a line may be broken between, and the laws of what may stand at its ends.

* Closing marks, the middle dot, a single dash and signs of unit never begin a line (GB/T 15834-2011, 5.1).
* Opening marks and signs of currency never end one; a slash does neither.
* A number or a word of Latin letters is one atom, and so are —— and …….
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterable
from functools import cache, lru_cache

from dundian_desktop.reports.document import Role
from dundian_desktop.reports.fonts import Fonts, Glyph, clean

_HALF_AFTER = "、，。；：！”’》〉」』】〗〕）］｝"
_HALF_BEFORE = "《〈「『【〖〔（［｛“‘"

NO_START = frozenset(_HALF_AFTER + "？·・‧～–－—℃°‰％%′″…/／,.;:!?)]}>，｡､")
"""Characters that do not begin a line; a dash or an ellipsis of two cells may (it is one atom, see `_PAIRED`)."""

NO_END = frozenset(_HALF_BEFORE + "￥¥＄$€£№＃#/／([{<")
"""Characters that do not end a line."""

_PAIRED = "—…―⋯"
_LAST_LATIN = 0x24F
_PAIR = 2


@dc.dataclass(frozen=True, slots=True)
class Atom:
    """A piece that is not broken; lengths in em.

    Attributes:
        blank_before: white that may be taken from its left side (opening marks).
        blank_after: white that may be taken from its right side (closing marks).
        no_start: may not begin a line.
        no_end: may not end a line.
        space: a blank between words; it vanishes at the ends of lines.
    """

    glyphs: tuple[Glyph, ...]
    width: float
    blank_before: float = 0.0
    blank_after: float = 0.0
    no_start: bool = False
    no_end: bool = False
    space: bool = False

    def split(self) -> list[Atom]:
        """Give its characters as atoms without laws, for words longer than a line."""
        return [Atom((glyph,), glyph.width) for glyph in self.glyphs]


def atoms(spans: Iterable[tuple[str, Role]], fonts: Fonts, missing: set[str]) -> list[list[Atom]]:
    """Cut spans of text into atoms, one list for each line the text itself asks for with a line feed."""
    found: list[list[Atom]] = [[]]
    word: list[Glyph] = []
    last = ""
    for char, role in ((char, role) for text, role in spans for char in clean(text)):
        kind = _kind(char)
        if word and (kind != last or kind == "single" or (kind == "dash" and len(word) == _PAIR)):
            found[-1].append(_atom(tuple(word)))
            word = []
        last = kind
        if kind == "feed":
            found.append([])
        else:
            word.append(fonts.glyph(char, role, missing))
    if word:
        found[-1].append(_atom(tuple(word)))
    return found


@cache
def _kind(char: str) -> str:
    """Name what clings together: letters of a word, the halves of a dash; all others stand alone."""
    if char == "\n":
        return "feed"
    if char in _PAIRED:
        return "dash"
    if char == " ":
        return "single"
    if char.isascii() or (ord(char) <= _LAST_LATIN and char.isalpha()):
        return "word"
    return "single"


@lru_cache(maxsize=20_000)
def _atom(glyphs: tuple[Glyph, ...]) -> Atom:
    text = "".join(glyph.char for glyph in glyphs)
    width = sum(glyph.width for glyph in glyphs)
    whole = len(text) == 1 and width == 1
    paired = len(text) == _PAIR and text[0] in _PAIRED
    return Atom(
        glyphs,
        width,
        blank_before=0.5 if whole and text in _HALF_BEFORE else 0.0,
        blank_after=0.5 if whole and text in _HALF_AFTER else 0.0,
        no_start=text == " " or (text[0] in NO_START and not paired),
        no_end=text[-1] in NO_END,
        space=text == " ",
    )
