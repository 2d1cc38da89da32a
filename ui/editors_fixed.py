"""What stands in a form and is not edited there: a promise as it was first written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from typing_extensions import override

from ui.editor import Editor
from ui.parts.labels import label


class FixedEditor(Editor):
    """Shows a value; gives it back as it was."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", wraps=True, name="fixed")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hold(self._words)

    @override
    def text(self) -> str:
        return self._words.text()

    @override
    def put(self, text: str) -> None:
        self._words.setText(text)
