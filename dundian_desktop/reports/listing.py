"""Any table of strings printed as a list: A4, margins of 20 mm, the head on every page (简表体)."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Sequence
from pathlib import Path

from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Column, Role, Table
from dundian_desktop.reports.folio import watermark
from dundian_desktop.reports.fonts import load
from dundian_desktop.reports.marks import PLAIN_ACROSS, PLAIN_UPRIGHT, Frame, Ink, Mark, Sheet, moved
from dundian_desktop.reports.pdf import Pages, Printed, drawn, write_pages
from dundian_desktop.reports.setting import Case, base_line
from dundian_desktop.reports.tables import deal, note_strips, set_table
from dundian_desktop.reports.title import title_lines

_TITLE_SIZE = 18.0
_TITLE_LEADING = 27.0
_SMALL = 10.5
_SUBTITLE_LEADING = 18.0
_FOOT = 18.0
"""From the lower edge of the area to the base line of the page number, points."""


@dc.dataclass(frozen=True, kw_only=True)
class Listing:
    """A list as a value.

    Attributes:
        subtitle: one line under the title, e.g. who printed how many rows up to when.
        rows: as many strings each as there are columns.
        notes: sentences under the table.
        size: height of the letters in points.
        upright: the paper stands; a list lies, as it has many columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    watermark: str = ""
    size: float = 9.0
    upright: bool = False

    @property
    def area(self) -> Frame:
        """Give the paper and what of it is printed on."""
        return PLAIN_UPRIGHT if self.upright else PLAIN_ACROSS


def listing_pages(listing: Listing, *, own_fonts: Path | None = None, progress: Progress = SILENT) -> Pages:
    """Print a list into memory, to be looked at.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    case = Case(fonts=load(own_fonts), missing=set())
    return drawn(compose_listing(listing, case), listing.title, case, progress)


def print_listing(
    listing: Listing, path: Path, *, own_fonts: Path | None = None, progress: Progress = SILENT
) -> Printed:
    """Print a list.

    Args:
        listing: what to print.
        path: the PDF; one that exists is replaced when the new one is complete.
        own_fonts: folder with the user's own fonts.
        progress: told of each page.

    Raises:
        MachineError: the file cannot be written, or a shipped font is gone.
        CancelledError: the person stopped; nothing was changed.
    """
    return write_pages(listing_pages(listing, own_fonts=own_fonts, progress=progress), path)


def compose_listing(listing: Listing, case: Case) -> list[Sheet]:
    """Give the pages of a list, ready to be drawn."""
    top, area = _top(listing, case), listing.area
    table = Table(columns=listing.columns, rows=tuple(listing.rows), size=listing.size)
    found = set_table(case, table, area.wide, room=area.high - top.height)
    notes = note_strips(case, listing.notes, area.wide, listing.size)
    pages = deal(found.head, [*found.rows, *notes], area.high - top.height, area.high)
    pages[0] = [*top.marks, *moved(pages[0], 0, -top.height)]
    under = watermark(case, area, listing.watermark)
    return [
        area.sheet([*under, *area.place(page, 0), *_foot(case, area, number, len(pages))])
        for number, page in enumerate(pages, start=1)
    ]


@dc.dataclass(frozen=True, slots=True)
class _Top:
    marks: list[Mark]
    height: float


def _top(listing: Listing, case: Case) -> _Top:
    """Give title and subtitle, centred, and the height they take."""
    marks: list[Mark] = []
    height, wide = 0.0, listing.area.wide
    for line in title_lines(listing.title, wide / _TITLE_SIZE, lambda text: case.width(text, Role.BIAOSONG)):
        marks += _centred(case, wide, line, Role.BIAOSONG, _TITLE_SIZE, height + base_line(_TITLE_SIZE, _TITLE_LEADING))
        height += _TITLE_LEADING
    if listing.subtitle:
        down = height + base_line(_SMALL, _SUBTITLE_LEADING)
        marks += _centred(case, wide, listing.subtitle, Role.FANG, _SMALL, down)
        height += _SUBTITLE_LEADING
    return _Top(marks, height + _TITLE_LEADING / 4)


def _centred(case: Case, wide: float, text: str, role: Role, size: float, down: float) -> list[Ink]:
    start = (wide - case.width(text, role) * size) / 2
    return [ink.moved(start, -down) for ink in case.ink(text, role, size)]


def _foot(case: Case, area: Frame, number: int, count: int) -> list[Ink]:
    inks = _centred(case, area.wide, f"第 {number} 页，共 {count} 页", Role.SONG, _SMALL, _FOOT)
    return [ink.moved(area.left, area.bottom) for ink in inks]
