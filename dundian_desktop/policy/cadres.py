"""The group itself: K601 and K602 (policy 三(五), 四(一)).

* A day on duty (在岗) is a day for which a member wrote a diary that is not only about rest or leave.
* A day in the group (在组) is any natural day between arrival and leaving; it proves nothing about work.
"""

from __future__ import annotations

from collections.abc import Callable

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.diary import AWAY, Diary
from dundian_desktop.ledgers.member import Member
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import Count, Indicator, Section, one_each
from dundian_desktop.policy.span import Span


def serving(books: Books, span: Span) -> list[Member]:
    """Give the members who were in the group on one of these days at least, in the order of their numbers."""
    found = (member for member in books.of(Member) if member.serves(span.first, span.last))
    return sorted(found, key=lambda member: (member.no, member.id))


def diaries_in(books: Books, span: Span) -> list[Diary]:
    """Give the diaries of these days, earliest first."""
    found = (diary for diary in books.of(Diary) if span.holds(diary.day))
    return sorted(found, key=lambda diary: (str(diary.day), diary.no, diary.id))


def on_duty(diary: Diary) -> bool:
    """Tell whether a diary is of a working day; one that names no kind of work is, and is listed as incomplete."""
    return not diary.kinds or not set(diary.kinds) <= AWAY


def cadres_sent(books: Books, span: Span) -> Count:
    """K601."""
    return one_each(serving(books, span))


def days_on_duty(books: Books, span: Span) -> Count:
    """K602."""
    found = [diary for diary in diaries_in(books, span) if on_duty(diary)]
    days = {(diary.author, diary.day) for diary in found}
    return Count(value=len(days), records=tuple(diary.id for diary in found))


def days_in_group(books: Books, span: Span) -> Count:
    """K602.1."""
    members = serving(books, span)
    days = sum(member.serves(span.first, span.last) for member in members)
    return Count(value=days, records=tuple(member.id for member in members))


def _indicator(
    code: str, label: str, unit: str, rule: str, count: Callable[[Books, Span], Count], ledger: type[Record] = Member
) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.CADRES,
        source="三(五)、四(一)",
        rule=rule,
        ledger=ledger,
        count=count,
        sums=code != "K601",
    )


INDICATORS = (
    _indicator("K601", "派出干部", "人", "本期在组一天以上的组员，累计含轮换前后的组员", cadres_sent),
    _indicator(
        "K602", "在岗", "人天", "本期日志的人和日期，一人一天只计一次，只有休息或请假的不计", days_on_duty, Diary
    ),
    _indicator("K602.1", "在组", "人天", "组员到组至离组的自然日之和，含双休日和节假日", days_in_group),
)
