"""A sensitive value that a passer-by cannot read: shown in full only while the person asks for it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import words
from ui.icons import icon
from ui.parts.buttons import Kind, button
from ui.parts.labels import label
from ui.tokens import GAP, Colour

_SHOWN_FOR = 30_000  # milliseconds


class MaskedValue(QWidget):
    """Shows the masked text; `reveal_asked` asks its owner for the full one, so that the asking can be noted."""

    reveal_asked = Signal()

    def __init__(self, masked: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked = masked
        self._name = name
        self._text = label(masked, name="maskedText")
        self._button = button(words.SHOW, Kind.QUIET, icon_name="eye", name="maskedShow")
        self._button.clicked.connect(self._press)
        self._limit = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._limit.timeout.connect(self.hide_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(self._text)
        row.addWidget(self._button)
        row.addStretch()
        self.put(masked)

    def put(self, masked: str) -> None:
        """Show another value, masked."""
        self._masked = masked
        self._button.setVisible(bool(masked))
        self.hide_again()

    def reveal(self, text: str) -> None:
        """Show the full text for half a minute."""
        self._text.setText(text)
        self._say(words.HIDE, "eye-off")
        self._limit.start()

    def revealed(self) -> bool:
        """Tell whether the full text is on the screen."""
        return self._limit.isActive()

    @Slot()
    def hide_again(self) -> None:
        """Mask the value."""
        self._limit.stop()
        self._text.setText(self._masked)
        self._say(words.SHOW, "eye")

    @Slot()
    def _press(self) -> None:
        if self.revealed():
            self.hide_again()
        else:
            self.reveal_asked.emit()

    def _say(self, word: str, icon_name: str) -> None:
        self._button.setText(word)
        self._button.setIcon(icon(icon_name, Colour.FOCUS))
        self._button.setAccessibleName(f"{word}{self._name}")
