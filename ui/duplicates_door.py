"""The way to what is likely there twice: a quiet button that is there while a ledger holds any."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.store.merging import leading_to, suspects
from ui.desk import Desk
from ui.duplicates_page import DuplicatesDialog
from ui.ledger_words import TWICE
from ui.parts.buttons import Kind, button

_COUNT_AFTER = 300  # milliseconds; several changes in a row are counted once


class DuplicatesDoor(QObject):
    """Counts beside the window, and opens the dialog over a page."""

    def __init__(self, desk: Desk, kind: type[Record], page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.kind = kind
        self._page = page
        self._near = leading_to(desk.store.kinds, kind) | {kind.ledger.table}
        tip = f"看看这些{kind.ledger.noun}是不是重复登记"
        self.button = button(TWICE, Kind.QUIET, icon_name="copy", name="pageTwice", tip=tip)
        self.button.clicked.connect(self.open)
        self.button.hide()
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._timer.timeout.connect(self.count)
        if kind.ledger.alike:
            desk.changed.connect(self._count_soon)
            self._timer.start()

    @Slot()
    def open(self) -> None:
        """Show the pairs."""
        DuplicatesDialog(self.desk, self.kind, self._page).open()

    @Slot()
    def count(self) -> None:
        """Count what is likely there twice."""
        store, kind = self.desk.store, self.kind

        def work(_progress: Progress) -> int:
            return len(suspects(store.reader, store.kinds, kind))

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._show)
        task.refused.connect(self.desk.trouble)

    @Slot(object)
    def _count_soon(self, changed: frozenset[str]) -> None:
        if self._near & changed:
            self._timer.start()

    @Slot(object)
    def _show(self, number: int) -> None:
        words = f"{TWICE} {number}"
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setVisible(number > 0)
