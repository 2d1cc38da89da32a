"""`Inspection`: the books of one stint as they are looked over, as of a day.

* The state of things is told as of `today`; what happened is told when it lies in the days of `span`.
* What is due on a day is late when that day is over.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from dundian_desktop import clock
from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.group import Group
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.calendar import WorkingCalendar
from dundian_desktop.policy.counting import Count
from dundian_desktop.policy.kpi import DICTIONARY
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.parameters import Parameters, parameters_of
from dundian_desktop.policy.span import Span, Stint

R = TypeVar("R", bound=Record)
_ONE_DAY = dt.timedelta(days=1)


@dc.dataclass(frozen=True, kw_only=True)
class Inspection:
    """What every check looks at.

    Attributes:
        over: whether `today` itself is over.
        known: figures that are counted already: code -> count to date.
    """

    books: Books
    group: Group
    stint: Stint
    span: Span
    today: dt.date
    calendar: WorkingCalendar
    parameters: Parameters
    over: bool = False
    known: Mapping[str, Count] = dc.field(default_factory=dict[str, Count])

    @property
    def ended(self) -> bool:
        """Whether the stint is in its last day, or after it."""
        return self.today >= self.stint.ends

    @property
    def moment(self) -> dt.datetime:
        """Give the moment whose state is told: now, or the end of a day that is not today."""
        if self.today == clock.today():
            return clock.now()
        return dt.datetime.combine(self.today + _ONE_DAY, dt.time()).astimezone()

    def passed(self, deadline: dt.date | None) -> bool:
        """Tell whether a deadline has gone by; no deadline has not."""
        return deadline is not None and (deadline < self.today or (self.over and deadline == self.today))

    def seen(self, day: dt.date | None) -> bool:
        """Tell whether something had happened by the day whose state is told."""
        return day is not None and day <= self.today

    def total(self, code: str) -> Count:
        """Give a figure to date.

        Raises:
            KeyError: there is none of this code.
        """
        if code in self.known:
            return self.known[code]
        for indicator in DICTIONARY:
            if indicator.code == code:
                return indicator.count(self.books, self.span.to_date)
        raise KeyError(code)

    def months(self) -> list[tuple[str, Span]]:
        """Give the months of the stint that lie in the days looked at and are over."""
        spans = ((name, self.stint.span(name)) for name in self.stint.months)
        return [(name, one) for name, one in spans if self.span.first <= one.first and one.last <= self._last]

    @property
    def _last(self) -> dt.date:
        return min(self.span.last, self.today)


def stint_inspection(
    books: Books, today: dt.date, calendar: WorkingCalendar, parameters: Parameters | None = None
) -> Inspection:
    """Look over a whole stint as of a day.

    Args:
        parameters: those of the books when left out.

    Raises:
        UserError: the group and its stint are not registered.
    """
    group = next(iter(books.of(Group)), None)
    if group is None or not (group.starts and group.ends):
        raise UserError("还没有登记工作组和起止日期，不能核对。数据没有变化，请先在“工作组”中填写。")
    return Inspection(
        books=books,
        group=group,
        stint=Stint(starts=group.starts, ends=group.ends),
        span=Span(first=group.starts, last=today, start=group.starts),
        today=today,
        calendar=calendar,
        parameters=parameters or parameters_of(books),
    )


def month_inspection(month: Month, calendar: WorkingCalendar) -> Inspection:
    """Look over one month before it is reported."""
    return Inspection(
        books=month.books,
        group=month.group,
        stint=month.stint,
        span=month.span,
        today=month.as_of,
        over=not month.running,
        calendar=calendar,
        parameters=parameters_of(month.books),
        known={line.indicator.code: line.total for line in month.figures.lines},
    )
