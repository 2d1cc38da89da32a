"""Short words at the foot of the window after something was done, with a way to take it back.

They stay at least 8 seconds, longer while the pointer rests on them, and never take the keyboard.  What comes meanwhile
takes their place: two would stand over the rows of a table.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from ui import words
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.labels import label
from ui.tokens import GAP, Colour, sized

LEAST_SECONDS = 8


class Toast(QFrame):
    """One message; `acted` when its button is pressed, `closed` when it is gone."""

    acted = Signal()
    closed = Signal()

    def __init__(self, text: str, action: str, seconds: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.timer = QTimer(self, singleShot=True, interval=max(seconds, LEAST_SECONDS) * 1000)
        self.timer.timeout.connect(self.leave)
        self._words = label(text, wraps=True, name="toastWords")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        row.setSpacing(2 * GAP)
        row.addWidget(self._words, 1)
        if action:
            pressed = button(action, Kind.QUIET, name="toastAction")
            pressed.clicked.connect(self._act)
            row.addWidget(pressed)
        cross = icon_button("x", words.CLOSE, colour=Colour.PAPER, name="toastClose")
        cross.clicked.connect(self.leave)
        row.addWidget(cross)
        self.timer.start()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.timer.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.timer.start()
        super().leaveEvent(event)

    @Slot()
    def leave(self) -> None:
        """Go away."""
        self.timer.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    @Slot()
    def _act(self) -> None:
        self.acted.emit()
        self.leave()


class Toasts(QObject):
    """The place of the toasts: over the foot of one window.  Watches nothing by itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: Toast | None = None

    def say(
        self, text: str, action: str = "", then: Callable[[], None] | None = None, seconds: int = LEAST_SECONDS
    ) -> Toast:
        """Show words, e.g. ``已删除 走访·张师傅`` with the action 撤销; `then` is called when it is pressed."""
        toast = Toast(text, action, seconds, self._window)
        if then:
            toast.acted.connect(then)
        toast.closed.connect(self._forget)
        if self._shown:
            self._shown.leave()
        self._shown = toast
        toast.show()
        self.place()
        return toast

    @Slot()
    def _forget(self) -> None:
        if self.sender() is self._shown:
            self._shown = None

    def place(self) -> None:
        """Stand the toast at the foot of the window; its owner calls this when its size has changed."""
        if (toast := self._shown) is None:
            return
        bottom = self._window.height() - sized(28) - 4 * GAP
        width = min(sized(460), self._window.width() - 8 * GAP)
        width = min(width, max(toast.sizeHint().width(), sized(280)))
        height = max(toast.heightForWidth(width), toast.sizeHint().height())
        toast.setGeometry((self._window.width() - width) // 2, bottom - height, width, height)
        toast.raise_()
