"""Commands about the months of a stint: closing one, and how far the report of each is."""

from __future__ import annotations

import argparse
from typing import Any

from dundian_desktop.actions.books import books_in
from dundian_desktop.actions.month_closing import close_month
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.records import found
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.month_report import MonthReport
from dundian_desktop.policy.closed import is_closed, report_of
from dundian_desktop.policy.month import stint_of
from dundian_desktop.store.store import Store


def month_close(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Close a month, signed by the leader."""
    leader = found(store, Member, _member(store, arguments.by)).id if arguments.by else None
    closed = close_month(store, arguments.month, leader)
    early = "这个月还没有过完，之后写的会算作下一期的“上月更正”。" if closed.early else ""
    together = "前面还没有封账的月份一并封了。" if len(closed.months) > 1 else ""
    console.say(
        f"已封账：{'、'.join(closed.months)}。{together}封账后的数字不再变动，以后的改动写在“上月更正”里。{early}",
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
