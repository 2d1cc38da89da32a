"""Editors in which one types: a line, a paragraph, numbers, days and times."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit
from typing_extensions import override

from dundian_desktop import fields
from ui.editor import Editor
from ui.parts.day_line import DayLine
from ui.tokens import GAP, sized

_MOST_LINES = 12


class LineEditor(Editor):
    """One line."""

    def __init__(self, *, placeholder: str = "", unit: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self.typed)
        self.hold(self.line, unit=unit)

    @override
    def text(self) -> str:
        return self.line.text()

    @override
    def put(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)


class LongLineEditor(LineEditor):
    """One line that wants the whole width."""

    wide: bool = True


class PageEditor(Editor):
    """A paragraph that grows with its text."""

    wide: bool = True

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.page = _Page(lines)
        self.page.textChanged.connect(self._note)
        self._shown = ""
        self.hold(self.page)

    @override
    def text(self) -> str:
        return self.page.toPlainText()

    @override
    def put(self, text: str) -> None:
        self._shown = text
        self.page.setPlainText(text)

    @Slot()
    def _note(self) -> None:
        self.page.fit()
        if self.text() != self._shown:
            self._shown = self.text()
            self.typed.emit()


class _Page(QPlainTextEdit):
    """Tab leaves it; it is as high as its text, within reason."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._least = lines
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.fit()

    def fit(self) -> None:
        """Take the height the text needs."""
        shown = int(self.document().size().height())  # lines on the screen, wrapped ones counted
        lines = min(max(self._least, shown + 1), max(self._least, _MOST_LINES))
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + 4 * GAP)

    @override
    def sizeHint(self) -> QSize:
        return QSize(sized(200), self.height())


class DayEditor(Editor):
    """A day, typed as people say it or picked."""

    def __init__(self, kind: fields.Day) -> None:
        super().__init__()
        self.day = DayLine(read=kind.parse)
        self.day.line.textEdited.connect(self.typed)
        self.day.changed.connect(self._say)
        self.hold(self.day)
        self.target = self.day.line

    @override
    def text(self) -> str:
        return self.day.text()

    @override
    def put(self, text: str) -> None:
        self.day.line.setText(text)
        self.day.blockSignals(True)
        self.day.take()
        self.day.blockSignals(False)

    @override
    def named(self, name: str) -> None:
        self.day.set_name(name)

    @Slot(object)
    def _say(self, _day: object) -> None:
        self.typed.emit()


class MomentEditor(Editor):
    """A day and a time."""

    def __init__(self) -> None:
        super().__init__()
        self.day = DayLine()
        self.time = QLineEdit()
        self.time.setPlaceholderText("如 14:20")
        self.time.setFixedWidth(sized(92))
        self.time.textEdited.connect(self.typed)
        self.day.line.textEdited.connect(self.typed)
        self.day.changed.connect(self._say)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.day, 1)
        row.addWidget(self.time)
        self.target = self.day.line
        self.setFocusProxy(self.day)

    @override
    def text(self) -> str:
        return f"{self.day.text()} {self.time.text()}".strip()

    @override
    def put(self, text: str) -> None:
        day, _, time = text.partition(" ")
        self.day.line.setText(day)
        self.day.blockSignals(True)
        self.day.take()
        self.day.blockSignals(False)
        self.time.setText(time)

    @override
    def named(self, name: str) -> None:
        self.day.set_name(name)
        self.time.setAccessibleName(f"{name}，几点")

    @Slot(object)
    def _say(self, _day: object) -> None:
        self.typed.emit()
