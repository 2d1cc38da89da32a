"""A line for a passphrase: dots, with an eye to look at what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon
from ui.parts.buttons import name_marks
from ui.tokens import Colour


class SecretLine(QLineEdit):
    """Never offers, remembers or copies what is in it while it is hidden."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self._eye = QAction(icon("eye", Colour.HINT), "看一看输入的内容", self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._look)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        name_marks(self)

    def forget(self) -> None:
        """Empty the line and hide it again."""
        self._eye.setChecked(False)
        self.clear()

    @Slot(bool)
    def _look(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if shown else "eye", Colour.HINT))
