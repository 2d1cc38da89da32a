"""A part of a form under a heading that can be folded; short fields stand in two columns where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.field_row import FieldRow
from ui.icons import icon
from ui.tokens import GAP, sized

_TWO_COLUMNS = 460  # logical pixels at standard scale


class FormSection(QWidget):
    """Folds and unfolds; keeps its rows in reading order.  Without a title it is always open."""

    def __init__(self, title: str, rows: Sequence[FieldRow]) -> None:
        super().__init__()
        self.setObjectName(f"section_{title}")
        self.rows = list(rows)
        self._columns = 0
        self.fold = QToolButton()
        self.fold.setText(title)
        self.fold.setAccessibleName(title)
        self.fold.setProperty("role", "fold")
        self.fold.setObjectName("fold")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setCheckable(True)
        self.fold.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fold.toggled.connect(self._turn)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, GAP, 0, 2 * GAP)
        self._grid.setHorizontalSpacing(4 * GAP)
        self._grid.setVerticalSpacing(3 * GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.fold)
        self.fold.setVisible(bool(title))
        column.addWidget(self._body)
        self._lay(1)
        self.open(unfolded=True)

    def open(self, *, unfolded: bool) -> None:
        """Unfold it, or fold it."""
        self.fold.setChecked(unfolded)
        self._turn(unfolded)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(2 if event.size().width() >= sized(_TWO_COLUMNS) else 1)

    @Slot(bool)
    def _turn(self, unfolded: bool) -> None:
        self._body.setVisible(unfolded)
        self.fold.setIcon(icon("chevron-down" if unfolded else "chevron-right"))

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        line, place = 0, 0
        for row in self.rows:
            whole = row.wide or columns == 1
            if whole and place:
                line, place = line + 1, 0
            self._grid.addWidget(row, line, place, 1, 2 if whole else 1, Qt.AlignmentFlag.AlignTop)
            place = 0 if whole else 1 - place
            line += 0 if place else 1
        for at in (0, 1):
            self._grid.setColumnStretch(at, 1)
