"""What stands on a page: text and lines at exact places, in points from the lower left corner of the sheet."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterable

MM = 72 / 25.4
"""Points in a millimetre."""


@dc.dataclass(frozen=True, slots=True)
class Ink:
    """A stretch of text in one font on one line.

    Attributes:
        x: start of the first character cell.
        y: base line.
        font: registered font name.
        size: points.
        space: added after every character, in points.
        angle: degrees counter-clockwise about (x, y).
        grey: 0 is black, 1 white.
    """

    x: float
    y: float
    text: str
    font: str
    size: float
    space: float = 0.0
    angle: float = 0.0
    grey: float = 0.0

    def moved(self, right: float, up: float) -> Ink:
        """Give the same text elsewhere."""
        return Ink(self.x + right, self.y + up, self.text, self.font, self.size, self.space, self.angle, self.grey)


@dc.dataclass(frozen=True, slots=True)
class Rule:
    """A straight black line between two points."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float = 0.5

    def moved(self, right: float, up: float) -> Rule:
        """Give the same line elsewhere."""
        return Rule(self.x + right, self.y + up, self.to_x + right, self.to_y + up, self.width)


Mark = Ink | Rule


def moved(marks: Iterable[Mark], right: float, up: float) -> list[Mark]:
    """Give the same marks elsewhere."""
    return [mark.moved(right, up) for mark in marks]


@dc.dataclass(frozen=True, kw_only=True)
class Sheet:
    """One side of paper; sizes in points."""

    width: float
    height: float
    marks: tuple[Mark, ...]


@dc.dataclass(frozen=True, kw_only=True)
class Frame:
    """A paper and the area that is printed on (版心); all in points.

    Attributes:
        left: from the left edge of the paper.
        top: from the lower edge of the paper up to the top of the area.
        wide: width of the area.
        high: height of the area.
    """

    paper_wide: float
    paper_high: float
    left: float
    top: float
    wide: float
    high: float

    @property
    def bottom(self) -> float:
        """From the lower edge of the paper up to the bottom of the area."""
        return self.top - self.high

    @property
    def right(self) -> float:
        """From the left edge of the paper to the right side of the area."""
        return self.left + self.wide

    def place(self, marks: Iterable[Mark], down: float) -> list[Mark]:
        """Put marks, whose origin is a top left corner, `down` points below the top of the area."""
        return moved(marks, self.left, self.top - down)

    def sheet(self, marks: Iterable[Mark]) -> Sheet:
        """Give a sheet of this paper with the marks."""
        return Sheet(width=self.paper_wide, height=self.paper_high, marks=tuple(marks))


def frame(paper: tuple[float, float], margins: tuple[float, float], area: tuple[float, float]) -> Frame:
    """Give a frame from millimetres: paper (wide, high), margins (left, top), area (wide, high)."""
    return Frame(
        paper_wide=paper[0] * MM,
        paper_high=paper[1] * MM,
        left=margins[0] * MM,
        top=(paper[1] - margins[1]) * MM,
        wide=area[0] * MM,
        high=area[1] * MM,
    )


UPRIGHT = frame((210, 297), (28, 37), (156, 225))
"""GB/T 9704-2012, 5.1 and 5.2.1: A4, 天头 37 mm, 订口 28 mm, 版心 156 x 225 mm."""

ACROSS = frame((297, 210), (35, 28), (225, 156))
"""The same sheet turned clockwise, its binding edge on top."""

PLAIN_ACROSS = frame((297, 210), (20, 20), (257, 170))
"""A4 across with margins of 20 mm, for lists."""

PLAIN_UPRIGHT = frame((210, 297), (20, 20), (170, 257))
"""A4 upright with margins of 20 mm, for forms of few columns."""


@dc.dataclass(frozen=True, kw_only=True)
class Grid:
    """How closely the text of an upright page is set.

    Attributes:
        lines: on a full page.
        characters: on a full line.
        run_in: a heading and the paragraph under it share a line.
    """

    lines: int
    characters: int
    run_in: bool = False

    @property
    def em(self) -> float:
        """Height of a letter, so that `characters` fill the line, in points."""
        return UPRIGHT.wide / self.characters

    @property
    def leading(self) -> float:
        """Height of a line, so that `lines` fill the page, in points."""
        return UPRIGHT.high / self.lines


OFFICIAL = Grid(lines=22, characters=28)
"""The page of GB/T 9704-2012, 5.2.3: 3 号 letters of 15.79 pt (16 pt would overflow 156 mm), lines of 28.99 pt."""

CLOSER = (
    Grid(lines=26, characters=31),
    Grid(lines=29, characters=33, run_in=True),
    Grid(lines=32, characters=35, run_in=True),
    Grid(lines=35, characters=36, run_in=True),
    Grid(lines=38, characters=37, run_in=True),
)
"""Closer grids, for a paper that should stay on one page (5.2.2 and 5.2.3 allow it where needed): 4 号 to 小四."""

EM = OFFICIAL.em
LEADING = OFFICIAL.leading
