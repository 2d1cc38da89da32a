"""`Arrangement`: which days of one year are public holidays and which weekends are worked instead (放假安排).

Such an arrangement is published every autumn by the General Office of the State Council (国务院办公厅). As a file,
and as plain values in settings or parameters, it is one JSON object with exactly four keys, e.g.
``resources/calendar/2026.json``:

* ``year``: the year it is published for, a number.
* ``source``: where it is published, in words, e.g. title and number of the notice; not blank, one line.
* ``holidays``: every day off, ordinary weekends within a holiday too. An entry is a day, ``"2026-04-06"``, or a span
  with both its ends, ``"2026-10-01至2026-10-07"``.
* ``workdays``: the Saturdays and Sundays that are worked (调休上班), written alike; ``[]`` when there are none.

Rules, each refused with a sentence; nothing is taken of a file that breaks one:

* A day lies in the year, or in December of the year before: New Year's Day is often joined with it (so in the
  notices for 2019 and 2023).
* No day stands twice, and none is both a holiday and worked.
* What is worked instead is a Saturday or a Sunday; anything else is a slip of the pen.
* 1 January, 1 May and 1 to 3 October are among the holidays (全国年节及纪念日放假办法, art. 2); an arrangement that
  lacks them is unfinished.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dundian_desktop.errors import UserError

FIRST_YEAR, LAST_YEAR = 2004, 2100
"""The library knows nothing before 2004; a year after 2100 is a slip of the pen."""

SATURDAY = 5
"""`date.weekday` of the first day that is not worked in an ordinary week."""

DECEMBER = 12

_FIXED = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
_TITLES = {"year": "年份", "source": "依据", "holidays": "放假日期", "workdays": "调休上班日期"}
_LONGEST_SOURCE = 200
_LONGEST_SPAN = 31
_DAY = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_ENTRY = re.compile(f"{_DAY}(?: ?至 ?{_DAY})?")


@dc.dataclass(frozen=True, kw_only=True)
class Arrangement:
    """One year's holidays and the weekend days worked instead, as published.

    Attributes:
        source: who says so, in words people read.
    """

    year: int
    source: str
    holidays: frozenset[dt.date]
    workdays: frozenset[dt.date]

    @property
    def plain(self) -> dict[str, Any]:
        """Give it as plain values: what a file holds, what settings keep, and what `arrangement_from` reads."""
        return {
            "year": self.year,
            "source": self.source,
            "holidays": [day.isoformat() for day in sorted(self.holidays)],
            "workdays": [day.isoformat() for day in sorted(self.workdays)],
        }


class _Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    year: int
    source: str
    holidays: list[str]
    workdays: list[str]


class _SlipError(ValueError):
    """A rule that was broken, as a Chinese clause."""


def arrangement_from(plain: Any, called: str = "放假安排") -> Arrangement:
    """Read an arrangement strictly.

    Args:
        plain: what `Arrangement.plain` gives, or the object in a file.
        called: what a refusal calls it, e.g. ``文件“2027.json”``.

    Raises:
        UserError: it breaks a rule of this module.
    """
    try:
        return _checked(msgspec.convert(plain, _Paper))
    except msgspec.ValidationError as error:
        raise _refusal(called, _spoken_place(str(error))) from error
    except _SlipError as slip:
        raise _refusal(called, str(slip)) from None


def _refusal(called: str, why: str) -> UserError:
    return UserError(f"{called}没有载入：{why}。原来的工作日历没有变，请改正后再载入。")


def _checked(paper: _Paper) -> Arrangement:
    if not FIRST_YEAR <= paper.year <= LAST_YEAR:
        raise _SlipError(f"年份应在{FIRST_YEAR}年至{LAST_YEAR}年之间")
    source = paper.source.strip()
    if not source or not source.isprintable() or len(source) > _LONGEST_SOURCE:
        raise _SlipError(f"依据应写明通知的名称和文号，一行，不超过{_LONGEST_SOURCE}字")
    found = Arrangement(
        year=paper.year,
        source=source,
        holidays=_days("holidays", paper.holidays, paper.year),
        workdays=_days("workdays", paper.workdays, paper.year),
    )
    _refuse_slips(found)
    return found


def _days(name: str, entries: Sequence[str], year: int) -> frozenset[dt.date]:
    found: set[dt.date] = set()
    for entry in entries:
        for day in _entry(name, entry):
            if day.year != year and (day.year, day.month) != (year - 1, DECEMBER):
                raise _SlipError(f"{_TITLES[name]}中的“{day}”不在{year}年（上一年的只收12月）")
            if day in found:
                raise _SlipError(f"{_TITLES[name]}中“{day}”写了两次")
            found.add(day)
    return frozenset(found)


def _entry(name: str, entry: str) -> list[dt.date]:
    """Give the days of an entry, one or a span."""
    try:
        match = _ENTRY.fullmatch(entry)
        first, last = (dt.date.fromisoformat(match[n] or match[1]) for n in (1, 2)) if match else (dt.date.max,) * 2
    except ValueError:
        first = last = dt.date.max
    days = (last - first).days
    if last == dt.date.max or not 0 <= days <= _LONGEST_SPAN:
        raise _SlipError(f"{_TITLES[name]}中的“{entry[:30]}”应写作2026-04-06或2026-10-01至2026-10-07")
    return [first + dt.timedelta(days=n) for n in range(days + 1)]


def _refuse_slips(found: Arrangement) -> None:
    if both := found.holidays & found.workdays:
        raise _SlipError(f"“{min(both)}”既写作放假又写作上班")
    if wrong := [day for day in sorted(found.workdays) if day.weekday() < SATURDAY]:
        raise _SlipError(f"调休上班的“{wrong[0]}”不是星期六或星期日")
    missing = [day for month, n in _FIXED if (day := dt.date(found.year, month, n)) not in found.holidays]
    if missing:
        raise _SlipError(f"放假日期中缺{spoken_days(missing, found.year)}，不像一份完整的安排")


def _spoken_place(words: str) -> str:
    """Say in Chinese where something departs from its shape."""
    if found := re.search(r"missing required field `(\w+)`", words):
        return f"缺少{_TITLES[found[1]]}（{found[1]}）"
    if found := re.search(r"unknown field `(.*?)`", words):
        return f"有不认识的一项“{found[1][:30]}”"
    if found := re.search(r"at `\$\.(\w+)", words):
        return f"{_TITLES[found[1]]}（{found[1]}）不是应有的格式"
    return "内容不是一份放假安排"


def spoken_days(days: Iterable[dt.date], year: int) -> str:
    """Give days as a notice writes them: ``1月1日至3日、4月6日``; those of another year with their year."""
    return "、".join(_spoken_run(first, last, year) for first, last in _runs(sorted(days)))


def _runs(days: Sequence[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """Give first and last of each stretch of days without a gap."""
    first = last = None
    for day in days:
        if first and last and (day - last).days > 1:
            yield first, last
            first = day
        first, last = first or day, day
    if first and last:
        yield first, last


def _spoken_run(first: dt.date, last: dt.date, year: int) -> str:
    begins = _spoken(first, year)
    if first == last:
        return begins
    same = (first.year, first.month) == (last.year, last.month)
    return f"{begins}至{last.day}日" if same else f"{begins}至{_spoken(last, first.year)}"


def _spoken(day: dt.date, year: int) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day.year != year else f"{day.month}月{day.day}日"
