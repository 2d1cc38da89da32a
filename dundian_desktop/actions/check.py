"""Looks a workspace over: what its stint, or one month of it, lacks or contradicts (`policy.checks`)."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop import clock
from dundian_desktop.actions.books import books_in
from dundian_desktop.policy.calendar import calendar_of
from dundian_desktop.policy.checks import check, findings
from dundian_desktop.policy.finding import Finding
from dundian_desktop.policy.month import month_of
from dundian_desktop.store.store import Store


@dc.dataclass(frozen=True, kw_only=True)
class Checked:
    """What was found.

    Attributes:
        today: the day as of which it was looked over.
        findings: gravest first.
        note: a sentence when working days of its year are not known yet, else "".
    """

    today: dt.date
    findings: tuple[Finding, ...]
    note: str


def check_stint(store: Store, today: dt.date | None = None, *, everything: bool = False) -> Checked:
    """Look over the whole stint.

    Args:
        today: the day as of which it is looked over; today when left out.
        everything: with what is merely not complete yet.

    Raises:
        UserError: the group and its stint are not registered.
    """
    day, calendar = today or clock.today(), calendar_of(store)
    found = check(books_in(store), day, calendar, everything=everything)
    return Checked(today=day, findings=found, note=calendar.note(day))


def check_month(store: Store, month: str, today: dt.date | None = None) -> Checked:
    """Look over one month, as before its report.

    Raises:
        MonthRefusedError: it is no month, or lies outside the stint.
        UserError: the group and its stint are not registered.
    """
    day, calendar = today or clock.today(), calendar_of(store)
    whole = month_of(books_in(store), month, day)
    return Checked(today=whole.as_of, findings=findings(whole, calendar), note=calendar.note(whole.as_of))
