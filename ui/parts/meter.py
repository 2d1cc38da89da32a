"""A thin bar that shows how much of something is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.tokens import GAP, Colour, sized

_FULL = 100
_HEIGHT = 6  # logical pixels at standard scale


class Meter(QWidget):
    """Shows whole per cent; more than all is shown as all.

    Args:
        percent: how much is done.
        says: what a screen reader says.
    """

    def __init__(self, percent: int, says: str) -> None:
        super().__init__()
        self.percent = percent
        self.setAccessibleName(says)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(20 * GAP, sized(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        self._bar(painter, whole, Colour.LINE)
        if done := min(max(self.percent, 0), _FULL):
            whole.setWidth(max(whole.width() * done / _FULL, whole.height()))
            self._bar(painter, whole, Colour.GOOD if done == _FULL else Colour.FOCUS)

    @staticmethod
    def _bar(painter: QPainter, room: QRectF, colour: Colour) -> None:
        painter.setBrush(QColor(colour.value))
        painter.drawRoundedRect(room, room.height() / 2, room.height() / 2)
