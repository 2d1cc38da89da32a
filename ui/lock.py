"""When nobody has touched the machine for a while, the workspace is to be locked.

* The wait is 5 minutes unless the person chose another; never under 1, never over 15, never off.
* Both a steady clock and the wall clock are asked, and the later counts: the steady one stands still while
  the laptop sleeps, the wall clock may have been set back.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from typing_extensions import override

from dundian_desktop import clock

SHORTEST, USUAL, LONGEST = 1, 5, 15  # minutes
_LOOK_EVERY = 5_000  # milliseconds
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Install on the application; emits `idled` once, then rests until `resume`."""

    idled = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        minutes: int = USUAL,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        super().__init__(parent)
        self._steady = steady
        self._wall = wall
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self.set_minutes(minutes)
        self.resume()

    def set_minutes(self, minutes: int) -> None:
        """Choose how long to wait; what lies outside 1 to 15 minutes is brought inside."""
        self._patience = min(max(minutes, SHORTEST), LONGEST) * 60.0

    def minutes(self) -> int:
        """Give the wait in minutes."""
        return round(self._patience / 60)

    @Slot()
    def resume(self) -> None:
        """Begin to count anew, as after unlocking."""
        self.touch()
        self._timer.start()

    @Slot()
    def touch(self) -> None:
        """Note that somebody is there."""
        self._touched_steady = self._steady()
        self._touched_wall = self._wall()

    @Slot()
    def look(self) -> None:
        """Say so if nobody has been there for long enough."""
        away = max(self._steady() - self._touched_steady, (self._wall() - self._touched_wall).total_seconds())
        if away >= self._patience:
            self._timer.stop()
            self.idled.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A touch after a long sleep must not hide the sleep: the timer may not have looked yet.
        if event.type() in _TOUCHES and self._timer.isActive():
            self.look()
            if self._timer.isActive():
                self.touch()
        return False
