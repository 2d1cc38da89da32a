"""The frame of the window: the rail, the bar, the page, the line at the foot.

* A page is made when it is first shown, and lives on.
* The window has three breadths (logical pixels at standard scale): from 1200 a list and its record stand side by
  side, from 1000 they share it, under 1000 there is one pane and the rail is slim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui.entries import Entry
from ui.parts.buttons import button
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label
from ui.parts.toast import Toasts
from ui.rail import DIGIT_KEYS, Rail
from ui.status_line import StatusLine
from ui.tokens import GAP, sized
from ui.top_bar import TopBar

_SIDE_BY_SIDE, _SHARED = 1200, 1000


class Breadth(Enum):
    """How much room there is from left to right."""

    WIDE = "wide"
    MIDDLE = "middle"
    NARROW = "narrow"


def breadth_of(width: int) -> Breadth:
    """Give the breadth of a window of so many logical pixels at the scale in force."""
    if width >= sized(_SIDE_BY_SIDE):
        return Breadth.WIDE
    return Breadth.MIDDLE if width >= sized(_SHARED) else Breadth.NARROW


class Frame(QWidget):
    """Holds the pages that others make.

    Args:
        entries: the pages in the order of the rail.
        makers: for the key of an entry, what makes its page; an entry without one says that it is not there yet.
        parent: owner.
    """

    page_shown = Signal(str)
    breadth_changed = Signal(object)  # Breadth
    searched = Signal(str)
    new_asked = Signal(str)  # key of the page that is shown
    sample_clear_asked = Signal()
    help_asked = Signal(str)  # key of the page that is shown

    def __init__(
        self, entries: Sequence[Entry], makers: Mapping[str, Callable[[], QWidget]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self._entries = {entry.key: entry for entry in entries}
        self._makers = makers
        self._pages: dict[str, QWidget] = {}
        self._key = ""
        self._new: dict[str, str] = {}
        self._breadth = Breadth.WIDE
        self.rail = Rail(entries)
        self.top = TopBar()
        self.status = StatusLine()
        self.toasts = Toasts(self)
        self._ribbon = self._make_ribbon()
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._arrange()
        self._add_keys()
        self.rail.chosen.connect(self.go)
        self.top.searched.connect(self.searched)
        self.top.new_asked.connect(self._ask_new)
        self.go(entries[0].key)

    @Slot(str)
    def go(self, key: str) -> None:
        """Show a page."""
        entry = self._entries[key]
        self._key = key
        self.rail.choose(key)
        page = self.page(key)
        self.top.head(entry.title, self._new.get(key, entry.new))
        self._stack.setCurrentWidget(page)
        self.focus_page()
        self.page_shown.emit(key)

    def key(self) -> str:
        """Give the key of the page that is shown."""
        return self._key

    def focus_page(self) -> None:
        """Put the keyboard on the page that is shown."""
        self._stack.currentWidget().setFocus()

    def page(self, key: str) -> QWidget:
        """Give a page; it is made if it was not shown before."""
        if key not in self._pages:
            page = self._makers.get(key, not_there)()
            if page.focusPolicy() is Qt.FocusPolicy.NoFocus:
                page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that going to a page leaves the rail
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def forget_hidden(self) -> None:
        """Take away the pages that are not shown; each is made anew when it is wanted, as after a change of scale."""
        for key in [key for key in self._pages if key != self._key]:
            page = self._pages.pop(key)
            self._stack.removeWidget(page)
            page.deleteLater()

    def put_count(self, key: str, text: str) -> None:
        """Show how much is on a page, if that page is the one shown."""
        if key == self._key:
            self.top.put_count(text)

    def put_new(self, key: str, word: str) -> None:
        """Say what the button that adds something is called on a page whose tabs add different things."""
        self._new[key] = word
        if key == self._key:
            self.top.head(self._entries[key].title, word)

    def breadth(self) -> Breadth:
        """Give how much room there is."""
        return self._breadth

    def show_sample_ribbon(self, *, shown: bool) -> None:
        """Say over every page that these are sample data, or stop saying it."""
        self._ribbon.setVisible(shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toasts.place()
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.rail.set_slim(slim=self._breadth is Breadth.NARROW)
            self._fit()

    def _fit(self) -> None:
        breadth = breadth_of(self.width())
        if breadth is not self._breadth:
            self._breadth = breadth
            self.rail.set_slim(slim=breadth is Breadth.NARROW)
            self.breadth_changed.emit(breadth)

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._ribbon)
        right.addWidget(self.top)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)

    def _make_ribbon(self) -> QFrame:
        ribbon = QFrame()
        ribbon.setObjectName("ribbon")
        clear = button("清空并开始", name="sampleClear", tip="删掉全部示例数据，开始记自己的")
        clear.clicked.connect(self.sample_clear_asked)
        row = QHBoxLayout(ribbon)
        row.setContentsMargins(4 * GAP, GAP, 4 * GAP, GAP)
        row.setSpacing(3 * GAP)
        row.addWidget(label("体验中：这是虚构的示例数据，可以随便试。", name="ribbonWords"))
        row.addWidget(clear)
        row.addStretch()
        ribbon.hide()
        return ribbon

    def _add_keys(self) -> None:
        for place, key in enumerate(list(self._entries)[:DIGIT_KEYS], 1):
            action = self._key_for(f"Ctrl+{place}")
            action.setData(key)
            action.triggered.connect(self._go_by_key)
        self._key_for("Ctrl+F").triggered.connect(self.top.focus_search)
        self._key_for("Ctrl+N").triggered.connect(self._ask_new)
        self._key_for("F1").triggered.connect(self._ask_help)

    def _key_for(self, keys: str) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        return action

    @Slot()
    def _go_by_key(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.go(str(action.data()))

    @Slot()
    def _ask_new(self) -> None:
        if self._new.get(self._key, self._entries[self._key].new):
            self.new_asked.emit(self._key)

    @Slot()
    def _ask_help(self) -> None:
        self.help_asked.emit(self._key)


def not_there() -> QWidget:
    """Give a page that says that it is not there yet."""
    empty = EmptyState()
    empty.put("这一页正在准备。", icon_name="clock")
    return empty
