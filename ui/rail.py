"""The red rail at the left: where one can go, and where something waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import words
from ui.entries import Entry
from ui.icons import picture
from ui.parts.dialog import scrolling
from ui.parts.labels import label
from ui.tokens import GAP, Colour, Size, sized

WIDE, SLIM = 132, 52  # logical pixels at standard scale
DIGIT_KEYS = 9
_ICON = 18
_LEAST = 25  # pixels of height at any scale: a line of 特大 text
_BADGE_LIMIT = 99


class RailButton(QAbstractButton):
    """One entry: icon beside name; in a slim rail over it; in a low one the word alone."""

    def __init__(self, entry: Entry, shortcut: str) -> None:
        super().__init__()
        self.entry = entry
        self._slim = False
        self._waiting = 0
        self.setObjectName(f"rail_{entry.key}")
        self.setText(entry.title)
        self.setCheckable(True)
        self.setToolTip(f"{entry.title}  {shortcut}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.put_waiting(0)

    def put_waiting(self, number: int) -> None:
        """Show how many things wait on the page."""
        self._waiting = number
        self.setAccessibleName(f"{self.entry.title}，{number} 件待办" if number else self.entry.title)
        self.update()

    def set_slim(self, *, slim: bool) -> None:
        """Stand the name under the icon, or beside it."""
        self._slim = slim
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(sized(SLIM), sized(46)) if self._slim else QSize(sized(WIDE), sized(40))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(sized(SLIM), _LEAST)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        ink = Colour.RAIL if self.isChecked() else Colour.PAPER
        font = QFont(self.font())
        font.setPixelSize(sized(Size.NOTE.value if self._slim else Size.BODY.value))
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(ink.value))
        if self._slim:
            self._paint_slim(painter, ink)
        else:
            self._paint_wide(painter, ink)
        if self._waiting:
            self._paint_badge(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(Colour.CHOSEN.value))
            painter.fillRect(QRect(0, 0, 4, self.height()), QColor(Colour.GOLD.value))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(Colour.RAIL_HOVER.value))
        if self.hasFocus():
            ring = Colour.FOCUS if self.isChecked() else Colour.PAPER
            painter.setPen(QPen(QColor(ring.value), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), GAP, GAP)

    def _paint_wide(self, painter: QPainter, ink: Colour) -> None:
        side = sized(_ICON)
        left = 4 * GAP
        self._paint_icon(painter, ink, left, (self.height() - side) // 2)
        room = self.rect().adjusted(left + side + 2 * GAP + 2, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.entry.title)

    def _paint_slim(self, painter: QPainter, ink: Colour) -> None:
        side = sized(_ICON)
        line = painter.fontMetrics().height()
        if self.height() < side + line:  # when tight, the word says more than the drawing
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.entry.short)
            return
        top = (self.height() - side - line) // 2
        self._paint_icon(painter, ink, (self.width() - side) // 2, top)
        room = QRect(0, top + side, self.width(), line)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.entry.short)

    def _paint_icon(self, painter: QPainter, ink: Colour, x: int, y: int) -> None:
        painter.drawPixmap(x, y, picture(self.entry.icon, ink, _ICON, self.devicePixelRatioF()))

    def _paint_badge(self, painter: QPainter) -> None:
        text = str(self._waiting) if self._waiting <= _BADGE_LIMIT else f"{_BADGE_LIMIT}+"
        font = QFont(self.font())
        font.setPixelSize(sized(11))
        font.setBold(True)
        painter.setFont(font)
        high = sized(16)
        width = max(high, painter.fontMetrics().horizontalAdvance(text) + 2 * GAP)
        x = self.width() - width - (2 if self._slim else 2 * GAP)
        y = 2 if self._slim else (self.height() - high) // 2
        ground, ink = (Colour.RAIL, Colour.PAPER) if self.isChecked() else (Colour.CHOSEN, Colour.RAIL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground.value))
        painter.drawRoundedRect(x, y, width, high, high / 2, high / 2)
        painter.setPen(QColor(ink.value))
        painter.drawText(QRect(x, y, width, high), Qt.AlignmentFlag.AlignCenter, text)


class Rail(QFrame):
    """All entries, the product's name over them; scrolls only when the window is very low."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._name = label(words.PRODUCT, name="railName")
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = {
            entry.key: RailButton(entry, f"Ctrl+{place}" if place <= DIGIT_KEYS else "")
            for place, entry in enumerate(entries, 1)
        }
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._say)
        self._arrange()
        self.set_slim(slim=False)

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)

    def put_waiting(self, numbers: Mapping[str, int]) -> None:
        """Show how many things wait on the named pages; on the others, none."""
        for key, made in self._buttons.items():
            made.put_waiting(numbers.get(key, 0))

    def set_slim(self, *, slim: bool) -> None:
        """Collapse to icons with two characters, or stretch out again."""
        self.setFixedWidth(sized(SLIM if slim else WIDE))
        self._name.setText(words.PRODUCT[:2] if slim else words.PRODUCT)
        self._name.setFixedHeight(sized(36 if slim else 56))
        for made in self._buttons.values():
            made.set_slim(slim=slim)

    def _arrange(self) -> None:
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        before = 0
        for made in self._buttons.values():
            if made.entry.part != before:
                column.addWidget(_divider())
            before = made.entry.part
            self._group.addButton(made)
            column.addWidget(made)
        column.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._name)
        area = scrolling(shelf)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.addWidget(area, 1)

    @Slot(QAbstractButton)
    def _say(self, pressed: RailButton) -> None:
        self.chosen.emit(pressed.entry.key)


def _divider() -> QFrame:
    made = QFrame()
    made.setObjectName("railLine")
    return made
