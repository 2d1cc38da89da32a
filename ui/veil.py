"""A sensitive value in a form: masked until the person asks to see it, then edited like any other."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.editor import Editor
from ui.parts.masked_value import MaskedValue


class VeiledEditor(Editor):
    """Lays a veil over the editor of a value that was there when the form was opened."""

    def __init__(self, inner: Editor, masked: str, label: str) -> None:
        super().__init__()
        self.wide = inner.wide
        self.inner = inner
        self.veil = MaskedValue(masked, name=label)
        self.veil.reveal_asked.connect(self.lift)
        inner.typed.connect(self.typed)
        inner.new_asked.connect(self.new_asked)
        inner.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.veil)
        column.addWidget(inner)
        self.target = inner.target

    @Slot()
    def lift(self) -> None:
        """Show the value."""
        self.veil.hide()
        self.inner.show()
        self.setFocusProxy(self.inner)
        self.inner.target.setFocus()

    @override
    def text(self) -> str:
        return self.inner.text()

    @override
    def put(self, text: str) -> None:
        self.inner.put(text)

    @override
    def problem(self) -> str:
        return self.inner.problem()

    @override
    def waits(self) -> bool:
        return self.inner.waits()

    @override
    def aim(self) -> QWidget:
        return self.inner.aim()

    @override
    def named(self, name: str) -> None:
        self.inner.named(name)

    @override
    def mark(self, *, wrong: bool, told: str = "") -> None:
        if wrong:
            self.lift()
        self.inner.mark(wrong=wrong, told=told)
