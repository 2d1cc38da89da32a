"""封账: the leader closes a month; its figures are written down and never move (policy 四(四); `policy.closed`).

* Months are closed in their order: with a month, every earlier one that is still open is closed in the same act.
* The record of a month has the same id on every device of the group, so that two who close it close the same one.
* Nothing is opened again: what was wrong in a closed month is told as 上月更正 in the next.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop import clock
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.errors import UserError
from dundian_desktop.ledger import born_of
from dundian_desktop.ledgers.member import LEADER, Member
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.policy.books import Books, books_of
from dundian_desktop.policy.closed import closed_reports, month_figures, open_before, report_of, rows_of
from dundian_desktop.policy.month import stint_of
from dundian_desktop.store.act import Act
from dundian_desktop.store.store import Store


@dc.dataclass(frozen=True, kw_only=True)
class Closed:
    """What was closed.

    Attributes:
        months: earliest first; more than one when earlier ones were still open.
        early: the last of them is not over yet, and what is still written in it will be told as a correction.
    """

    months: tuple[str, ...]
    early: bool


def close_month(store: Store, month: str, leader: str | None = None, *, today: dt.date | None = None) -> Closed:
    """Close a month, and the earlier ones that are open, as one act.

    Args:
        month: as in ``2026-06``.
        leader: id of who signs; the group's leader when left out.
        today: the day of closing.

    Raises:
        MonthRefusedError: it is no month, or lies outside the stint.
        UserError: it is closed already, has not begun, or nobody leads the group; nothing was closed.
        RecordError: who signs is not the leader; nothing was closed.
    """
    day = today or clock.today()
    with store.act() as act:
        return closing(act, books_in(store), month, leader, day)


def closing(act: Act, books: Books, month: str, leader: str | None, day: dt.date) -> Closed:
    """Close a month inside the caller's act; as `close_month`."""
    _, stint = stint_of(books)
    span = stint.span(month)
    months = open_before(stint, closed_reports(books), month)
    if month not in months:
        raise UserError(f"{month}的月报已经封账，没有重复封账。之后的改动会写在下个月的“上月更正”里。")
    if span.first > day:
        raise UserError(f"{month}还没有开始，不能封账，数据没有变化。请到那个月再封。")
    signer = leader or _leader(books, day)
    for one in months:
        books = _close(act, books, one, signer, day)
    return Closed(months=months, early=day < span.last)


def _leader(books: Books, day: dt.date) -> str:
    leaders = [member for member in books.of(Member) if LEADER in member.roles]
    serving = [member for member in leaders if member.serves(day, day)]
    found = next(iter([*serving, *leaders]), None)
    if found is None:
        raise UserError("组员里还没有登记组长，没有封账。封账须由组长签字，请先在“组员”里登记组长。")
    return found.id


def _close(act: Act, books: Books, month: str, leader: str, day: dt.date) -> Books:
    """Close one month, and give the books with it."""
    group, stint = stint_of(books)
    figures = month_figures(books, stint, month)
    there = report_of(books, month)
    begun = there or MonthReport.of(id=born_of(group.code, f"month/{month}"), month=month)
    saved = act.save(
        dc.replace(
            begun,
            state=MonthState.CLOSED,
            closed_on=day,
            closed_by=leader,
            figures=rows_of(figures),
            digest=figures.digest,
        ),
        there,
    )
    return _with(books, saved)


def _with(books: Books, report: MonthReport) -> Books:
    """Give the books with this record in place of an older one of the same id."""
    kept = (record for record in books.of(MonthReport) if record.id != report.id)
    shelves = {table: books.shelves[table] for table in books.shelves if table != MonthReport.ledger.table}
    made = books_of([*kept, report])
    return dc.replace(books, shelves={**shelves, **made.shelves})
