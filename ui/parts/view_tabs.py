"""Built-in views of a list side by side, each with its count: 全部 128 · 我负责 12 · 已超期 2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from ui.parts.buttons import Kind, button
from ui.parts.flow import FlowLayout
from ui.tokens import GAP


@dataclass(frozen=True)
class View:
    """One view: its key, its word and how many rows it has (None: not counted yet)."""

    key: str
    word: str
    count: int | None = None


class ViewTabs(QWidget):
    """Exactly one view is chosen; the first one at the start."""

    chosen = Signal(str)

    def __init__(self, views: Sequence[View] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, GAP)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._say)
        self._views: dict[str, tuple[View, QPushButton]] = {}
        self.put(views)

    def put(self, views: Sequence[View]) -> None:
        """Show other views; the chosen one stays chosen if it is still there."""
        kept = self.key()
        for _, made in self._views.values():
            self._group.removeButton(made)
            self._flow.removeWidget(made)
            made.deleteLater()
        self._views = {view.key: (view, self._button(view)) for view in views}
        self.choose(kept if kept in self._views else next(iter(self._views), ""))

    def key(self) -> str:
        """Give the key of the chosen view, or nothing if there are none."""
        return next((key for key, (_, made) in self._views.items() if made.isChecked()), "")

    def choose(self, key: str) -> None:
        """Mark a view as chosen without saying so."""
        if key in self._views:
            self._views[key][1].setChecked(True)

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many rows the named views have."""
        for key, number in counts.items():
            view, made = self._views[key]
            _write(made, replace(view, count=number))

    def _button(self, view: View) -> QPushButton:
        made = button("", Kind.VIEW, name=f"view_{view.key}")
        made.setCheckable(True)
        _write(made, view)
        self._group.addButton(made)
        self._flow.addWidget(made)
        return made

    @Slot(QAbstractButton)
    def _say(self, _pressed: QAbstractButton) -> None:
        self.chosen.emit(self.key())


def _write(made: QPushButton, view: View) -> None:
    text = view.word if view.count is None else f"{view.word} {view.count}"
    made.setText(text)
    made.setAccessibleName(text)
