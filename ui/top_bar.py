"""The bar over every page: what page this is, how much is on it, the search, and the one main button."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import words
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label
from ui.parts.search_line import SearchLine
from ui.tokens import GAP, sized


class TopBar(QWidget):
    """The search keeps its words when the page changes."""

    searched = Signal(str)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._title = label("", Role.TITLE, name="pageTitle")
        self._count = label("", Role.SECOND, name="pageCount")
        self.search = SearchLine(words.SEARCH_ALL)
        self.search.setObjectName("globalSearch")
        self.search.setToolTip("搜全部台账（Ctrl+F）")
        self.search.searched.connect(self.searched)
        self.new_button = button("", Kind.PRIMARY, icon_name="plus", name="newButton", tip="新增（Ctrl+N）")
        self.new_button.clicked.connect(self.new_asked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        self._row.setSpacing(2 * GAP)
        self._row.addWidget(self._title)
        self._row.addWidget(self._count)
        self._row.addStretch(1)
        self._row.addWidget(self.search, 2)
        self._row.addWidget(self.new_button)
        self.search.setMaximumWidth(sized(360))

    def head(self, title: str, new: str = "") -> None:
        """Show the name of the page and the word on the main button."""
        self._title.setText(title)
        self.put_count("")
        self.new_button.setText(new)
        self.new_button.setAccessibleName(new)
        self.new_button.setToolTip(f"{new}（Ctrl+N）")
        self.new_button.setVisible(bool(new))

    def put_count(self, text: str) -> None:
        """Show how much is on the page, e.g. ``共 128 条 · 未办结 37``."""
        self._count.setText(text)

    def add(self, widget: QWidget) -> None:
        """Put another control between the search and the main button."""
        self._row.insertWidget(self._row.count() - 1, widget)

    @Slot()
    def focus_search(self) -> None:
        """Go to the search with its words selected."""
        self.search.setFocus()
        self.search.selectAll()
