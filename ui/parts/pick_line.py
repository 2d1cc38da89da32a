"""A line in which a record of another ledger is picked while typing its name or its initials.

* Typing offers what fits; Down or a click on the empty line offers the recent ones.
* Enter takes the marked one and goes no further: it never saves the form.
* A text that was not picked counts as nothing picked, and the line says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.parts.buttons import name_marks
from ui.parts.suggestions import Suggest, Suggestion, SuggestionSheet
from ui.style import restyle
from ui.tokens import Colour

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PickLine(QLineEdit):
    """Give it `suggest`, or connect `asked` and answer later with `offer`."""

    asked = Signal(str)  # what was typed; "" for the recent ones
    picked = Signal(object)  # a Suggestion, or None when it was taken back
    emptied = Signal()  # Backspace in an empty line

    def __init__(self, suggest: Suggest | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._chosen: Suggestion | None = None
        self.setPlaceholderText("输入名称或拼音首字母")
        opener = QAction(icon("chevron-down", Colour.HINT), "最近用过的", self)
        opener.triggered.connect(self.ask)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)
        name_marks(self)
        self.sheet = SuggestionSheet(self)
        self.sheet.picked.connect(self._take)
        self.textEdited.connect(self._type)

    def chosen(self) -> Suggestion | None:
        """Give what is picked."""
        return self._chosen

    def choose(self, suggestion: Suggestion | None) -> None:
        """Show a record as picked without saying so."""
        self._chosen = suggestion
        self.setText(suggestion.label if suggestion else "")
        self._mark()

    @Slot()
    def ask(self) -> None:
        """Ask for suggestions for what is typed; for all recent ones if that is picked already."""
        typed = "" if self._chosen else self.text().strip()
        self.asked.emit(typed)
        if self._suggest:
            self.offer(self._suggest(typed))

    def offer(self, found: Sequence[tuple[str, str, str]]) -> None:
        """Show suggestions; they come too late when the person has gone on to another field."""
        if self.hasFocus():
            self.sheet.offer(found)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if self.sheet.shown() and self._steer(arg__1.key()):
            arg__1.accept()
        elif arg__1.key() == Qt.Key.Key_Down:
            self.ask()
        elif arg__1.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(arg__1)

    @override
    def mousePressEvent(self, arg__1: QMouseEvent) -> None:
        super().mousePressEvent(arg__1)
        if not self.text() and not self.sheet.shown():
            self.ask()

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self.sheet.shut()
        self._mark()

    def _steer(self, key: int) -> bool:
        if key in _ENTER:
            self.sheet.pick()
        elif key == Qt.Key.Key_Escape:
            self.sheet.shut()
        elif key in _STEPS:
            self.sheet.step(_STEPS[Qt.Key(key)])
        else:
            return False
        return True

    @Slot(str)
    def _type(self, _text: str) -> None:
        had = self._chosen is not None
        self._chosen = None
        if had:
            self.picked.emit(None)
        self.ask()

    @Slot(object)
    def _take(self, suggestion: Suggestion) -> None:
        self.choose(suggestion)
        self.picked.emit(suggestion)

    def _mark(self) -> None:
        loose = bool(self.text().strip()) and self._chosen is None and not self.hasFocus()
        if loose != bool(self.property("wrong")):
            self.setProperty("wrong", loose)
            restyle(self)
        self.setToolTip("请从候选中选一个" if loose else "")
