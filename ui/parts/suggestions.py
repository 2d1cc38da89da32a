"""The sheet of suggestions under a type-ahead line: label at the left, a quiet note at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.parts.popup import Popup
from ui.tokens import GAP, Colour, sized

_ID = Qt.ItemDataRole.UserRole + 1
_NOTE = Qt.ItemDataRole.UserRole + 2
_MOST_SHOWN = 8  # rows before it scrolls; more are not read, they are typed away


class Suggestion(NamedTuple):
    """One record to pick: its id, what people call it, and what tells it from its namesakes."""

    id: str
    label: str
    note: str = ""


Suggest = Callable[[str], Sequence[tuple[str, str, str]]]
"""Gives ``(id, label, note)`` for what was typed, recent ones first; for "" the recent ones alone."""


class SuggestionSheet(QWidget):
    """Owned by the line it belongs to; never has the keyboard, the line steers it."""

    picked = Signal(object)  # a Suggestion

    def __init__(self, anchor: QWidget) -> None:
        super().__init__(anchor)
        self.hide()
        self._list = QListWidget()
        self._list.setObjectName("suggestions")
        self._list.setAccessibleName("候选")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_RowDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.itemClicked.connect(self._click)
        self._popup = Popup(self._list, anchor)

    def offer(self, found: Sequence[tuple[str, str, str]]) -> None:
        """Show suggestions, the first one marked; nothing found, nothing shown."""
        self._list.clear()
        for each in found:
            item = QListWidgetItem(each[1])
            item.setData(_ID, each[0])
            item.setData(_NOTE, each[2])
            self._list.addItem(item)
        if not found:
            self._popup.shut()
            return
        self._list.setCurrentRow(0)
        shown = min(len(found), _MOST_SHOWN)
        self._popup.open_under(QSize(sized(280), shown * sized(36) + 3 * GAP))

    def shown(self) -> bool:
        """Tell whether there is something to pick from on the screen."""
        return self._popup.isVisible()

    def shut(self) -> None:
        """Hide the sheet."""
        self._popup.shut()

    def step(self, by: int) -> None:
        """Mark the next row, or the one before."""
        count = self._list.count()
        self._list.setCurrentRow((self._list.currentRow() + by) % count)

    def pick(self) -> None:
        """Pick the marked row."""
        item = self._list.currentItem()
        self._popup.shut()
        self.picked.emit(Suggestion(item.data(_ID), item.text(), item.data(_NOTE)))

    @Slot(QListWidgetItem)
    def _click(self, _item: QListWidgetItem) -> None:
        self.pick()


class _RowDelegate(QStyledItemDelegate):
    """Draws the note at the right edge, as much of it as the label leaves."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        known: Any = option  # the type stubs leave out the plain members of style options
        fonts = QFontMetrics(known.font)
        taken = fonts.horizontalAdvance(index.data()) + 6 * GAP
        room = QRect(known.rect).adjusted(taken, 0, -3 * GAP, 0)
        note = fonts.elidedText(index.data(_NOTE) or "", Qt.TextElideMode.ElideRight, room.width())
        painter.save()
        painter.setPen(QColor(Colour.SECOND.value))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), sized(36))
