"""A workbook being written.

* Text is always a string cell, whatever it begins with. Text that a sheet would take for a formula once someone edits
  the cell also carries Excel's mark of quoted text (design notes on protection, T19).
* A drop-down takes its words from the list itself while Excel can hold them there, else from a hidden sheet.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from dundian_desktop.exchange.sheet.cells import Held, column_letters
from dundian_desktop.exchange.sheet.forms import Look
from dundian_desktop.exchange.sheet.xlsx import Format, Worksheet, writer

_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LIST = 255
"""Characters an in-line list of a drop-down may have; Excel's own limit."""


class Book:
    """A workbook with its looks."""

    def __init__(self) -> None:
        self._target = io.BytesIO()
        self._book = writer(self._target)
        top = {"valign": "top"}
        self._looks = {look: self._book.add_format({"num_format": look.value, **top}) for look in Look}
        self._text = self._book.add_format({"num_format": "@", "text_wrap": True, **top})
        self._quoted = self._book.add_format({"num_format": "@", "text_wrap": True, "quote_prefix": True, **top})
        head = {"bold": True, "bg_color": "#E7EDF5", "border": 1, "valign": "vcenter", "num_format": "@"}
        self._head = self._book.add_format(head)
        self._needed = self._book.add_format({**head, "font_color": "#B00000"})
        self._lists: Worksheet | None = None
        self._list_count = 0

    def sheet(self, name: str) -> Sheet:
        """Add a sheet; a name Excel would refuse is mended."""
        for sign in "[]:*?/\\'":
            name = name.replace(sign, " ")
        return Sheet(self, self._book.add_worksheet(name.strip()[:31] or "Sheet"))

    def look(self, look: Look) -> Format:
        """Give the look of a cell that is not text."""
        return self._looks[look]

    def text_look(self, words: str) -> Format:
        """Give the look of a text cell."""
        return self._quoted if words.lstrip(" ").startswith(_RISKY) else self._text

    def head_look(self, *, needed: bool) -> Format:
        """Give the look of a label; what must be filled is red."""
        return self._needed if needed else self._head

    def source(self, words: Sequence[str]) -> Sequence[str] | str:
        """Give where a drop-down takes its words from: themselves, or a range of the hidden sheet."""
        if len(",".join(words)) <= _LIST and not any("," in word for word in words):
            return list(words)
        if self._lists is None:
            self._lists = self._book.add_worksheet("选项")
            self._lists.hide()
        column = self._list_count
        self._list_count += 1
        for row, word in enumerate(words):
            self._lists.write_string(row, column, word, self.text_look(word))
        letters = column_letters(column)
        return f"=选项!${letters}$1:${letters}${len(words)}"

    def finish(self) -> bytes:
        """Give the file."""
        self._book.close()
        return self._target.getvalue()


class Sheet:
    """One sheet of a book; rows and columns are counted from 0."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self._book = book
        self._sheet = sheet

    def head(self, column: int, label: str, *, width: float, needed: bool = False, look: Look = Look.TEXT) -> None:
        """Write a label, and give its column a width in characters and a look for what is typed there later."""
        self._sheet.set_column(column, column, width, self._book.look(look))
        self._sheet.write_string(0, column, label, self._book.head_look(needed=needed))

    def put(self, row: int, column: int, held: Held, look: Look = Look.TEXT) -> None:
        """Write a cell."""
        if isinstance(held, str):
            if held:
                self._sheet.write_string(row, column, held, self._book.text_look(held))
        elif isinstance(held, bool | int | float):
            self._sheet.write_number(row, column, held, self._book.look(look))
        else:
            self._sheet.write_datetime(row, column, held, self._book.look(look))

    def offer(self, column: int, last: int, words: Sequence[str]) -> None:
        """Offer words in a drop-down from row 1 to `last`; other words are warned of, as synonyms are good too."""
        options = {"validate": "list", "source": self._book.source(words), "error_type": "warning"}
        told = {"error_title": "请核对", "error_message": "不在可选项中，请从下拉列表里选。"}
        self._sheet.data_validation(1, column, last, column, options | told)

    def close_up(self, rows: int, columns: int) -> None:
        """Freeze the labels and let people filter by them."""
        self._sheet.freeze_panes(1, 1)
        self._sheet.autofilter(0, 0, max(rows, 1), columns - 1)

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self._sheet.set_column(column, column, 12, self._book.look(Look.TEXT), {"hidden": True})
