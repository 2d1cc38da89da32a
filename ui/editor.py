"""What every editor of a form is: a widget whose value is a text that the field's kind can read."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dundian_desktop.fields import Field
from ui.desk import Desk
from ui.parts.labels import Role, label
from ui.style import restyle
from ui.tokens import GAP


class Setting(NamedTuple):
    """Where an editor stands: the desk it asks, and the field it edits."""

    desk: Desk
    field: Field


class Editor(QWidget):
    """Edits one value as text; `typed` when the person changed it, never when the program did."""

    typed = Signal()
    new_asked = Signal(str, str)  # ledger table, name: the person wants to link a record that is not there yet
    wide: bool = False
    """Whether it wants the whole width of a form that has two columns."""

    def __init__(self) -> None:
        super().__init__()
        self.target: QWidget = self

    def hold(self, target: QWidget, *, unit: str = "") -> None:
        """Put the widget in which the person types into the editor, with a unit behind it."""
        self.target = target
        self.setFocusProxy(target)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(target, 1)
        if unit:
            row.addWidget(_unit(unit))

    def text(self) -> str:
        """Give what stands in the editor."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Show a text without saying that it was typed."""
        raise NotImplementedError

    def problem(self) -> str:
        """Give a clause when what stands here is not even half a value, or ""."""
        return ""

    def named(self, name: str) -> None:
        """Set what a screen reader calls it."""
        self.target.setAccessibleName(name)

    def mark(self, *, wrong: bool, told: str = "") -> None:
        """Show whether it is refused."""
        self.target.setProperty("wrong", wrong)
        self.target.setAccessibleDescription(told)
        restyle(self.target)


def _unit(words: str) -> QLabel:
    return label(words, Role.SECOND)
