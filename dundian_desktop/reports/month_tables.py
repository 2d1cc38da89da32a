"""附件 2 of a monthly report: the list of deeds (domain notes §4.2)."""

from __future__ import annotations

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.member import Member
from dundian_desktop.policy.deeds import deadline_on, done_by, listed_by, state_on
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.document import Appendix, Column, Row, Table
from dundian_desktop.reports.month_words import day_words, said, yuan
from dundian_desktop.reports.nameless import spoken


def deeds_list(month: Month) -> Appendix | None:
    """Give 附件 2: the deeds on the list at the end of the month, as they stood then; None without any."""
    deeds = listed_by(month.books, month.span.to_date)
    if not deeds:
        return None
    columns = (
        Column(label="序号", width=1.2, align="center"),
        Column(label="实事内容", width=4.4),
        Column(label="具体措施", width=6.6),
        Column(label="受益对象（人次）", width=2.8),
        Column(label="完成时限", width=2.3, align="center"),
        Column(label="责任人", width=1.9, align="center"),
        Column(label="协办单位", width=2.8),
        Column(label="资金（元/来源）", width=3.0),
        Column(label="进度", width=1.9, align="center"),
        Column(label="办结时间", width=2.3, align="center"),
    )
    rows = tuple(_deed_row(month, deed, n) for n, deed in enumerate(deeds, start=1))
    notes = (f"注：进度截至{day_words(month.as_of)}。",)
    table = Table(columns=columns, rows=rows)
    return Appendix(title="为职工办实事清单", table=table, orientation="landscape", notes=notes)


def _deed_row(month: Month, deed: Deed, place: int) -> Row:
    last, year = month.as_of, month.as_of.year
    deadline = deadline_on(deed, last)
    owner = month.books.find(Member, deed.owner)
    done = done_by(deed, last)
    return (
        str(place),
        spoken(month.books, deed.content),
        spoken(month.books, deed.measure),
        _reach(month, deed, done=done),
        day_words(deadline, year) if deadline else "",
        owner.name if owner else "",
        said(deed.partners),
        _money(deed, done=done),
        state_on(deed, last) + ("（逾期）" if month.overdue(deed) else ""),
        day_words(deed.done_on, year) if done and deed.done_on else "",
    )


def _reach(month: Month, deed: Deed, *, done: bool) -> str:
    people = f"{deed.people}人次" if done and deed.people else ""
    planned = f"预计{deed.expected_people}人次" if deed.expected_people else ""
    return "，".join(filter(None, (spoken(month.books, deed.beneficiaries), people or planned)))


def _money(deed: Deed, *, done: bool) -> str:
    sum_ = deed.cost if done else deed.planned_cost
    if not sum_:
        return "0" if done and sum_ == 0 else ""
    source = vocabulary("fund_source").label(deed.fund) if deed.fund else ""
    return f"{'' if done else '计划'}{yuan(sum_)}" + (f"／{source}" if source else "")
