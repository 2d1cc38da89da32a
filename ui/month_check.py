"""Step 2 of the monthly report: what it lacks, with a way to each place; its figures, with the records behind each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dundian_desktop.actions.month_report import MonthReport
from dundian_desktop.policy.counting import Count, Indicator
from dundian_desktop.policy.finding import Finding, Level
from dundian_desktop.policy.kpi import Line
from ui import words
from ui.desk import Desk
from ui.mending import Mender, word_of
from ui.names import name_of
from ui.parts.buttons import Kind, button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.dialog import FittingDialog, scrolling
from ui.parts.labels import Role, label, named
from ui.parts.tile import Tile, row_of
from ui.today_tiles import level_word
from ui.today_wishes import Push
from ui.tokens import GAP, Colour, sized

_TONES = {Level.RED: Tone.BAD, Level.WARNING: Tone.WARN, Level.NOTE: Tone.NOTE}
_MOST_LISTED = 500


class Asked(QObject):
    """What the person wants to see."""

    records = Signal(str, str, object)  # heading, ledger, ids
    mending = Signal(object)  # Finding


class CheckStep(QWidget):
    """Empty until a report is `put`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asked = Asked(self)
        self._asked.records.connect(self.list_records)
        self.mender = Mender(desk, self)
        self.mender.records_asked.connect(self.list_records)
        self._asked.mending.connect(self.mender.mend)
        self.findings = Tile("要核对的", "monthFindings")
        self.figures = Tile("数字", "monthFigures")
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GAP)
        for tile in (self.findings, self.figures):
            column = QVBoxLayout()
            column.addWidget(tile)
            column.addStretch(1)
            row.addLayout(column, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(body))

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
        self.figures.clear()
        self.figures.body.addWidget(self._table([line for line in report.figures.lines if line.kept]))

    def _finding(self, found: Finding) -> QWidget:
        told = label(found.sentence, wraps=True)
        told.setToolTip(f"依据：{found.source}" if found.source else "")
        chip = ChipLabel(Chip(level_word(found.level), _TONES[found.level]))
        row = row_of(chip, told)
        layout = row.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(1, 1)
            if word := word_of(found):
                go = button(word, Kind.QUIET, name="findingGo")
                Push(go, self._asked.mending, found)
                layout.addWidget(go)
        return row

    def _table(self, lines: Sequence[Line]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        for column, text in enumerate(("", "本月", "累计", "")):
            grid.addWidget(_right(text), 0, column)
        for row, line in enumerate(lines, 1):
            indicator = line.indicator
            name = label(f"{'　' if indicator.part_of else ''}{indicator.label}（{indicator.unit}）", wraps=True)
            name.setToolTip(f"{indicator.rule}。依据：{indicator.source}")
            grid.addWidget(name, row, 0)
            grid.addWidget(_right(amount(indicator, line.month)), row, 1)
            grid.addWidget(_right(amount(indicator, line.total)), row, 2)
            look = button("看明细", Kind.QUIET, name=f"figure_{indicator.code}")
            look.setAccessibleName(f"{indicator.label}，看明细")
            look.setEnabled(bool(line.month.records))
            Push(look, self._asked.records, indicator.label, indicator.ledger.ledger.table, line.month.records)
            grid.addWidget(look, row, 3)
        return made

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


def amount(indicator: Indicator, count: Count) -> str:
    """Write a figure; money is kept in 分 and shown in 元."""
    return f"{count.value / 100:,.2f}" if indicator.unit == "元" else f"{count.value:,}"


def _right(text: str) -> QWidget:
    made = label(text, Role.BODY if text[:1].isdigit() else Role.HINT)
    made.setAlignment(made.alignment().AlignRight | made.alignment().AlignVCenter)
    return made
