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
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import LEADER, Member
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.closed import (
    closed_reports,
    month_figures,
    moved_since,
    open_before,
    report_of,
    rows_of,
)
from dundian_desktop.policy.month import stint_of
from dundian_desktop.policy.span import Span
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
        leader: id of who signs; the person at this machine, who must lead the group, when left out.
        today: the day of closing.

    Raises:
        MonthRefusedError: it is no month, or lies outside the stint.
        UserError: it is closed already, has not begun, or the person at this machine does not lead the group; nothing
            was closed.
        RecordError: who signs is not the leader; nothing was closed.
    """
    with store.act() as act:
        return close_in(act, store, month, leader, today=today)


def close_in(act: Act, store: Store, month: str, leader: str | None = None, *, today: dt.date | None = None) -> Closed:
    """Close a month inside the caller's act; as `close_month`."""
    books = books_in(store)
    stint_of(books)[1].span(month)  # a wrong month is told before it is asked who signs
    return closing(act, books, month, leader or _person_here(store, books), today or clock.today())


@dc.dataclass(frozen=True, kw_only=True)
class Standing:
    """How far the report of a month is, and whether the person at this machine may close it now.

    Attributes:
        state: 编写中 when nobody has begun.
        closed_by: name of who signed.
        earlier: the months before it that are open and would be closed with it.
        early: it is not over yet.
        last: no later month of the stint could tell a correction.
        moved: the indicators that moved since it was closed, if no later month was closed.
        waits_for: what must be so before it can be closed here, e.g. ``由组长陆知远签字``; "" when it can be now.
    """

    month: str
    issue: int
    issues: int
    state: MonthState = MonthState.DRAFT
    closed_on: dt.date | None = None
    closed_by: str = ""
    earlier: tuple[str, ...] = ()
    early: bool = False
    last: bool = False
    moved: tuple[str, ...] = ()
    waits_for: str = ""

    @property
    def closed(self) -> bool:
        """Whether the leader closed it."""
        return self.state is not MonthState.DRAFT


def standing_of(store: Store, month: str, today: dt.date | None = None) -> Standing:
    """Tell how far a month is.

    Raises:
        MonthRefusedError: it is no month, or lies outside the stint.
        UserError: the group and its stint are not registered.
    """
    books, day = books_in(store), today or clock.today()
    _, stint = stint_of(books)
    span, reports = stint.span(month), closed_reports(books)
    began = Standing(
        month=month,
        issue=stint.issue(month),
        issues=len(stint.months),
        earlier=open_before(stint, reports, month)[:-1],
        early=day < span.last,
        last=month == stint.months[-1],
    )
    if own := reports.get(month):
        signer = books.find(Member, own.closed_by)
        moved = moved_since(books, stint, reports) if month == max(reports) else ()
        named = tuple(indicator.label for indicator, _ in moved)
        by = signer.name if signer else ""
        return dc.replace(began, state=own.state, closed_on=own.closed_on, closed_by=by, earlier=(), moved=named)
    return dc.replace(began, waits_for=_waits_for(store, books, span, day))


def _waits_for(store: Store, books: Books, span: Span, day: dt.date) -> str:
    if span.first > day:
        return "这个月还没有开始"
    if _leader_here(store, books):
        return ""
    leaders = _leaders(books)
    return f"由组长{leaders}签字" if leaders else "先在“组员”里登记组长"


def _person_here(store: Store, books: Books) -> str:
    """Give the id of the person at this machine, who leads the group.

    Raises:
        UserError: he or she does not.
    """
    if here := _leader_here(store, books):
        return here.id
    person, leaders = store.settings.get("person", ""), _leaders(books)
    who = f"请组长（{leaders}）来签字" if leaders else "请先在“组员”里登记组长"
    raise UserError(f"封账须由组长签字，这台电脑登记的是{person or '别人'}，没有封账，数据没有变化。{who}。")


def _leader_here(store: Store, books: Books) -> Member | None:
    person = store.settings.get("person", "")
    return next((one for one in books.of(Member) if one.name == person and LEADER in one.roles), None)


def _leaders(books: Books) -> str:
    return "、".join(one.name for one in books.of(Member) if LEADER in one.roles)


def closing(act: Act, books: Books, month: str, leader: str | None, day: dt.date) -> Closed:
    """Close a month inside the caller's act; as `close_month`, but without a leader named the group's own signs."""
    group, stint = stint_of(books)
    span = stint.span(month)
    reports = closed_reports(books)
    if month in reports:
        raise UserError(f"{_spoken(month)}已经封账，没有重复封账。封账以后的改动会写在下一期的“上月更正”里。")
    _check_begun(month, span, day)
    signer = leader or _leader(books, day)
    months = open_before(stint, reports, month)
    for one in months:
        figures = month_figures(books, stint, one, reports)
        there = report_of(books, one)
        begun = there or MonthReport.of(id=month_id(group, one), month=one)
        written = {"figures": rows_of(figures), "digest": figures.digest}
        closed = dc.replace(begun, state=MonthState.CLOSED, closed_on=day, closed_by=signer, **written)
        reports[one] = act.save(closed, there)
    return Closed(months=months, early=day < span.last)


def month_record(store: Store, month: str) -> MonthReport:
    """Give the record of a month as it is kept, or a fresh one that is the same on every device of the group.

    Raises:
        UserError: the group and its stint are not registered.
    """
    books = books_in(store)
    group, _ = stint_of(books)
    return report_of(books, month) or MonthReport.of(id=month_id(group, month), month=month)


def month_id(group: Group, month: str) -> str:
    """Give the id of a month's record: the same on every device of the group."""
    return born_of(group.code, f"month/{month}")


def _check_begun(month: str, span: Span, day: dt.date) -> None:
    if span.first > day:
        raise UserError(f"{_spoken(month)}还没有开始，不能封账，数据没有变化。请过完那个月再封。")


def _spoken(month: str) -> str:
    return f"{int(month[:4])}年{int(month[5:])}月"


def _leader(books: Books, day: dt.date) -> str:
    leaders = [member for member in books.of(Member) if LEADER in member.roles]
    serving = [member for member in leaders if member.serves(day, day)]
    found = next(iter([*serving, *leaders]), None)
    if found is None:
        raise UserError("组员里还没有登记组长，没有封账，数据没有变化。封账须由组长签字，请先在“组员”里登记组长。")
    return found.id
