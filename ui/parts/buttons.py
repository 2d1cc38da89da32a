"""Buttons that look alike everywhere: one primary per page, plain ones, quiet ones."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from ui.icons import ICON_SIZE, icon
from ui.tokens import Colour, sized


class Kind(StrEnum):
    """How much a button asks to be pressed; the style sheet knows these words."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    VIEW = "view"
    PICKED = "picked"
    CHOICE = "choice"


_ICON_COLOURS = {
    Kind.PRIMARY: Colour.PAPER,
    Kind.PLAIN: Colour.SECOND,
    Kind.QUIET: Colour.FOCUS,
    Kind.VIEW: Colour.SECOND,
    Kind.PICKED: Colour.NOTE,
    Kind.CHOICE: Colour.SECOND,
}


def button(text: str, kind: Kind = Kind.PLAIN, *, icon_name: str = "", name: str = "", tip: str = "") -> QPushButton:
    """Give a push button; `name` is its object name, `tip` says what it does and its shortcut."""
    made = QPushButton(text)
    made.setProperty("kind", kind.value)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_COLOURS[kind]))
        made.setIconSize(QSize(sized(ICON_SIZE), sized(ICON_SIZE)))
    return made


def icon_button(icon_name: str, says: str, *, name: str = "", colour: Colour = Colour.SECOND) -> QToolButton:
    """Give a small button without words; `says` is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icon(icon_name, colour))
    made.setIconSize(QSize(sized(ICON_SIZE), sized(ICON_SIZE)))
    made.setObjectName(name)
    made.setToolTip(says)
    made.setAccessibleName(says)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setFixedSize(sized(32), sized(32))
    return made


def name_marks(line: QLineEdit) -> None:
    """Let a screen reader say what the small marks inside a line do: the words of their actions."""
    for made in line.findChildren(QToolButton):
        made.setAccessibleName(made.defaultAction().text())
