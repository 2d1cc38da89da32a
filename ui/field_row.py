"""One field of a form: its label, the editor, and a quiet line for help, doubts or what is wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dundian_desktop import fields
from dundian_desktop.errors import FieldError
from dundian_desktop.fields import Field, is_absent
from ui import words
from ui.editor import Editor, Setting
from ui.editors import editor_for
from ui.editors_fixed import FixedEditor
from ui.editors_rows import RowsEditor
from ui.ledger_words import TO_FILL
from ui.parts.labels import Role, label
from ui.style import restyle
from ui.tokens import GAP
from ui.veil import VeiledEditor


class FieldRow(QWidget):
    """Holds an editor of a field and says beside it what is to be said."""

    typed = Signal()
    new_asked = Signal(QWidget, str, str)  # the row, ledger table, name

    def __init__(self, setting: Setting, value: Any) -> None:
        super().__init__()
        self.field: Field = setting.field
        self.setObjectName(f"row_{self.field.name}")
        self.editor = _editor(setting, value)
        self.editor.setObjectName(self.field.name)
        self.editor.named(self.field.label + (f"，{words.REQUIRED}" if self.field.required else ""))
        self.editor.typed.connect(self._note_typing)
        self.editor.new_asked.connect(self._pass_on)
        self.fixed = setting.fixed
        self.visited = False
        self.seen_wrong = False
        self._note = label(self.field.help, Role.HINT, wraps=True, name=f"note_{self.field.name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._heading())
        column.addWidget(self.editor)
        column.addWidget(self._note)
        column.addStretch()
        self.setFocusProxy(self.editor)
        self.say("")

    @property
    def wide(self) -> bool:
        """Whether it wants the whole width of the form."""
        return self.editor.wide

    def text(self) -> str:
        """Give what stands in the editor."""
        return self.editor.text()

    def unreadable(self) -> str:
        """Say why what stands here cannot be read as a value, or ""; an empty field can."""
        if reason := self.editor.problem():
            return reason
        try:
            value = self.field.read(self.text())
        except FieldError as error:
            return error.reason
        return "" if is_absent(value) else self.field.kind.refuse(value) or ""

    def say(self, reason: str, *, doubt: bool = False) -> None:
        """Show why the value is refused, or doubted; "" shows the help again."""
        self.seen_wrong = bool(reason) and not doubt
        told = f"{'请留意：' if doubt else ''}{reason}" if reason else self.field.help
        self._note.setText(told)
        self._note.setVisible(bool(told))
        self._note.setProperty("role", ("doubt" if doubt else "wrong") if reason else "hint")
        restyle(self._note)
        self.editor.mark(wrong=self.seen_wrong, told=reason)

    def told(self) -> str:
        """Give what stands below the editor."""
        return self._note.text()

    def focus(self) -> None:
        """Put the keyboard into the editor."""
        self.editor.mark(wrong=self.seen_wrong)
        self.editor.aim().setFocus(Qt.FocusReason.OtherFocusReason)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        heading = QLabel(self.field.label)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "field")
        heading.setBuddy(self.editor.target)
        row.addWidget(heading)
        if self.field.required:
            mark = label(words.REQUIRED)
            mark.setProperty("role", "must")
            row.addWidget(mark)
        elif self.field.expected:
            row.addWidget(label(TO_FILL, Role.HINT))
        row.addStretch()
        return row

    @Slot()
    def _note_typing(self) -> None:
        if self.seen_wrong:
            self.say("")
        self.typed.emit()

    @Slot(str, str)
    def _pass_on(self, table: str, name: str) -> None:
        self.new_asked.emit(self, table, name)


def _editor(setting: Setting, value: Any) -> Editor:
    field = setting.field
    made = FixedEditor() if setting.fixed else editor_for(field.kind, setting)
    if not is_absent(value):
        made.put(field.show(value))
        if isinstance(made, RowsEditor):
            made.freeze({row.key for row in value})
    if field.masked and not is_absent(value) and value != field.default:
        return VeiledEditor(made, _masked(field, value), field.label)
    return made


def _masked(field: Field, value: Any) -> str:
    if isinstance(field.kind, fields.Files):
        return f"{len(value)} {'张照片' if field.kind.photos else '个附件'}"
    return field.kind.mask(value)
