"""What a month still lacks or contradicts, before it is reported: findings a person can mend one by one.

Nothing here stops a report: only the store refuses, and only what the policy's own elements ask (domain notes §5.3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.policy.cadres import diaries_in, serving
from dundian_desktop.policy.deeds import done_in, done_late
from dundian_desktop.policy.doubts import conflicts_left, records_doubtful, records_outside_stint
from dundian_desktop.policy.finding import Finding, Level, finding
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.span import Span
from dundian_desktop.policy.visited import unit_reached, visits_in

SIGN = "3"
"""Code of 有苗头 in the vocabulary ``mood``."""

_FRIDAY = 4


def deeds_lacking_elements(month: Month) -> Iterator[Finding]:
    """A deed names content, measure and deadline (policy 四(五), R08)."""
    lacking = [deed for deed in month.books.of(Deed) if not (deed.content and deed.measure and deed.due)]
    if lacking:
        yield finding(Level.RED, f"{len(lacking)}件实事缺内容、措施或完成时限，请补齐。", lacking)


def deeds_overdue(month: Month) -> Iterator[Finding]:
    """A deed is done in time, or its delay is written down (R08)."""
    for deed in month.books.of(Deed):
        if month.overdue(deed):
            yield finding(Level.RED, f"实事“{deed.content}”到期未办结，请登记办结、延期或移交。", [deed])


def deeds_done_late(month: Month) -> Iterator[Finding]:
    """A deed done after its deadline is told."""
    late = [deed for deed in done_in(month.books, month.span) if done_late(deed)]
    if late:
        yield finding(Level.NOTE, f"本月有{len(late)}件实事超过时限办结。", late)


def sums_agree(month: Month) -> Iterator[Finding]:
    """累计 is 上期累计 plus 本月 (domain notes §4.1)."""
    if month.span.first == month.span.start:
        return
    before = Span(first=month.span.start, last=month.span.first - dt.timedelta(days=1), start=month.span.start)
    for line in month.figures.lines:
        indicator = line.indicator
        earlier = indicator.count(month.books, before).value
        if indicator.sums and earlier + line.month.value != line.total.value:
            name = f"{indicator.label}（{indicator.unit}）"
            yield finding(Level.RED, f"{name}的累计不等于上期累计加本月，请核对。")


def done_fit_listed(month: Month) -> Iterator[Finding]:
    """No more is done than was listed (domain notes §4.1)."""
    listed, done = month.figures["K401"].total, month.figures["K402"].total
    if done.value > listed.value:
        unlisted = [deed for deed in month.books.of(Deed) if deed.id in set(done.records) - set(listed.records)]
        yield finding(
            Level.RED, f"累计办成实事{done.value}件，多于列入清单的{listed.value}件，请核对启动日期。", unlisted
        )


def signs_noticed(month: Month) -> Iterator[Finding]:
    """What may become an incident is looked at again (policy 四(六))."""
    signs = [visit for visit in visits_in(month.books, month.span) if visit.mood == SIGN]
    if signs:
        yield finding(Level.WARNING, f"本月有{len(signs)}次走访的情绪记为“有苗头”，请核实是否须按重大事项报告。", signs)


def days_without_diary(month: Month) -> Iterator[Finding]:
    """Every member writes for every day; Saturdays and Sundays are let pass."""
    members = serving(month.books, month.span)
    written = {(diary.author, diary.day) for diary in diaries_in(month.books, month.span)}
    if members and not written:
        yield finding(Level.WARNING, "本月没有一篇日志，在岗人天无法统计，月报只能写在组人天。", members)
        return
    due = [day for day in month.span.days if day.weekday() <= _FRIDAY and day <= month.today]
    for member in members:
        lacking = [day for day in due if member.serves(day, day) and (member.id, day) not in written]
        if lacking:
            sentence = f"{member.name}本月有{len(lacking)}天没有日志（周一至周五），最早是{_spoken(lacking[0])}。"
            yield finding(Level.NOTE, sentence, [member])


def _spoken(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def units_without_visit(month: Month) -> Iterator[Finding]:
    """A unit that diaries name and no visit reached is not counted in K001."""
    reached = {unit_reached(visit) for visit in visits_in(month.books, month.span.to_date)}
    only_named = [d for d in diaries_in(month.books, month.span) if d.enterprise and d.enterprise not in reached]
    if only_named:
        units = len({diary.enterprise for diary in only_named})
        yield finding(Level.NOTE, f"日志中到过的{units}家单位没有到单位的走访记录，走访企业中没有计入。", only_named)


CHECKS: tuple[Callable[[Month], Iterator[Finding]], ...] = (
    deeds_lacking_elements,
    deeds_overdue,
    sums_agree,
    done_fit_listed,
    records_outside_stint,
    conflicts_left,
    signs_noticed,
    days_without_diary,
    deeds_done_late,
    units_without_visit,
    records_doubtful,
)

_GRAVITY = tuple(Level)


def findings(month: Month) -> tuple[Finding, ...]:
    """Give everything that needs a look, gravest first."""
    found = [one for check in CHECKS for one in check(month)]
    return tuple(sorted(found, key=lambda one: _GRAVITY.index(one.level)))
