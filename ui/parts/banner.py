"""A line of words across a page that stays until the matter is settled or the person closes it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui import words
from ui.icons import picture
from ui.parts.buttons import button, icon_button
from ui.parts.labels import label
from ui.style import restyle
from ui.tokens import GAP, Colour


class Mood(StrEnum):
    """What a banner is about; the style sheet knows these words."""

    NOTE = "note"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


_MARKS = {
    Mood.NOTE: ("info-circle", Colour.NOTE),
    Mood.GOOD: ("circle-check", Colour.GOOD),
    Mood.WARN: ("alert-triangle", Colour.WARN),
    Mood.BAD: ("alert-circle", Colour.BAD),
}


class Banner(QFrame):
    """Hidden until something is `put`; `acted` when its button is pressed."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._mark = QLabel()
        self._words = label("", wraps=True, name="bannerWords")
        self._action = button("", name="bannerAction")
        self._action.clicked.connect(self.acted)
        self._close = icon_button("x", words.CLOSE, name="bannerClose")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        row.setSpacing(2 * GAP)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self.hide()

    def put(self, text: str, mood: Mood = Mood.NOTE, *, action: str = "", closable: bool = True) -> None:
        """Show a sentence, and a button if there is something to do about it."""
        icon_name, colour = _MARKS[mood]
        self._mark.setPixmap(picture(icon_name, colour, 20, self.devicePixelRatioF()))
        self._words.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(closable)
        self.setProperty("tone", mood.value)
        restyle(self)
        self.show()
