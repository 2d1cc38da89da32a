"""A cell as a person reads it in the sheet: its words, and what sort of thing the sheet says they are."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
from typing import NamedTuple, TypeAlias

import msgspec

Held: TypeAlias = str | bool | float | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a sheet can hold in a cell; `""` is an empty cell."""


class Sort(enum.StrEnum):
    """What a sheet says its words are."""

    TEXT = "t"
    NUMBER = "n"
    FLAG = "f"
    DAY = "d"
    TIME = "h"
    LOST = "x"
    """Nothing can be read: an error, or a formula that was never calculated; the words are the reason."""


class Cell(NamedTuple):
    """One cell. Numbers are written out in full with at most 15 places, days as 2026-06-12, times as 14:20."""

    words: str = ""
    sort: Sort = Sort.TEXT

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.words.strip()


class Page(msgspec.Struct, frozen=True):
    """One sheet of a file: its name, and its rows that are not blank with the numbers people see beside them."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


BLANK = Cell()
_BEFORE_A = ord("A") - 1


def cell_of(held: Held, *, percent: bool = False) -> Cell:
    """Give the cell for what a sheet holds; with `percent` it shows a number as percents, so 0.85 reads ``85%``."""
    if isinstance(held, str):
        return Cell(held) if held else BLANK
    if isinstance(held, bool):
        return Cell("TRUE" if held else "FALSE", Sort.FLAG)
    if isinstance(held, int | float):
        return Cell(f"{in_full(held * 100)}%" if percent else in_full(held), Sort.NUMBER)
    return _of_time(held)


def in_full(number: float) -> str:
    """Write a number as sheets do, with at most 15 places that count, never with an exponent.

    A sheet computes in binary, so 0.1 + 0.2 is 0.30000000000000004 in the file and 0.3 on the screen.
    """
    return f"{decimal.Decimal(f'{number:.15g}'):f}"


def _of_time(held: dt.date | dt.time | dt.timedelta) -> Cell:
    if isinstance(held, dt.timedelta):
        minutes = round(held.total_seconds() / 60)
        return Cell(f"{minutes // 60}:{minutes % 60:02d}", Sort.TIME)
    if isinstance(held, dt.time):
        return Cell(held.strftime("%H:%M"), Sort.TIME)
    if isinstance(held, dt.datetime) and held.time() != dt.time():
        return Cell(held.isoformat(" ", "minutes"), Sort.DAY)
    return Cell(held.isoformat()[:10], Sort.DAY)


def column_number(letters: str) -> int:
    """Give the number of a column counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - _BEFORE_A
    return number - 1


def column_letters(number: int) -> str:
    """Give the letters of a column counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(_BEFORE_A + 1 + rest) + letters
    return letters
