"""The state of a record as a chip: a drawn shape, a word and a colour, so it reads in grey too."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.tokens import GAP, Colour, sized

CHIP_ROLE = Qt.ItemDataRole.UserRole + 41
"""Under this role a model gives the `Chip` of a cell."""


_Index = QModelIndex | QPersistentModelIndex
_WORD_SIZE = 13  # logical pixels at standard scale, a little under the body size beside it


class Shape(StrEnum):
    """The mark before the word; each tone has its own."""

    TRIANGLE = "triangle"
    DOT = "dot"
    TICK = "tick"
    RING = "ring"
    DIAMOND = "diamond"
    CROSS = "cross"


class Tone(Enum):
    """What a state means to the reader: ink, ground and shape."""

    BAD = (Colour.BAD, Colour.BAD_GROUND, Shape.TRIANGLE)
    WARN = (Colour.WARN, Colour.WARN_GROUND, Shape.DOT)
    GOOD = (Colour.GOOD, Colour.GOOD_GROUND, Shape.TICK)
    IDLE = (Colour.IDLE, Colour.IDLE_GROUND, Shape.RING)
    NOTE = (Colour.NOTE, Colour.NOTE_GROUND, Shape.DIAMOND)
    REFUSED = (Colour.BAD, Colour.IDLE_GROUND, Shape.CROSS)


class Chip(NamedTuple):
    """A state to show: the word and its tone."""

    word: str
    tone: Tone = Tone.IDLE


def chip_size(chip: Chip, font: QFont) -> QSize:
    """Give the room a chip needs."""
    width = 3 * GAP + _mark(font) + GAP + QFontMetrics(font).horizontalAdvance(chip.word) + 2
    return QSize(width, QFontMetrics(font).height() + GAP)


def draw_chip(painter: QPainter, chip: Chip, room: QRectF, font: QFont) -> None:
    """Draw a chip at the left of a room, in its middle height; a long word is cut with dots."""
    ink, ground, shape = chip.tone.value
    size = chip_size(chip, font)
    box = QRectF(room.x(), 0, min(size.width(), room.width()), size.height())
    box.moveTop(room.y() + (room.height() - box.height()) / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground.value))
    painter.drawRoundedRect(box, GAP, GAP)
    side = _mark(font)
    mark = QRectF(box.x() + 1.5 * GAP, box.y() + (box.height() - side) / 2, side, side)
    _draw_shape(painter, shape, mark, QColor(ink.value))
    painter.setPen(QColor(ink.value))
    painter.setFont(font)
    words = box.adjusted(2.5 * GAP + side, 0, -GAP, 0)
    word = QFontMetrics(font).elidedText(chip.word, Qt.TextElideMode.ElideRight, round(words.width()) + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


def _mark(font: QFont) -> int:
    return round(QFontMetrics(font).height() * 0.5)


def _draw_shape(painter: QPainter, shape: Shape, room: QRectF, ink: QColor) -> None:
    painter.setBrush(ink)
    if shape is Shape.DOT:
        painter.drawEllipse(room.adjusted(1, 1, -1, -1))
    elif shape in (Shape.TRIANGLE, Shape.DIAMOND):
        painter.drawPolygon(_corners(shape, room))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(ink, max(1.6, room.width() / 6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        _draw_strokes(painter, shape, room)


def _corners(shape: Shape, room: QRectF) -> QPolygonF:
    middle = room.center()
    if shape is Shape.TRIANGLE:
        return QPolygonF([QPointF(middle.x(), room.top()), room.bottomRight(), room.bottomLeft()])
    across = [QPointF(room.right(), middle.y()), QPointF(room.left(), middle.y())]
    return QPolygonF([QPointF(middle.x(), room.top()), across[0], QPointF(middle.x(), room.bottom()), across[1]])


def _draw_strokes(painter: QPainter, shape: Shape, room: QRectF) -> None:
    if shape is Shape.RING:
        painter.drawEllipse(room.adjusted(1.2, 1.2, -1.2, -1.2))
    elif shape is Shape.TICK:
        low = QPointF(room.left() + room.width() * 0.38, room.bottom() - 1)
        start = QPointF(room.left(), room.center().y() + 0.5)
        painter.drawPolyline(QPolygonF([start, low, QPointF(room.right(), room.top() + 1)]))
    else:
        inner = room.adjusted(1, 1, -1, -1)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())


class ChipDelegate(QStyledItemDelegate):
    """Draws the chip over the ground of the row, so a selected row keeps its states readable."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        if _chip_of(index):
            cast("Any", option).text = ""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        if chip := _chip_of(index):
            room, font = _room_and_font(option)
            draw_chip(painter, chip, room.adjusted(2 * GAP, 0, -GAP, 0), font)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        chip = _chip_of(index)
        if chip is None:
            return super().sizeHint(option, index)
        return chip_size(chip, _room_and_font(option)[1]) + QSize(4 * GAP, 2 * GAP)


class ChipLabel(QWidget):
    """A chip that stands by itself, as in the head of a form."""

    def __init__(self, chip: Chip | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = chip or Chip("")
        self.put(self._chip)

    def put(self, chip: Chip) -> None:
        """Show another state."""
        self._chip = chip
        self.setAccessibleName(chip.word)
        if self.parentWidget() is not None or not chip.word:  # without an owner, showing would open a window
            self.setVisible(bool(chip.word))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self._chip, self.font())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(QPainter(self), self._chip, QRectF(self.rect()), self.font())


def _chip_of(index: _Index) -> Chip | None:
    given: object = index.data(CHIP_ROLE)
    return given if isinstance(given, Chip) else None


def _room_and_font(option: QStyleOptionViewItem) -> tuple[QRectF, QFont]:
    known: Any = option  # the type stubs leave out the plain members of style options
    font = QFont(known.font)
    font.setPixelSize(sized(_WORD_SIZE))
    return QRectF(known.rect), font
