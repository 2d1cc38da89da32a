"""Labels in the few sizes there are, and the thin line between things."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from ui.tokens import GAP

W = TypeVar("W", bound=QWidget)


class Role(StrEnum):
    """What a label is for; the style sheet knows these words."""

    BODY = ""
    TITLE = "title"
    SECTION = "section"
    NUMBER = "number"
    SECOND = "second"
    HINT = "hint"
    QUIET = "quiet"
    WRONG = "wrong"
    CODE = "code"


def label(text: str = "", role: Role = Role.BODY, *, wraps: bool = False, name: str = "") -> QLabel:
    """Give a label that shows its text as it stands: text is data from strangers, never mark-up."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role.value)
    made.setObjectName(name)
    made.setWordWrap(wraps)
    if wraps:
        lines = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        lines.setHeightForWidth(True)
        made.setSizePolicy(lines)
    return made


def named(widget: W, name: str) -> W:
    """Give a widget its object name, by which tests and the style sheet find it."""
    widget.setObjectName(name)
    return widget


def card(layout: QLayout, *, name: str = "") -> QFrame:
    """Give a white sheet with a thin edge around a layout."""
    made = QFrame()
    made.setProperty("role", "card")
    made.setObjectName(name)
    made.setLayout(layout)
    layout.setContentsMargins(4 * GAP, 4 * GAP, 4 * GAP, 4 * GAP)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """Give a thin horizontal line."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    return made
