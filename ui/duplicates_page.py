"""Records of a ledger that are likely the same thing, pair by pair: merge them, or say that they are two.

What is done can be taken back at once here, and afterwards by the toast of the window like any other act.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from dundian_desktop.actions.duplicates import agreement, merged_words
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.store.act import Act
from dundian_desktop.store.likeness import declare_distinct
from dundian_desktop.store.merging import Merged, mentions, merge, suspects
from dundian_desktop.store.sameness import Pair
from ui import words
from ui.desk import Desk
from ui.pair_view import PairView
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.empty_state import EmptyState
from ui.parts.labels import Role, label
from ui.tokens import sized

_TWO = "不是同一个"
_HOW = "合并时，空着的从另一条补上；两边都有而不同的，按保留的一边。"
_SIZE = QSize(820, 600)  # logical pixels at standard scale; less when the screen has less


class DuplicatesDialog(FittingDialog):
    """Shows one pair after another; `looked_through` when none is left."""

    looked_through = Signal()

    def __init__(self, desk: Desk, kind: type[Record], parent: QWidget) -> None:
        super().__init__(f"疑似重复的{kind.ledger.noun}", parent)
        self.setObjectName("duplicatesDialog")
        self.desk = desk
        self.kind = kind
        self.pair: Pair | None = None
        self._skipped: set[Pair] = set()
        self._last = ""
        self.verdict = Banner()
        self.verdict.acted.connect(self._take_back)
        self._told = label("", Role.SECOND, wraps=True, name="pairTold")
        self.view = PairView(desk)
        self._empty = EmptyState()
        self._empty.put(f"没有疑似重复的{kind.ledger.noun}了。", icon_name="circle-check")
        self._empty.hide()
        for part in (self.verdict, self._told, self.view, self._empty):
            self.body.addWidget(part)
        self.body.addStretch()
        self.add_cancel(words.CLOSE)
        self.later = self._way("先跳过", "Alt+Down", "pairLater", self.skip)
        self.two = self._way(_TWO, "", "pairTwo", self.say_two)
        self.right = self._way("合并，保留右边", "Alt+Right", "keepRight", self.keep_right)
        self.left = self._way("合并，保留左边", "Alt+Left", "keepLeft", self.keep_left, Kind.PRIMARY)
        desk.changed.connect(self._gather_if_near)
        self.gather()

    def _way(self, word: str, keys: str, name: str, slot: Callable[[], None], kind: Kind = Kind.PLAIN) -> QPushButton:
        made = self.add_button(word, kind, name=name)
        made.setEnabled(False)
        made.clicked.connect(slot)
        if keys:
            made.setToolTip(f"{word}（{keys.replace('Left', '←').replace('Right', '→').replace('Down', '↓')}）")
            QShortcut(QKeySequence(keys), self).activated.connect(made.click)
        return made

    # -- which pair

    @Slot()
    def gather(self) -> None:
        """Find the pairs anew, beside the window."""
        store, kind = self.desk.store, self.kind

        def work(_progress: Progress) -> list[Pair]:
            return suspects(store.reader, store.kinds, kind)

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._show)
        task.refused.connect(self._refuse)

    @Slot(object)
    def _gather_if_near(self, changed: frozenset[str]) -> None:
        if self.kind.ledger.table in changed:
            self.gather()

    @Slot(object)
    def _show(self, found: list[Pair]) -> None:
        waiting = [pair for pair in found if pair not in self._skipped] or found
        if len(waiting) == len(found):
            self._skipped.clear()
        self.pair = waiting[0] if waiting else None
        for made in (self.left, self.right, self.two, self.later):
            made.setVisible(self.pair is not None)
            made.setEnabled(self.pair is not None)
        self.later.setVisible(len(found) > 1)
        self._told.setVisible(self.pair is not None)
        self._empty.setVisible(self.pair is None)
        if self.pair:
            self._put(self.pair, len(found))
        else:
            self.view.clear()
            self.looked_through.emit()

    def _put(self, pair: Pair, count: int) -> None:
        store = self.desk.store
        both = store.reader.get(self.kind, pair.one), store.reader.get(self.kind, pair.other)
        led = (
            mentions(store.reader, store.kinds, self.kind, pair.one),
            mentions(store.reader, store.kinds, self.kind, pair.other),
        )
        late = not pair.by
        told = f"还有 {count} 对。{agreement(self.kind.ledger, pair.by)}，请看是不是同一个。"
        self._told.setText(told if late else told + _HOW)
        self.left.setText("都改指左边" if late else "合并，保留左边")
        for made in (self.right, self.two):
            made.setVisible(not late)
        self.view.put(both, led)
        self.left.setFocus()

    # -- what is done

    @Slot()
    def keep_left(self) -> None:
        """Merge into the older one."""
        if self.pair:
            self._merge(self.pair.one, self.pair.other)

    @Slot()
    def keep_right(self) -> None:
        """Merge into the younger one."""
        if self.pair:
            self._merge(self.pair.other, self.pair.one)

    @Slot()
    def say_two(self) -> None:
        """Keep that they are two."""
        if (pair := self.pair) is None:
            return
        kind = self.kind

        def work(act: Act) -> str:
            declare_distinct(act, kind, pair.one, pair.other)
            return f"已记下：这两条{kind.ledger.noun}{_TWO}。"

        self._send(_TWO, work)

    @Slot()
    def skip(self) -> None:
        """Look at the next pair; this one stays."""
        if self.pair:
            self._skipped.add(self.pair)
            self.verdict.hide()
            self.gather()

    def _merge(self, kept: str, gone: str) -> None:
        kinds, kind = self.desk.store.kinds, self.kind

        def work(act: Act) -> str:
            merged: Merged = merge(act, kinds, kind, kept, gone)
            return merged_words(merged)

        self._send(f"合并{kind.ledger.noun}", work)

    def _send(self, called: str, work: Callable[[Act], str]) -> None:
        for made in (self.left, self.right, self.two, self.later):
            made.setEnabled(False)
        self.desk.act(called, work).then(self._tell, self._refuse)

    @Slot(object)
    def _tell(self, done: str) -> None:
        self._last = done
        self.verdict.put(done, Mood.GOOD, action=words.UNDO)

    @Slot()
    def _take_back(self) -> None:
        self.verdict.hide()
        self.desk.undo()

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._last = ""
        self.verdict.put(str(error), Mood.BAD)
        self.gather()

    @override
    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size() * 0.92
        return QSize(sized(_SIZE.width()), sized(_SIZE.height())).boundedTo(room)

    @override
    def done(self, arg__1: int) -> None:
        """Leave; the way back stays for a while at the foot of the window."""
        if self._last and self.verdict.isVisible():
            self.desk.said.emit(self._last, words.UNDO, self.desk.undo)
        super().done(arg__1)
