"""Several records picked one after the other; each can be taken out again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.parts.buttons import Kind, button
from ui.parts.flow import FlowLayout
from ui.parts.pick_line import PickLine
from ui.parts.suggestions import Suggest, Suggestion
from ui.parts.tab_order import put_before
from ui.tokens import GAP


class PickMany(QWidget):
    """A `PickLine` with what is picked above it; Backspace in the empty line takes out the last."""

    changed = Signal(list)  # ids in the order they were picked

    def __init__(self, suggest: Suggest | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = PickLine(suggest)
        self.line.picked.connect(self._add)
        self.line.emptied.connect(self._drop_last)
        self.setFocusProxy(self.line)
        self._tokens: dict[str, QPushButton] = {}
        self._shelf = QWidget()
        self._flow = FlowLayout(self._shelf, GAP)
        self._shelf.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._shelf)
        column.addWidget(self.line)

    def ids(self) -> list[str]:
        """Give the ids of what is picked."""
        return list(self._tokens)

    def choose(self, picked: Sequence[tuple[str, str, str]]) -> None:
        """Show these as picked without saying so."""
        for token in self._tokens.values():
            self._clear_away(token)
        self._tokens = {each[0]: self._token(each[0], each[1]) for each in picked}
        self._shelf.setVisible(bool(self._tokens))

    @Slot(object)
    def _add(self, suggestion: Suggestion | None) -> None:
        if suggestion is None:
            return
        self.line.choose(None)
        if suggestion.id not in self._tokens:
            self._tokens[suggestion.id] = self._token(suggestion.id, suggestion.label)
            self._shelf.show()
            self.changed.emit(self.ids())

    def _token(self, key: str, text: str) -> QPushButton:
        made = button(text, Kind.PICKED, icon_name="x", tip=f"去掉“{text}”")
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # puts the cross behind the name
        made.setAccessibleName(f"去掉{text}")
        made.setProperty("picked_id", key)
        made.clicked.connect(self._drop)
        self._flow.addWidget(made)
        put_before(made, self.line)
        return made

    @Slot()
    def _drop(self) -> None:
        pressed: QObject = self.sender()
        self._remove(str(pressed.property("picked_id")))
        self.line.setFocus()

    @Slot()
    def _drop_last(self) -> None:
        if self._tokens:
            self._remove(next(reversed(self._tokens)))

    def _remove(self, key: str) -> None:
        self._clear_away(self._tokens.pop(key))
        self._shelf.setVisible(bool(self._tokens))
        self.changed.emit(self.ids())

    def _clear_away(self, token: QPushButton) -> None:
        self._flow.removeWidget(token)
        token.hide()
        token.deleteLater()
