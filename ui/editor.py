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
    """Where an editor stands.

    Attributes:
        desk: what it asks.
        field: what it edits.
        only: what may be chosen there, words of a choice or ids of records; None where everything may.
        fixed: the value is shown and stays as it is.
    """

    desk: Desk
    field: Field
    only: frozenset[str] | None = None
    fixed: bool = False


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

    def waits(self) -> bool:
        """Tell whether something is still to be written here."""
        return not self.text().strip()

    def aim(self) -> QWidget:
        """Give the widget in which one goes on typing."""
        return self.target

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
