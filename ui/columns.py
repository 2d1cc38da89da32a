"""Which columns a list has, in which order and how wide; and how the person's own choice is kept.

State first, then deadline, then what people know a record by: these three are seen without scrolling on a small
screen. The kept choice names fields, so a new Qt or a new field does not upset it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtGui import QFont, QFontMetrics

from dundian_desktop import fields
from dundian_desktop.fields import Field
from dundian_desktop.ledger import Ledger
from dundian_desktop.store.settings import Settings
from ui.states import DUE
from ui.tokens import GAP, sized

VERSION = 1
HAN = "汉"
_WIDEST_DAY = "2026-06-28 周三"
_NUMBER = "QL-2026-01-ZF-A0007"
_LEAST = 48  # logical pixels


class Column(NamedTuple):
    """One column as the person has it: field name, width in logical pixels, whether it is shown."""

    name: str
    width: int
    shown: bool


def ordered_fields(ledger: Ledger) -> tuple[Field, ...]:
    """Give the fields in the order of their columns: listed ones first, the number people see last among them."""
    return tuple(sorted(ledger.fields, key=lambda field: _rank(ledger, field)))


def _rank(ledger: Ledger, field: Field) -> tuple[int, int]:
    if not field.listed:
        return 9, 0
    if isinstance(field.kind, fields.Choice):
        return 0, 0
    if field.name == DUE:
        return 1, 0
    if field.name in ledger.headline:
        return 2, ledger.headline.index(field.name)
    return (4, 0) if field.name == "no" else (3, 0)


def usual_width(field: Field, font: QFont) -> int:
    """Give the width a column has until the person changes it: as declared, and wide enough for its heading."""
    metrics = QFontMetrics(font)
    wanted = metrics.horizontalAdvance(HAN) * field.width
    if isinstance(field.kind, fields.Day):
        wanted = metrics.horizontalAdvance(_WIDEST_DAY)
    if field.name == "no":
        wanted = metrics.horizontalAdvance(_NUMBER)
    heading = metrics.horizontalAdvance(field.label) + sized(28)
    return max(wanted, heading) + 6 * GAP


def kept_columns(settings: Settings, ledger: Ledger) -> list[Column]:
    """Give the columns as the person left them; fields declared since are appended, vanished ones are left out."""
    kept: dict[str, Any] = settings.get(_setting(ledger), dict[str, Any]())
    rows: Sequence[Sequence[Any]] = kept.get("columns", []) if kept.get("version") == VERSION else []
    known = {field.name for field in ledger.fields}
    return [Column(str(row[0]), max(int(row[1]), _LEAST), bool(row[2])) for row in rows if row[0] in known]


def columns_setting(ledger: Ledger, columns: Sequence[Column]) -> tuple[str, Any]:
    """Give the setting that keeps the person's columns."""
    return _setting(ledger), {"version": VERSION, "columns": [list(column) for column in columns]}


def _setting(ledger: Ledger) -> str:
    return f"list.{ledger.table}"
