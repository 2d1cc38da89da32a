"""The sheet under a heading: order, values to tick with their counts, from and to for days and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from dundian_desktop import clock, fields
from dundian_desktop.fields import Field
from dundian_desktop.store.query import Condition, month_days
from ui.filters import Choosable, condition_of
from ui.ledger_words import CLEAR_FILTERS, FILTER
from ui.parts.buttons import Kind, button
from ui.parts.day_line import DayLine
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label
from ui.parts.popup import Popup
from ui.parts.search_line import SearchLine
from ui.tokens import GAP, sized

_VALUE = Qt.ItemDataRole.UserRole + 1
_WIDTH = 300
_HEIGHT = 380
_AT_A_GLANCE = 8  # values that need no search among them
_SPANS = ("今天", "近7天", "本月", "上月", "今年")


class FilterMenu(QWidget):
    """Filters and sorts one column.  Enter applies, Esc and a click elsewhere leave everything as it is."""

    chosen = Signal(object)  # a Condition, or None to clear this column
    sorted = Signal(str, bool)  # field name, descending

    def __init__(self, field: Field, values: Sequence[Choosable], condition: Condition | None, anchor: QWidget) -> None:
        super().__init__()
        self.setObjectName("filterMenu")
        self._field = field
        self._values = list(values)
        self._ranged = isinstance(field.kind, fields.Day) or (field.kind.numeric and not field.masked)
        self._popup = Popup(self, anchor)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(2 * GAP)
        column.addWidget(label(field.label, Role.SECTION))
        column.addLayout(self._orders())
        if self._ranged:
            column.addLayout(self._range(condition))
        column.addWidget(self._search())
        column.addWidget(self._list(condition), 1)
        column.addLayout(self._buttons())
        QWidget.setTabOrder(self.search, self.list)

    def open(self) -> None:
        """Show it under its heading, the keyboard in the search line."""
        self._popup.open_under(QSize(sized(_WIDTH), sized(_HEIGHT + (80 if self._ranged else 0))))
        self.search.setFocus()
        _application().installEventFilter(self)

    @Slot()
    def shut(self) -> None:
        """Hide it and be gone."""
        _application().removeEventFilter(self)
        self._popup.shut()
        self._popup.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self._popup.rect().contains(self._popup.mapFromGlobal(event.globalPosition().toPoint()))
            if not inside and watched.isWidgetType() and not self._over_a_popup(event.globalPosition().toPoint()):
                self.shut()
        return False

    def _over_a_popup(self, point: QPoint) -> bool:
        under: QWidget | None = QApplication.widgetAt(point)
        while under is not None:
            if under.objectName() == "popup":
                return True
            under = under.parentWidget()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        else:
            super().keyPressEvent(event)

    # -- what it is made of

    def _orders(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        up = button("升序", Kind.QUIET, icon_name="sort-ascending", name="sortUp")
        down = button("降序", Kind.QUIET, icon_name="sort-descending", name="sortDown")
        up.clicked.connect(self._sort_up)
        down.clicked.connect(self._sort_down)
        row.addWidget(up)
        row.addWidget(down)
        row.addStretch()
        return row

    def _search(self) -> QWidget:
        self.search = SearchLine("在这些值里找", self)
        self.search.setObjectName("filterSearch")
        self.search.textChanged.connect(self._narrow)
        self.search.setVisible(len(self._values) > _AT_A_GLANCE)
        return self.search

    def _list(self, condition: Condition | None) -> QWidget:
        self.list = QListWidget()
        self.list.setObjectName("filterValues")
        self.list.setAccessibleName(f"{self._field.label}的值")
        ticked = set(condition.values) if condition else set[object]()
        for place, one in enumerate(self._values):
            item = QListWidgetItem(f"{one.words}　{one.count}")
            item.setData(_VALUE, place)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.value in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._turn)
        return self.list

    def _range(self, condition: Condition | None) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP)
        ends = QHBoxLayout()
        ends.setSpacing(GAP)
        self._low, self._high = self._end("从"), self._end("到")
        for end in (self._low, self._high):
            ends.addWidget(end, 1)
        if condition and not condition.values:
            self._put_ends(condition)
        column.addLayout(ends)
        if isinstance(self._field.kind, fields.Day):
            column.addLayout(self._span_buttons())
        return column

    def _end(self, word: str) -> QWidget:
        if isinstance(self._field.kind, fields.Day):
            day = DayLine(read=self._field.kind.parse)
            day.set_name(f"{self._field.label}{word}")
            day.line.setPlaceholderText(word)
            return day
        line = QLineEdit()
        line.setPlaceholderText(word)
        line.setAccessibleName(f"{self._field.label}{word}")
        return line

    def _put_ends(self, condition: Condition) -> None:
        for end, plain in ((self._low, condition.low), (self._high, condition.high)):
            if plain is not None:
                value = self._field.kind.value(plain)
                if isinstance(end, DayLine):
                    end.set_day(value)
                elif isinstance(end, QLineEdit):
                    end.setText(self._field.kind.format(value))

    def _span_buttons(self) -> FlowLayout:
        flow = FlowLayout(gap=GAP)
        for word in _SPANS:
            made = button(word, Kind.QUIET, name=f"span_{word}")
            made.clicked.connect(self._take_span)
            flow.addWidget(made)
        return flow

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        clear = button(CLEAR_FILTERS, name="filterClear")
        clear.clicked.connect(self._clear)
        use = button(FILTER, Kind.PRIMARY, name="filterApply")
        use.clicked.connect(self.apply)
        row.addWidget(clear)
        row.addStretch()
        row.addWidget(use)
        return row

    # -- what it does

    @Slot()
    def apply(self) -> None:
        """Hand the filter over and go."""
        ticked = [self._values[place] for place in self._ticked()]
        ends = self._ends() if self._ranged else None
        self.shut()
        self.chosen.emit(condition_of(self._field, ticked) if ticked else ends)

    def _ticked(self) -> list[int]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_VALUE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _ends(self) -> Condition | None:
        low, high = (self._plain(end) for end in (self._low, self._high))
        return None if low is None and high is None else Condition(field=self._field.name, low=low, high=high)

    def _plain(self, end: QWidget) -> object:
        text = end.text() if isinstance(end, DayLine | QLineEdit) else ""
        try:
            return self._field.kind.plain(self._field.kind.parse(text)) if text.strip() else None
        except ValueError:
            return None

    @Slot()
    def _take_span(self) -> None:
        word = self.sender().objectName().removeprefix("span_")
        low, high = span_of(word, clock.today())
        for end, day in ((self._low, low), (self._high, high)):
            if isinstance(end, DayLine):
                end.set_day(day)
        self.apply()

    @Slot(str)
    def _narrow(self, typed: str) -> None:
        for row, one in enumerate(self._values):
            self.list.item(row).setHidden(typed.strip() not in one.words)

    @Slot(QListWidgetItem)
    def _turn(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    @Slot()
    def _clear(self) -> None:
        self.shut()
        self.chosen.emit(None)

    @Slot()
    def _sort_up(self) -> None:
        self.shut()
        self.sorted.emit(self._field.name, False)

    @Slot()
    def _sort_down(self) -> None:
        self.shut()
        self.sorted.emit(self._field.name, True)


def _application() -> QCoreApplication:
    return cast("QCoreApplication", QApplication.instance())


def span_of(word: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """Give the first and last day of a span people name."""
    this_month = month_days(f"{today:%Y-%m}")
    last_month = month_days(f"{this_month[0] - dt.timedelta(days=1):%Y-%m}")
    spans = {
        "今天": (today, today),
        "近7天": (today - dt.timedelta(days=6), today),
        "本月": this_month,
        "上月": last_month,
        "今年": (today.replace(month=1, day=1), today.replace(month=12, day=31)),
    }
    return spans[word]
