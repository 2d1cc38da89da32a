"""The rows of a form in their sections, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dundian_desktop.errors import FieldError
from dundian_desktop.fields import Field, is_absent
from dundian_desktop.ledger import Ledger, Record
from ui.checking import readable
from ui.desk import Desk
from ui.editors_link import RefEditor, RefsEditor
from ui.editors_rows import RowsEditor
from ui.field_row import FieldRow
from ui.form_section import FormSection
from ui.lawful import setting_of
from ui.tokens import GAP

FIRST_SECTION = "基本信息"


class FormRows(QWidget):
    """Made from a record and the texts to begin with; knows what was changed against the record.

    Args:
        desk: what the editors ask.
        record: what is edited.
        texts: field name -> text to begin with.
        sections: the fields to be shown under their headings; all of them when left out.
    """

    def __init__(
        self,
        desk: Desk,
        record: Record,
        texts: Mapping[str, str],
        sections: Mapping[str, list[Field]] | None = None,
    ) -> None:
        super().__init__()
        self._record = record
        self.rows: dict[str, FieldRow] = {}
        self.sections: list[FormSection] = []
        self._derived: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 4 * GAP)
        column.setSpacing(2 * GAP)
        for title, fields_here in (sections or sections_of(record.ledger)).items():
            rows = [self._row(desk, record, field) for field in fields_here]
            section = FormSection(title, rows)
            section.open(unfolded=not title or any(_shown_at_once(f, record, texts) for f in fields_here))
            self.sections.append(section)
            column.addWidget(section)
        column.addStretch()
        for name, text in texts.items():
            if name in self.rows and not self.rows[name].fixed:
                _put(self.rows[name], text)

    def begin(self) -> None:
        """Put the keyboard into the first empty field without which nothing can be saved, else into the first field."""
        free = {name: row for name, row in self.rows.items() if not row.fixed}
        draft = readable(self._record, free.values(), {name: row.text() for name, row in free.items()})
        lacking = {problem.name for problem in draft.problems()}
        lacking |= {name for name, row in free.items() if row.field.required}
        waiting = (row for name, row in free.items() if name in lacking and row.editor.waits())
        if first := next(waiting, next(iter(free.values()), None)):
            # The widget has no place in the window until Qt has laid it out.
            QTimer.singleShot(0, first, first.focus)

    def changed(self, record: Record) -> dict[str, str]:
        """Give the texts that differ from what the record says."""
        texts = {name: row.text() for name, row in self.rows.items()}
        return {n: t for n, t in texts.items() if not _same(self.rows[n].field, t, getattr(record, n))}

    def derive(self, kind: type[Record]) -> None:
        """Fill in what follows from the rest, unless the person wrote something else there."""
        found = kind.derived({name: row.text() for name, row in self.rows.items()})
        for name, text in found.items():
            standing = self.rows[name].text().strip() if name in self.rows else text
            if standing in ("", self._derived.get(name, "")) and standing != text:
                self.rows[name].editor.put(text)
                self._derived[name] = self.rows[name].text()

    def rebase(self, stored: Record, mine: set[str]) -> None:
        """Show what the store holds now in every field the person did not change."""
        for name, row in self.rows.items():
            if name not in mine:
                row.editor.put(row.field.show(getattr(stored, name)))

    def row_around(self, widget: QWidget | None) -> FieldRow | None:
        """Give the row a widget belongs to, None when it is not in this form."""
        around = widget
        while around is not None:
            if isinstance(around, FieldRow) and self.rows.get(around.field.name) is around:
                return around
            around = around.parentWidget()
        return None

    def unfold(self, row: FieldRow) -> None:
        """Open the section a row is in."""
        for section in self.sections:
            if row in section.rows:
                section.open(unfolded=True)

    def link(self, row: FieldRow, key: str) -> None:
        """Link a record that was just made."""
        editor = row.editor
        if isinstance(editor, RefEditor | RefsEditor | RowsEditor):
            editor.link(key)

    def _row(self, desk: Desk, record: Record, field: Field) -> FieldRow:
        row = FieldRow(setting_of(desk, record, field), getattr(record, field.name))
        self.rows[field.name] = row
        return row


def sections_of(ledger: Ledger) -> dict[str, list[Field]]:
    """Give the fields to be typed under their headings, in the order headings first appear."""
    sections: dict[str, list[Field]] = {}
    for field in ledger.fields:
        if not field.system:
            sections.setdefault(field.section or FIRST_SECTION, []).append(field)
    return sections


def _shown_at_once(field: Field, record: Record, texts: Mapping[str, str]) -> bool:
    filled = not is_absent(getattr(record, field.name)) and getattr(record, field.name) != field.default
    return field.required or field.expected or field.listed or filled or bool(texts.get(field.name))


def _put(row: FieldRow, text: str) -> None:
    row.editor.put(text)


def _same(field: Field, text: str, value: object) -> bool:
    """Tell whether a text says what the value says; an order or spelling of its own is no change."""
    if text == field.show(value):
        return True
    try:
        return field.read(text) == value
    except FieldError:
        return False
