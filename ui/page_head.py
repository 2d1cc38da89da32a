"""The head of a ledger page: title and count, search and 新增; below it the views and the tools for sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dundian_desktop.ledger import Ledger
from ui import words
from ui.ledger_words import COLUMNS, FILTER, SHEET_IN, SHEET_OUT, SHEET_PASTE
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label
from ui.parts.search_line import SearchLine
from ui.parts.view_tabs import View, ViewTabs
from ui.tokens import GAP, sized
from ui.views import PageView


class PageHead(QWidget):
    """Says what was asked for; does nothing itself.

    Args:
        ledger: whose page it is.
        framed: title, count and 新增 stand in the bar of the window and are left out here.
        parent: owner.
    """

    new_asked = Signal()
    sheet_out_asked = Signal()
    sheet_in_asked = Signal()
    paste_asked = Signal()

    def __init__(self, ledger: Ledger, *, framed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(ledger.title, Role.TITLE, name="pageTitle")
        self.count = label("", Role.SECOND, name="pageCount")
        self.search = SearchLine(f"在{ledger.title}里搜")
        self.search.setObjectName("pageSearch")
        self.search.setMaximumWidth(sized(280))
        self.search.setMinimumWidth(sized(140))
        self.new = button(f"{words.NEW}{ledger.noun}", Kind.PRIMARY, icon_name="plus", name="pageNew")
        self.new.setToolTip(f"{words.NEW}{ledger.noun}（Ctrl+N）")
        if not framed:
            self.new.setShortcut(QKeySequence("Ctrl+N"))
        self.new.clicked.connect(self.new_asked)
        self.views = ViewTabs()
        self.views.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.filter = button(FILTER, Kind.QUIET, icon_name="filter", name="pageFilter", tip="按某一列筛选")
        self.columns = button(COLUMNS, Kind.QUIET, icon_name="columns-3", name="pageColumns", tip="显示或隐藏列")
        tools = [
            (SHEET_PASTE, "table-import", "sheetPaste", "从 WPS、Excel 复制后粘到这里", self.paste_asked),
            (SHEET_IN, "file-import", "sheetIn", "从 .xlsx 文件导入", self.sheet_in_asked),
            (SHEET_OUT, "file-export", "sheetOut", "把列表里的记录导出成 .xlsx（Ctrl+E）", self.sheet_out_asked),
        ]
        if ledger.by_hand:
            del tools[:2]  # nothing comes in from a sheet
        self._tools = [self._tool(*tool) for tool in tools]
        self.more = button("表格", Kind.QUIET, icon_name="table-import", name="pageMore", tip="导入、导出、粘贴")
        self._menu = QMenu(self)
        for made in self._tools:
            self._menu.addAction(made.icon(), made.text()).triggered.connect(made.click)
        self.more.clicked.connect(self._open_menu)
        self._arrange(framed=framed)

    def stand_under_bar(self) -> None:
        """Leave title, count and 新增 to the bar of the frame; the search goes beside the views."""
        for made in (self.title, self.count, self.new):
            made.hide()
        self._below.insertWidget(1, self.search)

    def add_tool(self, made: QPushButton) -> None:
        """Add a tool before those for sheets; it shows and hides itself."""
        self._below.insertWidget(self._below.indexOf(self.filter), made)

    def put_views(self, views: Sequence[PageView]) -> None:
        """Show these views, not counted yet."""
        self.views.put([View(view.key, view.word) for view in views])

    def count_views(self, views: Sequence[PageView], counted: Mapping[str, int]) -> None:
        """Show how many each view holds; quiet ones only when there are some."""
        self.views.count(dict(counted))
        for view in views:
            made = self.views.findChild(QPushButton, f"view_{view.key}")
            if view.quiet and made is not None:
                made.setVisible(bool(counted.get(view.key)) or self.views.key() == view.key)

    def fold_tools(self, *, folded: bool) -> None:
        """Put the tools for sheets into one menu where there is no room for them."""
        for made in self._tools:
            made.setVisible(not folded)
        self.more.setVisible(folded)

    def _tool(self, word: str, icon_name: str, name: str, tip: str, asked: SignalInstance) -> QPushButton:
        made = button(word, Kind.QUIET, icon_name=icon_name, name=name, tip=tip)
        made.clicked.connect(asked)
        return made

    @Slot()
    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _arrange(self, *, framed: bool) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * GAP)
        self._below = below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.views, 1)
        if framed:
            for made in (self.title, self.count, self.new):
                made.setParent(self)
                made.hide()
            self.search.setMaximumWidth(sized(200))
            below.addWidget(self.search)
            below.addSpacing(GAP)
        else:
            top.addWidget(self.title)
            top.addWidget(self.count)
            top.addStretch(1)
            top.addWidget(self.search, 2)
            top.addWidget(self.new)
        for made in (self.filter, self.columns, *self._tools, self.more):
            below.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addLayout(top)
        column.addLayout(below)
