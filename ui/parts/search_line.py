"""A line to search with: a lens, a cross to clear it, and a short wait while the person types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui import words
from ui.icons import icon
from ui.parts.buttons import name_marks
from ui.tokens import Colour

_WAIT = 200  # milliseconds after the last key; half-typed pinyin never gets here, Qt holds it back


class SearchLine(QLineEdit):
    """Emits `searched` when the words have settled; Esc clears, Enter does not wait."""

    searched = Signal(str)

    def __init__(self, placeholder: str = words.SEARCH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._said = ""
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self.say)
        self._put_marks()
        self.textChanged.connect(self._note)
        self.returnPressed.connect(self.say)

    @Slot()
    def say(self) -> None:
        """Emit the words now, unless they were said already."""
        self._wait.stop()
        asked = self.text().strip()
        if asked != self._said:
            self._said = asked
            self.searched.emit(asked)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.say()
        else:
            super().keyPressEvent(arg__1)

    @Slot(str)
    def _note(self, text: str) -> None:
        if not text:
            self.removeAction(self._cross)
        elif self._cross not in self.actions():
            self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
            name_marks(self)
        self._wait.start()

    def _put_marks(self) -> None:
        lens = QAction(icon("search", Colour.HINT), words.SEARCH, self)
        lens.triggered.connect(self.say)
        self.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self._cross = QAction(icon("x", Colour.HINT), words.CLEAR, self)
        self._cross.triggered.connect(self._clear)
        name_marks(self)

    @Slot()
    def _clear(self) -> None:
        self.clear()
        self.say()
