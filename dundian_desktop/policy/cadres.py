"""The group itself: K601 to K603 (policy 三(五), 四(一), 五(一)).

* A day on duty (在岗) is a day for which a member wrote a diary that is not only about rest or leave.
* A day in the group (在组) is any natural day between arrival and leaving; it proves nothing about work.
* Lessons before the stint (行前培训) count in its first month; people and 人次 are two figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.diary import AWAY, Diary
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.training import Training
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import Count, Counting, Indicator, Section, add_up, in_days, one_each
from dundian_desktop.policy.span import Span

_day = attrgetter("day")


def serving(books: Books, span: Span) -> list[Member]:
    """Give the members who were in the group on one of these days at least, in the order of their numbers."""
    found = (member for member in books.of(Member) if member.serves(span.first, span.last))
    return sorted(found, key=lambda member: (member.no, member.id))


def diaries_in(books: Books, span: Span) -> list[Diary]:
    """Give the diaries of these days, earliest first."""
    return list(in_days(books, span, Diary, _day))


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


def lessons(books: Books, span: Span) -> list[Training]:
    """Give the lessons of these days, earliest first; one before the stint is of its first day."""
    early = [one for one in books.of(Training) if one.before and one.day and one.day < span.start]
    before = sorted(early, key=lambda one: (str(one.day), one.no, one.id)) if span.holds(span.start) else []
    return [*before, *in_days(books, span, Training, _day)]


def seats(books: Books, span: Span) -> Count:
    """K603."""
    return add_up(lessons(books, span), lambda lesson: len(lesson.members))


class Taught(NamedTuple):
    """A member's first lesson."""

    lesson: Training
    member: str


def cadres_taught(books: Books, span: Span) -> Count:
    """K603.1."""
    before = {one.member for one in _first_lessons(books, span.before)} if span.before else set[str]()
    found = [one for one in _first_lessons(books, span) if one.member not in before]
    return Count(value=len(found), records=tuple(dict.fromkeys(one.lesson.id for one in found)))


def _first_lessons(books: Books, span: Span) -> Iterator[Taught]:
    seen: set[str] = set()
    for lesson in lessons(books, span):
        for member in lesson.members:
            if member not in seen:
                seen.add(member)
                yield Taught(lesson, member)


def _indicator(
    code: str, label: str, unit: str, rule: str, count: Counting, ledger: type[Record] = Member
) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.CADRES,
        source="五(一)" if code.startswith("K603") else "三(五)、四(一)",
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
    _indicator(
        "K603", "参加培训", "人次", "本期各次培训的参加组员数之和，行前培训计入首月，同一人可重复", seats, Training
    ),
    _indicator(
        "K603.1",
        "参加培训（首次）",
        "人",
        "蹲点期内首次参加培训落在本期的组员，同一人只计一次",
        cadres_taught,
        Training,
    ),
)
