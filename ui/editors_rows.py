"""The editor of a small table inside a record: each row a card with the editors of its columns.

Rows of a table that only grows (progress, delays) are shown as words once they are saved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.errors import FieldError
from dundian_desktop.fields import Field
from dundian_desktop.ledger import new_id
from ui import words
from ui.defaults import now_text
from ui.editor import Editor, Setting
from ui.editors_link import RefEditor, RefsEditor
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.labels import Role, label
from ui.parts.tab_order import put_before
from ui.tokens import GAP

Make = Callable[[fields.Kind[Any], Setting], Editor]
_KEY = "#"


class RowsEditor(Editor):
    """A list of cards, and a button to add one."""

    wide: bool = True

    def __init__(self, setting: Setting, kind: fields.Rows, make: Make) -> None:
        super().__init__()
        self._setting = setting
        self._kind = kind
        self._make = make
        self._cards: list[_Card] = []
        self._asking: _Card | None = None
        self._name = setting.field.label
        self.add_button = button(f"加一项{self._name}", Kind.QUIET, icon_name="plus", name="rowAdd")
        self.add_button.clicked.connect(self.add)
        self._column = QVBoxLayout()
        self._column.setSpacing(2 * GAP)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(GAP)
        page.addLayout(self._column)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch()
        page.addLayout(foot)
        self.target = self.add_button
        self.setFocusProxy(self.add_button)

    @override
    def text(self) -> str:
        lines = (card.texts() for card in self._cards)
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines if len(line) > 1)

    @override
    def put(self, text: str) -> None:
        for card in list(self._cards):
            self._take_out(card)
        for line in filter(None, map(str.strip, text.split("\n"))):
            self._add(json.loads(line))

    @override
    def problem(self) -> str:
        found = ((number, card.problem()) for number, card in enumerate(self._cards, start=1))
        return next((f"第{number}项{problem}" for number, problem in found if problem), "")

    @override
    def waits(self) -> bool:
        return not self._cards or any(card.waiting() for card in self._cards)

    @override
    def aim(self) -> QWidget:
        waiting = next(filter(None, (card.waiting() for card in self._cards)), None)
        return waiting.aim() if waiting else self.target

    @override
    def named(self, name: str) -> None:
        self.add_button.setAccessibleName(f"{name}：加一项")

    def freeze(self, keys: set[str]) -> None:
        """Show the rows of these keys as words that cannot be changed, if the table only grows."""
        if self._kind.append:
            for card in self._cards:
                card.freeze(card.key in keys)

    def link(self, key: str) -> None:
        """Take the record that was just made where it was asked for."""
        if self._asking in self._cards and self._asking:
            self._asking.link(key)

    def start(self, texts: Mapping[str, str]) -> None:
        """Add a row that begins with these texts, by column name, and with the day; it counts as it stands."""
        begun = {column.label: texts[column.name] for column in self._kind.columns if column.name in texts}
        self._add({_KEY: new_id(), **_today(self._kind.columns), **begun})

    @Slot()
    def add(self) -> None:
        """Add a row that says no more than the day, put the keyboard into it; if nothing is added it is no row."""
        begun = _today(self._kind.columns)
        card = self._add({_KEY: new_id(), **begun})
        card.begun = begun
        card.begin()
        self.typed.emit()

    def _add(self, given: dict[str, str]) -> _Card:
        card = _Card(self._setting, self._kind.columns, given, self._make)
        card.typed.connect(self.typed)
        card.remove_asked.connect(self._drop)
        card.new_asked.connect(self._pass_on)
        self._cards.append(card)
        self._column.addWidget(card)
        put_before(card, self.add_button)
        return card

    @Slot()
    def _drop(self) -> None:
        card = next((one for one in self._cards if one is self.sender()), None)
        if card:
            self._take_out(card)
            self.typed.emit()

    @Slot(str, str)
    def _pass_on(self, table: str, name: str) -> None:
        self._asking = next((one for one in self._cards if one is self.sender()), None)
        self.new_asked.emit(table, name)

    def _take_out(self, card: _Card) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()


class _Card(QFrame):
    """One row."""

    typed = Signal()
    remove_asked = Signal()
    new_asked = Signal(str, str)  # ledger table, name, as an editor asks

    def __init__(self, setting: Setting, columns: tuple[Field, ...], given: dict[str, str], make: Make) -> None:
        super().__init__()
        self.setObjectName("rowCard")
        self.key = given.get(_KEY, "") or new_id()
        self.begun: Mapping[str, str] = {}
        self._columns = columns
        self._editors = {column.name: make(column.kind, Setting(setting.desk, column)) for column in columns}
        self._asking: Editor | None = None
        self._words = label("", wraps=True)
        self._words.hide()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GAP)
        self._grid.setVerticalSpacing(GAP)
        self._body = QWidget()
        self._body.setLayout(self._grid)
        for place, column in enumerate(columns):
            self._lay(place, column, given.get(column.label, ""))
        cross = icon_button("x", f"{words.DELETE}这一项", name="rowRemove")
        cross.clicked.connect(self.remove_asked)
        self._cross = cross
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GAP, 2 * GAP, GAP, 2 * GAP)
        row.setSpacing(GAP)
        row.addWidget(self._body, 1)
        row.addWidget(self._words, 1)
        row.addWidget(cross)

    def texts(self) -> dict[str, str]:
        """Give label -> text of what is filled, with the row's key."""
        texts = ((c.label, self._editors[c.name].text().strip()) for c in self._columns)
        filled = {name: text for name, text in texts if text}
        return {_KEY: self.key, **({} if filled == self.begun else filled)}

    def problem(self) -> str:
        """Give the first thing in the row that cannot be read, or ""."""
        for column in self._columns:
            editor = self._editors[column.name]
            if reason := editor.problem() or _unreadable(column, editor.text()):
                return f"{column.label}：{reason}"
        return ""

    def begin(self) -> None:
        """Put the keyboard into the first column that waits."""
        (self.waiting() or next(iter(self._editors.values()))).aim().setFocus()

    def waiting(self) -> Editor | None:
        """Give the editor of the first column that must be filled and is not; None where all is said."""
        if self._words.isVisibleTo(self):
            return None
        needed = (self._editors[column.name] for column in self._columns if column.required)
        return next((editor for editor in needed if editor.waits()), None)

    def link(self, key: str) -> None:
        """Take the record that was just made."""
        if isinstance(self._asking, RefEditor | RefsEditor):
            self._asking.link(key)

    def freeze(self, frozen: bool) -> None:
        """Show words instead of editors, or editors again."""
        self._words.setText("　".join(filter(None, (_words_of(self._editors[c.name]) for c in self._columns))))
        self._words.setVisible(frozen)
        self._body.setVisible(not frozen)
        self._cross.setVisible(not frozen)

    @Slot(str, str)
    def _pass_on(self, table: str, name: str) -> None:
        self._asking = next((one for one in self._editors.values() if one is self.sender()), None)
        self.new_asked.emit(table, name)

    def _lay(self, place: int, column: Field, text: str) -> None:
        editor = self._editors[column.name]
        editor.put(text)
        editor.named(column.label)
        editor.typed.connect(self.typed)
        editor.new_asked.connect(self._pass_on)
        heading = label(column.label + (f"（{words.REQUIRED}）" if column.required else ""), Role.HINT)
        self._grid.addWidget(heading, place, 0)
        self._grid.addWidget(editor, place, 1)
        self._grid.setColumnStretch(1, 1)


def _today(columns: Iterable[Field]) -> dict[str, str]:
    """Give label -> text of the columns that must say a day or a moment that has come: now, as a rule."""
    texts = {column.label: now_text(column) for column in columns if column.required}
    return {label: text for label, text in texts.items() if text}


def _words_of(editor: Editor) -> str:
    """Give what a person reads in an editor: of a link its name."""
    return editor.line.text() if isinstance(editor, RefEditor) else editor.text()


def _unreadable(column: Field, text: str) -> str:
    try:
        column.read(text)
    except FieldError as error:
        return error.reason
    return ""
