"""What the search over all ledgers found: a sheet under the search line, grouped by ledger.

The line keeps the keyboard: arrows move the mark, Enter opens the marked record, Esc closes the sheet. The words stay
in the line, so that one can come back to what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from dundian_desktop.progress import Progress
from dundian_desktop.store.search import Hit
from dundian_desktop.store.store import Store
from ui.desk import Desk
from ui.names import name_of
from ui.parts.popup import Popup
from ui.parts.search_line import SearchLine
from ui.tasks import Task
from ui.tokens import GAP, Colour, Size, sized

_HIT = Qt.ItemDataRole.UserRole + 1
_WORDS = Qt.ItemDataRole.UserRole + 2
_MOST = 60
_WIDTH, _HEIGHT, _ROW, _GROUP = 560, 420, 46, 30  # logical pixels at standard scale


class SearchSheet(QObject):
    """Steered by the search line; `record_opened` when a record was chosen."""

    record_opened = Signal(str, str)  # ledger, record
    found = Signal(int)  # how many; the sheet shows them

    def __init__(self, desk: Desk, line: SearchLine) -> None:
        super().__init__(line)
        self.desk = desk
        self.line = line
        self._task: Task | None = None
        self._asked = ""
        self.list = QListWidget()
        self.list.setObjectName("searchFound")
        self.list.setAccessibleName("找到的记录")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.itemClicked.connect(self._click)
        self._popup = Popup(self.list, line)
        line.installEventFilter(self)
        line.searched.connect(self.ask)

    @Slot(str)
    def ask(self, words: str) -> None:
        """Search for words; with none, close."""
        self._asked = words
        if self._task:
            self._task.cancel()
            self._task = None
        if not words:
            self._popup.shut()
            return
        self._task = self.desk.tasks.on_store(searching(self.desk.store, words))
        self._task.finished.connect(self._put)
        self._task.refused.connect(self.desk.trouble)

    def shown(self) -> bool:
        """Tell whether the sheet is open."""
        return self._popup.isVisible()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._popup.shut()
        elif event.type() == QEvent.Type.KeyPress:
            return self._steer(cast("QKeyEvent", event))
        return False

    def _steer(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.shown() and self._asked:
                self.ask(self._asked)
            else:
                self.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if not self.shown():
            return False
        if key == Qt.Key.Key_Escape:
            self._popup.shut()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.text().strip() == self._asked:
            self.open_marked()
            return True
        return False

    def step(self, by: int) -> None:
        """Mark the next record, or the one before; headings are passed over."""
        rows = [n for n in range(self.list.count()) if self.list.item(n).data(_HIT)]
        if rows:
            now = self.list.currentRow()
            place = rows.index(now) + by if now in rows else 0
            self.list.setCurrentRow(rows[place % len(rows)])

    def open_marked(self) -> None:
        """Open the marked record."""
        item = self.list.currentItem()
        hit: Hit | None = item.data(_HIT) if item else None
        if hit:
            self._popup.shut()
            self.record_opened.emit(hit.ledger, hit.id)

    @Slot(QListWidgetItem)
    def _click(self, _item: QListWidgetItem) -> None:
        self.open_marked()

    @Slot(object)
    def _put(self, found: Sequence[tuple[str, Sequence[tuple[Hit, str]]]]) -> None:
        self._task = None
        self.list.clear()
        for title, hits in found:
            self._add_group(f"{title}  {len(hits)}")
            for hit, name in hits:
                self._add_hit(hit, name)
        count = sum(len(hits) for _, hits in found)
        if not count:
            self._add_group(f"没有找到“{self._asked}”。换个词，或只写姓名、单位里的两个字。")
        self.step(1)
        height = sum(self.list.sizeHintForRow(n) for n in range(self.list.count())) + 4 * GAP
        self._popup.open_under(QSize(sized(_WIDTH), min(height, sized(_HEIGHT))))
        self.found.emit(count)

    def _add_group(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _add_hit(self, hit: Hit, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(_HIT, hit)
        item.setData(_WORDS, self._asked)
        item.setToolTip(hit.words)
        self.list.addItem(item)


def searching(store: Store, words: str) -> Callable[[Progress], list[tuple[str, list[tuple[Hit, str]]]]]:
    """Give the work of finding: title of a ledger -> what was found in it, with the names people know."""

    def work(_progress: Progress) -> list[tuple[str, list[tuple[Hit, str]]]]:
        groups: dict[str, list[tuple[Hit, str]]] = {}
        for hit in store.search(words, _MOST):
            kind = store.kinds[hit.ledger]
            record = store.reader.find(kind, hit.id)
            name = name_of(store, record) if record else hit.headline
            groups.setdefault(kind.ledger.title, []).append((hit, name))
        return list(groups.items())

    return work


class _HitDelegate(QStyledItemDelegate):
    """Two lines: what the record is called, and the words around what was found, the found ones marked."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(sized(200), sized(_ROW if index.data(_HIT) else _GROUP))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: Hit | None = index.data(_HIT)
        known: Any = option  # the type stubs leave out the plain members of style options
        room = QRect(known.rect).adjusted(3 * GAP, 0, -3 * GAP, 0)
        painter.save()
        font = QFont(known.font)
        if hit is None:
            font.setPixelSize(sized(Size.NOTE.value))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(Colour.SECOND.value))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, index.data())
        else:
            cast("Any", option).text = ""
            super().paint(painter, option, QModelIndex())
            if index.row() == cast("QListWidget", self.parent()).currentRow():
                painter.fillRect(known.rect, QColor(Colour.SELECTED.value))
            self._draw_hit(painter, room, index, font)
        painter.restore()

    def _draw_hit(
        self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex, font: QFont
    ) -> None:
        half = room.height() // 2
        marks = str(index.data(_WORDS)).split()
        upper = QRect(room.left(), room.top() + 2, room.width(), half)
        lower = QRect(room.left(), room.top() + half, room.width(), half - 2)
        draw_marked(painter, upper, str(index.data()), marks, font)
        font.setPixelSize(sized(Size.NOTE.value))
        draw_marked(painter, lower, index.data(_HIT).words, marks, font, Colour.SECOND)


def draw_marked(
    painter: QPainter, room: QRect, text: str, marks: Sequence[str], font: QFont, ink: Colour = Colour.TEXT
) -> None:
    """Draw a line in which the words that were looked for stand on a coloured ground."""
    painter.setFont(font)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    for mark in marks:
        at = shown.casefold().find(mark.casefold())
        if at >= 0:
            left = room.left() + metrics.horizontalAdvance(shown[:at])
            width = metrics.horizontalAdvance(shown[at : at + len(mark)])
            box = QRect(left, room.top() + 2, width, room.height() - 4)
            painter.fillRect(box, QColor(Colour.OVERLAY_ACTION.value))
    painter.setPen(QColor(ink.value))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
