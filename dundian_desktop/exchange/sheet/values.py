"""The values of a workbook, read by calamine: fast, for xlsx and xls alike, with both date systems of Excel.

Tried before it was chosen: it gives what formulas gave when they were last calculated, days in the systems of 1900 and
1904, times, Chinese date formats, and expands no entities.  It keeps a sheet as one block of all cells between the
first and the last, so the caller makes sure beforehand that they lie near each other.
"""

from __future__ import annotations

import io
from collections.abc import Container, Mapping

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from dundian_desktop.exchange.sheet import limits
from dundian_desktop.exchange.sheet.cells import BLANK, Cell, Held, Page, Sort, cell_of
from dundian_desktop.exchange.sheet.marks import Marks

_NOTHING = Marks()


def pages_of(data: bytes, marks: Mapping[str, Marks] | None) -> tuple[Page, ...]:
    """Give the sheets of a workbook that can be seen.

    Args:
        data: an xlsx or an xls.
        marks: what else is known of each sheet of an xlsx; a sheet without marks is not read. None for an xls.

    Raises:
        UserError: it is damaged or wants a password.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [name for name in _seen(book) if marks is None or name in marks]
            return tuple(_page(book.get_sheet_by_name(name), (marks or {}).get(name, _NOTHING)) for name in names)
    except PasswordError as error:
        raise limits.locked() from error
    except CalamineError as error:
        raise limits.damaged() from error


def _seen(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _page(sheet: CalamineSheet, marks: Marks) -> Page:
    if sheet.total_height > limits.ROWS:
        raise limits.too_large(f"超过{limits.ROWS}行")
    first = sheet.start[1] if sheet.start else 0
    values = enumerate(sheet.iter_rows()) if sheet.start else ()
    rows = {number: _row(first, held, marks.percents.get(number, ())) for number, held in values}
    for number, lost in marks.lost.items():
        rows[number] = _with_lost(rows.get(number, []), lost)
    kept = ((number + 1, _trimmed(rows[number])) for number in sorted(rows))
    return Page(name=sheet.name, rows=tuple((number, cells) for number, cells in kept if cells))


def _row(first: int, values: list[Held], percents: Container[int]) -> list[Cell]:
    cells = (cell_of(held, percent=column in percents) for column, held in enumerate(values, start=first))
    return [*[BLANK] * first, *cells]


def _with_lost(cells: list[Cell], lost: Mapping[int, str]) -> list[Cell]:
    """Put in the cells that cannot be read; they may lie beyond the last one that can."""
    cells = cells + [BLANK] * (max(lost) + 1 - len(cells))
    for column, reason in lost.items():
        cells[column] = Cell(reason, Sort.LOST)
    return cells


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    """Give a row up to its last cell that is not blank."""
    last = max((place for place, cell in enumerate(cells, start=1) if not cell.blank), default=0)
    return tuple(cells[:last])
