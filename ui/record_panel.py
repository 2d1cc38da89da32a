"""The panel beside a list: one record to read, with what belongs to it and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from dundian_desktop import clock
from dundian_desktop.ledger import Record
from dundian_desktop.policy.parameters import parameters_in
from ui import words
from ui.conflict_panel import ConflictPanel
from ui.desk import Desk
from ui.history_panel import HistoryPanel
from ui.icons import picture
from ui.ledger_words import EDIT, RESTORE
from ui.merged_banner import MergedBanner
from ui.names import name_of
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.chip import Chip, ChipLabel
from ui.parts.dialog import scrolling
from ui.parts.labels import Role, label
from ui.parts.tab_order import put_after, put_before
from ui.reading import ReadingView
from ui.related_panel import RelatedPanel
from ui.so_far import SoFarLine
from ui.states import chip_of
from ui.step_bar import StepBar
from ui.tokens import GAP, Colour

_RELATED = 1  # place of the tab


class RecordPanel(QWidget):
    """Shows a record; asks for everything that changes one."""

    edit_asked = Signal(str)  # field name to begin with, or ""
    erase_asked = Signal()
    restore_asked = Signal()
    step_asked = Signal(int)
    back_asked = Signal()
    sight_asked = Signal()

    def __init__(self, desk: Desk, kind: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recordPanel")
        self.desk = desk
        self.kind = kind
        self.record: Record | None = None
        self._chips: list[ChipLabel] = []
        self.back = button(words.BACK, Kind.QUIET, icon_name="chevron-left", name="panelBack", tip="Esc")
        self.back.clicked.connect(self.back_asked)
        self._no = label("", Role.HINT, name="panelNo")
        self._title = label("", Role.SECTION, wraps=True, name="panelTitle")
        self.steps = StepBar(desk)
        self.steps.form_asked.connect(self.edit_asked)
        self._shelf = QHBoxLayout()
        self._shelf.setSpacing(GAP)
        self.reading = ReadingView(desk)
        self.reading.edit_asked.connect(self.edit_asked)
        self.conflicts = ConflictPanel(desk)
        self.merged = MergedBanner(desk)
        self.so_far = SoFarLine(desk)
        self.related = RelatedPanel(desk)
        self.history = HistoryPanel(desk)
        self._arrange()

    def put(self, record: Record | None) -> None:
        """Show a record, or that none is chosen."""
        self.record = record
        self._nothing.setVisible(record is None)
        self._body.setVisible(record is not None)
        if record is None:
            return
        deleted = bool(record.meta and record.meta.deleted)
        self._title.setText(name_of(self.desk.store, record))
        self._no.setText(record.no)
        self._show_chips(record, deleted=deleted)
        self.edit.setVisible(not deleted)
        self.erase.setVisible(not deleted)
        self.restore.setVisible(deleted)
        self.steps.put(record)
        self.conflicts.put(record)
        self.merged.show_for(record)
        self.so_far.put(record)
        self.reading.put(record)
        put_before(self.steps, self.tabs.tabBar())
        put_after(self.reading, self.tabs.tabBar())
        self._fill(self.tabs.currentIndex())

    def show_related(self) -> None:
        """Show what belongs to the record, and ask to be in sight."""
        self.tabs.setCurrentIndex(_RELATED)
        self.sight_asked.emit()

    @Slot(int)
    def _fill(self, tab: int) -> None:
        """Read what a tab shows only when it is looked at."""
        shown = (self.reading, self.related, self.history)[tab]
        if self.record and shown is not self.reading:
            shown.put(self.record)

    def _show_chips(self, record: Record, *, deleted: bool) -> None:
        days = parameters_in(self.desk.store).revisit_days
        found = [chip_of(field, record, clock.today(), days) for field in self.kind.ledger.fields]
        chips: Sequence[Any] = [Chip("在回收站")] if deleted else [chip for chip in found if chip]
        for old in self._chips:
            self._shelf.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [ChipLabel(chip, self) for chip in chips]
        for place, made in enumerate(self._chips):
            self._shelf.insertWidget(place, made)

    def _arrange(self) -> None:
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(self._head())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        content = QWidget()  # a conflict scrolls with the content, so that it is never squeezed
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.merged)
        inside.addWidget(self.conflicts)
        inside.addWidget(self.so_far)
        inside.addWidget(self.reading, 1)
        for view, word in ((content, "内容"), (self.related, "关联"), (self.history, "历史")):
            self.tabs.addTab(scrolling(view), word)
        self.tabs.tabBar().setAccessibleName("这条记录的各页")
        self.tabs.currentChanged.connect(self._fill)
        column.addWidget(self.tabs, 1)
        self._nothing = self._placeholder()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._body, 1)
        page.addWidget(self._nothing, 1)
        self._body.hide()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("sideHead")
        column = QVBoxLayout(head)
        column.setContentsMargins(4 * GAP, 3 * GAP, 3 * GAP, 0)
        column.setSpacing(GAP)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        tools.addWidget(self.back)
        tools.addWidget(self._no)
        tools.addStretch()
        for name, says, by in (("chevron-up", "上一条（Alt+↑）", -1), ("chevron-down", "下一条（Alt+↓）", 1)):
            made = icon_button(name, says, name="panelPrevious" if by < 0 else "panelNext")
            made.setProperty("by", by)
            made.clicked.connect(self._step)
            tools.addWidget(made)
        self.erase = icon_button("trash", "删除，进回收站（Delete）", name="panelErase")
        self.erase.clicked.connect(self.erase_asked)
        self.edit = button(EDIT, icon_name="pencil", name="panelEdit", tip="编辑（F2，或双击）")
        self.edit.clicked.connect(self._edit)
        self.restore = button(RESTORE, icon_name="arrow-back-up", name="panelRestore")
        self.restore.clicked.connect(self.restore_asked)
        for made in (self.erase, self.edit, self.restore):
            tools.addWidget(made)
        column.addLayout(tools)
        column.addWidget(self._title)
        standing = QHBoxLayout()
        standing.setSpacing(2 * GAP)
        standing.addLayout(self._shelf)
        standing.addWidget(self.steps, 1)
        column.addLayout(standing)
        return head

    def _placeholder(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setSpacing(3 * GAP)
        mark = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        mark.setPixmap(picture("clipboard-text", Colour.SCROLL, 40, self.devicePixelRatioF()))
        told = label(f"点左边一条{self.kind.ledger.noun}，在这里看全部内容", Role.HINT, wraps=True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        column.addWidget(mark)
        column.addWidget(told)
        column.addStretch(3)
        return made

    @Slot()
    def _step(self) -> None:
        self.step_asked.emit(int(self.sender().property("by")))

    @Slot()
    def _edit(self) -> None:
        self.edit_asked.emit("")

    def sizeHint(self) -> QSize:
        """Give a width at which short lines do not break."""
        return QSize(360, 480)
