"""R06, R07, R10, X01 and X21: what the group owes its sending union on paper (policy 四(三), 四(四); notes §4.1, §5.3).

* Every natural month of the stint has its report, sent by a day of the next month that is a parameter of the group.
* A month with few days in the stint may be joined with its neighbour, the last one with the summary.
* The key topic is the sending union's own: one of this group, or one it works for, is enough.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.research_topic import ResearchTopic, TopicState
from dundian_desktop.ledgers.summary import Summary, SummaryState
from dundian_desktop.policy.arrangement import DECEMBER
from dundian_desktop.policy.closed import closed_reports, month_figures, moved_since
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import REPORT_PAGE, Basis, BeginRecord, Finding, Level, OpenPage, opening, told
from dundian_desktop.policy.inspection import Inspection

SENT = frozenset({MonthState.REPORTED, MonthState.DONE})
FINISHED = frozenset({TopicState.DONE, TopicState.ADOPTED})


def months_reported(seen: Inspection) -> Iterator[Finding]:
    """A report is sent every month, and in time (R06)."""
    sent = _sent(seen)
    for month in months_owed(seen):
        due = due_day(month, seen.parameters.month_due_day)
        report, words = sent.get(month), f"{int(month[:4])}年{int(month[5:])}月"
        if report is None or report.sent_on is None:
            if seen.passed(due):
                yield told(
                    Duty.R06,
                    Level.RED,
                    f"{words}的月度汇报还没有上报，已过{_spoken(due)}（本组参数）。",
                    mend=OpenPage(page=REPORT_PAGE),
                )
        elif report.sent_on > due:
            sentence = f"{words}的月度汇报{_spoken(report.sent_on)}上报，晚于{_spoken(due)}（本组参数）。"
            yield told(Duty.R06, Level.WARNING, sentence, [report], basis=Basis.PARAMETER)


def months_owed(seen: Inspection) -> list[str]:
    """Give the months that need a report of their own; when all are short, the last does."""
    months = seen.stint.months
    long = [one for one in months if len(seen.stint.span(one).days) >= seen.parameters.short_month_days]
    return long or list(months[-1:])


def due_day(month: str, day: int) -> dt.date:
    """Give the day of the next month by which a report is sent; the last of the month where it has no such day."""
    year, number = int(month[:4]), int(month[5:])
    year, number = (year + 1, 1) if number == DECEMBER else (year, number + 1)
    return dt.date(year, number, min(max(day, 1), calendar.monthrange(year, number)[1]))


def _sent(seen: Inspection) -> dict[str, MonthReport]:
    """Give the reports that had been sent, of each month the first."""
    found: dict[str, MonthReport] = {}
    for one in seen.books.of(MonthReport):
        before = found.get(one.month)
        if (
            one.state in SENT
            and one.sent_on
            and seen.seen(one.sent_on)
            and not (before and before.sent_on and before.sent_on <= one.sent_on)
        ):
            found[one.month] = one
    return found


def key_topic_chosen(seen: Inspection) -> Iterator[Finding]:
    """At least one key topic is chosen every year (R07); it is a reminder until the stint ends."""
    first = seen.stint.starts.year
    for year in range(first, max(first, min(seen.today, seen.stint.ends).year) + 1):
        if not any(one.key and _is_of(one, year) for one in seen.books.of(ResearchTopic)):
            level = Level.WARNING if seen.ended else Level.NOTE
            sentence = f"{year}年还没有登记重点调研课题，每年至少确定1项；本组承担派出单位的，也请登记。"
            mend = BeginRecord(ledger=ResearchTopic.ledger.table, texts={"key": "是"})
            yield told(Duty.R07, level, sentence, mend=mend)


def _is_of(topic: ResearchTopic, year: int) -> bool:
    """Tell whether a topic belongs to a year; one without any day belongs to every year."""
    days = [day for day in (topic.opened_on, topic.due, topic.finished_on) if day]
    return not days or any(day.year == year for day in days)


def stint_summed_up(seen: Inspection) -> Iterator[Finding]:
    """When the stint ends there are a summary and a research report (R10)."""
    if not seen.ended:
        return
    drafts = seen.books.of(Summary)
    if not any(one.state is SummaryState.DONE and seen.seen(one.finished_on) for one in drafts):
        mend = opening()(drafts[0]) if drafts else BeginRecord(ledger=Summary.ledger.table)
        yield told(Duty.R10, Level.RED, "蹲点已到期，还没有定稿的工作总结。", drafts, mend=mend)
    topics = seen.books.of(ResearchTopic)
    if not any(one.state in FINISHED and seen.seen(one.finished_on) for one in topics):
        mend = opening("finished_on")(topics[0]) if topics else BeginRecord(ledger=ResearchTopic.ledger.table)
        yield told(Duty.R10, Level.RED, "蹲点已到期，还没有完成的调研报告。", topics, mend=mend)


def closed_months_agree(seen: Inspection) -> Iterator[Finding]:
    """In what was closed, 累计 is 上期累计, 上月更正 and 本月 together (X01; domain notes §4.1)."""
    reports = _closed(seen)
    for before, month in pairwise(("", *seen.stint.months)):
        if month in reports and (not before or before in reports):
            lines = month_figures(seen.books, seen.stint, month, reports).lines
            if wrong := [line.indicator.label for line in lines if line.kept and not line.agrees]:
                sentence = f"{month}封账的累计不等于上期累计加更正和本月：{'、'.join(wrong)}，请核对并说明。"
                yield told(Duty.X01, Level.RED, sentence, [reports[month]])


def closed_stint_moved(seen: Inspection) -> Iterator[Finding]:
    """When every month is closed, what moved since can be told in no later report (X21)."""
    reports = _closed(seen)
    last = reports.get(seen.stint.months[-1])
    if last and (moved := moved_since(seen.books, seen.stint, reports)):
        names = "、".join(indicator.label for indicator, _ in moved)
        sentence = f"最后一个月封账以后{names}有更正，请向派出单位书面说明。"
        yield told(Duty.X21, Level.NOTE, sentence, [last], basis=Basis.USUAL)


def _closed(seen: Inspection) -> dict[str, MonthReport]:
    """Give the months that had been closed by the day whose state is told."""
    return {
        month: one
        for month, one in closed_reports(seen.books).items()
        if one.closed_on is None or seen.seen(one.closed_on)
    }


def _spoken(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
