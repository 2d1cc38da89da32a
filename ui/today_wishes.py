"""What the person wants from the first page, and the buttons that say it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QPushButton


class Wishes(QObject):
    """Said by the tiles, heard by the page."""

    record_wanted = Signal(str, str)  # ledger, record
    draft_wanted = Signal(object)  # Draft
    draft_dropped = Signal(object)
    diary_wanted = Signal(dt.date)
    page_wanted = Signal(str)
    figures_wanted = Signal()
    finding_wanted = Signal(object)  # Finding: to be mended or looked at
    mending_wanted = Signal(object)  # Mend


class Push(QObject):
    """Says something with fixed words when a button is pressed; goes with the button."""

    def __init__(self, pressed: QPushButton, signal: SignalInstance, *told: object) -> None:
        super().__init__(pressed)
        self._signal = signal
        self._told = told
        pressed.clicked.connect(self.say)

    @Slot()
    def say(self) -> None:
        """Say it."""
        self._signal.emit(*self._told)
