"""The work group: its small ledgers as tabs of one page; each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dundian_desktop.ledger import Record
from ui.parts.view_tabs import View, ViewTabs
from ui.tokens import GAP


class GroupPage(QWidget):
    """Shows one ledger at a time.

    Args:
        kinds: the ledgers in the order of the tabs.
        make: gives the page of a ledger.
    """

    def __init__(self, kinds: Sequence[type[Record]], make: Callable[[type[Record]], QWidget]) -> None:
        super().__init__()
        self.setObjectName("groupPage")
        self._kinds = {kind.ledger.table: kind for kind in kinds}
        self._make = make
        self._made: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self.tabs = ViewTabs([View(table, kind.ledger.title) for table, kind in self._kinds.items()])
        self.tabs.chosen.connect(self.choose)
        head = QVBoxLayout()
        head.setContentsMargins(4 * GAP, 0, 4 * GAP, 2 * GAP)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.choose(next(iter(self._kinds)))

    @Slot(str)
    def choose(self, table: str) -> None:
        """Show a ledger."""
        self.tabs.choose(table)
        self._stack.setCurrentWidget(self.page(table))
        self.setFocusProxy(self.page(table))

    def page(self, table: str) -> QWidget:
        """Give the page of a ledger."""
        if table not in self._made:
            self._made[table] = self._make(self._kinds[table])
            self._stack.addWidget(self._made[table])
        return self._made[table]

    def shown(self) -> QWidget:
        """Give the page that is shown."""
        return self._made[self.tabs.key()]
