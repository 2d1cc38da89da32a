"""（四）劳动关系与风险排查: congresses, bargaining, disputes, letters, and how workers felt (policy 三(四), 四(六))."""

from __future__ import annotations

from operator import attrgetter

from dundian_desktop.ledgers.activity import BARGAINING, CONGRESS
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.policy.counting import in_days
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.visited import visits_in
from dundian_desktop.reports.month_guidance import activities_of, activity_names, by_sort
from dundian_desktop.reports.month_lines import happened, parts_told, told, told_to_date
from dundian_desktop.reports.month_words import Part, by_code, sentence, tally

_IN_THE_OPEN = frozenset({"A09", "A16"})
"""Codes of 厂务公开 and 职工董事监事 in the vocabulary ``activity_category``."""
_replied = attrgetter("replied_on")


def relations_told(month: Month) -> list[Part]:
    """Tell all of it but how workers felt."""
    return [*_democracy(month), *_disputes(month), *_letters(month)]


def _democracy(month: Month) -> list[Part]:
    others = activities_of(month, _IN_THE_OPEN)
    more = sentence(["推动", *by_sort(others, "次")]) if others else []
    if not happened(month, "K308"):
        return more
    names = activity_names(month, activities_of(month, frozenset({CONGRESS, BARGAINING})))
    whole = sentence(told(month, "推动召开职代会、开展集体协商", "K308"), parts_told(month, "K308"))
    return [*whole, *([f"事项有：{names}。"] if names else []), *more]


def _disputes(month: Month) -> list[Part]:
    if not happened(month, "K305"):
        return []
    to_date = told_to_date(month, "蹲点以来累计化解", "K305")
    return sentence(told(month, "化解劳动纠纷", "K305"), told(month, "涉及职工", "K305.1"), to_date)


def _letters(month: Month) -> list[Part]:
    replied = in_days(month.books, month.span, Letter, _replied)
    waiting = [one for one in month.books.of(Letter) if one.issued_on and one.issued_on <= month.as_of]
    open_ = [one for one in waiting if not one.replied_on or one.replied_on > month.as_of]
    return sentence(
        told(month, "发出一函两书", "K307"),
        parts_told(month, "K307"),
        ["收到函书回复", tally(replied), "份"] if replied else [],
        ["尚未回复的函书", tally(open_), "份"] if open_ else [],
    )


def moods_told(month: Month) -> list[Part]:
    """Tell how workers felt, where it was written down."""
    moods = [(visit.mood, visit.id) for visit in visits_in(month.books, month.span) if visit.mood]
    return ["走访记录中，职工情绪", *by_code("mood", moods, "人次"), "。"] if moods else []
