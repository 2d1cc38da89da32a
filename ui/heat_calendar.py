"""A month of days: written, written late, missing, or free; a day is pressed to write or read it.

Drawn by hand: a filled square, a half square, an empty one, a dot; so it reads in grey too.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui import words
from ui.tokens import GAP, Colour, Size, sized

_DAYS = 7
_WEEKEND = 5
_CELL, _HEAD = 34, 22  # logical pixels at standard scale


class Mark(Enum):
    """How a day stands: ground, ink, and the word for it."""

    WRITTEN = (Colour.GOOD, Colour.PAPER, "已写")
    LATE = (Colour.GOOD_GROUND, Colour.GOOD, "补录")
    MISSING = (Colour.PAPER, Colour.BAD, "没写")
    FREE = (Colour.DESK, Colour.SECOND, "周末")
    COMING = (Colour.PAPER, Colour.HINT, "未到")
    OUTSIDE = (Colour.DESK, Colour.EDGE, "不在蹲点期")


class HeatCalendar(QWidget):
    """Shows one month; arrows and Enter do what the pointer does."""

    day_pressed = Signal(dt.date)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = dt.date(2000, 1, 1)
        self._today = self._first
        self._marks: Mapping[dt.date, Mark] = {}
        self._at = self._first
        self.setObjectName("heatCalendar")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def put(self, month: dt.date, marks: Mapping[dt.date, Mark], today: dt.date) -> None:
        """Show the month of a day with these marks."""
        self._first = month.replace(day=1)
        self._marks = marks
        self._today = today
        if (self._at.year, self._at.month) != (month.year, month.month):
            self._at = today if (today.year, today.month) == (month.year, month.month) else self._first
        self._tell()
        self.updateGeometry()
        self.update()

    def count(self, mark: Mark) -> int:
        """Count the days of the month that stand so."""
        return sum(self._marks.get(day) is mark for day in self.days())

    def days(self) -> list[dt.date]:
        """Give the days of the month."""
        return [self._first.replace(day=n + 1) for n in range(calendar.monthrange(*self._month())[1])]

    def place_of(self, day: dt.date) -> QRectF:
        """Give where a day is drawn."""
        number = self._first.weekday() + day.day - 1
        wide, high = self.width() / _DAYS, sized(_CELL)
        return QRectF(number % _DAYS * wide, sized(_HEAD) + number // _DAYS * high, wide, high)

    @override
    def sizeHint(self) -> QSize:
        rows = -(-(self._first.weekday() + len(self.days())) // _DAYS)
        return QSize(sized(_CELL) * _DAYS, sized(_HEAD) + rows * sized(_CELL) + GAP)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(sized(Size.NOTE.value))
        painter.setFont(font)
        painter.setPen(QColor(Colour.SECOND.value))
        wide = self.width() / _DAYS
        for column, word in enumerate(words.WEEKDAYS):
            painter.drawText(QRectF(column * wide, 0, wide, sized(_HEAD)), Qt.AlignmentFlag.AlignCenter, word)
        for day in self.days():
            self._draw(painter, day)

    def _draw(self, painter: QPainter, day: dt.date) -> None:
        mark = self._marks.get(day, Mark.OUTSIDE)
        ground, ink, _ = mark.value
        box = self.place_of(day).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground.value))
        painter.drawRoundedRect(box, GAP, GAP)
        if mark is Mark.MISSING:
            pen = QPen(QColor(Colour.BAD.value), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), GAP, GAP)
        painter.setPen(QColor(ink.value))
        text = f"{day.day}补" if mark is Mark.LATE else str(day.day)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        self._draw_rings(painter, day, box)

    def _draw_rings(self, painter: QPainter, day: dt.date, box: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day == self._today:
            painter.setPen(QPen(QColor(Colour.PRIMARY.value), 2))
            painter.drawRoundedRect(box, GAP, GAP)
        if day == self._at and self.hasFocus():
            painter.setPen(QPen(QColor(Colour.FOCUS.value), 2))
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), GAP, GAP)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if day := self._day_at(event):
            self._at = day
            self.press()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event)
        live = day is not None and self._marks.get(day) not in (None, Mark.OUTSIDE, Mark.COMING)
        self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
        if day:
            QToolTip.showText(event.globalPosition().toPoint(), self._words_for(day), self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_DAYS, Qt.Key.Key_Down: _DAYS}
        if step := steps.get(Qt.Key(event.key())):
            days = self.days()
            self._at = days[min(max(self._at.day - 1 + step, 0), len(days) - 1)]
            self._tell()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.press()
        else:
            super().keyPressEvent(event)

    def press(self) -> None:
        """Do what pressing the day in hand does."""
        self.update()
        if self._marks.get(self._at, Mark.OUTSIDE) not in (Mark.OUTSIDE, Mark.COMING):
            self.day_pressed.emit(self._at)

    def _day_at(self, event: QMouseEvent | QHelpEvent) -> dt.date | None:
        where = event.position() if isinstance(event, QMouseEvent) else event.pos().toPointF()
        return next((day for day in self.days() if self.place_of(day).contains(where)), None)

    def _words_for(self, day: dt.date) -> str:
        return f"{day.month}月{day.day}日 {self._marks.get(day, Mark.OUTSIDE).value[2]}"

    def _tell(self) -> None:
        counts = "，".join(f"{m.value[2]}{self.count(m)}天" for m in (Mark.WRITTEN, Mark.LATE, Mark.MISSING))
        self.setAccessibleName(f"{self._first.year}年{self._first.month}月日志：{counts}")
        self.setAccessibleDescription(self._words_for(self._at))

    def _month(self) -> tuple[int, int]:
        return self._first.year, self._first.month


def mark_of(day: dt.date, today: dt.date, *, written: bool, late: bool, inside: bool) -> Mark:
    """Give how a day stands: a weekend without diary is free, a day to come is nothing yet."""
    if written:
        return Mark.LATE if late else Mark.WRITTEN
    if not inside:
        return Mark.OUTSIDE
    if day > today:
        return Mark.COMING
    return Mark.FREE if day.weekday() >= _WEEKEND else Mark.MISSING
