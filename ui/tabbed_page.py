"""Several pages under one entry of the rail, as tabs; each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.parts.view_tabs import View, ViewTabs
from ui.tokens import GAP


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One tab.

    Attributes:
        key: code name; for a ledger the name of its table.
        new: word of the button that adds something here, "" when nothing is added.
        make: gives the page.
    """

    key: str
    title: str
    new: str
    make: Callable[[], QWidget]


class TabbedPage(QWidget):
    """Shows one page at a time."""

    turned = Signal(str)  # the word of the button that adds something on the page now shown

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.setObjectName("tabbedPage")
        self._tabs = {tab.key: tab for tab in tabs}
        self._made: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self.tabs = ViewTabs([View(tab.key, tab.title) for tab in tabs])
        self.tabs.chosen.connect(self.choose)
        head = QVBoxLayout()
        head.setContentsMargins(4 * GAP, 0, 4 * GAP, 2 * GAP)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.choose(next(iter(self._tabs)))

    @Slot(str)
    def choose(self, key: str) -> None:
        """Show a page."""
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self.page(key))
        self.setFocusProxy(self.page(key))
        self.turned.emit(self._tabs[key].new)

    def page(self, key: str) -> QWidget:
        """Give a page; it is made if it was not shown before."""
        if key not in self._made:
            self._made[key] = self._tabs[key].make()
            self._stack.addWidget(self._made[key])
        return self._made[key]

    def shown(self) -> QWidget:
        """Give the page that is shown."""
        return self._made[self.tabs.key()]

    def new_word(self) -> str:
        """Give the word of the button that adds something on the page that is shown."""
        return self._tabs[self.tabs.key()].new
