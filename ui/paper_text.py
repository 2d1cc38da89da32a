"""The text of a paper to read: numbered paragraphs, one of them in hand, found words marked.

The number stands beside the text and not in it, so that what is copied is the paper's own words.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from ui.tokens import GAP, Colour, Size, sized

_MOST_MARKS = 500
_LEADING = 150  # per cent of the height of a line
_WIDEST = 46  # characters of a line that is still easily read


class PaperText(QTextEdit):
    """Read only; mouse and arrow keys choose a paragraph or words in it."""

    moved = Signal(int)  # number of the paragraph in hand, 0 when there is none

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paperText")
        self.setAccessibleName("正文")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self._marks: list[QTextCursor] = []
        self._mark = -1
        self._digits = 2
        self._numbers = _Numbers(self)
        self.cursorPositionChanged.connect(self._show_place)
        self.verticalScrollBar().valueChanged.connect(self._numbers.update)
        self.document().documentLayout().documentSizeChanged.connect(self._numbers.update)

    def put(self, text: str, words: str = "") -> None:
        """Show a text from its beginning, or from the first of the words that were looked for."""
        self._marks = []
        self._digits = max(2, len(str(text.count("\n") + 1)))
        self.clear()
        self._fit_margins()  # before there is text to be laid out again
        look = QTextBlockFormat()
        look.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        look.setBottomMargin(2 * GAP)
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(look)
        cursor.insertText(text)
        self.setTextCursor(QTextCursor(self.document()))
        self.find_all(words)

    def number(self) -> int:
        """Give the number of the paragraph in hand, 0 when there is no text."""
        return self.textCursor().blockNumber() + 1 if self.document().characterCount() > 1 else 0

    def chosen_words(self) -> str:
        """Give the words that are selected inside the paragraph in hand, or ""."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        inside = first == self.document().findBlock(cursor.selectionEnd())
        return cursor.selectedText().strip() if cursor.hasSelection() and inside else ""

    def go_to(self, number: int) -> None:
        """Take a paragraph into hand and bring it into sight."""
        block = self.document().findBlockByNumber(number - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.ensureCursorVisible()

    # -- found words

    def find_all(self, words: str) -> None:
        """Mark every place of these words and go to the first."""
        self._marks = [cursor for word in words.split() for cursor in self._places(word)]
        self._marks.sort(key=QTextCursor.position)
        self._mark = -1
        self._show_place()
        self.step(1)

    def found(self) -> tuple[int, int]:
        """Give which of the marked places is in hand and how many there are; counted from 1."""
        return self._mark + 1, len(self._marks)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to the next marked place, or the one before."""
        if self._marks:
            self._mark = (self._mark + by) % len(self._marks)
            cursor = QTextCursor(self._marks[self._mark])
            cursor.setPosition(cursor.selectionStart())
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _places(self, word: str) -> list[QTextCursor]:
        places: list[QTextCursor] = []
        cursor = self.document().find(word)
        while not cursor.isNull() and len(places) < _MOST_MARKS:
            places.append(QTextCursor(cursor))
            cursor = self.document().find(word, cursor)
        return places

    @Slot()
    def _show_place(self) -> None:
        """Lay a ground under the paragraph in hand and under what was found."""
        block = self.textCursor().block()
        here = QTextCursor(block)
        here.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        grounds = [(here, Colour.NOTE_GROUND), *((mark, Colour.OVERLAY_ACTION) for mark in self._marks)]
        self.setExtraSelections([_ground(cursor, colour) for cursor, colour in grounds])
        self._numbers.update()
        self.moved.emit(self.number())

    # -- numbers beside the text

    def numbers_width(self) -> int:
        """Give the room the numbers take."""
        return self.fontMetrics().horizontalAdvance("0" * self._digits) + 5 * GAP

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit_margins()

    def _fit_margins(self) -> None:
        """Give the numbers their strip, and lines no more room than one reads easily."""
        left = self.numbers_width()
        room = self.contentsRect()
        free = room.width() - left - self.verticalScrollBar().sizeHint().width() - 2 * GAP
        self.setLineWrapColumnOrWidth(max(1, min(free, self.fontMetrics().horizontalAdvance("汉") * _WIDEST)))
        self.setViewportMargins(left, GAP, 0, GAP)
        self._numbers.setGeometry(QRect(room.left(), room.top() + GAP, left, room.height() - 2 * GAP))


class _Numbers(QWidget):
    """The strip of numbers; a click takes that paragraph."""

    def __init__(self, text: PaperText) -> None:
        super().__init__(text)
        self._text = text

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._text.numbers_width(), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(sized(Size.NOTE.value))
        painter.setFont(font)
        here = self._text.textCursor().blockNumber()
        block = self._text.cursorForPosition(self._text.viewport().rect().topLeft()).block()
        while block.isValid() and (room := self._room(block)).top() < self.height():
            chosen = block.blockNumber() == here
            painter.setPen(QColor((Colour.PRIMARY if chosen else Colour.HINT).value))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, str(block.blockNumber() + 1)
            )
            block = block.next()

    def _room(self, block: QTextBlock) -> QRectF:
        """Give where the number of a paragraph stands: on its first line."""
        rect = self._text.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineAt(0)
        down = rect.top() - self._text.verticalScrollBar().value()
        down += line.y() + line.ascent() - self.fontMetrics().ascent() if line.isValid() else 0
        return QRectF(0, down + 1, self.width() - 2 * GAP, self.fontMetrics().height())


def _ground(cursor: QTextCursor, colour: Colour) -> QTextEdit.ExtraSelection:
    made: Any = QTextEdit.ExtraSelection()  # the type stubs leave out the members of this structure
    made.cursor = cursor
    made.format.setBackground(QColor(colour.value))
    return made
