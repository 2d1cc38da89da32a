"""A keyboard and nothing else: every key goes where the window's own focus is, and every key is counted.

* A character that an input method writes counts as one key.
* Nothing here sets the focus: it is reached by Tab, by an arrow, by a digit with Ctrl, as a person would.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

LONGEST = 40_000  # milliseconds; nothing a person waits for takes so long, but a loaded machine may
_MOST_STOPS = 150
_NONE = Qt.KeyboardModifier.NoModifier


def until(fits: Callable[[], object], told: str) -> None:
    """Let the window live until something is so."""
    patience = QDeadlineTimer(LONGEST)
    while not fits():
        assert not patience.hasExpired(), f"never: {told}; the keyboard is at {where()}"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def where() -> str:
    """Say where the keyboard is."""
    at = QApplication.focusWidget()
    return f"{type(at).__name__} {at.objectName()} {at.accessibleName()}" if at else "nowhere"


class Keyboard:
    """Presses keys in a window and counts them."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.keys = 0

    def press(self, code: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        """Press one key."""
        until(self.in_front, "in front")
        QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or self._window, code, held)
        self.keys += 1
        QCoreApplication.processEvents()

    def ctrl(self, code: Qt.Key) -> None:
        """Press one key with Ctrl."""
        self.press(code, Qt.KeyboardModifier.ControlModifier)

    def write(self, text: str) -> None:
        """Write over what is chosen, as an input method commits it."""
        at = QApplication.focusWidget()
        assert at is not None
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(at, event)
        self.keys += len(text)
        QCoreApplication.processEvents()

    def tab_to(self, fits: Callable[[QWidget], bool], told: str, *, back: bool = False) -> QWidget:
        """Press Tab (or Shift+Tab) until the focus is where it should be, and give that widget."""
        seen: list[str] = []
        for _ in range(_MOST_STOPS):
            at = QApplication.focusWidget()
            if at is not None and fits(at):
                return at
            seen.append(where())
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {told}, but to: {'; '.join(seen)}")

    def in_front(self) -> bool:
        """Bring the window, or the dialog over it, to the front, and tell whether it is there."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._window
        if not front.isActiveWindow() and front is not QApplication.activePopupWidget():
            front.activateWindow()
        return front.isActiveWindow() or front is QApplication.activePopupWidget()


def called(name: str) -> Callable[[QWidget], bool]:
    """Tell a widget by its object name."""
    return lambda widget: widget.objectName() == name


def saying(words: str) -> Callable[[QWidget], bool]:
    """Tell a widget by the words a screen reader says of it."""
    return lambda widget: widget.accessibleName().startswith(words)
