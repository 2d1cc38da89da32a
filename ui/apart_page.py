"""The page of what lies apart, as the ordinary ledgers know it: days alone, written by the program.

What would change them leads to the door of what is kept apart; there is no form, no sheet and no bin here.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from dundian_desktop.ledger import Record
from ui.apart_room import enter_apart
from ui.desk import Desk
from ui.ledger_page import LedgerPage


class ApartMarkPage(LedgerPage):
    """Shows the days; everything else is behind the door."""

    def __init__(self, desk: Desk, kind: type[Record], *, parent: QWidget | None = None) -> None:
        super().__init__(desk, kind, parent=parent)
        self._out_of_sight = QWidget(self)
        self._out_of_sight.hide()
        for made in (self.side.panel.edit, self.side.panel.erase, self.side.panel.restore):
            made.setParent(self._out_of_sight)  # whatever the panel says, there is nothing to press

    @override
    @Slot()
    def begin_new(self) -> None:
        """Open the door of what is kept apart."""
        enter_apart(self.desk, self)

    @override
    @Slot()
    def erase(self) -> None:
        """Say who writes here; nothing is deleted by hand."""
        self.desk.said.emit(self.kind.ledger.by_hand, "", None)

    @override
    @Slot()
    def restore(self) -> None:
        """Say who writes here."""
        self.erase()

    @override
    @Slot(str)
    def _open_form(self, key: str) -> None:
        """Show the day; what there is to write is behind the door."""
        self._show_side()

    @override
    @Slot(str)
    def _edit_field(self, name: str) -> None:
        self.begin_new()
