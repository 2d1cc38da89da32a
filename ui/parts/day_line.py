"""A day typed as people say it (6.12, 0612, 昨天) or picked from a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QTableView, QToolButton, QWidget
from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.fields import Day
from ui import words
from ui.parts.buttons import icon_button
from ui.parts.popup import Popup
from ui.style import restyle
from ui.tokens import GAP, Colour, sized

Read = Callable[[str], dt.date]

_CALENDAR_NAMES = {
    "qt_calendar_prevmonth": "上一月",
    "qt_calendar_nextmonth": "下一月",
    "qt_calendar_monthbutton": "选择月份",
    "qt_calendar_yearbutton": "选择年份",
    "qt_calendar_yearedit": "年份",
    "qt_calendar_calendarview": "日历",
}


def day_text(day: dt.date) -> str:
    """Write a day with its weekday: ``2026-06-12 周五``."""
    return f"{day.isoformat()} 周{words.WEEKDAYS[day.weekday()]}"


class DayLine(QWidget):
    """Reads what was typed when the person leaves the line or presses Enter.

    `read` turns text into a day, or raises ValueError with a Chinese clause; it is the declared kind's own
    `parse`, so form, sheet and paste read alike.
    """

    changed = Signal(object)  # datetime.date or None
    refused = Signal(str)  # why the text is no day, as a clause

    def __init__(self, parent: QWidget | None = None, *, read: Read | None = None) -> None:
        super().__init__(parent)
        self._read = read or Day().parse
        self._day: dt.date | None = None
        self._calendar: QCalendarWidget | None = None
        self.line = _Line(self)
        self.line.setPlaceholderText("如 6.12、0612、昨天")
        self.line.left.connect(self.take)
        self.open_button = icon_button("calendar", "打开日历")
        self.open_button.clicked.connect(self.open_calendar)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self.open_button)

    def day(self) -> dt.date | None:
        """Give the day, None while there is none or the text is not understood."""
        return self._day

    def set_day(self, day: dt.date | None) -> None:
        """Show a day without saying that it changed."""
        self._day = day
        self.line.setText(day_text(day) if day else "")
        self._mark(wrong="")

    def text(self) -> str:
        """Give the day as 2026-06-12, or what was typed as it stands when it is no day."""
        self.take()
        return self._day.isoformat() if self._day else self.line.text().strip()

    def set_name(self, name: str) -> None:
        """Set what a screen reader calls the field."""
        self.line.setAccessibleName(name)
        self.open_button.setAccessibleName(f"{name}：打开日历")

    @Slot()
    def take(self) -> None:
        """Read the line; say `changed` or `refused`."""
        typed = self.line.text().strip()
        if self._day and typed == day_text(self._day):
            return
        try:
            day = self._read(typed) if typed else None
        except ValueError as error:
            self._day = None
            self._mark(wrong=str(error))
            self.refused.emit(str(error))
            return
        self._put(day)

    @Slot()
    def open_calendar(self) -> None:
        """Show the calendar under the line, at the day that is typed."""
        if self._calendar is None:
            self._calendar = _calendar()
            self._popup = Popup(self._calendar, self)
            self._calendar.clicked.connect(self._pick)
            self._calendar.activated.connect(self._pick)
        elif self._popup.isVisible():
            self._popup.shut()
            return
        shown = self._day or clock.today()
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._popup.open_under(QSize(sized(320), sized(288)))
        self._calendar.setFocus()

    @Slot(QDate)
    def _pick(self, picked: QDate) -> None:
        self._popup.shut()
        self.line.setFocus()
        self._put(dt.date(picked.year(), picked.month(), picked.day()))

    def _put(self, day: dt.date | None) -> None:
        before = self._day
        self.set_day(day)
        if day != before:
            self.changed.emit(day)

    def _mark(self, *, wrong: str) -> None:
        self.line.setProperty("wrong", bool(wrong))
        self.line.setToolTip(wrong)
        restyle(self.line)


class _Line(QLineEdit):
    """A line that says when the person has left it or pressed Enter."""

    left = Signal()

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        if arg__1.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        super().keyPressEvent(arg__1)


def _calendar() -> QCalendarWidget:
    made = QCalendarWidget()
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    plain, quiet = QTextCharFormat(), QTextCharFormat()
    plain.setForeground(QColor(Colour.TEXT.value))
    quiet.setForeground(QColor(Colour.SECOND.value))
    made.setHeaderTextFormat(quiet)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        made.setWeekdayTextFormat(day, plain)
    for name, says in _CALENDAR_NAMES.items():
        for child in (*made.findChildren(QToolButton, name), *made.findChildren(QWidget, name)):
            child.setAccessibleName(says)
    for view in made.findChildren(QTableView):
        view.setShowGrid(False)
    return made
