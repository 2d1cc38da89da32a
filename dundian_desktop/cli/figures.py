"""Commands about figures: what is counted, month by month and to date, and the closing of a month."""

from __future__ import annotations

import argparse
from typing import Any

from dundian_desktop import clock
from dundian_desktop.actions.month_closing import close_month
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.records import found
from dundian_desktop.fields import Money
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.month_report import MonthReport
from dundian_desktop.policy.closed import is_closed, report_of
from dundian_desktop.policy.counting import Count
from dundian_desktop.policy.kpi import Figures, Line
from dundian_desktop.policy.month import month_of, stint_of
from dundian_desktop.store.store import Store


def kpi(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Tell every indicator with the records it was counted from; of one month, or of all and in total."""
    books, today = books_in(store), clock.today()
    months = (arguments.month,) if arguments.month else stint_of(books)[1].months
    told = {month: month_of(books, month, today).figures for month in months}
    if arguments.month:
        figures = told[arguments.month]
        lines = [_row(line) for line in figures.lines if line.kept]
        console.say("\n".join(lines), {line.indicator.code: _month(line, figures) for line in figures.lines})
        return
    last = told[months[-1]]
    rows = ["\t".join(["指标", *months, "累计"])]
    rows += [_across(line, [told[month] for month in months]) for line in last.lines if line.kept]
    console.say("\n".join(rows), {line.indicator.code: _all(line, told) for line in last.lines})


def _row(line: Line) -> str:
    one = line.indicator
    parts = [f"{one.code}\t{one.label}（{one.unit}）\t本月{_shown(line, line.month)}\t上月{_shown(line, line.last)}"]
    if line.correction.value:
        parts.append(f"上月更正{_shown(line, line.correction)}")
    parts.append(f"累计{_shown(line, line.total)}")
    if line.target:
        parts.append(f"任务{line.target.value}，完成{line.percent}%")
    return "\t".join(parts)


def _across(line: Line, figures: list[Figures]) -> str:
    code = line.indicator.code
    values = [_shown(line, one[code].month) for one in figures]
    return "\t".join([f"{code} {line.indicator.label}（{line.indicator.unit}）", *values, _shown(line, line.total)])


def _shown(line: Line, count: Count) -> str:
    if not line.indicator.money:
        return str(count.value)
    return ("-" if count.value < 0 else "") + Money().format(abs(count.value))


def _known(line: Line) -> dict[str, Any]:
    one = line.indicator
    return {"label": one.label, "unit": one.unit, "clause": one.source, "rule": one.rule, "part_of": one.part_of}


def _month(line: Line, figures: Figures) -> dict[str, Any]:
    return _known(line) | {
        "value": line.month.value,
        "records": list(line.month.records),
        "last": line.last.value,
        "correction": line.correction.value,
        "total": line.total.value,
        "total_records": list(line.total.records),
        "target": line.target.value if line.target else None,
        "percent": line.percent,
        "closed": figures.closed,
    }


def _all(line: Line, told: dict[str, Figures]) -> dict[str, Any]:
    code = line.indicator.code
    months = {
        name: {"value": one[code].month.value, "records": list(one[code].month.records)} for name, one in told.items()
    }
    total = {"value": line.total.value, "records": list(line.total.records)}
    return _known(line) | {"months": months, "total": total, "target": line.target.value if line.target else None}


def month_close(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Close a month, signed by the leader."""
    leader = found(store, Member, _member(store, arguments.by)).id if arguments.by else None
    closed = close_month(store, arguments.month, leader)
    early = "这个月还没有过完，之后写的会算作下月的“上月更正”。" if closed.early else ""
    console.say(
        f"已封账：{'、'.join(closed.months)}。封账后的数字不再变动，以后的改动写在“上月更正”里。{early}",
        {"months": list(closed.months), "early": closed.early},
    )


def _member(store: Store, words: str) -> str:
    ids = store.reader.known_as(Member, words)
    return ids[0] if len(ids) == 1 else words


def month_list(store: Store, _arguments: argparse.Namespace, console: Console) -> None:
    """List the months of the stint, and how far the report of each is."""
    books = books_in(store)
    _, stint = stint_of(books)
    reports = {month: report_of(books, month) for month in stint.months}
    lines = [f"{month}\t第{stint.issue(month)}期\t{_state(report)}" for month, report in reports.items()]
    console.say("\n".join(lines), [_report(month, report) for month, report in reports.items()])


def _state(report: MonthReport | None) -> str:
    return str(report.state) if report else "还没有动笔"


def _report(month: str, report: MonthReport | None) -> dict[str, Any]:
    return {
        "month": month,
        "state": _state(report),
        "closed": is_closed(report),
        "closed_on": report.closed_on.isoformat() if report and report.closed_on else None,
        "digest": report.digest if report else "",
    }
