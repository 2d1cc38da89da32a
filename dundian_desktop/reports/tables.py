"""Tables: cells broken by the same laws as the text, rows between thin lines, the head repeated on every page."""

from __future__ import annotations

import dataclasses as dc
import math
from collections.abc import Sequence
from itertools import accumulate, pairwise

from dundian_desktop.reports.atoms import Atom
from dundian_desktop.reports.document import Band, Role, Row, Table, cell_text
from dundian_desktop.reports.lines import Line, break_lines, inks, widest_piece
from dundian_desktop.reports.marks import UPRIGHT, Mark, Rule, moved
from dundian_desktop.reports.setting import Case, base_line

UPRIGHT_SIZE = 12.0
"""小四, for tables as wide as an upright page (the standard leaves it open)."""

ACROSS_SIZE = 10.5
"""五号, for wider tables."""

_LEADING = 1.3
_PAD_X = 0.3
_PAD_Y = 0.28
_THIN = 0.5
_LARGEST_NEED = 0.2
_NOTHING = Band(text="（无）")

CellAtoms = list[list[Atom]]
"""A text cut into atoms, one list for each line feed in it."""


@dc.dataclass(frozen=True, slots=True)
class Strip:
    """A row as set.

    Attributes:
        marks: origin at its top left corner.
        height: points.
        keep: it may not be the last of its page.
        headed: on a new page it wants the head of the table above it.
    """

    marks: tuple[Mark, ...]
    height: float
    keep: bool = False
    headed: bool = True


@dc.dataclass(frozen=True, kw_only=True)
class SetTable:
    """A table as set: its head and its rows, which share their width."""

    head: Strip
    rows: tuple[Strip, ...]


@dc.dataclass(frozen=True, kw_only=True)
class _Ruling:
    """The measures of one table, in points: sides of the columns, size of the letters, steps of height."""

    sides: tuple[float, ...]
    size: float
    step: float

    @property
    def pad(self) -> float:
        return _PAD_X * self.size

    @property
    def leading(self) -> float:
        return _LEADING * self.size

    def height(self, lines: int) -> float:
        """Give the height of a row of so many lines."""
        height = lines * self.leading + 2 * _PAD_Y * self.size
        return math.ceil(height / self.step - 1e-9) * self.step if self.step else height

    def fits(self, room: float) -> int:
        """Give how many lines a row of at most this height holds."""
        room = math.floor(room / self.step + 1e-9) * self.step if self.step else room
        return max(1, int((room - 2 * _PAD_Y * self.size) / self.leading + 1e-9))


@dc.dataclass(frozen=True, slots=True)
class _SetCell:
    """The lines of one cell, and between which sides of the table it stands."""

    lines: list[Line]
    left: float
    right: float
    align: str


def size_within(height: float) -> float:
    """Give the largest letters of which a row of one line is no higher than this, in points."""
    return height / (_LEADING + 2 * _PAD_Y)


def set_table(case: Case, table: Table, width: float, *, room: float, step: float = 0.0) -> SetTable:
    """Set a table.

    Args:
        case: the type case.
        table: what to set; without rows it says （无）.
        width: of the whole table, points.
        room: height of a page's rows and head together, points; a higher row is continued on the next page.
        step: heights are whole multiples of this; 0 for any height.
    """
    size = table.size or (UPRIGHT_SIZE if width <= UPRIGHT.wide else ACROSS_SIZE)
    labels = [case.atoms(column.label, Role.HEI) for column in table.columns]
    texts = [_row_atoms(case, row) for row in table.rows or (_NOTHING,)]
    ruling = _Ruling(sides=_sides(table, [labels, *texts], width, size), size=size, step=step)
    head = _strips(_cells(ruling, labels, ["center"] * len(labels)), ruling, ruling.fits(room / 2))[0]
    most = ruling.fits(room - head.height)
    aligns = [column.align for column in table.columns]
    whole = dc.replace(ruling, sides=(ruling.sides[0], ruling.sides[-1]))
    rows: list[Strip] = []
    for row, text in zip(table.rows or (_NOTHING,), texts, strict=True):
        band = isinstance(row, Band)
        cells = _cells(whole, text, ["left"]) if band else _cells(ruling, text, aligns)
        rows += _strips(cells, ruling, most, keep=band)
    rows[-1] = Strip(rows[-1].marks, rows[-1].height)
    return SetTable(head=head, rows=tuple(rows))


def _row_atoms(case: Case, row: Row) -> list[CellAtoms]:
    """Give the atoms of every cell of a row, one list for each line the text asks for."""
    if isinstance(row, Band):
        return [case.atoms(row.text, Role.HEI)]
    return [case.atoms(cell_text(cell), Role.FANG) for cell in row]


