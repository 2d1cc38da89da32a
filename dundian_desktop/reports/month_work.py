"""一、本月工作情况: six parts, each composed from records alone; where there are none, it says so."""

from __future__ import annotations

from collections.abc import Sequence

from dundian_desktop.ledgers.member import LEADER, Member
from dundian_desktop.policy.cadres import serving
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.visited import visits_in
from dundian_desktop.reports.document import Block, Heading, Paragraph
from dundian_desktop.reports.month_deeds import deeds_told
from dundian_desktop.reports.month_diaries import diaries_of, told_in_diaries, working_diaries
from dundian_desktop.reports.month_visits import comforts_told, visits_told
from dundian_desktop.reports.month_words import Part, by_code, day_words, listed, said_together, sentence, tally

LIAISON = "3"
"""Code of 联络员 in the vocabulary ``member_role``."""

_LEADS_TO_UNION = "5"
"""Code of 转建会线索 in the vocabulary ``visit_result``."""

_FOUNDING, _RESEARCH, _STUDY, _LECTURE, _MEDIATION = "3", "5", "6", "8", "9"
"""Codes of the vocabulary ``work_kind``."""


def work_blocks(month: Month) -> list[Block]:
    """Give the first section."""
    parts = (
        ("思想政治引领", [guidance(month)]),
        ("建会入会", [unions(month)]),
        ("维权帮扶与办实事", services(month)),
        ("劳动关系与风险排查", [relations(month)]),
        ("调查研究", [research(month)]),
        ("队伍建设与纪律作风", [group_itself(month)]),
    )
    blocks: list[Block] = [Heading(level=1, text="本月工作情况")]
    for title, paragraphs in parts:
        blocks += [Heading(level=2, text=title), *paragraphs]
    return blocks


def guidance(month: Month) -> Paragraph:
    """（一）思想政治引领 (policy 三(一))."""
    diaries = diaries_of(month, tasks=frozenset({"1"}), kinds=frozenset({_LECTURE}))
    return said_together(told_in_diaries(month, diaries), otherwise="本月未登记思想政治引领情况。")


def unions(month: Month) -> Paragraph:
    """（二）建会入会 (policy 三(二))."""
    leads = [visit for visit in visits_in(month.books, month.span) if _LEADS_TO_UNION in visit.results]
    found: list[Part] = ["走访中登记建会线索", tally(leads), "条。"] if leads else []
    diaries = diaries_of(month, tasks=frozenset({"2"}), kinds=frozenset({_FOUNDING}))
    return said_together(told_in_diaries(month, diaries), found, otherwise="本月未登记建会入会情况。")


def services(month: Month) -> list[Paragraph]:
    """（三）维权帮扶与办实事 (policy 三(三), 四(五))."""
    visits = said_together(visits_told(month), comforts_told(month), otherwise="本月未登记走访职工情况。")
    deeds = said_together(deeds_told(month), otherwise="本月未登记办实事情况。")
    told = told_in_diaries(month, diaries_of(month, tasks=frozenset({"3"})))
    return [visits, *([said_together(told, otherwise="")] if told else []), deeds]


def relations(month: Month) -> Paragraph:
    """（四）劳动关系与风险排查 (policy 三(四), 四(六))."""
    diaries = diaries_of(month, tasks=frozenset({"4"}), kinds=frozenset({_MEDIATION}))
    otherwise = "本月未登记劳动关系协调和风险排查情况。"
    return said_together(told_in_diaries(month, diaries), _moods(month), otherwise=otherwise)


def _moods(month: Month) -> list[Part]:
    """Tell how workers felt, where it was written down."""
    moods = [(visit.mood, visit.id) for visit in visits_in(month.books, month.span) if visit.mood]
    return ["走访记录中，职工情绪", *by_code("mood", moods, "人次"), "。"] if moods else []


def research(month: Month) -> Paragraph:
    """（五）调查研究 (policy 四(三))."""
    diaries = diaries_of(month, kinds=frozenset({_RESEARCH}))
    return said_together(told_in_diaries(month, diaries), otherwise="本月未登记调查研究情况。")


def group_itself(month: Month) -> Paragraph:
    """（六）队伍建设与纪律作风 (policy 三(五), 四(一))."""
    diaries = diaries_of(month, tasks=frozenset({"5"}), kinds=frozenset({_STUDY}))
    return said_together(
        _staff(month),
        _rotation(month),
        _written(month),
        told_in_diaries(month, diaries),
        otherwise="本月未登记队伍建设情况。",
    )


def _staff(month: Month) -> list[Part]:
    here = at_end(month)
    if not here:
        return []
    heads = (("组长", LEADER), ("联络员", LIAISON))
    named = [[f"{title}{'、'.join(names)}"] for title, role in heads if (names := named_with(here, role))]
    return sentence(["工作组现有组员", tally(here), "人"], listed(named, "，"))


def at_end(month: Month) -> list[Member]:
    """Give who is in the group on the last day of the month."""
    return [member for member in serving(month.books, month.span) if member.serves(month.span.last, month.span.last)]


def named_with(members: Sequence[Member], role: str) -> list[str]:
    """Give the names of those who have a role."""
    return [member.name for member in members if role in member.roles]


def _rotation(month: Month) -> list[Part]:
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


def _written(month: Month) -> list[Part]:
    diaries = working_diaries(month)
    return ["本月组员写工作日志", tally(diaries), "篇。"] if diaries else []
