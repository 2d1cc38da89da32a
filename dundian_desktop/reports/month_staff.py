"""（六）队伍建设与纪律作风: who is here, came, left; lessons, pledges, the leader's visits (policy 三(五), 五)."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from dundian_desktop.ledgers.absence import Absence
from dundian_desktop.ledgers.leader_visit import LeaderVisit
from dundian_desktop.ledgers.member import LEADER, Member
from dundian_desktop.ledgers.pledge import Pledge
from dundian_desktop.policy.cadres import lessons, serving
from dundian_desktop.policy.counting import in_days
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.month_lines import happened, named, told
from dundian_desktop.reports.month_words import Part, day_words, listed, sentence, tally

LIAISON = "3"
"""Code of 联络员 in the vocabulary ``member_role``."""
_MOST_TOLD = 4
_day = attrgetter("day")
_starts = attrgetter("starts")


def staff_told(month: Month) -> list[Part]:
    """Tell who is in the group at the end of the month."""
    here = at_end(month)
    if not here:
        return []
    heads = (("组长", LEADER), ("联络员", LIAISON))
    names = [[f"{title}{'、'.join(found)}"] for title, role in heads if (found := named_with(here, role))]
    return sentence(["工作组现有组员", tally(here), "人"], listed(names, "，"))


def at_end(month: Month) -> list[Member]:
    """Give who is in the group on the last day of the month."""
    return [member for member in serving(month.books, month.span) if member.serves(month.span.last, month.span.last)]


def named_with(members: Sequence[Member], role: str) -> list[str]:
    """Give the names of those who have a role."""
    return [member.name for member in members if role in member.roles]


def rotation_told(month: Month) -> list[Part]:
    """Tell who came and who left in the month, the ends of the stint left out."""
    here, span = serving(month.books, month.span), month.span
    came = [one for one in here if one.starts and span.holds(one.starts) and one.starts > month.stint.starts]
    left = [one for one in here if one.ends and span.holds(one.ends) and one.ends < month.stint.ends]
    gone = [[f"{one.name}于{day_words(one.ends, span.last.year)}离组"] for one in left if one.ends]
    return sentence(*[[_arrival(month, one)] for one in came], *gone)


def _arrival(month: Month, member: Member) -> str:
    before = month.books.find(Member, member.replaces)
    day = day_words(member.starts, month.span.last.year) if member.starts else ""
    came = f"{member.name}于{day}到组"
    if not before:
        return came
    return f"{came}接替{before.name}" + ("，已填写交接清单" if member.handover else "")


def training_told(month: Month) -> list[Part]:
    """Tell of lessons and pledges; those before the stint belong to its first month, as in K603."""
    first = month.span.first == month.stint.starts
    signed = [one for one in month.books.of(Pledge) if one.signed_on and _falls(month, one, first=first)]
    titles = named(month, [lesson.title for lesson in lessons(month.books, month.span)], _MOST_TOLD, "、")
    taught = [*told(month, "参加培训", "K603"), f"（{titles}）"] if happened(month, "K603") and titles else []
    return sentence(taught, ["签订纪律承诺", tally(signed), "人"] if signed else [])


def _falls(month: Month, pledge: Pledge, *, first: bool) -> bool:
    on = pledge.signed_on
    return on is not None and (month.span.holds(on) or (first and on < month.span.first))


def visited_told(month: Month) -> list[Part]:
    """Tell of the visits of the leader who answers for the group, and what was settled; and of leave."""
    visits = in_days(month.books, month.span, LeaderVisit, _day)
    away = in_days(month.books, month.span, Absence, _starts)
    settled = [f"{day_words(one.day, month.as_of.year)}{one.settled}" for one in visits if one.day and one.settled]
    words = f"研究解决：{named(month, settled, _MOST_TOLD)}" if settled else ""
    return [
        *sentence(["包点领导走访", tally(visits), "次"] if visits else [], [words] if words else []),
        *sentence(["组员请假", tally(away), "人次"] if away else []),
    ]
