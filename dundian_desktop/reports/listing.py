"""Any table of strings printed as a list: A4 across, margins of 20 mm, the head on every page (简表体)."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Sequence
from pathlib import Path

from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Column, Role, Table
from dundian_desktop.reports.folio import watermark
from dundian_desktop.reports.fonts import load
from dundian_desktop.reports.marks import PLAIN_ACROSS, Ink, Mark, Sheet, moved
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
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    subtitle: str = ""
    notes: tuple[str, ...] = ()
    watermark: str = ""
    size: float = 9.0


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
    top = _top(listing, case)
    table = Table(columns=listing.columns, rows=tuple(listing.rows), size=listing.size)
    found = set_table(case, table, PLAIN_ACROSS.wide, room=PLAIN_ACROSS.high - top.height)
    notes = note_strips(case, listing.notes, PLAIN_ACROSS.wide, listing.size)
    pages = deal(found.head, [*found.rows, *notes], PLAIN_ACROSS.high - top.height, PLAIN_ACROSS.high)
    pages[0] = [*top.marks, *moved(pages[0], 0, -top.height)]
    under = watermark(case, PLAIN_ACROSS, listing.watermark)
    return [
        PLAIN_ACROSS.sheet([*under, *PLAIN_ACROSS.place(page, 0), *_foot(case, number, len(pages))])
        for number, page in enumerate(pages, start=1)
    ]


@dc.dataclass(frozen=True, slots=True)
class _Top:
    marks: list[Mark]
    height: float


def _top(listing: Listing, case: Case) -> _Top:
    """Give title and subtitle, centred, and the height they take."""
    marks: list[Mark] = []
    height = 0.0
    for line in title_lines(
        listing.title, PLAIN_ACROSS.wide / _TITLE_SIZE, lambda text: case.width(text, Role.BIAOSONG)
    ):
        marks += _centred(case, line, Role.BIAOSONG, _TITLE_SIZE, height + base_line(_TITLE_SIZE, _TITLE_LEADING))
        height += _TITLE_LEADING
    if listing.subtitle:
        marks += _centred(case, listing.subtitle, Role.FANG, _SMALL, height + base_line(_SMALL, _SUBTITLE_LEADING))
        height += _SUBTITLE_LEADING
    return _Top(marks, height + _TITLE_LEADING / 4)


def _centred(case: Case, text: str, role: Role, size: float, down: float) -> list[Ink]:
    start = (PLAIN_ACROSS.wide - case.width(text, role) * size) / 2
    return [ink.moved(start, -down) for ink in case.ink(text, role, size)]


def _foot(case: Case, number: int, count: int) -> list[Ink]:
    inks = _centred(case, f"第 {number} 页，共 {count} 页", Role.SONG, _SMALL, _FOOT)
    return [ink.moved(PLAIN_ACROSS.left, PLAIN_ACROSS.bottom) for ink in inks]
