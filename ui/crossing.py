"""How one gets from page to page: to a record, to what was found, to a conflict; and the keys of the bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui import menu, words
from ui.desk import Desk
from ui.frame import Frame
from ui.jotting_sheet import JottingSheet
from ui.ledger_page import LedgerPage
from ui.ledger_words import REDO
from ui.parts.buttons import button, icon_button
from ui.search_page import SearchSheet
from ui.tabbed_page import TabbedPage
from ui.toolkit_page import ToolkitPage

_TORN = "torn"


class Crossing(QObject):
    """Serves the pages of one frame."""

    lock_asked = Signal()

    def __init__(self, desk: Desk, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.frame = frame
        self.found = SearchSheet(desk, frame.top.search)
        self.found.record_opened.connect(self.show_record)
        desk.record_asked.connect(self.show_record)
        desk.undo_changed.connect(self._show_undo)
        frame.new_asked.connect(self._begin_new)
        self._jot = button("随手记", icon_name="notes", name="jotNow", tip="随手记（Ctrl+Shift+N）")
        self._jot.clicked.connect(self.jot)
        self._undo = icon_button("arrow-back-up", words.UNDO, name="undo")
        self._undo.clicked.connect(desk.undo)
        self._redo = icon_button("arrow-forward-up", REDO, name="redo")
        self._redo.clicked.connect(desk.redo)
        self._lock = icon_button("lock", "立即锁定（Ctrl+L）", name="lockNow")
        self._lock.clicked.connect(self.lock_asked)
        for made in (self._undo, self._redo, self._lock, self._jot):
            frame.top.add(made)
        for keys, slot in (("Ctrl+Z", desk.undo), ("Ctrl+Y", desk.redo), ("Ctrl+L", self.lock_asked)):
            QShortcut(QKeySequence(keys), frame).activated.connect(slot)
        QShortcut(QKeySequence("Ctrl+Shift+N"), frame).activated.connect(self.jot)
        self._show_undo()

    def serve(self, page: LedgerPage) -> None:
        """Let a ledger page stand under the bar of the frame."""
        page.head.stand_under_bar()

    @Slot()
    def jot(self) -> None:
        """Ask for a note over whatever page is shown; one sheet at a time."""
        window = self.frame.window()
        if not any(one.isVisible() for one in window.findChildren(JottingSheet)):
            JottingSheet(self.desk, window).open()

    @Slot(str, str)
    def show_record(self, table: str, key: str) -> None:
        """Go to the page of a ledger and show a record there."""
        page = self.go(table)
        if isinstance(page, LedgerPage | ToolkitPage):
            page.show_record(key)

    @Slot(str)
    def show_conflicts(self, table: str) -> None:
        """Go to the page of a ledger and show what stands in conflict."""
        if page := self._ledger_page(table):
            page.head.views.choose(_TORN)
            page.head.views.chosen.emit(_TORN)

    @Slot(str)
    def show_twice(self, table: str) -> None:
        """Go to the page of a ledger and show what is likely there twice."""
        if page := self._ledger_page(table):
            page.twice.open()

    def go(self, key: str) -> QWidget:
        """Go to a page, or to the tab of one, and give it."""
        self.frame.go(menu.page_of(key))
        page = self.frame.page(menu.page_of(key))
        if isinstance(page, TabbedPage):
            page.choose(key)
            return page.page(key)
        return page

    def _ledger_page(self, table: str) -> LedgerPage | None:
        page = self.go(table)
        return page if isinstance(page, LedgerPage) else None

    @Slot(str)
    def _begin_new(self, key: str) -> None:
        page = self.frame.page(key)
        page = page.shown() if isinstance(page, TabbedPage) else page
        if isinstance(page, LedgerPage | ToolkitPage):
            page.begin_new()

    @Slot()
    def _show_undo(self) -> None:
        pairs = ((self._undo, self.desk.undo_words(), "Ctrl+Z"), (self._redo, self.desk.redo_words(), "Ctrl+Y"))
        for made, told, keys in pairs:
            made.setEnabled(bool(told))
            made.setToolTip(f"{told}（{keys}）" if told else made.accessibleName())
