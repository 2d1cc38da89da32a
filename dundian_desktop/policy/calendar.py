"""`WorkingCalendar`: which days are worked in China, 调休 taken into account.

* A day is worked as the year's arrangement says; a day no arrangement names is worked from Monday to Friday.
* What the program ships stands in the library `chinesecalendar` (2004 to 2026); an arrangement taken in as a file
  stands in its place for its year, and the latest taken for a year holds.
* The arrangement of a year also speaks of December before it, for it is the one that places New Year's Day.
* Beyond the years that are known Monday to Friday are worked, and `WorkingCalendar.note` says so; nothing is refused.
* The day a term begins is not counted, the next is its first (民法典, art. 201).
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby
from typing import Any

from dundian_desktop.policy.arrangement import DECEMBER, SATURDAY, Arrangement, arrangement_from
from dundian_desktop.store.store import Store

WORKING_DAYS = "working_days"
"""The setting that keeps what was taken in: year in digits -> `Arrangement.plain`."""

SHIPPED = "程序自带"
"""What stands as the source of an arrangement of the library."""

_WEEK, _WORKED = 7, 5
"""Days of a week, and how many of them are worked."""


@dc.dataclass(frozen=True, kw_only=True)
class WorkingCalendar:
    """The arrangements that are known, by year."""

    years: Mapping[int, Arrangement]

    @property
    def known_until(self) -> int:
        """Give the last year up to which every year is known; 0 when none is."""
        year = min(self.years, default=0)
        while year + 1 in self.years:
            year += 1
        return year

    def is_working(self, day: dt.date) -> bool:
        """Tell whether a day is worked."""
        return self._told.get(day, day.weekday() < SATURDAY)

    def add(self, day: dt.date, n: int) -> dt.date:
        """Give the n-th working day after a day, or before it when n is below 0; the day itself when n is 0."""
        edge, step = (dt.date.max, 1) if n > 0 else (dt.date.min, -1)
        left = abs(n)
        while left and day != edge:
            day += dt.timedelta(days=step)
            left -= self.is_working(day)
        return day

    def between(self, a: dt.date, b: dt.date) -> int:
        """Give how many working days lie after a, up to b and with it; below 0 when b is before a."""
        return self._worked_until(b) - self._worked_until(a)

    def note(self, first: dt.date, last: dt.date | None = None) -> str:
        """Give "", or a sentence for people when a day, or one from first to last, lies in a year that is not known."""
        ends = sorted((first.year, (last or first).year))
        unknown = [year for year in range(ends[0], ends[1] + 1) if year not in self.years]
        return f"{_spoken_years(unknown)}的放假安排尚未载入，暂按周一至周五为工作日计算。" if unknown else ""

    @cached_property
    def _told(self) -> Mapping[dt.date, bool]:
        """Give day -> worked, for every day an arrangement names; a later year's word comes on top."""
        told: dict[dt.date, bool] = {}
        for year in sorted(self.years):
            told |= dict.fromkeys(self.years[year].holidays, False)
            told |= dict.fromkeys(self.years[year].workdays, True)
        return told

    @cached_property
    def _moved(self) -> tuple[Sequence[dt.date], Sequence[dt.date]]:
        """Give the weekend days that are worked and the days from Monday to Friday that are not, in order."""
        told = sorted(self._told.items())
        worked = [day for day, works in told if works and day.weekday() >= SATURDAY]
        return worked, [day for day, works in told if not works and day.weekday() < SATURDAY]

    def _worked_until(self, day: dt.date) -> int:
        """Give how many days were worked from the first Monday of all to a day and with it."""
        weeks, rest = divmod(day.toordinal(), _WEEK)  # 1 January of the year 1 is a Monday, its ordinal is 1
        worked, off = self._moved
        return weeks * _WORKED + min(rest, _WORKED) + bisect_right(worked, day) - bisect_right(off, day)


@cache
def shipped() -> Mapping[int, Arrangement]:
    """Give what the library knows, by year; December belongs to the arrangement of the year after it."""
    from chinese_calendar import holidays, workdays  # noqa: PLC0415 - thousands of dates, not wanted at the start

    known = {day.year for day in holidays if (day.month, day.day) == (1, 1)}

    def of(days: Iterable[dt.date], year: int) -> frozenset[dt.date]:
        return frozenset(day for day in days if _belongs(day, known) == year)

    return {
        year: Arrangement(year=year, source=SHIPPED, holidays=of(holidays, year), workdays=of(workdays, year))
        for year in sorted(known)
    }


def _belongs(day: dt.date, known: Iterable[int]) -> int:
    """Give the year whose notice names a day: no public holiday but New Year's Day touches December."""
    return day.year + 1 if day.month == DECEMBER and day.year + 1 in known else day.year


def calendar_of(store: Store) -> WorkingCalendar:
    """Give the calendar of a workspace: what is shipped, and in its place what was taken in."""
    return calendar_with(kept_arrangements(store))


def calendar_with(arrangements: Iterable[Arrangement]) -> WorkingCalendar:
    """Give the shipped calendar with arrangements in its place; of two for one year the later holds."""
    return WorkingCalendar(years={**shipped(), **{one.year: one for one in arrangements}})


def kept_arrangements(store: Store) -> tuple[Arrangement, ...]:
    """Give the arrangements that were taken into a workspace, by year."""
    kept: dict[str, Any] = store.settings.get(WORKING_DAYS, {})
    return tuple(arrangement_from(kept[year]) for year in sorted(kept))


def _spoken_years(years: Sequence[int]) -> str:
    return "、".join(_year_runs(years))


def _year_runs(years: Sequence[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(years), lambda pair: pair[1] - pair[0]):
        some = [year for _, year in run]
        yield f"{some[0]}年" if len(some) == 1 else f"{some[0]}年至{some[-1]}年"
