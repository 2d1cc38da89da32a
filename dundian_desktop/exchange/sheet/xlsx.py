"""The few acts of XlsxWriter we use, with their types; it ships none, and this is the only file that imports it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO, NewType, Protocol

from xlsxwriter.workbook import Workbook  # pyright: ignore[reportMissingTypeStubs] - the library ships no types

from dundian_desktop.exchange.sheet.cells import Held

Format = NewType("Format", object)
"""How a cell is shown; only the workbook that made it understands it."""


class Worksheet(Protocol):
    """A sheet being written; rows and columns are counted from 0."""

    def write_string(self, row: int, col: int, string: str, cell_format: Format) -> int:
        """Write text as it stands."""
        ...

    def write_number(self, row: int, col: int, number: float, cell_format: Format) -> int:
        """Write a number."""
        ...

    def write_datetime(self, row: int, col: int, date: Held, cell_format: Format) -> int:
        """Write a day, a time or both."""
        ...

    def set_column(
        self, first_col: int, last_col: int, width: float, cell_format: Format, options: Mapping[str, Any] | None = None
    ) -> int:
        """Give columns a width and a look."""
        ...

    def data_validation(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: Mapping[str, Any]
    ) -> int:
        """Offer a drop-down list."""
        ...

    def freeze_panes(self, row: int, col: int) -> None:
        """Keep the rows above and the columns before in sight."""
        ...

    def autofilter(self, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
        """Let people filter by the first row of a range."""
        ...

    def hide(self) -> None:
        """Hide the sheet."""
        ...


class Writer(Protocol):
    """A workbook being written."""

    def add_format(self, properties: Mapping[str, Any]) -> Format:
        """Make a look."""
        ...

    def add_worksheet(self, name: str) -> Worksheet:
        """Add a sheet."""
        ...

    def close(self) -> None:
        """Write all of it to the target."""
        ...


def writer(target: BinaryIO) -> Writer:
    """Begin a workbook that is built in memory: half-written parts never lie in a folder for temporary files."""
    made: Any = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    return made
