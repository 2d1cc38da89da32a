"""A ledger as a spreadsheet: written as xlsx, read back from whatever people send or paste."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from dundian_desktop.exchange.sheet import blocks, limits
from dundian_desktop.exchange.sheet.apart import read_pages
from dundian_desktop.exchange.sheet.headers import Header, find_header
from dundian_desktop.exchange.sheet.naming import Naming
from dundian_desktop.exchange.sheet.reading import BadRow, GoodRow, SheetReading, read_best, read_rows
from dundian_desktop.exchange.sheet.writing import write_sheet
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress, Silent

__all__ = ["BadRow", "GoodRow", "Naming", "SheetReading", "read_block", "read_sheet", "write_sheet"]

R = TypeVar("R", bound=Record)


def read_sheet(path: Path, kind: type[R], naming: Naming, *, progress: Progress, sheet: str = "") -> SheetReading[R]:
    """Read the rows of an xlsx, xls, et or csv; nothing is stored.

    `sheet` names the sheet to read; without it the one whose header fits best is read.

    Raises:
        UserError: the file is refused as a whole; the text says why.
        MachineError: the disk complained.
        CancelledError: the person asked to stop.
    """
    return read_best(read_pages(path, progress), kind, naming, progress, sheet)


def read_block(text: str, kind: type[R], naming: Naming, columns: Sequence[str] = ()) -> SheetReading[R]:
    """Read what WPS or Excel put on the clipboard, as a web page or tab separated.

    `columns` names the fields in the order of the columns, for a block that comes without labels.

    Raises:
        UserError: it is too large, or has no labels and `columns` does not say what it holds.
    """
    if len(text) > limits.INFLATED:
        raise limits.too_large("的文字太多")
    page = blocks.page_of(blocks.html_rows(text) if blocks.is_html(text) else blocks.tabbed(text))
    if columns and not find_header(page, kind.ledger):
        given = {place: kind.ledger.field(name) for place, name in enumerate(columns)}
        return read_rows(page, Header(last=0, columns=given), kind, naming, Silent())
    return read_best((page,), kind, naming, Silent(), "")
