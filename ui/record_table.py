"""The list of a ledger: sorts, filters, hides and moves columns, copies rows, and remembers how the person has it."""

from __future__ import annotations

import dataclasses as dc

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from dundian_desktop.fields import Field
from dundian_desktop.ledger import Record
from dundian_desktop.store.query import Condition, Query
from ui.columns import Column, columns_setting, kept_columns, usual_width
from ui.desk import Desk
from ui.filter_header import FilterHeader
from ui.filter_menu import FilterMenu
from ui.filters import Filters, choosable, narrowed
from ui.parts.chip import ChipDelegate
from ui.record_model import RecordModel
from ui.states import has_deadline
from ui.tokens import sized
from ui.wanted import Wanted

ROW_HEIGHT = 32
_SETTLE = 800  # milliseconds after the last drag until the columns are remembered
_FORMULA = ("=", "+", "-", "@")


class RecordTable(QTableView):
    """Shows what it is `wanted` to show, narrowed by its own filters and in its own order."""

    narrowed = Signal()  # the filters changed
    opened = Signal(str)  # record key: double click, Enter or F2
    moved = Signal()  # another record is current, or others are selected
    erase_asked = Signal()
    shown = Signal()  # the rows asked for stand

    def __init__(self, desk: Desk, kind: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recordTable")
        self.setAccessibleName(f"{kind.ledger.title}列表")
        self.desk = desk
        self.kind = kind
        self.filters: dict[str, Condition] = {}
        self.order = usual_order(kind)
        self._wanted = Wanted(query=Query(kind=kind))
        self._kept_id = ""
        self._rows = RecordModel(desk, kind, self)
        self._rows.arrived.connect(self._settle)
        self.head = FilterHeader(self)
        self._set_up()
        self.setModel(self._rows)
        self._remember = QTimer(self, singleShot=True, interval=_SETTLE)
        self._remember.timeout.connect(self.remember)
        self._lay_columns()
        self._connect()

    def _set_up(self) -> None:
        self.setHorizontalHeader(self.head)
        self.setItemDelegate(ChipDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setMinimumSectionSize(sized(ROW_HEIGHT))
        side.setDefaultSectionSize(sized(ROW_HEIGHT))

    def _connect(self) -> None:
        self.doubleClicked.connect(self._open_index)
        self.head.filter_asked.connect(self.open_filter)
        self.head.menu_asked.connect(self._open_columns)
        self.head.sectionClicked.connect(self._sort_by)
        for signal in (self.head.sectionResized, self.head.sectionMoved):
            signal.connect(self._remember.start)
        self.selectionModel().selectionChanged.connect(self.moved)
        self.selectionModel().currentRowChanged.connect(self.moved)

    @property
    def rows(self) -> RecordModel:
        """Give the model behind the rows."""
        return self._rows

    # -- what is shown

    def want(self, wanted: Wanted) -> None:
        """Show other records; filters and order stay."""
        self._wanted = wanted
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Find the rows again; the record in hand stays in hand."""
        self._kept_id = self.current_id() or self._kept_id
        self._rows.show(self.wanted())

    def wanted(self) -> Wanted:
        """Give what is shown, filters and order included: what an export would write."""
        query = dc.replace(narrowed(self._wanted.query, self.filters), order=self.order)
        return dc.replace(self._wanted, query=query)

    def filter(self, field: str, condition: Condition | None) -> None:
        """Narrow the list by a column, or stop doing so."""
        self.filters.pop(field, None)
        if condition:
            self.filters[field] = condition
        self._filters_changed()

    @Slot()
    def clear_filters(self) -> None:
        """Show everything again."""
        self.filters.clear()
        self._filters_changed()

    def sort(self, field: str, *, descending: bool) -> None:
        """Put the list in another order."""
        self.order = ((field, descending),)
        self._mark_order()
        self.refresh()

    def _filters_changed(self) -> None:
        names: Filters = self.filters
        self.head.mark(frozenset(n for n, f in enumerate(self._rows.columns) if f.name in names))
        self.narrowed.emit()
        self.refresh()

    # -- the record in hand

    def current_id(self) -> str:
        """Give the id of the current record, or ""."""
        index = self.currentIndex()
        record = self._rows.record(index.row()) if index.isValid() else None
        return record.id if record else ""

    def selected(self) -> list[Record]:
        """Give the selected records, top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [record for row in rows if (record := self._rows.record(row))]

    def choose(self, key: str) -> bool:
        """Make a record the current one; False when it is not in the list."""
        row = self._rows.row_of(key)
        if row < 0:
            return False
        first = self.head.logicalIndex(0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(row, first), flags)
        self.scrollTo(self._rows.index(row, first))
        return True

    def step(self, by: int) -> None:
        """Go to the next record, or the one before."""
        row = min(max(self.currentIndex().row() + by, 0), self._rows.rowCount() - 1)
        if record := self._rows.record(row) if row >= 0 else None:
            self.choose(record.id)

    @Slot()
    def _settle(self) -> None:
        if self._kept_id and self.current_id() != self._kept_id:
            self.choose(self._kept_id)
        self._kept_id = ""
        self.shown.emit()

    # -- columns

    def _lay_columns(self) -> None:
        kept = {column.name: column for column in kept_columns(self.desk.store.settings, self.kind.ledger)}
        for place, field in enumerate(self._rows.columns):
            usual = Column(field.name, usual_width(field, QApplication.font()), field.listed)
            column = kept.get(field.name, usual)
            self.setColumnWidth(place, column.width)
            self.setColumnHidden(place, not column.shown)
        logical = {field.name: n for n, field in enumerate(self._rows.columns)}
        for visual, name in enumerate(kept):
            self.head.moveSection(self.head.visualIndex(logical[name]), visual)
        self._mark_order()

    def _mark_order(self) -> None:
        name, down = self.order[0] if self.order else ("", True)
        at = next((n for n, f in enumerate(self._rows.columns) if f.name == name), -1)
        self.head.setSortIndicatorShown(at >= 0)
        if at >= 0:
            self.head.setSortIndicator(at, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    @Slot()
    def remember(self) -> None:
        """Keep order, width and visibility of the columns."""
        logical = [self.head.logicalIndex(visual) for visual in range(self._rows.columnCount())]
        columns = [self._column(place) for place in logical]
        self.desk.put_setting(*columns_setting(self.kind.ledger, columns))

    def _column(self, place: int) -> Column:
        hidden = self.isColumnHidden(place)
        field = self._rows.columns[place]
        return Column(
            field.name, usual_width(field, QApplication.font()) if hidden else self.columnWidth(place), not hidden
        )

    def columns_menu(self) -> QMenu:
        """Give the menu of columns to show and hide."""
        menu = QMenu(self)
        for field in self._rows.columns:
            action = menu.addAction(field.label)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(self._place(field)))
            action.setData(field.name)
        menu.addSeparator()
        menu.addAction("恢复默认的列").setData("")
        menu.triggered.connect(self._turn_column)
        return menu

    def filters_menu(self) -> QMenu:
        """Give the menu of columns to filter by, for the keyboard."""
        menu = QMenu(self)
        for field in self._rows.columns:
            if field.listed or field.name in self.filters:
                menu.addAction(field.label).setData(field.name)
        menu.triggered.connect(self._filter_by)
        return menu

    @Slot(QAction)
    def _turn_column(self, action: QAction) -> None:
        if name := str(action.data()):
            self.setColumnHidden(self._place(self.kind.ledger.field(name)), not action.isChecked())
            self._remember.start()
            return
        for place, field in enumerate(self._rows.columns):
            self.head.moveSection(self.head.visualIndex(place), place)
            self.setColumnWidth(place, usual_width(field, QApplication.font()))
            self.setColumnHidden(place, not field.listed)
        self._remember.start()

    @Slot(QAction)
    def _filter_by(self, action: QAction) -> None:
        place = self._place(self.kind.ledger.field(str(action.data())))
        self.setColumnHidden(place, False)
        self.scrollTo(self._rows.index(0, place)) if self._rows.rowCount() else None
        self.open_filter(place)

    def _place(self, field: Field) -> int:
        return [one.name for one in self._rows.columns].index(field.name)

    # -- filters and order from the headings

    @Slot(int)
    def open_filter(self, section: int) -> None:
        """Open the filter menu of a column under its heading."""
        field = self._rows.columns[section]
        others = {name: condition for name, condition in self.filters.items() if name != field.name}
        values = choosable(self.desk.store, narrowed(self._wanted.query, others), field)
        anchor = QWidget(self.head)
        anchor.setGeometry(self.head.place_of(section))
        anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        anchor.show()
        self.menu = FilterMenu(field, values, self.filters.get(field.name), anchor)
        self.menu.destroyed.connect(anchor.deleteLater)
        self.menu.setProperty("field", field.name)
        self.menu.chosen.connect(self._take_filter)
        self.menu.sorted.connect(self._take_order)
        self.menu.open()

    @Slot(object)
    def _take_filter(self, condition: Condition | None) -> None:
        self.filter(str(self.menu.property("field")), condition)

    @Slot(str, bool)
    def _take_order(self, name: str, descending: bool) -> None:
        self.sort(name, descending=descending)

    @Slot(int)
    def _sort_by(self, section: int) -> None:
        name = self._rows.columns[section].name
        self.sort(name, descending=self.order[:1] == ((name, False),))

    @Slot(QPoint)
    def _open_columns(self, place: QPoint) -> None:
        self.columns_menu().popup(place)

    # -- keys

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.current_id():
            self.opened.emit(self.current_id())
        elif e.matches(QKeySequence.StandardKey.Delete):
            self.erase_asked.emit()
        else:
            super().keyPressEvent(e)

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if record := self._rows.record(index.row()):
            self.opened.emit(record.id)

    def copied(self) -> str:
        """Give the selected rows as a block for a sheet: labels first, sensitive values masked."""
        places = [self.head.logicalIndex(n) for n in range(self._rows.columnCount())]
        places = [place for place in places if not self.isColumnHidden(place)]
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        labels = [self._rows.columns[place].label for place in places]
        cells = [[_harmless(self._rows.words(row, place)) for place in places] for row in rows]
        return "\n".join("\t".join(line) for line in [labels, *cells])


def _harmless(text: str) -> str:
    """Keep a text from strangers from becoming a formula in somebody's sheet."""
    flat = text.replace("\t", " ")
    return f"'{flat}" if flat.startswith(_FORMULA) and not _is_number(flat) else flat


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(",", "").replace(".", "", 1).isdigit()


def usual_order(kind: type[Record]) -> tuple[tuple[str, bool], ...]:
    """Give the order of a list nobody sorted: by the day of the month figures, else the newest first.

    A ledger with deadlines is a list of things to do; what was done last does not belong on top of it.
    """
    month = kind.ledger.month
    return ((month, True),) if month and not has_deadline(kind) else ()
