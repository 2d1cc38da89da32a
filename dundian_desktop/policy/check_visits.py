"""R14, X19 and X20: visits that may burden, days without a diary, units only diaries name (policy 五(五); notes §5.3).

* What a unit has to receive is counted: talks in the works or at the shift, and working along; a stay at a rest place
  and a visit after hours ask nothing of it.
* Several talks in one unit on one day are one visit.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.policy.arrangement import spoken_days
from dundian_desktop.policy.cadres import serving
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, BeginRecord, Finding, Level, told
from dundian_desktop.policy.inspection import Inspection
from dundian_desktop.policy.span import Span
from dundian_desktop.policy.visited import unit_reached

RECEIVED = frozenset({"1", "3", "6"})
"""Codes of 入企, 班前工间座谈 and 跟班劳动 in the vocabulary ``visit_way``."""
WINDOW = 30
"""Days in which visits are counted: so the parameters are named (domain notes R14)."""


def units_not_burdened(seen: Inspection) -> Iterator[Finding]:
    """One unit is not visited too often in 30 days (R14)."""
    most = seen.parameters.unit_visits
    often = _too_often(seen, lambda one: one.enterprise if one.way in RECEIVED else None, most)
    names = {one.id: one.name for one in seen.books.of(Enterprise)} if often else {}
    for unit, visits in often.items():
        yield _burden(names.get(unit, "同一单位"), visits, most)


def workers_not_burdened(seen: Inspection) -> Iterator[Finding]:
    """One worker is not visited too often in 30 days (R14)."""
    most = seen.parameters.worker_visits
    for visits in _too_often(seen, lambda one: one.worker, most).values():
        yield _burden("同一职工", visits, most)


def _burden(whom: str, visits: Sequence[Visit], most: int) -> Finding:
    times = len({one.visited_on for one in visits})
    sentence = f"{whom}30天内走访了{times}次，多于本组参数的{most}次，请留意不要增加负担。"
    return told(Duty.R14, Level.NOTE, sentence, visits, basis=Basis.PARAMETER)


def _too_often(seen: Inspection, whom: Callable[[Visit], str | None], most: int) -> dict[str, list[Visit]]:
    """Give whoever was visited on more than so many days of 30, with the fullest 30 days of each."""
    kept: dict[str, dict[dt.date, list[Visit]]] = defaultdict(lambda: defaultdict(list))
    for one in seen.books.of(Visit):
        key = whom(one)
        if key and one.visited_on and seen.seen(one.visited_on):
            kept[key][one.visited_on].append(one)
    found: dict[str, list[Visit]] = {}
    for key, by_day in kept.items():
        days = _fullest(sorted(by_day), seen.span)
        if len(days) > most:
            found[key] = [visit for day in days for visit in by_day[day]]
    return found


def _fullest(days: Sequence[dt.date], span: Span) -> Sequence[dt.date]:
    """Give the most days that lie in one window whose last day is in a span."""
    best: Sequence[dt.date] = ()
    first = 0
    for last, day in enumerate(days):
        while (day - days[first]).days >= WINDOW:
            first += 1
        if span.holds(day) and last + 1 - first > len(best):
            best = days[first : last + 1]
    return best


def days_without_diary(seen: Inspection) -> Iterator[Finding]:
    """Every member writes for every working day (X19; usual practice, domain notes §1.3)."""
    span = Span(first=seen.span.first, last=min(seen.span.last, seen.stint.ends), start=seen.span.start)
    members = serving(seen.books, span)
    written = {(one.author, one.day) for one in seen.books.of(Diary) if span.holds(one.day)}
    if members and not written:
        sentence = "没有一篇日志，在岗人天无法统计，月报只能写在组人天。"
        yield told(Duty.X19, Level.WARNING, sentence, members, basis=Basis.USUAL, mend=BeginRecord(ledger="diary"))
        return
    due = [day for day in span.days if seen.seen(day) and seen.calendar.is_working(day)]
    for member in members:
        lacking = [day for day in due if member.serves(day, day) and (member.id, day) not in written]
        if lacking:
            first = spoken_days(lacking[:1], lacking[0].year)
            sentence = f"{member.name}有{len(lacking)}个工作日没有日志，最早是{first}。"
            mend = BeginRecord(ledger="diary", texts={"day": lacking[0].isoformat()})
            yield told(Duty.X19, Level.NOTE, sentence, [member], basis=Basis.USUAL, mend=mend)


def units_without_visit(seen: Inspection) -> Iterator[Finding]:
    """A unit that diaries name and no visit reached is not counted in K001 (X20)."""
    reached = {unit_reached(one) for one in seen.books.of(Visit) if seen.seen(one.visited_on)}
    diaries = (one for one in seen.books.of(Diary) if seen.span.holds(one.day))
    only_named = [one for one in diaries if one.enterprise and one.enterprise not in reached]
    if only_named:
        units = len({one.enterprise for one in only_named})
        sentence = f"日志中到过的{units}家单位没有到单位的走访记录，走访企业中没有计入。"
        yield told(Duty.X20, Level.NOTE, sentence, only_named)
