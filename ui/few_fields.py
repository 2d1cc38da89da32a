"""A few fields of one record as rows, for small sheets that ask only what they need."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dundian_desktop.errors import FieldError, RecordError
from dundian_desktop.ledger import Record
from ui.desk import Desk
from ui.field_row import FieldRow
from ui.lawful import setting_of
from ui.tokens import GAP


class FewFields(QWidget):
    """Rows in two columns, wide ones across both.

    Args:
        desk: what the editors ask.
        record: the record as it stands.
        names: of the fields, in order.
        texts: field name -> text to begin with.
        needed: names of fields that must be filled here, though the ledger does not ask it everywhere.
    """

    typed = Signal()

    def __init__(
        self,
        desk: Desk,
        record: Record,
        names: Sequence[str],
        *,
        texts: Mapping[str, str] | None = None,
        needed: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.record = record
        self.rows: dict[str, FieldRow] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * GAP)
        grid.setVerticalSpacing(2 * GAP)
        place = 0
        for name in names:
            field = record.ledger.field(name)
            spec = dc.replace(field, required=True) if name in needed else field
            row = FieldRow(setting_of(desk, record, spec), getattr(record, name))
            if texts and name in texts:
                row.editor.put(texts[name])
            row.typed.connect(self.typed)
            self.rows[name] = row
            place += place % 2 if row.wide else 0
            grid.addWidget(row, place // 2, place % 2, 1, 2 if row.wide else 1)
            place += 2 if row.wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def texts(self) -> dict[str, str]:
        """Give what stands in the rows."""
        return {name: row.text() for name, row in self.rows.items()}

    def draft(self) -> Record:
        """Give the record with what can be read of the rows, lawful or not."""
        readable = {name: row.text() for name, row in self.rows.items() if not row.unreadable()}
        try:
            return self.record.read(readable)
        except RecordError:
            return self.record

    def checked(self, more: Mapping[str, str] | None = None) -> Record | None:
        """Give the record with these fields, or None after saying beside each row what is wrong.

        Args:
            more: texts of fields that have no row here.
        """
        problems = [self._unreadable(row) for row in self.rows.values() if row.unreadable()]
        problems += [self._empty(row) for row in self.rows.values() if row.field.required and not row.text().strip()]
        if problems:
            self.show_problems(problems)
            return None
        try:
            return self.record.reworded({**self.texts(), **(more or {})})
        except RecordError as error:
            self.show_problems(error.problems)
            return None

    def show_problems(self, problems: Sequence[FieldError]) -> str:
        """Say each reason beside its row, go to the first, and give those that have no row here."""
        for row in self.rows.values():
            row.say("；".join(one.reason for one in problems if one.name == row.field.name))
        first = next((self.rows[one.name] for one in problems if one.name in self.rows), None)
        if first:
            first.focus()
        return "；".join(str(one) for one in problems if one.name not in self.rows)

    def begin(self) -> None:
        """Put the keyboard into the first row that is wanted and empty, else into the first."""
        wanted = (row for row in self.rows.values() if row.field.required and not row.text().strip())
        row = next(wanted, next(iter(self.rows.values()), None))
        if row:
            row.focus()

    def _unreadable(self, row: FieldRow) -> FieldError:
        return FieldError(row.field.name, row.field.label, row.unreadable())

    def _empty(self, row: FieldRow) -> FieldError:
        return FieldError(row.field.name, row.field.label, "不能为空")
