"""A promise with all that became of it: ``2026-06-15 → 2026-06-30（设备没到）``."""

from __future__ import annotations

from typing import cast

from dundian_desktop import fields
from dundian_desktop.fields import Field, Row
from dundian_desktop.ledger import Record


def kept_words(record: Record, field: Field) -> str:
    """Give a value that is written once with every later one and its reason; "" for fields without later ones."""
    table = record.ledger.later(field) if field.once else None
    if table is None:
        return ""
    rows: tuple[Row, ...] = getattr(record, table.name)
    reason = _reason_in(cast("fields.Rows", table.kind))
    words = [field.show(getattr(record, field.name))]
    for row in rows:
        why = row.cells.get(reason, "")
        words.append(field.show(row.cells.get(field.name)) + (f"（{why}）" if why else ""))
    return " → ".join(words) if rows else ""


def _reason_in(table: fields.Rows) -> str:
    """Give the name of the column that says why: the first one with words."""
    return next((column.name for column in table.columns if isinstance(column.kind, fields.Text)), "")
