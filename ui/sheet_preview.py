"""What a sheet would bring: how many rows are good, which are not and why, what was left aside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from dundian_desktop.exchange.sheet import SheetReading
from dundian_desktop.ledger import Record
from ui.parts.banner import Banner, Mood
from ui.parts.labels import Role, label, named
from ui.tokens import GAP, sized

_MOST_SHOWN = 200


class SheetPreview(QWidget):
    """Empty until something is `put`."""

    def __init__(self) -> None:
        super().__init__()
        self._verdict = Banner()
        self._more = label("", Role.SECOND, wraps=True, name="sheetMore")
        self.rows = named(QTableWidget(0, 3), "sheetBad")
        self.rows.setAccessibleName("不能用的行")
        self.rows.setHorizontalHeaderLabels(["行", "原因", "表格里写的"])
        self.rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.rows.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.rows.verticalHeader().hide()
        self.rows.setWordWrap(True)
        self.rows.setShowGrid(False)
        self.rows.setMinimumSize(sized(560), sized(200))
        head = self.rows.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        for part in (self._verdict, self._more):
            column.addWidget(part)
        column.addWidget(self.rows, 1)
        self._more.hide()
        self.rows.hide()

    def put(self, reading: SheetReading[Record], kind: type[Record]) -> None:
        """Show a reading."""
        new = sum(row.before is None for row in reading.good)
        changed = sum(row.changes for row in reading.good) - new
        told = f"可用 {len(reading.good)} 行：新增 {new} 条{kind.ledger.noun}，修改 {changed} 条。"
        same = len(reading.good) - new - changed
        told += f"{same} 行和现有的一样，不动。" if same else ""
        told += f"不能用 {len(reading.bad)} 行，原因列在下面。" if reading.bad else ""
        self._verdict.put(told, Mood.WARN if reading.bad else Mood.GOOD, closable=False)
        more = _left_aside(reading)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._list(reading)

    def refuse(self, sentence: str) -> None:
        """Say why the sheet cannot be read at all, or nothing could be stored."""
        self._verdict.put(sentence, Mood.BAD, closable=False)

    def _list(self, reading: SheetReading[Record]) -> None:
        shown = reading.bad[:_MOST_SHOWN]
        self.rows.setRowCount(len(shown))
        for place, row in enumerate(shown):
            cells = "，".join(f"{name}：{text}" for name, text in row.cells.items() if text)
            for column, text in enumerate((str(row.number), "；".join(row.problems), cells)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.rows.setItem(place, column, item)
        self.rows.resizeRowsToContents()
        self.rows.setVisible(bool(shown))


def _left_aside(reading: SheetReading[Record]) -> str:
    parts = [f"读的是工作表“{reading.sheet}”。"] if reading.sheet else []
    if reading.others:
        parts.append(f"没有读的工作表：{'、'.join(reading.others)}。")
    if reading.totals:
        parts.append(f"合计行 {len(reading.totals)} 行没有导入。")
    if reading.unknown_headers:
        parts.append(f"认不得的列：{'、'.join(reading.unknown_headers)}。")
    return "".join(parts)
