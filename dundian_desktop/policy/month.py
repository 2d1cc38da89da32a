"""`Month`: everything a monthly report and its checks look at."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop.errors import UserError
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.month_report import MonthReport
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.closed import month_figures, report_of
from dundian_desktop.policy.deeds import overdue_on
from dundian_desktop.policy.kpi import Figures
from dundian_desktop.policy.span import Span, Stint


@dc.dataclass(frozen=True, kw_only=True)
class Month:
    """One month of one stint.

    Attributes:
        name: as in ``2026-06``.
        today: what lies after it is not missing yet.
    """

    name: str
    books: Books
    group: Group
    stint: Stint
    span: Span
    figures: Figures
    today: dt.date

    @property
    def issue(self) -> int:
        """Give the number of its report in the stint, from 1."""
        return self.stint.issue(self.name)

    @property
    def is_last(self) -> bool:
        """Whether it is the last month of the stint."""
        return self.name == self.stint.months[-1]

    @property
    def report(self) -> MonthReport | None:
        """Give its record, None when nobody has written anything of it yet."""
        return report_of(self.books, self.name)

    @property
    def running(self) -> bool:
        """Whether it is not over yet."""
        return self.span.first <= self.today < self.span.last

    @property
    def as_of(self) -> dt.date:
        """Give the day on whose state it reports: its last, or today while it runs."""
        return self.today if self.running else self.span.last

    def overdue(self, deed: Deed) -> bool:
        """Tell whether a deed was open after its deadline."""
        return overdue_on(deed, self.as_of, over=not self.running)


def month_of(books: Books, name: str, today: dt.date) -> Month:
    """Count a month; a closed one keeps the figures it was closed with.

    Raises:
        MonthRefusedError: it is no month, or lies outside the stint.
        UserError: the group and its stint are not registered.
    """
    group, stint = stint_of(books)
    found = month_figures(books, stint, name)
    return Month(name=name, books=books, group=group, stint=stint, span=found.span, figures=found, today=today)


def stint_of(books: Books) -> tuple[Group, Stint]:
    """Give the group and its stint.

    Raises:
        UserError: they are not registered.
    """
    group = next(iter(books.of(Group)), None)
    if group is None or not (group.starts and group.ends):
        raise UserError("还没有登记工作组和起止日期，分不出月份。数据没有变化，请先在“工作组”中填写。")
    return group, Stint(starts=group.starts, ends=group.ends)
