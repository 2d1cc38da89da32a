"""Setting text on the grid: slots of one line height each, which pages are filled with."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Sequence

from dundian_desktop.reports.atoms import Atom, atoms
from dundian_desktop.reports.document import Role
from dundian_desktop.reports.fonts import Fonts
from dundian_desktop.reports.lines import Line, break_lines, inks
from dundian_desktop.reports.marks import LEADING, OFFICIAL, Grid, Ink, Mark

_MIDDLE = 0.38
"""Height of the middle of a Chinese character above its base line, in em (ascent 0.88, descent 0.12)."""


@dc.dataclass(frozen=True, slots=True)
class Slot:
    """Something that takes whole lines of the page.

    Attributes:
        marks: origin at the top left corner of the slot.
        lines: how many lines it takes.
        keep: it may not be the last of its page.
        head: a slot repeated above it when it begins a page (the head of its table).
    """

    marks: tuple[Mark, ...]
    lines: int = 1
    keep: bool = False
    head: Slot | None = None


BLANK = Slot(())


@dc.dataclass(frozen=True, kw_only=True)
class Case:
    """The type case of one print.

    Attributes:
        fonts: the faces.
        missing: collects the characters no face has.
        grid: how closely the text is set.
    """

    fonts: Fonts
    missing: set[str]
    grid: Grid = OFFICIAL

    def atoms(self, text: str, role: Role) -> list[list[Atom]]:
        """Cut a text in one role into atoms."""
        return atoms([(text, role)], self.fonts, self.missing)

    def width(self, text: str, role: Role) -> float:
        """Give the width of a text in em."""
        return self.fonts.width(text, role)

    def ink(self, text: str, role: Role, size: float) -> list[Ink]:
        """Give a text set on one line from the origin, without any spreading."""
        found: list[Ink] = []
        x = 0.0
        for font, run in self.fonts.runs(text, role, self.missing):
            found.append(Ink(x, 0.0, run, font, size))
            x += self.width(run, role) * size
        return found


def base_line(size: float, height: float = LEADING) -> float:
    """Give the base line of letters centred in a line, below its top, in points."""
    return height / 2 + _MIDDLE * size


def text_slots(
    lines: Sequence[Line], *, grid: Grid = OFFICIAL, size: float = 0.0, align: str = "full", keep: bool = False
) -> list[Slot]:
    """Give the slots of broken lines; their letters are those of the grid unless another size is given."""
    size = size or grid.em
    y = -base_line(size, grid.leading)
    return [Slot(tuple(inks(line, size, align=align, y=y)), keep=keep) for line in lines]


def running(case: Case, spans: Sequence[tuple[str, Role]], *, first: float = 2.0, keep: bool = False) -> list[Slot]:
    """Give the slots of running text, its first line indented by `first` em."""
    found: list[Slot] = []
    for part in atoms(spans, case.fonts, case.missing):
        found += text_slots(break_lines(part, case.grid.characters, first=first), grid=case.grid, keep=keep)
    return found


def paginate(slots: Sequence[Slot], room: int) -> list[list[Slot]]:
    """Deal slots out to pages of `room` lines; a page without any lawful end is simply full."""
    pages: list[list[Slot]] = []
    start = 0
    while start < len(slots):
        page: list[Slot] = []
        head = slots[start].head
        if head and pages:
            page.append(head)
        end = _page_end(slots, start, room - sum(slot.lines for slot in page))
        pages.append(page + list(slots[start:end]))
        start = end
    return pages or [[]]


def _page_end(slots: Sequence[Slot], start: int, room: int) -> int:
    end, used = start, 0
    while end < len(slots) and used + slots[end].lines <= room:
        used += slots[end].lines
        end += 1
    full = max(end, start + 1)
    if end == len(slots):
        return full
    while end > start + 1 and slots[end - 1].keep:
        end -= 1
    return full if end <= start or slots[end - 1].keep else end


def placed(page: Sequence[Slot], leading: float = LEADING) -> list[Mark]:
    """Give the marks of a page, origin at the top left corner of the printed area."""
    found: list[Mark] = []
    down = 0.0
    for slot in page:
        found += [mark.moved(0, -down) for mark in slot.marks]
        down += slot.lines * leading
    return found
