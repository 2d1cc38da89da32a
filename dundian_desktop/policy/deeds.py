"""What was done for workers: K401 to K404 (policy 四(五)), and how a deed stood on a day that is past.

* A deed is on the list from the day it was begun, or, not begun yet, from the day it was written down.
* A deed is done on its finishing day, and people reached count on that day.
* What a deed says it cost is compared with the expenses and is no figure of its own: money is K405.
"""

from __future__ import annotations

import datetime as dt
from operator import attrgetter

from dundian_desktop import clock
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.deed import Deed, DeedState, in_force
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import Count, Counting, Indicator, Section, add_up, in_days, one_each
from dundian_desktop.policy.span import Span
from dundian_desktop.policy.visited import visits_in

COMFORTED = {"1": "困难职工", "2": "劳模", "3": "工匠"}
"""Codes in the vocabulary ``visit_target`` of those the policy names (四(五))."""

_done_on = attrgetter("done_on")


def listed_on(deed: Deed) -> dt.date | None:
    """Give the day from which a deed is on the list."""
    written = clock.local(deed.meta.created_at).date() if deed.meta else None
    return deed.started_on or written


def done_by(deed: Deed, day: dt.date) -> bool:
    """Tell whether a deed was done on the evening of a day."""
    return deed.done_on is not None and deed.done_on <= day


def delays_known(deed: Deed, day: dt.date) -> tuple[Row, ...]:
    """Give the delays that had been granted by a day."""
    return tuple(row for row in deed.delays if (row.cells.get("day") or day) <= day)


def deadline_on(deed: Deed, day: dt.date) -> dt.date | None:
    """Give the deadline that was in force on a day."""
    return in_force(deed.due, delays_known(deed, day))


def state_on(deed: Deed, day: dt.date) -> DeedState:
    """Give how far a deed was on the evening of a day; when it was cancelled is not known, so it counts throughout."""
    if done_by(deed, day):
        return DeedState.DONE
    if deed.state in {DeedState.DONE, DeedState.DELAYED}:
        return DeedState.DELAYED if delays_known(deed, day) else DeedState.RUNNING
    return deed.state


def open_on(deed: Deed, day: dt.date) -> bool:
    """Tell whether a deed was still to be done on the evening of a day."""
    return state_on(deed, day) not in {DeedState.DONE, DeedState.CANCELLED}


def overdue_on(deed: Deed, day: dt.date, *, over: bool = True) -> bool:
    """Tell whether a deed was open after its deadline.

    Args:
        over: the day itself is over, so that what was due on it is late.
    """
    deadline = deadline_on(deed, day)
    return open_on(deed, day) and deadline is not None and (deadline < day or (over and deadline == day))


def done_late(deed: Deed) -> bool:
    """Tell whether a deed was done after its deadline, delays granted."""
    return deed.done_on is not None and deed.deadline is not None and deed.done_on > deed.deadline


def listed_by(books: Books, span: Span) -> list[Deed]:
    """Give the deeds put on the list in these days, in the order of their numbers."""
    return sorted(in_days(books, span, Deed, listed_on), key=_number)


def done_in(books: Books, span: Span) -> list[Deed]:
    """Give the deeds done in these days, in the order of their numbers."""
    return sorted(in_days(books, span, Deed, _done_on), key=_number)


def _number(deed: Deed) -> tuple[str, str]:
    return deed.no, deed.id


def deeds_listed(books: Books, span: Span) -> Count:
    """K401."""
    return one_each(listed_by(books, span))


def deeds_done(books: Books, span: Span) -> Count:
    """K402."""
    return one_each(done_in(books, span))


def people_reached(books: Books, span: Span) -> Count:
    """K403."""
    return add_up(done_in(books, span), lambda deed: deed.people)


def comforts(books: Books, span: Span) -> list[Visit]:
    """Give the visits of these days on which money or goods were given."""
    return [visit for visit in visits_in(books, span) if visit.comfort or visit.comfort_goods]


def comforted(target: str = "") -> Counting:
    """K404: give the counting of comforts to one sort of people, or to all."""

    def count(books: Books, span: Span) -> Count:
        return one_each(visit for visit in comforts(books, span) if target in ("", visit.target))

    return count


def _indicator(code: str, label: str, unit: str, rule: str, count: Counting, ledger: type[Record] = Deed) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.DEEDS,
        source="四(五)",
        rule=rule,
        ledger=ledger,
        count=count,
        part_of=code.partition(".")[0] if "." in code else "",
    )


INDICATORS = (
    _indicator("K401", "列入办实事清单", "件", "按启动日期计，未启动的按登记日期计，后来取消的仍计入", deeds_listed),
    _indicator("K402", "办成实事", "件", "办结日期落在本期的实事", deeds_done),
    _indicator("K403", "惠及职工", "人次", "本期办结的实事的实际惠及人次之和，同一人可重复", people_reached),
    _indicator("K404", "走访慰问", "人次", "送有慰问金或慰问品的走访记录数", comforted(), Visit),
    *(
        _indicator(f"K404.{code}", label, "人次", f"其中对象类型为{label}的", comforted(code), Visit)
        for code, label in COMFORTED.items()
    ),
)
