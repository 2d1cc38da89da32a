"""A small sheet laid over the window below a field; it never takes the keyboard from the field.

It is a child of the window and not a window of its own: input methods keep composing, and it behaves alike
under Windows, X11 and Wayland.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ui.tokens import GAP

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide)


class Popup(QFrame):
    """Shows one widget under an anchor, above it when there is more room, and goes when anything moves."""

    def __init__(self, content: QWidget, anchor: QWidget) -> None:
        super().__init__(anchor)
        self.setObjectName("popup")
        self._anchor = anchor
        self._content = content
        self._watched: list[QWidget] = []
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
        self._watch()
        self.show()
        self.raise_()

    @Slot()
    def shut(self) -> None:
        """Hide it."""
        self.hide()
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.shut()
        return False

    def _watch(self) -> None:
        around: QWidget | None = self._anchor
        while around is not None and not self._watched_already(around):
            around.installEventFilter(self)
            self._watched.append(around)
            around = None if around.isWindow() else around.parentWidget()

    def _watched_already(self, widget: QWidget) -> bool:
        return widget in self._watched


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
