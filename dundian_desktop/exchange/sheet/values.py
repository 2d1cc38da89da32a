"""The values of a workbook, read by calamine: fast, for xlsx and xls alike, with both date systems of Excel.

Tried before it was chosen: it gives what formulas gave when they were last calculated, days in the systems of 1900 and
1904, times, Chinese date formats, and expands no entities.  It keeps a sheet as one block of all cells between the
first and the last, so the caller makes sure beforehand that they lie near each other.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

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
    if sheet.start is None:
        return Page(name=sheet.name, rows=())
    if sheet.total_height > limits.ROWS:
        raise limits.too_large(f"超过{limits.ROWS}行")
    first = sheet.start[1]
    rows = ((number, _row(number, first, values, marks)) for number, values in enumerate(sheet.iter_rows()))
    return Page(name=sheet.name, rows=tuple((number + 1, row) for number, row in rows if row))


def _row(number: int, first: int, values: list[Held], marks: Marks) -> tuple[Cell, ...]:
    """Give a row up to its last cell that is not blank."""
    cells = list(_cells(number, first, values, marks))
    while cells and cells[-1].blank:
        cells.pop()
    return tuple(cells)


def _cells(number: int, first: int, values: list[Held], marks: Marks) -> Iterator[Cell]:
    yield from [BLANK] * first
    for column, held in enumerate(values, start=first):
        place = (number, column)
        if place in marks.lost:
            yield Cell(marks.lost[place], Sort.LOST)
        else:
            yield cell_of(held, percent=place in marks.percents)
