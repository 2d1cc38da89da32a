"""A ledger as a workbook: one sheet of records, one sheet that explains how to fill it.

* Row 1 holds the labels and nothing stands above it, so that every program finds them.
* The number people see (编号) comes first; the id of the record comes last and is hidden. A sheet that comes back with
  it changes records instead of doubling them.
* Sensitive values are masked unless they are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dundian_desktop.exchange.disk import write_whole
from dundian_desktop.exchange.sheet.book import Book, Sheet
from dundian_desktop.exchange.sheet.forms import form_of
from dundian_desktop.exchange.sheet.naming import Naming, Remembered
from dundian_desktop.exchange.sheet.written import ID_LABEL, written
from dundian_desktop.fields import Field
from dundian_desktop.ledger import Ledger, Record
from dundian_desktop.progress import Progress

GUIDE = "填写说明"
_ROOM = 1000
"""Rows below the records that also offer the drop-downs."""
_STEP = 200


def write_sheet(
    path: Path,
    kind: type[Record],
    records: Sequence[Record],
    naming: Naming,
    *,
    progress: Progress,
    sensitive: bool = False,
) -> None:
    """Write records as an xlsx; the file is there whole or, when anything fails, as it was before.

    With `sensitive` sensitive values are written in full, a deliberate act of the person.

    Raises:
        MachineError: the disk complained.
        CancelledError: the person asked to stop.
    """
    book = Book()
    columns = columns_of(kind.ledger)
    sheet = book.sheet(kind.ledger.title)
    _head(sheet, columns, len(records) + _ROOM)
    names = Remembered(naming)
    for row, record in enumerate(records, start=1):
        if row % _STEP == 1:
            progress.step(row - 1, len(records), f"正在写入{kind.ledger.title}")
        for column, field in enumerate(columns):
            held = written(field, getattr(record, field.name), names, sensitive=sensitive)
            sheet.put(row, column, held, form_of(field.kind).look)
        sheet.put(row, len(columns), record.id)
    sheet.close_up(len(records), len(columns) + 1)
    _explain(book.sheet(GUIDE), columns)
    progress.step(len(records), len(records), "正在保存表格")
    write_whole(path, book.finish())


def columns_of(ledger: Ledger) -> tuple[Field, ...]:
    """Give the fields in the order of the columns: the number first, then as in the form."""
    return tuple(sorted(ledger.fields, key=lambda field: field.name != "no"))


def _head(sheet: Sheet, columns: Sequence[Field], last: int) -> None:
    for column, field in enumerate(columns):
        form = form_of(field.kind)
        width = 2 * max(field.width, len(field.label)) + 3
        sheet.head(column, field.label, width=min(width, 60), needed=field.required, look=form.look)
        if choices := form.choices():
            sheet.offer(column, last, choices)
    sheet.head(len(columns), ID_LABEL, width=12)
    sheet.hide_column(len(columns))


def _explain(sheet: Sheet, columns: Sequence[Field]) -> None:
    for column, (label, width) in enumerate((("栏目", 24), ("必填", 8), ("填什么", 70), ("说明", 50))):
        sheet.head(column, label, width=width)
    for row, field in enumerate(columns, start=1):
        for column, words in enumerate((field.label, _need(field), _meaning(field), field.help)):
            sheet.put(row, column, words)
    row = len(columns) + 1
    sheet.put(row, 0, ID_LABEL)
    sheet.put(row, 2, "隐藏的最后一列，导回时靠它认出原来的记录；复制一行来新登记时，请清空这一格和“编号”")


def _need(field: Field) -> str:
    if field.system:
        return "不填"
    return "必填" if field.required else "应填" if field.expected else ""


def _meaning(field: Field) -> str:
    if field.system:
        return "由软件自动编写"
    masked = "；导出时已遮盖，遮盖的格不改动就保持原值" if field.masked else ""
    return form_of(field.kind).meaning() + masked
