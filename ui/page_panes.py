"""How the list and the side of a ledger page share the room (ui notes §4.1).

From 1200 logical pixels both stand side by side, from 1000 the side is narrow, below there is one pane at a time.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QWidget

from ui.page_list import PageList
from ui.page_side import PageSide
from ui.tokens import GAP, sized

WIDE = 1200
NARROW = 1000
_LEAST, _MOST, _FORM_LEAST = 300, 620, 440  # widths of the side
_READING, _WRITING = 0.34, 0.44  # its share of the page


class PagePanes(QSplitter):
    """A form in a narrow window has it all to itself."""

    crowded = Signal(bool)  # a form fills the page, what stands above it should make room

    def __init__(self, rows: PageList, side: PageSide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.side = side
        self.single = False
        self.bare = False  # the list is empty: there is nothing to show beside it
        self.setHandleWidth(2 * GAP)
        self.setChildrenCollapsible(False)
        self.addWidget(rows)
        self.addWidget(side)

    def fit(self, window: int) -> None:
        """Take the width of the window."""
        single = window < sized(NARROW)
        if single != self.single:
            self.single = single
            self.show_side() if self.side.writes() else self.show_list()
        self.share()

    def share(self) -> None:
        """Give a form more room than a panel."""
        width = self.width()
        writes = self.side.writes()
        wanted = max(sized(_FORM_LEAST), round(width * _WRITING)) if writes else round(width * _READING)
        side = min(max(wanted, sized(_LEAST)), sized(_MOST))
        self.setSizes([max(width - side, 1), side])

    def show_side(self) -> None:
        """Bring the side into sight."""
        self.rows.setVisible(not self.single)
        self.side.show()
        self.crowded.emit(self.single and self.side.writes())

    def show_list(self) -> None:
        """Bring the list into sight, the keyboard in it unless the person went on to another page meanwhile."""
        self.rows.show()
        self.side.setVisible(not self.single and not self.bare)
        self.crowded.emit(False)
        if self.isVisible():
            self.rows.table.setFocus()

    def note_rows(self, count: int) -> None:
        """Hide the panel beside an empty list; a form stays."""
        self.bare = not count
        if not self.single and not self.side.writes():
            self.side.setVisible(not self.bare)
