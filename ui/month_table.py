"""The figures of a month as a table: 本月, 上月, 上月更正, 累计, 任务数; a click or Enter on one shows what it counts.

* A column that would be empty throughout (上月更正, 任务数) is not there; the clause gives way where there is no room.
* A figure with records behind it is written as a link; one of an unkept ledger is left out.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from dundian_desktop.ledgers.task import Task
from dundian_desktop.policy.counting import FEN, Count, Indicator
from dundian_desktop.policy.kpi import Figures, Line
from dundian_desktop.policy.tasks import TaskLine
from ui.tokens import Colour, sized

_ROW_HEIGHT = 28
_NARROW = 860  # logical pixels below which the clause gives way
_Index = QModelIndex | QPersistentModelIndex
_TASKS = "其他任务"


@dc.dataclass(frozen=True)
class Cell:
    """What one place of the table shows, and the records behind it."""

    text: str = ""
    table: str = ""
    records: tuple[str, ...] = ()
    number: bool = True


@dc.dataclass(frozen=True)
class Shelf:
    """One row: the name, its hint, and its cells; a section has a name alone."""

    name: str
    hint: str = ""
    code: str = ""
    cells: tuple[Cell, ...] = ()


class FigureModel(QAbstractTableModel):
    """Read only; filled by `put`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: tuple[str, ...] = ()
        self.rows: tuple[Shelf, ...] = ()

    def put(self, figures: Figures) -> None:
        """Show the figures of a month."""
        corrected = any(line.correction.value for line in figures.lines)
        tasks = bool(figures.tasks) or any(line.target for line in figures.lines)
        self.beginResetModel()
        self.columns = (
            *("指标", "单位", "本月", "上月"),
            *(("上月更正",) if corrected else ()),
            "累计",
            *(("任务数（完成率）",) if tasks else ()),
            "依据",
        )
        self.rows = tuple(_rows(figures, self.columns))
        self.endResetModel()

    def cell(self, index: _Index) -> Cell | None:
        """Give what a place shows; None for a section or a name."""
        cells = self.rows[index.row()].cells if index.isValid() else ()
        return cells[index.column() - 1] if cells and index.column() else None

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature is Qt's
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - the signature is Qt's
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(number=1 < section < len(self.columns) - 1)
        return self.columns[section] if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        if cell is None:
            return _of_name(row, index.column(), role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}，{self.columns[index.column()]}，{cell.text or '无'}"
        return _of_cell(cell, row, role)


def _of_name(row: Shelf, column: int, role: int) -> Any:
    if column:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return row.name
    if role == Qt.ItemDataRole.ToolTipRole:
        return row.hint or None
    if role == Qt.ItemDataRole.FontRole and not row.cells:
        return _bold()
    return None


def _of_cell(cell: Cell, row: Shelf, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return cell.text
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return _aligned(number=cell.number)
    if role == Qt.ItemDataRole.ForegroundRole:
        return QColor((Colour.FOCUS if cell.records else Colour.HINT).value)
    if role == Qt.ItemDataRole.ToolTipRole:
        return f"看{len(cell.records)}条记录" if cell.records else row.hint or None
    return None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


def _aligned(*, number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _rows(figures: Figures, columns: Sequence[str]) -> list[Shelf]:
    rows: list[Shelf] = []
    shown = [line for line in figures.lines if _is_shown(line)]
    for section, lines in groupby(shown, key=lambda line: str(line.indicator.section)):
        rows += [Shelf(section), *(_row(line, columns) for line in lines)]
    return [*rows, *([Shelf(_TASKS), *(_task(line, columns) for line in figures.tasks)] if figures.tasks else [])]


def _is_shown(line: Line) -> bool:
    """Tell whether a line has anything to say; a part without anything in it has not."""
    if not line.kept:
        return line.target is not None
    counts = (line.month, line.last, line.total, line.correction)
    return not line.indicator.part_of or any(count.value for count in counts) or line.target is not None


def _row(line: Line, columns: Sequence[str]) -> Shelf:
    one = line.indicator
    asked = f"{line.target.value:,}（{line.percent}%）" if line.target else ""
    cells = {
        "单位": Cell(one.unit, number=False),
        "本月": _figure(one, line.month),
        "上月": _figure(one, line.last),
        "上月更正": _figure(one, line.correction) if line.correction.value else Cell(),
        "累计": _figure(one, line.total),
        "任务数（完成率）": Cell(asked, Task.ledger.table, line.target.tasks if line.target else ()),
        "依据": Cell(one.source, number=False),
    }
    name = f"　其中：{one.label}" if one.part_of else one.label
    return Shelf(name, f"{one.rule}。依据：{one.source}", one.code, tuple(cells[name] for name in columns[1:]))


def _figure(indicator: Indicator, count: Count) -> Cell:
    return Cell(amount(indicator, count), indicator.ledger.ledger.table, count.records)


def _task(line: TaskLine, columns: Sequence[str]) -> Shelf:
    table, task = Task.ledger.table, line.task
    cells = {
        "单位": Cell(task.unit, number=False),
        "本月": Cell(f"{line.month.value:,}", table, line.month.records),
        "累计": Cell(f"{line.total.value:,}", table, line.total.records),
        "任务数（完成率）": Cell(f"{task.target}（{line.percent}%）", table, (task.id,)),
    }
    return Shelf(task.title, "", task.no, tuple(cells.get(name, Cell()) for name in columns[1:]))


def amount(indicator: Indicator, count: Count) -> str:
    """Write a figure; money is kept in 分 and shown in 元."""
    return f"{count.value / FEN:,.2f}" if indicator.money else f"{count.value:,}"


class FigureTable(QTableView):
    """Says by `asked` which records a person wants to see."""

    asked = Signal(str, str, object)  # heading, ledger, ids

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("monthTable")
        self.setAccessibleName("本月各项数字")
        self.figures = FigureModel(self)
        self.setModel(self.figures)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(sized(_ROW_HEIGHT))
        self.horizontalHeader().setAccessibleName("各列的名称")
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.clicked.connect(self.open)

    def put(self, figures: Figures) -> None:
        """Show the figures of a month."""
        self.clearSpans()
        self.figures.put(figures)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, shelf in enumerate(self.figures.rows):
            if not shelf.cells:
                self.setSpan(row, 0, 1, len(self.figures.columns))
        self._fit()

    def place(self, code: str, column: str) -> QModelIndex:
        """Give the place of a figure by the code of its indicator and the name of its column."""
        row = next(n for n, shelf in enumerate(self.figures.rows) if shelf.code == code)
        return self.figures.index(row, self.figures.columns.index(column))

    @Slot(QModelIndex)
    def open(self, index: _Index) -> None:
        """Ask for the records behind a figure, if it has any."""
        cell = self.figures.cell(index)
        if cell and cell.records:
            row, column = self.figures.rows[index.row()], self.figures.columns[index.column()]
            self.asked.emit(f"{row.name.strip('　')}（{column}）", cell.table, cell.records)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(sized(360), sized(160))

    def _fit(self) -> None:
        if self.figures.columns:
            self.setColumnHidden(len(self.figures.columns) - 1, self.width() < sized(_NARROW))
