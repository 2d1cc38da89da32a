"""What is open, by sort, to be ticked: Space ticks a line or a whole sort."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from dundian_desktop.codes import vocabulary
from dundian_desktop.policy.open_items import OpenItem
from ui.tokens import sized

_ITEM = Qt.ItemDataRole.UserRole + 1
_HEADS = ("事项", "编号", "进展", "时限")
_WIDTHS = (0, 130, 170, 120)  # logical pixels at standard scale; the first takes what is left


class OpenItemTree(QTreeWidget):
    """Everything is ticked at first."""

    ticked = Signal(int)  # how many are chosen now

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("未办结的事项")
        self.setHeaderLabels(list(_HEADS))
        self.header().setAccessibleName("各栏")
        self.setUniformRowHeights(True)
        self.setMinimumHeight(sized(160))
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS[1:], start=1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, sized(width))
        self.itemChanged.connect(self._tell)

    def put(self, items: Sequence[OpenItem]) -> None:
        """Show these; those that were unticked before stay so."""
        left = {item.record.id for item in self._leaves() if item not in self.chosen()}
        self.blockSignals(True)
        self.clear()
        for code, some in groupby(items, key=lambda item: item.kind):
            self._grow(vocabulary("handover_kind").label(code), list(some), left)
        self.expandAll()
        self.blockSignals(False)
        if first := self.topLevelItem(0):
            self.setCurrentItem(first)
        self._tell()

    def chosen(self) -> list[OpenItem]:
        """Give what is ticked, in the order shown."""
        return [line.data(0, _ITEM) for line in self._lines() if line.checkState(0) is Qt.CheckState.Checked]

    @Slot()
    def tick_all(self) -> None:
        """Tick everything, or nothing when everything is ticked."""
        lines = self._lines()
        all_ticked = len(self.chosen()) == len(lines)
        for line in lines:
            line.setCheckState(0, Qt.CheckState.Unchecked if all_ticked else Qt.CheckState.Checked)

    def _grow(self, sort: str, items: Sequence[OpenItem], left: set[str]) -> None:
        group = QTreeWidgetItem([f"{sort}（{len(items)}）"])
        group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
        self.addTopLevelItem(group)
        group.setFirstColumnSpanned(True)
        for item in items:
            due = item.due.isoformat() if item.due else ""
            line = QTreeWidgetItem(group, [" ".join(item.words.split()), item.record.no, item.standing, due])
            line.setData(0, _ITEM, item)
            line.setToolTip(0, item.words)
            ticked = item.record.id not in left
            line.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _lines(self) -> list[QTreeWidgetItem]:
        groups = (self.topLevelItem(number) for number in range(self.topLevelItemCount()))
        return [group.child(number) for group in groups if group for number in range(group.childCount())]

    def _leaves(self) -> list[OpenItem]:
        return [line.data(0, _ITEM) for line in self._lines()]

    @Slot()
    def _tell(self) -> None:
        self.ticked.emit(len(self.chosen()))
