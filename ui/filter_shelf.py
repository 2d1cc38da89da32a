"""What the list is narrowed to, one token for each filter; a click on a token takes it off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from dundian_desktop.ledger import Record
from dundian_desktop.store.store import Store
from ui.filters import Filters, told
from ui.ledger_words import CLEAR_FILTERS
from ui.parts.buttons import Kind, button
from ui.parts.flow import FlowLayout
from ui.tokens import GAP


class FilterShelf(QWidget):
    """Hidden while nothing is filtered."""

    dropped = Signal(str)  # field name
    cleared = Signal()

    def __init__(self, store: Store, kind: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._kind = kind
        self._flow = FlowLayout(self, GAP)
        self._tokens: list[QPushButton] = []
        self.hide()

    def put(self, filters: Filters) -> None:
        """Show these filters."""
        for token in self._tokens:
            self._flow.removeWidget(token)
            token.hide()
            token.deleteLater()
        self._tokens = [self._token(name, told(self._store, self._kind, one)) for name, one in filters.items()]
        if filters:
            clear = button(CLEAR_FILTERS, Kind.QUIET, name="clearFilters")
            clear.clicked.connect(self.cleared)
            self._tokens.append(clear)
        for token in self._tokens:
            self._flow.addWidget(token)
        self.setVisible(bool(filters))

    def words(self) -> str:
        """Say the filters in one breath."""
        return "·".join(token.text() for token in self._tokens[:-1])

    def _token(self, name: str, text: str) -> QPushButton:
        made = button(text, Kind.PICKED, icon_name="x", name=f"filter_{name}", tip="去掉这个筛选")
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setProperty("field", name)
        made.clicked.connect(self._drop)
        return made

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit(str(self.sender().property("field")))