def _sides(table: Table, texts: Sequence[list[CellAtoms]], width: float, size: float) -> tuple[float, ...]:
    """Give the places of the vertical lines; the outer ones stay inside the width with all their thickness.

    A column too narrow for a date or a number it holds takes from the columns that have more than they need.
    """
    inner = width - _THIN
    asked = sum(column.width for column in table.columns)
    shares = [column.width / asked * inner for column in table.columns]
    needs = [
        _need(column, size, inner) for column in zip(*(row for row in texts if len(row) == len(shares)), strict=True)
    ]
    spare = [max(share - need, 0.0) for share, need in zip(shares, needs, strict=True)]
    lack = sum(max(need - share, 0.0) for share, need in zip(shares, needs, strict=True))
    if 0 < lack <= sum(spare):
        taken = lack / sum(spare)
        shares = [max(share, need) - room * taken for share, need, room in zip(shares, needs, spare, strict=True)]
    return tuple(accumulate(shares, initial=_THIN / 2))


def _need(column: Sequence[CellAtoms], size: float, inner: float) -> float:
    """Give the width a column needs so that no word of it is torn, but no more than its fair part of the table."""
    widest = max((widest_piece(part) for cell in column for part in cell), default=0.0)
    return min((widest + 2 * _PAD_X) * size + _THIN, inner * _LARGEST_NEED)


def _cells(ruling: _Ruling, texts: Sequence[CellAtoms], aligns: Sequence[str]) -> list[_SetCell]:
    found: list[_SetCell] = []
    for text, (left, right), align in zip(texts, pairwise(ruling.sides), aligns, strict=True):
        width = (right - left - 2 * ruling.pad) / ruling.size
        lines = [line for part in text for line in break_lines(part, max(width, 1.0))]
        found.append(_SetCell(lines, left, right, align))
    return found


def _strips(cells: list[_SetCell], ruling: _Ruling, most: int, *, keep: bool = False) -> list[Strip]:
    """Give a row as one strip, or as several when it has more than `most` lines."""
    count = max(len(cell.lines) for cell in cells)
    found: list[Strip] = []
    for start in range(0, count, most):
        lines = min(most, count - start)
        height = ruling.height(lines)
        marks = _box(cells, height)
        for cell in cells:
            marks += _cell_inks(cell, cell.lines[start : start + most], ruling, height)
        found.append(Strip(tuple(marks), height, keep))
    return found


def _box(cells: list[_SetCell], height: float) -> list[Mark]:
    left, right = cells[0].left, cells[-1].right
    marks: list[Mark] = [Rule(left, 0, right, 0), Rule(left, -height, right, -height)]
    marks += [Rule(side, 0, side, -height) for side in (left, *(cell.right for cell in cells))]
    return marks


def _cell_inks(cell: _SetCell, lines: list[Line], ruling: _Ruling, height: float) -> list[Mark]:
    """Give the text of a cell, in the middle of its height."""
    marks: list[Mark] = []
    top = (height - len(lines) * ruling.leading) / 2
    for line in lines:
        y = -(top + base_line(ruling.size, ruling.leading))
        marks += inks(line, ruling.size, align=cell.align, x=cell.left + ruling.pad, y=y)
        top += ruling.leading
    return marks


def note_strips(case: Case, notes: Sequence[str], width: float, size: float) -> list[Strip]:
    """Give sentences under a table, each a paragraph, as strips without lines."""
    found: list[Strip] = []
    height = 1.5 * size
    for note in notes:
        for part in case.atoms(note, Role.FANG):
            for line in break_lines(part, width / size):
                marks = inks(line, size, y=-base_line(size, height))
                found.append(Strip(tuple(marks), height, headed=False))
    return found


def deal(head: Strip, strips: Sequence[Strip], first_room: float, room: float) -> list[list[Mark]]:
    """Deal rows out to pages.

    Args:
        head: put above the rows of every page that begins with one.
        strips: rows and what follows them.
        first_room: height left on the first page, points.
        room: height of the other pages.

    Returns:
        For each page its marks, origin at the top left corner of the room.
    """
    pages: list[list[Mark]] = []
    start = 0
    while start < len(strips):
        above = [head] if strips[start].headed else []
        space = (room if pages else first_room) - sum(strip.height for strip in above)
        end = _deal_end(strips, start, space)
        pages.append(_stacked([*above, *strips[start:end]]))
        start = end
    return pages


def _deal_end(strips: Sequence[Strip], start: int, room: float) -> int:
    end, used = start, 0.0
    while end < len(strips) and used + strips[end].height <= room + 1e-6:
        used += strips[end].height
        end += 1
    full = max(end, start + 1)
    while start < end < len(strips) and strips[end - 1].keep:
        end -= 1
    return end if end > start else full


def _stacked(strips: Sequence[Strip]) -> list[Mark]:
    marks: list[Mark] = []
    down = 0.0
    for strip in strips:
        marks += moved(strip.marks, 0, -down)
        down += strip.height
    return marks
