"""The dictionary of indicators, and the figures of one month: 本月, 上月, 累计, 任务数 (domain notes §1.4).

A new ledger brings a module beside `visited`, `deeds` and `cadres`, with its INDICATORS added here. What is here counts
the records as they are now; `closed` puts the figures of closed months over it.
"""

from __future__ import annotations

import dataclasses as dc
import hashlib
from collections.abc import Iterable, Mapping

from dundian_desktop.policy import activities, alarms, cadres, deeds, fruits, money, problems, unions, visited
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import FEN, NOTHING, Count, Indicator, Section
from dundian_desktop.policy.span import Span
from dundian_desktop.policy.tasks import Target, TaskLine, targets_of, ticked_tasks
from dundian_desktop.store.records import uncollected

_SECTIONS = tuple(Section)


def _place(indicator: Indicator) -> tuple[int, str, str]:
    """Order by section, then by code, a part right behind its whole."""
    whole = indicator.part_of or indicator.code
    return _SECTIONS.index(indicator.section), whole, indicator.code if indicator.part_of else ""


DICTIONARY: tuple[Indicator, ...] = tuple(
    sorted(
        (
            *visited.INDICATORS,
            *activities.INDICATORS,
            *unions.INDICATORS,
            *problems.INDICATORS,
            *deeds.INDICATORS,
            *money.INDICATORS,
            *fruits.INDICATORS,
            *cadres.INDICATORS,
            *alarms.INDICATORS,
        ),
        key=_place,
    )
)


@dc.dataclass(frozen=True, kw_only=True)
class Line:
    """One indicator of a month.

    Attributes:
        month: 本月.
        total: 累计, from the first day of the stint to the end of the month.
        kept: whether the ledger behind it holds anything at all; a figure of an unkept ledger says nothing.
        last: 上月.
        before: 上期累计, as the last month told it.
        correction: 上月更正, what moved in closed months since they were closed; its records are those that moved.
        target: what the sending union asks for, None where no task names the indicator.
    """

    indicator: Indicator
    month: Count
    total: Count
    kept: bool
    last: Count = NOTHING
    before: int = 0
    correction: Count = NOTHING
    target: Target | None = None

    @property
    def agrees(self) -> bool:
        """Whether 累计 is 上期累计, 上月更正 and 本月 together (domain notes §4.1)."""
        return not self.indicator.sums or self.before + self.correction.value + self.month.value == self.total.value

    @property
    def percent(self) -> int | None:
        """Give 完成率 in whole per cent, rounded down, None without a task."""
        if self.target is None:
            return None
        return max(0, self.total.value) * 100 // (self.target.value * (FEN if self.indicator.money else 1))


@dc.dataclass(frozen=True, kw_only=True)
class Figures:
    """All figures of a month, in the order of the dictionary.

    Attributes:
        tasks: tasks that no indicator counts, by what was ticked off.
        closed: whether the leader closed the month, so that its figures never move.
    """

    span: Span
    lines: tuple[Line, ...]
    tasks: tuple[TaskLine, ...] = ()
    closed: bool = False

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
            corrected = (line.correction.value,) if line.correction.value else ()
            whole.update(repr((line.indicator.code, *counted, *corrected)).encode())
        letters = whole.hexdigest()[:12].upper()
        return "-".join((letters[:4], letters[4:8], letters[8:]))


def figures(books: Books, span: Span, dictionary: Iterable[Indicator] = DICTIONARY) -> Figures:
    """Count every indicator over a month's days and to date, as the records are now."""
    targets = targets_of(books)
    with uncollected():
        lines = tuple(_line(indicator, books, span, targets) for indicator in dictionary)
    return Figures(span=span, lines=lines, tasks=ticked_tasks(books, span, {line.indicator.code for line in lines}))


def _line(indicator: Indicator, books: Books, span: Span, targets: Mapping[str, Target]) -> Line:
    last, before = span.previous, span.before
    total = indicator.count(books, span.to_date)
    return Line(
        indicator=indicator,
        month=indicator.count(books, span),
        total=total,
        kept=bool(total.value or books.of(indicator.ledger)),
        last=indicator.count(books, last) if last else NOTHING,
        before=indicator.count(books, before).value if before else 0,
        target=targets.get(indicator.code),
    )
