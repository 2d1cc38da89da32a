"""One field of a form: its label above, the editor, and one quiet line below for help or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ui import words
from ui.parts.labels import Role, label
from ui.style import restyle
from ui.tokens import GAP, Colour


class Field(QWidget):
    """Holds an editor.  A required one is marked with a red star, and by a word for those who cannot see it."""

    def __init__(self, text: str, editor: QWidget, *, required: bool = False, help_text: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._help = help_text
        heading = QLabel(_marked(text) if required else text)
        heading.setTextFormat(Qt.TextFormat.RichText if required else Qt.TextFormat.PlainText)
        heading.setBuddy(editor)
        name = f"{text}，{words.REQUIRED}" if required else text
        self._typed = editor.focusProxy() or editor  # the part of the editor that has the keyboard
        self._typed.setAccessibleName(name)
        self._note = label(help_text, Role.HINT, wraps=True)
        self._note.setVisible(bool(help_text))
        self.setFocusProxy(editor)
        if isinstance(self._typed, QLineEdit):
            self._typed.textEdited.connect(self._forgive)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(heading)
        column.addWidget(editor)
        column.addWidget(self._note)

    def say_problem(self, reason: str) -> None:
        """Show beside the editor why its value is refused; "" takes it back."""
        self._note.setText(reason or self._help)
        self._note.setProperty("role", (Role.WRONG if reason else Role.HINT).value)
        self._note.setVisible(bool(reason or self._help))
        self._typed.setProperty("wrong", bool(reason))
        self._typed.setAccessibleDescription(reason)
        restyle(self._note)
        restyle(self._typed)

    def problem(self) -> str:
        """Give what is shown as wrong."""
        return self._note.text() if self._typed.property("wrong") else ""

    @Slot()
    def _forgive(self) -> None:
        """Take the problem back while the person mends it; the next check says it again if it is still there."""
        if self._typed.property("wrong"):
            self.say_problem("")


def _marked(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'{safe} <span style="color:{Colour.PRIMARY.value}">*</span>'
