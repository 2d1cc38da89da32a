"""Names of records as links: a click shows the record on its own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.desk import Desk
from ui.names import GONE
from ui.parts.flow import FlowLayout
from ui.tokens import GAP

_MOST = 40


def link_row(desk: Desk, table: str, ids: Iterable[str], names: Mapping[str, str]) -> QWidget:
    """Give links to some records of one ledger side by side."""
    shelf = QWidget()
    flow = FlowLayout(shelf, GAP)
    opener = _Opener(desk, table, shelf)
    for key in list(ids)[:_MOST]:
        flow.addWidget(link(opener, key, names.get(key, GONE)))
    return shelf


def link(opener: _Opener, key: str, name: str) -> QPushButton:
    """Give one link."""
    made = QPushButton(name)
    made.setProperty("kind", "link")
    made.setProperty("record", key)
    made.setObjectName("recordLink")
    made.setAccessibleName(f"打开{name}")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(opener.open)
    return made


class _Opener(QObject):
    """Says which record was asked for."""

    def __init__(self, desk: Desk, table: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table = table

    @Slot()
    def open(self) -> None:
        """Ask for the record whose link was pressed."""
        self._desk.record_asked.emit(self._table, str(self.sender().property("record")))
