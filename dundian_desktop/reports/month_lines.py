"""The figures of a month inside its text: the same numbers, with the same records, as in its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from dundian_desktop.ledger import Record
from dundian_desktop.policy.counting import add_up
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.document import Figure
from dundian_desktop.reports.month_words import Part, listed, number
from dundian_desktop.reports.nameless import spoken

R = TypeVar("R", bound=Record)


def happened(month: Month, *codes: str) -> bool:
    """Tell whether one of these figures is more than nought this month."""
    return any(month.figures[code].month.value for code in codes)


def told(month: Month, words: str, code: str) -> list[Part]:
    """Give words, the figure of the month and its unit; nothing for nought."""
    line = month.figures[code]
    return [words, number(line.month, code), line.indicator.unit] if line.month.value else []


def told_to_date(month: Month, words: str, code: str) -> list[Part]:
    """Give words, the figure to date and its unit; nothing where it says no more than the month's."""
    line = month.figures[code]
    more = month.issue > 1 and line.total.value > line.month.value > 0
    return [words, number(line.total, code), line.indicator.unit] if more else []


def parts_told(month: Month, code: str) -> list[Part]:
    """Tell the parts of a figure, e.g. 其中农民工188人、女职工66人."""
    whole, lines = month.figures[code].month, [line for line in month.figures.parts(code) if line.month.value]
    if len(lines) == 1 and lines[0].month.value == whole.value:
        return [f"均为{lines[0].indicator.label}"]
    named = [told(month, line.indicator.label, line.indicator.code) for line in lines]
    return ["其中", *listed(named)] if named else []


def summed(records: Iterable[R], name: str) -> Figure:
    """Give the sum of a field over records, which are the source of the figure."""
    return number(add_up(records, lambda one: getattr(one, name)))


def named(month: Month, names: Sequence[str], most: int, between: str = "；") -> str:
    """Name so many things, the rest by 等; without names of workers."""
    shown = between.join(spoken(month.books, name) for name in names[:most])
    return shown + ("等" if len(names) > most else "")
