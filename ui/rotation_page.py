"""The page of rotations: the ordinary list, with the wizard that hands over and the list on paper."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.actions.handover import HandedOver
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.rotation import Rotation, RotationState
from ui.desk import Desk
from ui.handover_paper import HandoverPaper
from ui.handover_wizard import HandoverWizard
from ui.ledger_page import LedgerPage
from ui.parts.buttons import Kind, button
from ui.tokens import GAP

_HAND_OVER = "完成交接"
"""Word of the step that the wizard takes: a step alone would move nothing."""


class RotationPage(LedgerPage):
    """Begins with the wizard (Ctrl+J); a list may also be prepared first, and looked at on paper afterwards."""

    def __init__(self, desk: Desk, kind: type[Record], *, parent: QWidget | None = None) -> None:
        super().__init__(desk, kind, parent=parent)
        self.side.panel.steps.instead[_HAND_OVER] = self.hand_over_prepared
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(1, self._tools())
        shortcut = QShortcut(QKeySequence("Ctrl+J"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.begin_new)

    @override
    @Slot()
    def begin_new(self) -> None:
        """Open the wizard: for the prepared rotation in hand, else for a new one."""
        record = self.side.panel.record
        prepared = isinstance(record, Rotation) and record.state is RotationState.DRAFT
        self._open(cast(Rotation, record) if prepared else None)

    def hand_over_prepared(self, record: Record) -> None:
        """Open the wizard for a rotation that was prepared."""
        self._open(cast(Rotation, record))

    @Slot()
    def prepare(self) -> None:
        """Open the form of a rotation, to write its list ahead of the day."""
        super().begin_new()

    @Slot()
    def show_paper(self) -> None:
        """Show the list of the rotation in hand as it is printed."""
        record = self.side.panel.record
        if isinstance(record, Rotation):
            HandoverPaper(self.desk, record, self).open()
        else:
            self.desk.said.emit("请先在列表里点一次交接。", "", None)

    def _open(self, rotation: Rotation | None) -> None:
        self.wizard = HandoverWizard(self.desk, self, rotation)
        self.wizard.handed.connect(self._handed)
        self.wizard.open()

    @Slot(object)
    def _handed(self, done: HandedOver) -> None:
        self.show_record(done.rotation.id)
        moved = f"已交接 {done.moved} 项" if done.moved else "已登记轮换，没有要移交的事项"
        told = f"{moved}，记在{done.rotation.no}。清单印出后由三方签字；关掉这里，按 Ctrl+Z 可撤销。"
        HandoverPaper(self.desk, done.rotation, self, told).open()

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        tools = (
            ("先拟清单", "pencil", "handoverPrepare", "交接那天以前，先把要交代的事写下来", self.prepare),
            ("交接清单…", "file-type-pdf", "handoverPrint", "看、存、打印选中的这次交接的清单", self.show_paper),
        )
        for word, icon_name, name, tip, slot in tools:
            made = button(word, Kind.QUIET, icon_name=icon_name, name=name, tip=tip)
            made.clicked.connect(slot)
            row.addWidget(made)
        row.addStretch()
        return row
