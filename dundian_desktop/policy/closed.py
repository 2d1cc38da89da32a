"""Closed months: what the leader closed (封账) never moves, and what moved since is told in the next open month.

* The figures of a closed month are those written down when it was closed, with the records they named then.
* Months are closed in their order: with a month every earlier one is closed, so that its 累计 stands on firm ground.
* In the first open month 上月更正 is what the closed months would come to now, less what they came to when closed; so
  上期累计, 上月更正 and 本月 together are always 累计, and a month once reported is never changed behind one's back.
* A closed month is not opened again and its record is not thrown away; what was wrong in it is told as a correction,
  where everybody sees it. Only who closed it takes the whole act back, straight after, as any act (撤销).
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Mapping
from typing import Any, TypeAlias

from dundian_desktop import clock
from dundian_desktop.fields import Row
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import NOTHING, Count, Indicator
from dundian_desktop.policy.kpi import DICTIONARY, Figures, Line, figures
from dundian_desktop.policy.span import Span, Stint
from dundian_desktop.policy.tasks import targets_of, ticked_tasks

Reports: TypeAlias = Mapping[str, MonthReport]
"""Month -> its record; only of closed months."""

_Cells: TypeAlias = Mapping[str, Any]


def report_of(books: Books, month: str) -> MonthReport | None:
    """Give the record of a month: the closed one if there are several, else the oldest."""
    found = [report for report in books.of(MonthReport) if report.month == month]
    return min(found, key=lambda report: (not is_closed(report), report.id), default=None)


def is_closed(report: MonthReport | None) -> bool:
    """Tell whether a month was closed, whatever became of its report since."""
    return report is not None and report.state is not MonthState.DRAFT and bool(report.figures)


def closed_reports(books: Books) -> dict[str, MonthReport]:
    """Give the records of all closed months."""
    months = {report.month for report in books.of(MonthReport) if is_closed(report)}
    found = ((month, report_of(books, month)) for month in sorted(months))
    return {month: report for month, report in found if report}


def open_before(stint: Stint, reports: Reports, month: str) -> tuple[str, ...]:
    """Give the months of the stint up to this one that are not closed, earliest first."""
    return tuple(one for one in stint.months if one <= month and one not in reports)


def stint_figures(books: Books, stint: Stint) -> Figures:
    """Give the figures of the whole stint as the records are now, whatever was closed; 本月 is its last month."""
    return figures(books, stint.span(stint.months[-1]))


def month_figures(books: Books, stint: Stint, month: str, reports: Reports | None = None) -> Figures:
    """Give the figures of a month: those it was closed with, else as the records are now.

    Args:
        month: as in ``2026-06``.
        reports: of the closed months; those among the books when left out.

    Raises:
        MonthRefusedError: it is no month, or lies outside the stint.
    """
    span = stint.span(month)
    closed = closed_reports(books) if reports is None else reports
    place = stint.months.index(month)
    before = closed.get(stint.months[place - 1]) if place else None
    if own := closed.get(month):
        return _frozen(books, span, own, before)
    live = figures(books, span)
    return dc.replace(live, lines=tuple(_after(books, line, span, before) for line in live.lines)) if before else live


def rows_of(found: Figures) -> tuple[Row, ...]:
    """Give figures as the record of the month keeps them; what a ledger without records would say is left out."""
    return tuple(Row(key=line.indicator.code, cells=_cells(line)) for line in found.lines if line.kept)


def moved_since(books: Books, stint: Stint, reports: Reports | None = None) -> tuple[tuple[Indicator, Count], ...]:
    """Give what moved in the closed months since the last of them was closed, indicator by indicator.

    It is the 上月更正 of the next month; after the last month of a stint there is none, and it can only be told here.
    """
    closed = closed_reports(books) if reports is None else reports
    last = max((month for month in closed if month in stint.months), default="")
    if not last:
        return ()
    to_date = stint.span(last).to_date
    moved = ((one, _correction(books, one, to_date, closed[last])) for one in DICTIONARY)
    return tuple((indicator, count) for indicator, count in moved if count.value)


def _cells(line: Line) -> dict[str, Any]:
    return {
        "code": line.indicator.code,
        "month": line.month.value,
        "correction": line.correction.value,
        "total": line.total.value,
        "records": " ".join(line.month.records),
        "moved": " ".join(line.correction.records),
        "total_records": " ".join(line.total.records),
    }


def _rows(report: MonthReport | None) -> Mapping[str, _Cells]:
    return {row.cells["code"]: row.cells for row in report.figures} if report else {}


def _frozen(books: Books, span: Span, own: MonthReport, before: MonthReport | None) -> Figures:
    targets = targets_of(books)
    rows, earlier = _rows(own), _rows(before)
    lines = tuple(
        dc.replace(_told(one, rows.get(one.code), earlier.get(one.code)), target=targets.get(one.code))
        for one in DICTIONARY
    )
    tasks = ticked_tasks(books, span, {one.code for one in DICTIONARY})
    return Figures(span=span, lines=lines, tasks=tasks, closed=True)


def _told(indicator: Indicator, cells: _Cells | None, earlier: _Cells | None) -> Line:
    """Give the line of a closed month; before the first one nothing was told."""
    if cells is None:
        return Line(indicator=indicator, month=NOTHING, total=NOTHING, kept=False)
    return Line(
        indicator=indicator,
        month=_count(cells, "month", "records"),
        total=_count(cells, "total", "total_records"),
        kept=True,
        last=_count(earlier or {}, "month", "records"),
        before=_count(earlier or {}, "total", "total_records").value,
        correction=_count(cells, "correction", "moved"),
    )


def _count(cells: _Cells, value: str, records: str) -> Count:
    return Count(value=cells.get(value) or 0, records=tuple((cells.get(records) or "").split()))


def _after(books: Books, line: Line, span: Span, before: MonthReport) -> Line:
    """Give the line of an open month behind a closed one."""
    cells = _rows(before).get(line.indicator.code, {})
    return dc.replace(
        line,
        last=_count(cells, "month", "records"),
        before=_count(cells, "total", "total_records").value,
        correction=_correction(books, line.indicator, span.before or span, before),
    )


def _correction(books: Books, indicator: Indicator, closed: Span, report: MonthReport) -> Count:
    """Give what moved in the closed days since they were closed, with the records that came, went or were changed."""
    then = _count(_rows(report).get(indicator.code, {}), "total", "total_records")
    now = indicator.count(books, closed)
    if now.value == then.value:
        return NOTHING
    known, there = set(then.records), set(now.records)
    moved = [one for one in (*then.records, *now.records) if (one in known) != (one in there)]
    return Count(
        value=now.value - then.value,
        records=tuple(moved) or _touched(books, indicator, now, report) or now.records,
        cards=now.cards,
    )


def _touched(books: Books, indicator: Indicator, now: Count, report: MonthReport) -> tuple[str, ...]:
    """Give the records of a figure that were written on again since the day of closing."""
    named = set(now.records)
    return tuple(
        one.id
        for one in books.of(indicator.ledger)
        if one.id in named and one.meta and report.closed_on and _day(one) >= report.closed_on
    )


def _day(record: Any) -> Any:
    return clock.local(record.meta.updated_at).date()
