"""The line above a budget or a task: what is left, or done; counted beside the window from the other ledgers."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from dundian_desktop.actions.so_far import is_counted, told_so_far
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.tasks import Task
from ui.tokens import GAP


class SoFarLine(QLabel):
    """Hidden while there is nothing to say."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("soFar")
        self.setWordWrap(True)
        self.setContentsMargins(4 * GAP, 2 * GAP, 4 * GAP, 0)
        self.hide()
        self.desk = desk
        self._task: Task | None = None

    def put(self, record: Record) -> None:
        """Say how far a record is, as soon as it is counted."""
        if self._task:
            self._task.cancel()
            self._task = None
        self.hide()
        if not is_counted(type(record)) or (record.meta and record.meta.deleted):
            return
        store = self.desk.store

        def work(_progress: Progress) -> str:
            return told_so_far(store, record)

        self._task = self.desk.tasks.beside(work)
        self._task.finished.connect(self._say)
        self._task.refused.connect(self.desk.trouble)

    @Slot(object)
    def _say(self, words: str) -> None:
        self.setText(words)
        self.setVisible(bool(words))
