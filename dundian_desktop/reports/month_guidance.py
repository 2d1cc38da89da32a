"""（一）思想政治引领: what was taught, and the talks with party, government and unions (policy 三(一), 四(二))."""

from __future__ import annotations

from operator import attrgetter

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.activity import LECTURES, Activity
from dundian_desktop.ledgers.liaison import Liaison
from dundian_desktop.policy.counting import in_days
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.month_lines import happened, named, summed, told, told_to_date
from dundian_desktop.reports.month_words import Part, by_code, day_words, listed, sentence, tally

_MOST_TOLD = 5
_day = attrgetter("day")


def activities_of(month: Month, codes: frozenset[str]) -> list[Activity]:
    """Give the activities of the month of these sorts, earliest first."""
    return [one for one in in_days(month.books, month.span, Activity, _day) if one.category in codes]


def by_sort(activities: list[Activity], unit: str = "场") -> list[Part]:
    """Tell how many sessions there were of each sort, in the order of the vocabulary, with who came."""
    entries = vocabulary("activity_category").entries
    sorts = [(entry.label, [one for one in activities if one.category == entry.code]) for entry in entries]
    return listed([_sort(label, some, unit) for label, some in sorts if some])


def _sort(label: str, some: list[Activity], unit: str) -> list[Part]:
    people: list[Part] = ["、", summed(some, "people"), "人次"] if any(one.people for one in some) else []
    return [label, summed(some, "sessions"), unit, *people]


def activity_names(month: Month, activities: list[Activity], most: int = _MOST_TOLD) -> str:
    """Name activities with their days."""
    year = month.as_of.year
    return named(month, [f"{day_words(one.day, year)}{one.title}" for one in activities if one.day and one.title], most)


def lectures_told(month: Month) -> list[Part]:
    """Tell what was taught and told: K007."""
    if not happened(month, "K007"):
        return []
    found = activities_of(month, LECTURES)
    sorts: list[Part] = ["其中", *by_sort(found)] if len({one.category for one in found}) > 1 else _all_of(found)
    whole = sentence(told(month, "本月开展宣讲培训", "K007"), told(month, "覆盖", "K007.1"), sorts)
    names = activity_names(month, found)
    to_date = [told_to_date(month, "蹲点以来累计宣讲培训", "K007"), told_to_date(month, "覆盖", "K007.1")]
    return [*whole, *([f"活动有：{names}。"] if names else []), *sentence(*to_date)]


def _all_of(found: list[Activity]) -> list[Part]:
    return [f"均为{vocabulary('activity_category').label(found[0].category or '')}"] if found else []


def liaison_told(month: Month) -> list[Part]:
    """Tell of the talks with the place, and of what was done together."""
    found = in_days(month.books, month.span, Liaison, _day)
    if not found:
        return []
    kinds = [(one.kind, one.id) for one in found if one.kind]
    words = [f"{day_words(one.day, month.as_of.year)}与{one.organisation}，{one.topic}" for one in found if one.day]
    return [
        *sentence(["与当地沟通和开展党建引领", tally(found), "次"], ["其中", *by_code("liaison_kind", kinds, "次")]),
        f"事项有：{named(month, words, _MOST_TOLD)}。",
    ]
