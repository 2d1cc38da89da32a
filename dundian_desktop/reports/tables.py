"""Tables: cells broken by the same laws as the text, rows between thin lines, the head repeated on every page."""

from __future__ import annotations

import dataclasses as dc
import math
from collections.abc import Sequence
from itertools import accumulate, pairwise

from dundian_desktop.reports.document import Band, Role, Row, Table, cell_text
from dundian_desktop.reports.lines import Line, break_lines, inks
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
_NOTHING = Band(text="（无）")


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


def set_table(case: Case, table: Table, width: float, *, room: float, step: float = 0.0) -> SetTable:
    """Set a table.

    Args:
        case: the type case.
        table: what to set; without rows it says （无）.
        width: of the whole table, points.
        room: height of a page's rows and head together, points; a higher row is continued on the next page.
        step: heights are whole multiples of this; 0 for any height.
    """
    ruling = _Ruling(sides=_sides(table, width), size=table.size or _size(width), step=step)
    labels = [column.label for column in table.columns]
    head_cells = _cells(case, ruling, labels, Role.HEI, ["center"] * len(labels))
    head = _strips(head_cells, ruling, ruling.fits(room / 2))[0]
    most = ruling.fits(room - head.height)
    aligns = [column.align for column in table.columns]
    rows: list[Strip] = []
    for row in table.rows or (_NOTHING,):
        rows += _strips(_row_cells(case, ruling, row, aligns), ruling, most, keep=isinstance(row, Band))
    rows[-1] = Strip(rows[-1].marks, rows[-1].height)
    return SetTable(head=head, rows=tuple(rows))


def _size(width: float) -> float:
    return UPRIGHT_SIZE if width <= UPRIGHT.wide else ACROSS_SIZE


def _sides(table: Table, width: float) -> tuple[float, ...]:
    """Give the places of the vertical lines; the outer ones stay inside the width with all their thickness."""
    whole = sum(column.width for column in table.columns)
    shares = accumulate((column.width / whole for column in table.columns), initial=0.0)
    return tuple(_THIN / 2 + share * (width - _THIN) for share in shares)


def _row_cells(case: Case, ruling: _Ruling, row: Row, aligns: Sequence[str]) -> list[_SetCell]:
    if isinstance(row, Band):
        whole = dc.replace(ruling, sides=(ruling.sides[0], ruling.sides[-1]))
        return _cells(case, whole, [row.text], Role.HEI, ["left"])
    return _cells(case, ruling, [cell_text(cell) for cell in row], Role.FANG, aligns)


def _cells(case: Case, ruling: _Ruling, texts: Sequence[str], role: Role, aligns: Sequence[str]) -> list[_SetCell]:
    found: list[_SetCell] = []
    for text, (left, right), align in zip(texts, pairwise(ruling.sides), aligns, strict=True):
        width = (right - left - 2 * ruling.pad) / ruling.size
        lines = [line for part in case.atoms(text, role) for line in break_lines(part, max(width, 1.0))]
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
