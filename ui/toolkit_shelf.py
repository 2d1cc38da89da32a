"""The left side of the policy toolkit: a line to search with, the tree of folders, and the list of what lies there.

While words are looked for the list holds what was found in all folders, the clauses of our digest among it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from dundian_desktop.policy.digest import digest
from ui.icons import icon
from ui.parts.labels import named
from ui.parts.search_line import SearchLine
from ui.search_page import draw_marked
from ui.tokens import GAP, Colour, Size, sized
from ui.toolkit_cards import Card, folders_of, lying_in

DIGEST = "/"
"""Stands for the folder of our own digest; no folder of papers begins so."""
_DIGEST_TITLE, _ALL_TITLE = "政策要点（本软件摘编）", "全部文件"
_FOLDER = Qt.ItemDataRole.UserRole + 1
_CARD = Qt.ItemDataRole.UserRole + 2
_WORDS = Qt.ItemDataRole.UserRole + 3
_ROW = 50  # logical pixels at standard scale

_Index = QModelIndex | QPersistentModelIndex


class ToolkitShelf(QWidget):
    """Shows cards and says which one was chosen."""

    chosen = Signal(object)  # a Card, or None
    opened = Signal()  # Enter or a double click: the reader wants the keyboard
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._cards: Sequence[Card] = ()
        self._found: Sequence[Card] | None = None
        self._words = ""
        self.search = SearchLine("在政策文件里搜")
        self.search.setObjectName("toolkitSearch")
        self.search.searched.connect(self.searched)
        self.tree = named(QTreeWidget(), "toolkitFolders")
        self.tree.setAccessibleName("文件夹")
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(sized(16))
        self.tree.currentItemChanged.connect(self._list_anew)
        self.list = named(QListWidget(), "toolkitPapers")
        self.list.setAccessibleName("文件")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_CardDelegate(self.list))
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemActivated.connect(self.opened)
        self.older = named(QCheckBox("含旧版和已废止的"), "toolkitOlder")
        self.older.toggled.connect(self._list_anew)
        self._arrange()

    def put(self, cards: Sequence[Card]) -> None:
        """Show these papers; the folder and the paper in hand stay in hand."""
        folder, key = self.folder(), self.key()
        self._cards = cards
        self.tree.blockSignals(True)
        self._grow(folder)
        self.tree.blockSignals(False)
        self._list(key)

    def put_found(self, words: str, cards: Sequence[Card] | None) -> None:
        """Show what was found, or with None the folders again."""
        self._words = words
        clauses = [_clause_card(one.clause, one.title, one.words) for one in digest().found(words)] if words else []
        self._found = None if cards is None else [*cards, *clauses]
        self.tree.setEnabled(cards is None)
        self._list(self.key())

    def choose(self, key: str) -> None:
        """Go to a paper, whatever folder or search stands in the way."""
        card = next((card for card in self._cards if card.key == key), None)
        if card is None:
            return
        self.search.clear()
        self.put_found("", None)
        if not card.current:
            self.older.setChecked(True)
        self._go_to(card.folder)
        self._list(key)

    def show_digest(self) -> None:
        """Go to our own digest."""
        self._go_to(DIGEST)

    def folder(self) -> str:
        """Give the folder in hand, "" for all papers."""
        item = self.tree.currentItem()
        return str(item.data(0, _FOLDER)) if item else ""

    def key(self) -> str:
        """Give the key of the card in hand, or ""."""
        item = self.list.currentItem()
        return cast("Card", item.data(_CARD)).key if item else ""

    def folders(self) -> list[str]:
        """Give the folders there are."""
        return folders_of(self._cards)

    def _grow(self, wanted: str) -> None:
        self.tree.clear()
        roots = ((DIGEST, _DIGEST_TITLE, "list-check"), ("", _ALL_TITLE, "folder-open"))
        items = {folder: self._item(title, folder, picture) for folder, title, picture in roots}
        self.tree.addTopLevelItems([items[DIGEST], items[""]])
        for folder in folders_of(self._cards):
            above, _, name = folder.rpartition("/")
            items[folder] = self._item(name, folder, "folder")
            items[above].addChild(items[folder])
        self.tree.expandAll()
        self.tree.setCurrentItem(items.get(wanted, items[""]))

    def _item(self, title: str, folder: str, picture: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        item.setIcon(0, icon(picture, Colour.SECOND))
        item.setData(0, _FOLDER, folder)
        item.setToolTip(0, title)
        return item

    def _go_to(self, folder: str) -> None:
        for item in self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if item.data(0, _FOLDER) == folder:
                self.tree.setCurrentItem(item)

    @Slot()
    def _list_anew(self) -> None:
        self._list("")

    def _list(self, wanted: str) -> None:
        """Fill the list and put the card in hand; the first one when the wanted one is not among them."""
        self.list.blockSignals(True)
        self.list.clear()
        cards = self._shown()
        for card in cards:
            item = QListWidgetItem(card.title)
            item.setData(_CARD, card)
            item.setData(_WORDS, self._words)
            item.setToolTip(f"{card.title}\n{card.note}".strip())
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, "，".join(filter(None, (card.title, card.note, card.force)))
            )
            self.list.addItem(item)
        place = next((n for n, card in enumerate(cards) if card.key == wanted), 0)
        self.list.setCurrentRow(place if cards else -1)
        self.list.blockSignals(False)
        self._choose()

    def _shown(self) -> list[Card]:
        if self._found is not None:
            cards = list(self._found)
        elif self.folder() == DIGEST:
            return [_clause_card(one.clause, one.title, one.words) for one in digest().clauses]
        else:
            cards = lying_in(self._cards, self.folder())
        return cards if self.older.isChecked() else [card for card in cards if card.current]

    @Slot()
    def _choose(self) -> None:
        item = self.list.currentItem()
        self.chosen.emit(item.data(_CARD) if item else None)

    def _arrange(self) -> None:
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.setHandleWidth(2 * GAP)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.tree)
        panes.addWidget(self.list)
        panes.setSizes([sized(200), sized(320)])
        panes.setStretchFactor(0, 2)
        panes.setStretchFactor(1, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(self.search)
        column.addWidget(panes, 1)
        column.addWidget(self.older)


def _clause_card(clause: str, title: str, words: str) -> Card:
    return Card(clause, title, DIGEST, words)


class _CardDelegate(QStyledItemDelegate):
    """Two lines: the title, and what tells the paper from others; what is not in force is written quietly."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(sized(160), sized(_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        known: Any = option  # the type stubs leave out the plain members of style options
        super().paint(painter, _without_text(option), QModelIndex())
        if index.row() == cast("QListWidget", self.parent()).currentRow():
            painter.fillRect(known.rect, QColor(Colour.SELECTED.value))
        card: Card = index.data(_CARD)
        marks = str(index.data(_WORDS)).split()
        room = QRect(known.rect).adjusted(2 * GAP, GAP, -2 * GAP, -GAP)
        half = room.height() // 2
        painter.save()
        font = QFont(known.font)
        ink = Colour.TEXT if card.current else Colour.SECOND
        draw_marked(painter, QRect(room.left(), room.top(), room.width(), half), card.title, marks, font, ink)
        font.setPixelSize(sized(Size.NOTE.value))
        told = card.note if card.current else f"【{card.force}】{card.note}"
        lower = QRect(room.left(), room.top() + half, room.width(), half)
        draw_marked(painter, lower, told, marks, font, Colour.SECOND)
        painter.restore()


def _without_text(option: QStyleOptionViewItem) -> QStyleOptionViewItem:
    cast("Any", option).text = ""
    return option
