"""The list of a ledger page with what stands in its place when it is empty, and the bar for several at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dundian_desktop.ledger import Gift, Record
from ui import words
from ui.desk import Desk
from ui.giving import Giver
from ui.ledger_words import CLEAR_FILTERS, RESTORE, SHEET_PASTE
from ui.parts.buttons import Kind, button
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label
from ui.record_table import RecordTable
from ui.tokens import GAP
from ui.views import PageView


class PageList(QWidget):
    """Shows the table while it has rows; otherwise says why it has none and what to do."""

    act_asked = Signal()  # delete the selected, or restore them
    new_asked = Signal()
    clear_asked = Signal()
    paste_asked = Signal()

    def __init__(self, desk: Desk, kind: type[Record], new_word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._new_word = new_word
        self._narrowed = False
        self._binned = False
        self._giver = Giver(desk, self)
        self.table = RecordTable(desk, kind)
        self.empty = EmptyState()
        self.empty.main_pressed.connect(self._press_main)
        self.empty.quiet_pressed.connect(self.paste_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(self._stack, 1)
        column.addWidget(self._selection_bar())

    def settle(self, view: PageView, asked: str) -> None:
        """Show the rows, or why there are none.

        Args:
            view: the view in force.
            asked: what the list is narrowed to, in words; "" when it is not.
        """
        rows = self.table.rows.rowCount()
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self.note_selection()
        if not rows:
            self._explain(view, asked)

    def note_selection(self) -> None:
        """Show the bar while several are selected."""
        count = len(self.table.selectionModel().selectedRows())
        self._bar.setVisible(count > 1)
        for made in self._gifts:
            made.setVisible(not self._binned)
        self._picked.setText(f"已选 {count} 条")

    def offer(self, view: PageView) -> None:
        """Offer to delete, or in the bin to restore."""
        self._binned = view.key == "bin"
        self._act.setText(RESTORE if self._binned else words.DELETE)

    def _explain(self, view: PageView, asked: str) -> None:
        ledger = self.kind.ledger
        whole = view.key == "all"
        self._narrowed = bool(asked)
        if asked:
            told = "·".join(filter(None, ("" if whole else view.word, asked)))
            self.empty.put(f"没有符合“{told}”的{ledger.noun}。", main=CLEAR_FILTERS, icon_name="search")
        elif whole:
            self.empty.put(
                ledger.empty or f"还没有{ledger.noun}。",
                main=self._new_word,
                quiet="" if ledger.by_hand else SHEET_PASTE,
            )
        else:
            self.empty.put(view.good or f"没有“{view.word}”的{ledger.noun}。", icon_name="circle-check")

    @Slot()
    def _press_main(self) -> None:
        (self.clear_asked if self._narrowed else self.new_asked).emit()

    def _selection_bar(self) -> QWidget:
        self._bar = QWidget()
        self._bar.setObjectName("selectionBar")
        self._picked = label("", name="pickedCount")
        self._act = button(words.DELETE, icon_name="trash", name="pickedErase")
        self._act.clicked.connect(self.act_asked)
        clear = button("取消选择", Kind.QUIET, name="pickedClear")
        clear.clicked.connect(self.table.clearSelection)
        self._gifts = [self._gift(gift) for gift in self._giver.gifts_of_several(self.kind)]
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(2 * GAP, 0, 0, 0)
        row.setSpacing(2 * GAP)
        for made in (self._picked, *self._gifts, self._act, clear):
            row.addWidget(made)
        row.addStretch()
        self._bar.hide()
        return self._bar

    def _gift(self, gift: Gift) -> QPushButton:
        made = button(gift.word, name=f"give_{gift.ledger}")
        made.clicked.connect(partial(self._give, gift))
        return made

    def _give(self, gift: Gift, *_checked: bool) -> None:
        self._giver.give(gift, self.table.selected())
