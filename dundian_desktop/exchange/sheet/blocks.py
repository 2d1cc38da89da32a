"""Tables that travel as text: what the clipboard holds of WPS and Excel, comma separated files, and web pages.

* A cell of a tab separated block stands in quotes only when it holds a line break, a tab or a quote; quotes in it are
  doubled. Other quotes belong to the text.
* A block ends with a line break, and no row follows it.
* In a web page white space is one blank, and ``<br>`` is a line break.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from typing_extensions import override

from dundian_desktop.exchange.sheet import limits
from dundian_desktop.exchange.sheet.cells import Cell, Page

_TABBED = re.compile(r'(?:"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*))(\t|\n|\Z)')
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def is_html(text: str) -> bool:
    """Tell whether text is a web page with a table."""
    return bool(re.search(r"<table[\s>]", text, re.IGNORECASE))


def page_of(rows: Iterable[list[str]], name: str = "") -> Page:
    """Give the page of these rows, which are numbered from 1.

    Raises:
        UserError: there are more rows, columns or characters than there may be.
    """
    kept: list[tuple[int, tuple[Cell, ...]]] = []
    for number, words in enumerate(rows, start=1):
        if number > limits.ROWS:
            raise limits.too_large(f"超过{limits.ROWS}行")
        while words and not words[-1].strip():
            words.pop()
        if len(words) > limits.COLUMNS:
            raise limits.too_large(f"超过{limits.COLUMNS}列")
        if any(len(cell) > limits.CELL for cell in words):
            raise limits.too_large(f"有一格超过{limits.CELL}个字")
        if words:
            kept.append((number, tuple(map(Cell, words))))
    return Page(name=name, rows=tuple(kept))


def tabbed(text: str) -> Iterable[list[str]]:
    """Read a tab separated block as Excel and WPS put it on the clipboard."""
    row: list[str] = []
    for found in _TABBED.finditer(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")):
        row.append(_unquoted(found[1]) if found[1] is not None else found[2])
        if found[3] != "\t":
            yield row
            row = []
        if not found[3]:
            return


def _unquoted(inside: str) -> str:
    return inside.replace('""', '"') if re.search(r'[\n\t"]', inside) else f'"{inside}"'


def separated(text: str) -> Iterable[list[str]]:
    """Read a comma, semicolon or tab separated file.

    Raises:
        UserError: it cannot be read so.
    """
    first = text.lstrip().split("\n", 1)[0]
    comma = max(",\t;", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    except csv.Error as error:
        raise limits.damaged() from error


def html_rows(text: str) -> list[list[str]]:
    """Read the first table of a web page; what spans several cells stands in the first of them.

    Raises:
        UserError: it has more columns than there may be.
    """
    reader = _Table()
    reader.feed(text)
    reader.close()
    reader.end_row()
    return reader.rows


class _Table(HTMLParser):
    """Gathers the rows of the first table it meets."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: dict[int, str] | None = None
        self._taken: dict[int, int] = {}
        self._cell: list[str] | None = None
        self._column = 0
        self._depth = 0
        self._over = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        if self._over or self._depth != 1:
            return
        if tag == "tr":
            self.end_row()
            self._row = {}
        elif tag in {"td", "th"}:
            self._begin_cell({name: value or "" for name, value in attrs})
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self.end_row()
                self._over = True
        elif tag in {"td", "th"} and self._depth == 1:
            self._end_cell()
        elif tag == "tr" and self._depth == 1:
            self.end_row()

    @override
    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(_BLANKS.sub(" ", data))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._end_cell()
        if self._row is None:
            self._row = {}
        self._column = max(self._row, default=-1) + 1
        while self._taken.get(self._column, 0):
            self._row[self._column] = ""
            self._column += 1
        across, down = (_span(attributes.get(name, "")) for name in ("colspan", "rowspan"))
        if self._column + across > limits.COLUMNS:
            raise limits.too_large(f"超过{limits.COLUMNS}列")
        for column in range(self._column, self._column + across):
            self._row[column] = ""
            self._taken[column] = down
        self._cell = []

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            lines = "".join(self._cell).replace("\xa0", " ").split("\n")
            self._row[self._column] = "\n".join(line.strip() for line in lines).strip()
        self._cell = None

    def end_row(self) -> None:
        """Close a row that is open."""
        self._end_cell()
        if self._row is None:
            return
        self.rows.append([self._row.get(column, "") for column in range(max(self._row, default=-1) + 1)])
        if len(self.rows) > limits.ROWS:
            raise limits.too_large(f"超过{limits.ROWS}行")
        self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
        self._row = None


def _span(words: str) -> int:
    """Read a span; only its first places, since a stranger may write thousands of them."""
    return max(1, int(words[:6])) if words.isdecimal() else 1
