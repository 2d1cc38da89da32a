"""The headings of a list: a click sorts, a click on the funnel filters, as people know it from their sheets."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from ui.icons import picture
from ui.tokens import GAP, Colour, sized

_FUNNEL = 14  # logical pixels at standard scale
_ARROW = 12
_HIT = 26  # how wide the funnel's place is to the pointer


class FilterHeader(QHeaderView):
    """Knows which sections are filtered; asks for a filter menu, opens none itself."""

    filter_asked = Signal(int)  # logical section
    menu_asked = Signal(QPoint)  # where, in global coordinates

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filtered: frozenset[int] = frozenset()
        self._under = -1
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(sized(48))
        self.setFixedHeight(sized(36))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.setAccessibleName("列标题")

    def mark(self, filtered: frozenset[int]) -> None:
        """Show which sections are filtered."""
        self._filtered = filtered
        self.viewport().update()

    def place_of(self, logical: int) -> QRect:
        """Give the room of a section inside the header."""
        return QRect(self.sectionViewportPosition(logical), 0, self.sectionSize(logical), self.height())

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        under = logicalIndex == self._under
        painter.fillRect(rect, QColor((Colour.DESK if under else Colour.PAPER).value))
        painter.setPen(QColor(Colour.LINE.value))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(3 * GAP, 0, -2 * GAP, 0)
        self._draw_funnel(painter, room, logicalIndex, under=under)
        room.setRight(room.right() - sized(_FUNNEL) - GAP)
        self._draw_words(painter, room, logicalIndex)
        painter.restore()

    def _draw_words(self, painter: QPainter, room: QRect, logical: int) -> None:
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logical
        painter.setPen(QColor((Colour.TEXT if sorted_by else Colour.SECOND).value))
        if sorted_by:
            room.setRight(room.right() - sized(_ARROW) - GAP // 2)
        words = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        metrics = QFontMetrics(font)
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
        if sorted_by:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            arrow = self._picture("chevron-down" if down else "chevron-up", Colour.TEXT, _ARROW)
            x = room.x() + metrics.horizontalAdvance(cut) + GAP // 2
            painter.drawPixmap(x, room.center().y() - sized(_ARROW) // 2 + 1, arrow)

    def _draw_funnel(self, painter: QPainter, room: QRect, logical: int, *, under: bool) -> None:
        colour = Colour.SECOND if under else Colour.SCROLL
        if logical in self._filtered:
            colour = Colour.PRIMARY
        x = room.right() - sized(_FUNNEL) + 1
        painter.drawPixmap(x, room.center().y() - sized(_FUNNEL) // 2 + 1, self._picture("filter", colour, _FUNNEL))

    def _picture(self, name: str, colour: Colour, size: int) -> QPixmap:
        return picture(name, colour, size, self.devicePixelRatioF())

    @override
    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        return QSize(super().sectionSizeFromContents(logicalIndex).width(), sized(36))

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        super().mouseMoveEvent(e)
        self._hover(self.logicalIndexAt(e.position().toPoint()))
        if self._funnel_at(e.position().toPoint()) >= 0:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        section = self._funnel_at(e.position().toPoint())
        if section >= 0 and e.button() == Qt.MouseButton.LeftButton:
            self.filter_asked.emit(section)
            e.accept()
            return
        super().mousePressEvent(e)

    def _hover(self, section: int) -> None:
        if section != self._under:
            self._under = section
            self.viewport().update()

    def _funnel_at(self, point: QPoint) -> int:
        """Give the section whose funnel lies at a point, or -1; its right edge is for dragging the width."""
        section = self.logicalIndexAt(point)
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        grip = 2 * GAP
        return section if section >= 0 and right - sized(_HIT) <= point.x() < right - grip else -1

    def _ask_menu(self, point: QPoint) -> None:
        self.menu_asked.emit(self.mapToGlobal(point))
