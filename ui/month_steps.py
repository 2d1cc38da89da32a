"""The steps of a page or a wizard, side by side over it; those of the monthly report when nothing else is said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from ui.parts.buttons import Kind, button
from ui.tokens import GAP

STEPS = ("选月份", "核对", "预览", "保存和打印")


class StepBar(QWidget):
    """Says where one is, and goes back to steps that were reached."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[str] = STEPS, name: str = "monthStep") -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for place, step in enumerate(steps):
            made = button(f"{'①②③④'[place]} {step}", Kind.VIEW, name=f"{name}{place + 1}")
            made.setCheckable(True)
            self._group.addButton(made, place)
            row.addWidget(made)
        row.addStretch()
        self._group.buttonClicked.connect(self._say)
        self.put(0, reached=0)

    def put(self, place: int, *, reached: int) -> None:
        """Mark a step; those behind `reached` cannot be chosen yet."""
        for number, made in enumerate(self._group.buttons()):
            made.setEnabled(number <= reached)
        self._group.buttons()[place].setChecked(True)

    @Slot(QAbstractButton)
    def _say(self, pressed: QAbstractButton) -> None:
        self.chosen.emit(self._group.id(pressed))
