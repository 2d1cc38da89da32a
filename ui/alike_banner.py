"""Says over a form, while it is written and before it is saved, that the ledger likely holds this record already.

* One who says that it is another one is not asked again, and the ledger keeps that the two are different things.
* A number that only one thing has stops the second record; the one that is there can be opened instead.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dundian_desktop.actions.duplicates import Entry, entry_of
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.icons import picture
from ui.parts.banner import Mood
from ui.parts.buttons import button
from ui.parts.flow import FlowLayout
from ui.parts.labels import label
from ui.style import restyle
from ui.tasks import Task
from ui.tokens import GAP, Colour

_LOOK_AFTER = 400  # milliseconds after a key; the look itself takes less than 50 in a ledger of 20,000
_WAVE = "不是同一个，照存"
_OPEN = "打开那一条"


class AlikeBanner(QFrame):
    """Hidden while nothing is alike.

    Args:
        desk: what it asks through.
        draft: gives the record as the form has it now.
        before: the record as it is stored; None when it is new.
    """

    open_asked = Signal(str)  # id of the record that is there
    waved = Signal()  # it is another one: save

    def __init__(self, desk: Desk, draft: Callable[[], Record], before: Record | None) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.desk = desk
        self.entry = Entry()
        self._draft = draft
        self._before = before
        self._waved: set[str] = set()
        self._task: Task | None = None
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._timer.timeout.connect(self.look)
        self._mark = QLabel()
        self._words = label("", wraps=True, name="alikeWords")
        self.open_button = button(_OPEN, name="alikeOpen")
        self.open_button.clicked.connect(self._ask_open)
        self.wave_button = button(_WAVE, name="alikeWave")
        self.wave_button.clicked.connect(self._wave)
        self._arrange()
        self.hide()

    def call_open(self, word: str) -> None:
        """Call the way to the other record by another word."""
        self.open_button.setText(word)
        self.open_button.setAccessibleName(word)

    def look_soon(self) -> None:
        """Look when the person pauses."""
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Look beside the window."""
        if self._task:
            self._task.cancel()
        store, record, before = self.desk.store, self._draft(), self._before

        def work(_progress: Progress) -> Entry:
            return entry_of(store, record, before)

        self._task = self.desk.tasks.beside(work)
        self._task.finished.connect(self._show)
        self._task.refused.connect(self.desk.trouble)

    def holds(self, record: Record) -> bool:
        """Tell whether a record must wait for an answer, and then show the question with the keyboard on it."""
        self._timer.stop()
        self._show(entry_of(self.desk.store, record, self._before))
        if self._open():
            self.open_button.setFocus()
        return self._open()

    def distinct(self) -> tuple[str, ...]:
        """Give the ids of the records that the person said are other ones."""
        return tuple(pair.one for pair in self.entry.pairs if pair.one in self._waved)

    def _open(self) -> bool:
        return self.entry.stopped or any(pair.one not in self._waved for pair in self.entry.pairs)

    @Slot(object)
    def _show(self, entry: Entry) -> None:
        self._task = None
        self.entry = entry
        stopped = entry.stopped
        more = "，不能再登记一条。请打开那一条修改。" if stopped else "。是同一个的，请打开那一条补充。"
        self._words.setText(entry.sentence + more)
        self._mark.setPixmap(picture("alert-triangle", Colour.WARN, 20, self.devicePixelRatioF()))
        self.setProperty("tone", (Mood.BAD if stopped else Mood.WARN).value)
        restyle(self)
        self.wave_button.setVisible(not stopped)
        self.setVisible(self._open())

    @Slot()
    def _ask_open(self) -> None:
        self.open_asked.emit(self.entry.pairs[0].one)

    @Slot()
    def _wave(self) -> None:
        self._waved |= {pair.one for pair in self.entry.pairs}
        self.hide()
        self.waved.emit()

    def _arrange(self) -> None:
        ways = QWidget()
        flow = FlowLayout(ways)
        flow.addWidget(self.open_button)
        flow.addWidget(self.wave_button)
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addWidget(self._words)
        column.addWidget(ways)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        row.setSpacing(2 * GAP)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
