"""A small sheet laid over the window below a field; it never takes the keyboard from the field.

It is a child of the window and not a window of its own: input methods keep composing, and it behaves alike
under Windows, X11 and Wayland.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ui.tokens import GAP

_LOOK_EVERY = 60  # milliseconds


class Popup(QFrame):
    """Shows one widget under an anchor, above it when there is more room, and goes when the anchor moves."""

    def __init__(self, content: QWidget, anchor: QWidget) -> None:
        super().__init__(anchor)
        self.setObjectName("popup")
        self._anchor = anchor
        self._content = content
        self._placed = QRect()
        # Looking now and then is enough, and safer than a filter on windows that may be going away.
        self._looking = QTimer(self, interval=_LOOK_EVERY)
        self._looking.timeout.connect(self._look)
        anchor.destroyed.connect(self._looking.stop)
        anchor.destroyed.connect(self.deleteLater)
        sheet = QVBoxLayout(self)
        sheet.setContentsMargins(GAP, GAP, GAP, GAP)
        sheet.addWidget(content)
        self.hide()

    def open_under(self, size: QSize) -> None:
        """Show it at the anchor in the wanted size, or as much of it as the window has room for."""
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.setGeometry(_room(window, self._anchor, size))
        self._placed = self._place()
        self._looking.start()
        self.show()
        self.raise_()

    @Slot()
    def shut(self) -> None:
        """Hide it; the keyboard goes back to the anchor if it was in here."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._anchor.setFocus()
        self._looking.stop()
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _look(self) -> None:
        if not self._anchor.isVisible() or self._place() != self._placed:
            self.shut()

    def _place(self) -> QRect:
        """Give where the anchor is in the window."""
        return QRect(self._anchor.mapTo(self._anchor.window(), QPoint(0, 0)), self._anchor.size())


def _room(window: QWidget, anchor: QWidget, size: QSize) -> QRect:
    """Give the place of the sheet in the coordinates of the window."""
    top = anchor.mapTo(window, QPoint(0, 0))
    below = window.height() - top.y() - anchor.height() - 2 * GAP
    above = top.y() - 2 * GAP
    under = below >= min(size.height(), above) or below >= above
    height = min(size.height(), below if under else above)
    width = min(max(size.width(), anchor.width()), window.width() - 2 * GAP)
    x = max(GAP, min(top.x(), window.width() - width - GAP))
    y = top.y() + anchor.height() + GAP // 2 if under else top.y() - height - GAP // 2
    return QRect(x, y, width, height)
