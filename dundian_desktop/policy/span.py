"""The stint, its months, and the days a figure covers.

* Every natural month the stint touches has one issue of the monthly report (policy 四(四); R06).
* A month counts its days within the stint only; 累计 runs from the first day of the stint to the end of the month.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import re

from dundian_desktop.errors import UserError


class MonthRefusedError(UserError):
    """There is no monthly report for what was asked."""


@dc.dataclass(frozen=True, kw_only=True)
class Span:
    """Days counted from `first` to `last`, both included, in a stint that began on `start`."""

    first: dt.date
    last: dt.date
    start: dt.date

    def holds(self, day: dt.date | None) -> bool:
        """Tell whether a day is counted; no day is not."""
        return day is not None and self.first <= day <= self.last

    @property
    def to_date(self) -> Span:
        """Give the days from the beginning of the stint."""
        return dc.replace(self, first=self.start)

    @property
    def previous(self) -> Span | None:
        """Give the days of the month before, or None when the stint began in this one."""
        if self.first <= self.start:
            return None
        last = self.first - dt.timedelta(days=1)
        return dc.replace(self, first=max(last.replace(day=1), self.start), last=last)

    @property
    def before(self) -> Span | None:
        """Give all days of the stint before these, or None when it began with them."""
        return dc.replace(self, first=self.start, last=self.first - dt.timedelta(days=1)) if self.previous else None

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Give every day."""
        return tuple(self.first + dt.timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dc.dataclass(frozen=True, kw_only=True)
class Stint:
    """The days a group is in the field, both included."""

    starts: dt.date
    ends: dt.date

    @property
    def whole(self) -> Span:
        """Give all its days."""
        return Span(first=self.starts, last=self.ends, start=self.starts)

    @property
    def months(self) -> tuple[str, ...]:
        """Give the natural months it touches, written ``2026-06``."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.starts, self.ends))
        return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, last + 1))

    def issue(self, month: str) -> int:
        """Give the number of a month's report, from 1."""
        return self.months.index(month) + 1

    def span(self, month: str) -> Span:
        """Give the days of a month within the stint.

        Raises:
            MonthRefusedError: it is no month, or the group was not in the field in it.
        """
        first = _first_day(month)
        if month not in self.months:
            between = f"{self.months[0]}至{self.months[-1]}"
            raise MonthRefusedError(f"{first.year}年{first.month}月不在蹲点期内，没有月报；可选的月份是{between}。")
        return Span(first=max(first, self.starts), last=min(_last_day(first), self.ends), start=self.starts)


def _first_day(month: str) -> dt.date:
    try:
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", month)
        return dt.date(int(found[1]), int(found[2]), 1) if found else _refuse(month)
    except ValueError:
        return _refuse(month)


def _refuse(month: str) -> dt.date:
    raise MonthRefusedError(f"“{month[:20]}”不是月份，应写作2026-06。")


def _last_day(first: dt.date) -> dt.date:
    after = (first + dt.timedelta(days=31)).replace(day=1)
    return after - dt.timedelta(days=1)
