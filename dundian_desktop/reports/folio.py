"""What stands on a page beside its text: the page number, and the watermark under it."""

from __future__ import annotations

import math

from dundian_desktop.reports.document import Role
from dundian_desktop.reports.marks import ACROSS, MM, Frame, Ink
from dundian_desktop.reports.setting import Case

FOLIO_SIZE = 14.0
"""4 号 in points (GB/T 9704-2012, 7.5)."""

_BELOW = 7 * MM
_DASH_TOP = 0.293
"""Upper edge of the dash of the shipped 宋体 above the base line, em."""

_DIAGONAL_SHARE = 0.6
_LARGEST = 130.0
_ANGLE = 30.0
_GREY = 0.92


def page_number(case: Case, frame: Frame, number: int) -> list[Ink]:
    """Give `— 1 —`: 7 mm below the area, odd pages one character in from the right, even from the left (7.5).

    On a page turned across it keeps its place on the paper and so stands at the left side, its head to the right (8.2).
    """
    inks = case.ink(f"— {number} —", Role.SONG, FOLIO_SIZE)
    width = case.width(f"— {number} —", Role.SONG) * FOLIO_SIZE
    depth = _BELOW + _DASH_TOP * FOLIO_SIZE
    odd = number % 2 == 1
    if frame is ACROSS:
        top = frame.bottom + FOLIO_SIZE + width if odd else frame.top - FOLIO_SIZE
        return [Ink(frame.left - depth, top - ink.x, ink.text, ink.font, ink.size, angle=-90) for ink in inks]
    start = frame.right - FOLIO_SIZE - width if odd else frame.left + FOLIO_SIZE
    return [ink.moved(start, frame.bottom - depth) for ink in inks]


def watermark(case: Case, frame: Frame, text: str) -> list[Ink]:
    """Give pale words across the middle of the paper; none for no text."""
    em = case.width(text, Role.HEI)
    if not em:
        return []
    size = min(_LARGEST, _DIAGONAL_SHARE * math.hypot(frame.paper_wide, frame.paper_high) / em)
    across, up = math.cos(math.radians(_ANGLE)), math.sin(math.radians(_ANGLE))
    back, down = em * size / 2, 0.38 * size
    x = frame.paper_wide / 2 - back * across + down * up
    y = frame.paper_high / 2 - back * up - down * across
    return [
        Ink(x + ink.x * across, y + ink.x * up, ink.text, ink.font, size, angle=_ANGLE, grey=_GREY)
        for ink in case.ink(text, Role.HEI, size)
    ]
