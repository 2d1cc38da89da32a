"""What an indicator is, and what counting one gives.

A figure never comes without the ids of the records it was counted from, so that the window can answer "which ones?".
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeAlias, TypeVar

from dundian_desktop.ledger import Record
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.span import Span

R = TypeVar("R", bound=Record)


class Section(enum.StrEnum):
    """The parts of the monthly table in their order: 六个一批 and what leads to them (policy 一; notes §4.1)."""

    VISITS = "走访调研"
    UNIONS = "新建工会"
    MEMBERS = "发展会员"
    PROBLEMS = "解决问题"
    DEEDS = "办实事"
    FRUITS = "成果与宣传"
    CADRES = "队伍"
    INCIDENTS = "重大事项"


@dc.dataclass(frozen=True, kw_only=True)
class Count:
    """A number and where it comes from; money in 分.

    Attributes:
        records: ids of the records it was counted from, in the order of their ledger.
        cards: ids of records of other ledgers that had a say, e.g. the card of a worker who is counted as 困难职工.
    """

    value: int = 0
    records: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()


NOTHING = Count()
"""None, counted from no record."""

Counting: TypeAlias = Callable[[Books, Span], Count]


@dc.dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure of the dictionary (domain notes §1.4).

    Attributes:
        code: stable for ever; ``K003.1`` is a part of, or stands beside, ``K003``.
        label, unit: as printed; money has the unit 元.
        source: clause of the policy it answers to.
        rule: what is counted, in words a clerk can check.
        ledger: the ledger whose records are counted.
        count: gives the figure of the days of a span.
        part_of: code of the indicator it is a part of, or "".
        sums: whether the figures of the months add up to 累计.
    """

    code: str
    label: str
    unit: str
    section: Section
    source: str
    rule: str
    ledger: type[Record]
    count: Counting
    part_of: str = ""
    sums: bool = True

    @property
    def money(self) -> bool:
        """Whether it is a sum of money, kept in 分."""
        return self.unit == MONEY


MONEY = "元"
FEN = 100
"""分 in one 元."""


@dc.dataclass(frozen=True, kw_only=True)
class Dated(Generic[R]):
    """Records in the order of their days, cut quickly: `days` and `records` go side by side."""

    days: Sequence[dt.date]
    records: Sequence[R]

    def within(self, span: Span) -> Sequence[R]:
        """Give the records of these days, earliest first."""
        return self.records[bisect_left(self.days, span.first) : bisect_right(self.days, span.last)]


def dated(records: Iterable[R], day: Callable[[R], dt.date | None]) -> Dated[R]:
    """Put records that have a day into its order; those of one day stay in the order given."""
    pairs = sorted(((on, one) for one in records if (on := day(one))), key=lambda pair: pair[0])
    return Dated(days=[on for on, _ in pairs], records=[one for _, one in pairs])


def in_days(books: Books, span: Span, kind: type[R], day: Callable[[R], dt.date | None]) -> Sequence[R]:
    """Give the records of a ledger whose day lies in a span: earliest first, those of one day by their numbers.

    Args:
        day: tells it of the record alone; the same function every time, as the order is kept under it.
    """
    shelf = books.of(kind)

    def order() -> Dated[R]:
        return dated(sorted(shelf, key=lambda one: (one.no, one.id)), day)

    return books.of_shelf(shelf, ("in days", day), order).within(span)


def one_each(records: Iterable[Record]) -> Count:
    """Count every record as one."""
    ids = tuple(record.id for record in records)
    return Count(value=len(ids), records=ids)


def add_up(records: Iterable[R], number: Callable[[R], int | None]) -> Count:
    """Add up what records say; those that say nothing are not among the records of the figure."""
    said = [(one.id, value) for one in records if (value := number(one))]
    return Count(value=sum(value for _, value in said), records=tuple(id_ for id_, _ in said))


def anything(_record: Record) -> bool:
    """Fit every record."""
    return True


def counting(
    kind: type[R], day: Callable[[R], dt.date | None], fits: Callable[[R], bool] = anything
) -> Callable[[Books, Span], Count]:
    """Give the counting of records that fit, on their day."""

    def count(books: Books, span: Span) -> Count:
        return one_each(one for one in in_days(books, span, kind, day) if fits(one))

    return count


def adding(
    kind: type[R],
    day: Callable[[R], dt.date | None],
    number: Callable[[R], int | None],
    fits: Callable[[R], bool] = anything,
) -> Callable[[Books, Span], Count]:
    """Give the adding up of what records that fit say, on their day."""

    def count(books: Books, span: Span) -> Count:
        return add_up((one for one in in_days(books, span, kind, day) if fits(one)), number)

    return count
