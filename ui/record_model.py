"""The rows of a ledger for a table: a window over the ids, records read page by page as they come into sight.

All ids of the list are held at 8 bytes each, records in pages of 128, of which the last 32 looked at are kept
(measured: 100,000 rows open in half a second and cost 34 MB; ui notes §3.2). Filters and order are the store's.
A long list is found beside the window and swapped in when it has arrived; until then the old one stands.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.fields import Field
from dundian_desktop.ledger import Record
from dundian_desktop.policy.parameters import parameters_in
from dundian_desktop.progress import Progress
from dundian_desktop.store.extent import at_most
from ui.columns import ordered_fields
from ui.desk import Desk
from ui.names import names_in
from ui.parts.chip import CHIP_ROLE, Chip
from ui.shown import one_line, shown
from ui.states import DUE, chip_of, due_words
from ui.tasks import Task
from ui.wanted import Wanted, records_of

Index = QModelIndex | QPersistentModelIndex
PAGE = 128
_PAGES = 32
_SHORT_LIST = 5_000
_SHORT_SIEVE = 500
_ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Page(NamedTuple):
    """Some records that stand side by side, the names they point at, and the cells drawn so far."""

    records: list[Record | None]
    names: dict[str, str]
    cells: dict[tuple[int, int], str]


class RecordModel(QAbstractTableModel):
    """Ask it to `show` something; it has `arrived` when the rows stand."""

    arrived = Signal()
    seeking = Signal(bool)  # a long search began, or ended

    def __init__(self, desk: Desk, kind: type[Record], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kind = kind
        self.columns: tuple[Field, ...] = ordered_fields(kind.ledger)
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, _Page] = OrderedDict()
        self._today = clock.today()
        self._revisit_days = 0  # read with the rows
        self._task: Task | None = None
        self._asked = 0

    # -- what is shown

    def show(self, wanted: Wanted) -> None:
        """Find the rows, at once when that is quick."""
        self._asked += 1
        if self._task:
            self._task.cancel()
        if at_most(self.desk.store.reader, self.kind) <= (_SHORT_SIEVE if wanted.sieve else _SHORT_LIST):
            self._take((self._asked, wanted.find(self.desk.store.reader)))
            return
        asked, reader = self._asked, self.desk.store.reader

        def find(progress: Progress) -> tuple[int, array[int]]:
            return asked, wanted.find(reader, progress)

        # Reading may run beside the store lane: the reader has a connection and a lock of its own.
        self._task = self.desk.tasks.beside(find)
        self._task.finished.connect(self._take)
        self._task.refused.connect(self.desk.trouble)
        self.seeking.emit(True)

    @Slot(object)
    def _take(self, found: tuple[int, array[int]]) -> None:
        asked, ids = found
        if asked != self._asked:
            return
        self._task = None
        self._today = clock.today()
        self._revisit_days = parameters_in(self.desk.store).revisit_days
        if ids == self._ids:
            self._look_again()
        else:
            self.beginResetModel()
            self._ids = ids
            self._pages.clear()
            self.endResetModel()
        self.seeking.emit(False)
        self.arrived.emit()

    def _look_again(self) -> None:
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    # -- records and cells

    def record(self, row: int) -> Record | None:
        """Give the record of a row; None when it went away and the list does not know yet."""
        page = self._page(row // PAGE)
        return page.records[row % PAGE]

    def row_of(self, key: str) -> int:
        """Give the row in which a record stands, or -1."""
        number = self.desk.store.reader.number_of(self.kind, key)
        try:
            return self._ids.index(number) if number is not None else -1
        except ValueError:
            return -1

    def words(self, row: int, column: int) -> str:
        """Give the words of a cell, sensitive ones masked."""
        page = self._page(row // PAGE)
        place = (row % PAGE, column)
        if (kept := page.cells.get(place)) is None:
            kept = page.cells[place] = self._words(page, page.records[row % PAGE], self.columns[column])
        return kept

    def _words(self, page: _Page, record: Record | None, field: Field) -> str:
        if record is None:
            return ""
        if field.name == DUE and (words := due_words(record)):
            return words
        return one_line(shown(field, getattr(record, field.name), page.names))

    def chip(self, row: int, column: int) -> Chip | None:
        """Give the chip of a cell, None for plain words."""
        record = self.record(row)
        return chip_of(self.columns[column], record, self._today, self._revisit_days) if record else None

    def _page(self, number: int) -> _Page:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        numbers = self._ids[number * PAGE : (number + 1) * PAGE]
        records = records_of(self.desk.store.reader, self.kind, numbers)
        names = names_in(self.desk.store, self.kind, [r for r in records if r])
        page = self._pages[number] = _Page(records, names, {})
        if len(self._pages) > _PAGES:
            self._pages.popitem(last=False)
        return page

    # -- what Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _Role.DisplayRole:
            return self.words(row, column)
        if role == CHIP_ROLE:
            return self.chip(row, column)
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self.columns[column].kind.numeric else _LEFT
        if role == _Role.AccessibleTextRole:
            chip = self.chip(row, column)
            return f"{self.columns[column].label} {chip.word if chip else self.words(row, column)}"
        return self.words(row, column) or None if role == _Role.ToolTipRole else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        field = self.columns[section]
        if role == _Role.DisplayRole:
            return field.label
        if role == _Role.TextAlignmentRole:
            return _RIGHT if field.kind.numeric else _LEFT
        return f"{field.label}：点一下排序，点漏斗筛选" if role == _Role.ToolTipRole else None
