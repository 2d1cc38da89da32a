"""A dialog that fits every screen: what it holds scrolls, its buttons stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui import words
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label, rule
from ui.tokens import GAP, sized

_SHARE = 0.92  # of the screen's free room, so that the edge of the window below stays in sight


class FittingDialog(QDialog):
    """Fill `body`, add buttons (they say what they do), then `open()`; the answer comes by signal."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content = QWidget()
        self._content.setProperty("role", "scrolled")
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(6 * GAP, 4 * GAP, 6 * GAP, 4 * GAP)
        self.body.setSpacing(3 * GAP)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(6 * GAP, 3 * GAP, 6 * GAP, 3 * GAP)
        self.buttons.setSpacing(2 * GAP)
        self.buttons.addStretch()
        self._scroll = scrolling(self._content)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        heading = label(title, Role.TITLE, name="dialogTitle", wraps=True)
        heading.setContentsMargins(6 * GAP, 5 * GAP, 6 * GAP, 2 * GAP)
        page.addWidget(heading)
        page.addWidget(self._scroll, 1)
        page.addWidget(rule())
        page.addLayout(self.buttons)

    def add_button(self, text: str, kind: Kind = Kind.PLAIN, *, name: str = "") -> QPushButton:
        """Add a button at the right; the primary one goes last."""
        made = button(text, kind, name=name)
        self.buttons.addWidget(made)
        return made

    def add_cancel(self, text: str = words.CANCEL) -> QPushButton:
        """Add the button that leaves everything as it was."""
        made = self.add_button(text, name="dialogCancel")
        made.clicked.connect(self.reject)
        return made

    @override
    def sizeHint(self) -> QSize:
        frame, wanted, most = super().sizeHint(), self._content.sizeHint(), room_for(self)
        width = min(max(frame.width(), wanted.width() + 4 * GAP, sized(420)), most.width())
        # Reckoned as if a scroll bar stood beside it: or else a bar that was there once makes itself needed.
        beside = width - 3 * GAP
        height = self._content.heightForWidth(beside) if self._content.hasHeightForWidth() else 0
        chrome = frame.height() - self._scroll.sizeHint().height()
        return QSize(width, min(max(height, wanted.height()) + chrome + 2, most.height()))

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        room = room_for(self)
        self.setMaximumSize(room)
        self.resize(self.sizeHint().boundedTo(room))
        super().showEvent(arg__1)
        QTimer.singleShot(0, self, self.fit)  # a dialog that is gone by then is left alone

    @Slot()
    def fit(self) -> None:
        """Grow until nothing has to be scrolled, as far as the screen allows; call it when more is shown."""
        if layout := self._content.layout():
            layout.activate()
        view = self._scroll.viewport()
        wanted = self._content.heightForWidth(view.width()) if self._content.hasHeightForWidth() else 0
        missing = max(wanted, self._content.minimumSizeHint().height()) - view.height()
        if missing > 0:
            self.resize(QSize(self.width(), self.height() + missing).boundedTo(room_for(self)))


def scrolling(content: QWidget) -> QScrollArea:
    """Give an area that scrolls a widget up and down, without an edge of its own."""
    content.setProperty("role", "scrolled")
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return area


def scrolled(layout: QLayout) -> QScrollArea:
    """Give an area that scrolls a layout up and down."""
    content = QWidget()
    content.setLayout(layout)
    return scrolling(content)


def room_for(widget: QWidget) -> QSize:
    """Give the room a dialog may take on its screen."""
    screen = widget.screen() or QGuiApplication.primaryScreen()
    return screen.availableGeometry().size() * _SHARE
