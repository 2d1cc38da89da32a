"""Python's cyclic garbage is collected on the window's thread, and on no other.

A collection that happens to begin in a worker's thread would destroy widgets there, and Qt crashes when the next
event reaches one of them (seen as segmentation faults while a file was being opened). So the automatic collection is
off while the window lives, and a timer collects as much as the automatic one would have.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY = 1_000  # milliseconds


class Tidying(QObject):
    """Collects once a second what has come together; make one on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation that is due."""
        tidy()

    def end(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.enable()


def tidy() -> None:
    """Collect the oldest generation whose count is past its threshold, as the automatic collection would."""
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    generations = [generation for generation, (count, most) in enumerate(due) if count > most]
    if generations:
        gc.collect(generations[-1])
