"""What is said beside the fields of a form: refusals and doubts, of a whole record or of one half written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dundian_desktop.errors import FieldError
from dundian_desktop.ledger import Record
from ui.field_row import FieldRow
from ui.ledger_words import TO_FILL


def problems_of(rows: Iterable[FieldRow]) -> tuple[FieldError, ...]:
    """Give what the editors themselves refuse."""
    return tuple(FieldError(row.field.name, row.field.label, row.editor.problem()) for row in rows)


def told_by(problems: Iterable[FieldError], name: str) -> str:
    """Give the first reason that stands at a field, or ""."""
    return next((problem.reason for problem in problems if problem.name == name), "")


def readable(record: Record, rows: Iterable[FieldRow], texts: Mapping[str, str]) -> Record:
    """Give the record with every text that can be read; the others stay as the record has them."""
    unreadable = {row.field.name for row in rows if row.unreadable()}
    return record.read({name: text for name, text in texts.items() if name not in unreadable})


def doubts_of(record: Record) -> tuple[FieldError, ...]:
    """Give the doubts worth a word while writing; what is still to be filled in is marked anyway."""
    return tuple(doubt for doubt in record.doubts() if doubt.reason != TO_FILL)
