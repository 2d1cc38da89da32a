"""The visual language as values: colours, distances and type sizes.

Colours and ratios are those of the design notes (§4.3): text at least 4.5:1 on its ground, borders and
focus rings at least 3:1 (WCAG 2.1, 1.4.3 and 1.4.11).  `TEXT_PAIRS` and `EDGE_PAIRS` list what stands on
what; a test computes the ratios.
"""

from __future__ import annotations

from enum import Enum, StrEnum

from PySide6.QtWidgets import QApplication


class Colour(StrEnum):
    """Every colour of the window, by the part it plays; nothing else names a colour."""

    TEXT = "#1F2329"
    SECOND = "#51565D"
    HINT = "#6B7178"
    PAPER = "#FFFFFF"
    DESK = "#F5F6F7"
    LINE = "#E3E6EA"
    LINE_SOFT = "#EEF0F2"
    HOVER = "#ECEEF1"
    EDGE = "#8A9097"
    EDGE_HOVER = "#51565D"
    FOCUS = "#0B4F9E"
    PRIMARY = "#B3261E"
    PRIMARY_HOVER = "#8C1D18"
    PRIMARY_DOWN = "#73140F"
    RAIL = "#7A1712"
    RAIL_HOVER = "#8E2A24"
    RAIL_QUIET = "#F3DEDC"
    RAIL_LINE = "#94403B"
    CHOSEN = "#FFF4DC"
    GOLD = "#B8860B"
    SELECTED = "#FBE3E1"
    SCROLL = "#C3C8CE"
    SCROLL_HOVER = "#8A9097"
    BAD = "#8C1D18"
    BAD_GROUND = "#FCEBEA"
    WARN = "#7A4B00"
    WARN_GROUND = "#FFF4DC"
    GOOD = "#1B5E20"
    GOOD_GROUND = "#E7F4E8"
    IDLE = "#4A4F55"
    IDLE_GROUND = "#ECEEF0"
    NOTE = "#0B4F9E"
    NOTE_GROUND = "#E8F1FB"
    OVERLAY = "#2A2F36"
    OVERLAY_ACTION = "#FFD27A"


TEXT_PAIRS: tuple[tuple[Colour, Colour], ...] = (
    (Colour.TEXT, Colour.PAPER),
    (Colour.TEXT, Colour.DESK),
    (Colour.TEXT, Colour.HOVER),
    (Colour.TEXT, Colour.SELECTED),
    (Colour.SECOND, Colour.PAPER),
    (Colour.SECOND, Colour.DESK),
    (Colour.SECOND, Colour.SELECTED),
    (Colour.HINT, Colour.PAPER),
    (Colour.HINT, Colour.DESK),
    (Colour.PAPER, Colour.PRIMARY),
    (Colour.PAPER, Colour.PRIMARY_HOVER),
    (Colour.PAPER, Colour.PRIMARY_DOWN),
    (Colour.PRIMARY, Colour.PAPER),
    (Colour.PAPER, Colour.RAIL),
    (Colour.PAPER, Colour.RAIL_HOVER),
    (Colour.RAIL_QUIET, Colour.RAIL),
    (Colour.RAIL, Colour.CHOSEN),
    (Colour.FOCUS, Colour.PAPER),
    (Colour.FOCUS, Colour.DESK),
    (Colour.BAD, Colour.BAD_GROUND),
    (Colour.BAD, Colour.PAPER),
    (Colour.WARN, Colour.WARN_GROUND),
    (Colour.GOOD, Colour.GOOD_GROUND),
    (Colour.IDLE, Colour.IDLE_GROUND),
    (Colour.NOTE, Colour.NOTE_GROUND),
    (Colour.TEXT, Colour.WARN_GROUND),
    (Colour.TEXT, Colour.BAD_GROUND),
    (Colour.TEXT, Colour.GOOD_GROUND),
    (Colour.TEXT, Colour.NOTE_GROUND),
    (Colour.PAPER, Colour.OVERLAY),
    (Colour.OVERLAY_ACTION, Colour.OVERLAY),
)
"""Text and the ground it stands on: at least 4.5:1."""

EDGE_PAIRS: tuple[tuple[Colour, Colour], ...] = (
    (Colour.EDGE, Colour.PAPER),
    (Colour.FOCUS, Colour.PAPER),
    (Colour.FOCUS, Colour.DESK),
    (Colour.PAPER, Colour.RAIL),
    (Colour.GOLD, Colour.PAPER),
    (Colour.PRIMARY, Colour.PAPER),
)
"""Edges of controls, focus rings and marks, and the ground beside them: at least 3:1."""

_SRGB_KNEE = 0.04045

GAP = 4
"""The grid: distances are 1, 2, 3, 4 or 6 gaps (4, 8, 12, 16, 24)."""


class TextScale(Enum):
    """How large the person wants to read; the value is the factor on every size."""

    STANDARD = 1.0
    LARGE = 1.15
    LARGEST = 1.3


class Size(Enum):
    """Type sizes in logical pixels at standard scale; body is 五号 (10.5 pt at 96 dpi)."""

    NOTE = 12
    BODY = 14
    SECTION = 16
    TITLE = 18
    NUMBER = 24


def sized(length: float) -> int:
    """Give a length drawn for standard scale as it is at the scale in force.

    The font of the application is the only place that knows the scale.
    """
    body = QApplication.font().pixelSize()
    return round(length * body / Size.BODY.value) if body > 0 else round(length)


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two `#RRGGBB` colours (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """Undo the sRGB curve (IEC 61966-2-1)."""
    return part / 12.92 if part <= _SRGB_KNEE else ((part + 0.055) / 1.055) ** 2.4
