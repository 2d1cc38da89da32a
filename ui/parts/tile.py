"""A card of the first page: a heading, something at its right, and what stands below; and its rows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import picture
from ui.parts.labels import Role, label
from ui.tokens import GAP, Colour


class Tile(QFrame):
    """Put rows into `body`; `clear` takes them all away."""

    def __init__(self, heading: str, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(name)
        self.heading = label(heading, Role.SECTION)
        self.head = QHBoxLayout()
        self.head.setSpacing(2 * GAP)
        self.head.addWidget(self.heading)
        self.head.addStretch()
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        column.setSpacing(2 * GAP)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)

    def clear(self) -> None:
        """Take everything out of the body."""
        while item := self.body.takeAt(0):
            _drop(item)

    def say(self, text: str, icon_name: str = "", colour: Colour = Colour.SECOND) -> None:
        """Put one quiet line into the body, as when there is nothing to show."""
        self.body.addWidget(line(text, icon_name, colour))


class Elided(QLabel):
    """A label on one line that is cut with dots where the room ends; the whole text is its tooltip."""

    def __init__(self, text: str, role: Role = Role.BODY, name: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role.value)
        self.setObjectName(name)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(6 * GAP, super().minimumSizeHint().height())

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        text = " ".join(self.text().split("\n"))
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def line(text: str, icon_name: str = "", colour: Colour = Colour.SECOND) -> QWidget:
    """Give a wrapped line with a small mark before it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * GAP)
    if icon_name:
        mark = QLabel()
        mark.setPixmap(picture(icon_name, colour, 18, made.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, Role.SECOND, wraps=True), 1)
    return made


def row_of(*widgets: QWidget) -> QWidget:
    """Set widgets side by side; an `Elided` one takes the room that is left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * GAP)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, Elided) else 0)
    if not any(isinstance(widget, Elided) for widget in widgets):
        row.addStretch()
    return made


def _drop(item: QLayoutItem) -> None:
    if widget := item.widget():
        widget.hide()
        widget.deleteLater()
