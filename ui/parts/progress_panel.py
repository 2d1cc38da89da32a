"""How far a long task is, in words and as a bar, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui import words
from ui.parts.buttons import button
from ui.parts.labels import Role, label
from ui.tasks import Task
from ui.tokens import GAP


class ProgressPanel(QWidget):
    """Watches one task at a time and hides when it has ended; never modal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = label("", name="progressWhat")
        self._note = label("", Role.HINT, name="progressNote")
        self._bar = QProgressBar(textVisible=False)
        self.cancel_button = button(words.CANCEL, icon_name="x", name="progressCancel", tip="停下来；什么都不会改动")
        self.cancel_button.clicked.connect(self._cancel)
        self._task: Task | None = None
        self._arrange()
        self.hide()

    def watch(self, task: Task, what: str) -> None:
        """Show a task from now on; `what` says what is being done, e.g. ``正在写交换包``."""
        self._task = task
        self._what.setText(what)
        self._bar.setAccessibleName(what)
        self._note.setText("")
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        task.progressed.connect(self.show_step)
        task.ended.connect(self._end)
        self.show()

    @Slot(int, int, str)
    def show_step(self, done: int, total: int, note: str) -> None:
        """Show that `done` of `total` parts are finished; no bar end is known while total is 0."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        share = f"{done * 100 // total}%  " if total else ""
        self._note.setText(share + note)

    @Slot()
    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._note.setText("正在停下…")
        if self._task:
            self._task.cancel()

    @Slot()
    def _end(self) -> None:
        if self.sender() in (self._task, None):
            self._task = None
            self.hide()

    def _arrange(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(GAP)
        told.addWidget(self._what)
        told.addWidget(self._bar)
        told.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        row.setSpacing(4 * GAP)
        row.addLayout(told, 1)
        row.addWidget(self.cancel_button)
