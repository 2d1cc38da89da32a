"""The dictionary of indicators, and the figures of one month with 累计 (domain notes §1.4).

A new ledger brings a module beside `visited`, `deeds` and `cadres`, with its INDICATORS added here.
"""

from __future__ import annotations

import dataclasses as dc
import hashlib
from collections.abc import Iterable

from dundian_desktop.policy import cadres, deeds, visited
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import Count, Indicator
from dundian_desktop.policy.span import Span

DICTIONARY: tuple[Indicator, ...] = (*visited.INDICATORS, *deeds.INDICATORS, *cadres.INDICATORS)


@dc.dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator of a month.

    Attributes:
        month: 本月.
        total: 累计, from the first day of the stint to the end of the month.
        kept: whether the ledger behind it holds anything at all; a figure of an unkept ledger says nothing.
    """

    indicator: Indicator
    month: Count
    total: Count
    kept: bool


@dc.dataclass(frozen=True, kw_only=True)
class Figures:
    """All figures of a month, in the order of the dictionary."""

    span: Span
    lines: tuple[Line, ...]

    def __getitem__(self, code: str) -> Line:
        """Give the line of an indicator.

        Raises:
            KeyError: there is none of this code.
        """
        for line in self.lines:
            if line.indicator.code == code:
                return line
        raise KeyError(code)

    def parts(self, code: str) -> tuple[Line, ...]:
        """Give the lines that are parts of an indicator."""
        return tuple(line for line in self.lines if line.indicator.part_of == code)

    @property
    def digest(self) -> str:
        """Give twelve letters that change when any figure, or any record behind one, changes."""
        whole = hashlib.sha256()
        for line in self.lines:
            counted = ((count.value, *count.records) for count in (line.month, line.total))
            whole.update(repr((line.indicator.code, *counted)).encode())
        letters = whole.hexdigest()[:12].upper()
        return "-".join((letters[:4], letters[4:8], letters[8:]))


def figures(books: Books, span: Span, dictionary: Iterable[Indicator] = DICTIONARY) -> Figures:
    """Count every indicator over a month's days and to date."""
    return Figures(span=span, lines=tuple(_line(indicator, books, span) for indicator in dictionary))


def _line(indicator: Indicator, books: Books, span: Span) -> Line:
    return Line(
        indicator=indicator,
        month=indicator.count(books, span),
        total=indicator.count(books, span.to_date),
        kept=bool(books.of(indicator.ledger)),
    )
