"""Step 2 of the monthly report: what it lacks, with a way to each place; its figures, with the records behind each.

* One stands behind the other, so that each has the whole page; what is lacked is counted on its tab.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from dundian_desktop.actions.month_report import MonthReport
from dundian_desktop.policy.finding import Finding, Level
from ui import words
from ui.desk import Desk
from ui.level_chip import level_chip
from ui.mending import Mender, word_of
from ui.month_table import FigureTable
from ui.names import name_of
from ui.parts.buttons import Kind, button
from ui.parts.chip import ChipLabel
from ui.parts.dialog import FittingDialog, scrolled
from ui.parts.labels import label, named
from ui.parts.tile import Tile, row_of
from ui.parts.view_tabs import View, ViewTabs
from ui.today_wishes import Push
from ui.tokens import GAP, Colour, sized

_MOST_LISTED = 500
_FINDINGS, _FIGURES = "findings", "figures"


class Asked(QObject):
    """What the person wants to see."""

    mending = Signal(object)  # Finding


class CheckStep(QWidget):
    """Empty until a report is `put`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asked = Asked(self)
        self.mender = Mender(desk, self)
        self.mender.records_asked.connect(self.list_records)
        self._asked.mending.connect(self.mender.mend)
        self.tabs = ViewTabs((View(_FINDINGS, "要核对的"), View(_FIGURES, "数字")))
        self.tabs.chosen.connect(self._show)
        self.findings = Tile("要核对的", "monthFindings")
        self.table = FigureTable()
        self.table.asked.connect(self.list_records)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.findings)
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(column))
        self._stack.addWidget(self.table)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2 * GAP)
        page.addWidget(self.tabs)
        page.addWidget(self._stack, 1)

    def put(self, report: MonthReport) -> None:
        """Show what a month lacks, and its figures."""
        self.findings.clear()
        red = sum(found.level is Level.RED for found in report.findings)
        must = f"，其中必须补的 {red} 项" if red else ""
        self.findings.heading.setText(f"要核对的 {len(report.findings)} 项{must}")
        for found in report.findings:
            self.findings.body.addWidget(self._finding(found))
        if not report.findings:
            self.findings.say("没有要补的。", "circle-check", Colour.GOOD)
        self.tabs.count({_FINDINGS: len(report.findings)})
        self.table.put(report.figures)

    def show_figures(self) -> None:
        """Show the table of figures."""
        self.tabs.choose(_FIGURES)
        self._show(_FIGURES)

    @Slot(str)
    def _show(self, key: str) -> None:
        self._stack.setCurrentIndex((_FINDINGS, _FIGURES).index(key))

    def _finding(self, found: Finding) -> QWidget:
        told = label(found.sentence, wraps=True)
        told.setToolTip(f"依据：{found.source}" if found.source else "")
        chip = ChipLabel(level_chip(found.level))
        row = row_of(chip, told)
        layout = row.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(1, 1)
            if word := word_of(found):
                go = button(word, Kind.QUIET, name="findingGo")
                Push(go, self._asked.mending, found)
                layout.addWidget(go)
        return row

    @Slot(str, str, object)
    def list_records(self, heading: str, table: str, ids: Sequence[str]) -> None:
        """Go to the one record, or list several to choose from."""
        show_records(self.desk, heading, table, ids, self)


class RecordList(FittingDialog):
    """The records behind a figure; a double click or Enter goes to one."""

    def __init__(self, desk: Desk, heading: str, table: str, ids: Sequence[str], parent: QWidget) -> None:
        kind = desk.store.kinds[table]
        super().__init__(f"{heading[:40]}：{len(ids)} 条{kind.ledger.noun}", parent)
        self.setObjectName("recordList")
        self.desk = desk
        self._table = table
        self._ids = list(ids[:_MOST_LISTED])
        self.list = named(QListWidget(), "recordListRows")
        self.list.setAccessibleName(heading)
        self.list.setMinimumSize(sized(480), sized(260))
        for key in self._ids:
            record = desk.store.reader.find(kind, key)
            self.list.addItem(QListWidgetItem(f"{record.no}  {name_of(desk.store, record)}" if record else key[:8]))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(self._go)
        self.body.addWidget(self.list, 1)
        self.add_cancel(words.CLOSE)
        self.add_button("打开这一条", Kind.PRIMARY, name="recordListGo").clicked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        row = self.list.currentRow()
        self.accept()
        if 0 <= row < len(self._ids):
            self.desk.record_asked.emit(self._table, self._ids[row])


def show_records(desk: Desk, heading: str, table: str, ids: Sequence[str], parent: QWidget) -> None:
    """Go to the one record, or list several to choose from."""
    if len(ids) == 1:
        desk.record_asked.emit(table, ids[0])
    else:
        RecordList(desk, heading, table, ids, parent).open()
