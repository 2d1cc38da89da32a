"""一、本月工作情况: six parts, each composed from records alone; where there are none, it says so.

* What the ledgers of a part know is told from them; where they hold nothing, the diaries of that work speak.
"""

from __future__ import annotations

from dundian_desktop.policy.month import Month
from dundian_desktop.reports.document import Block, Heading, Paragraph
from dundian_desktop.reports.month_deeds import deeds_told
from dundian_desktop.reports.month_diaries import diaries_of, told_in_diaries, working_diaries
from dundian_desktop.reports.month_guidance import lectures_told, liaison_told
from dundian_desktop.reports.month_relations import moods_told, relations_told
from dundian_desktop.reports.month_research import research_told
from dundian_desktop.reports.month_services import aid_told, hardship_told, other_activities_told
from dundian_desktop.reports.month_staff import rotation_told, staff_told, training_told, visited_told
from dundian_desktop.reports.month_unions import unions_told
from dundian_desktop.reports.month_visits import comforts_told, visits_told
from dundian_desktop.reports.month_words import Part, said_together, tally

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


def _diaries(month: Month, task: str, kind: str) -> list[Part]:
    kinds = frozenset({kind}) if kind else frozenset[str]()
    return told_in_diaries(month, diaries_of(month, tasks=frozenset({task}) if task else frozenset(), kinds=kinds))


def guidance(month: Month) -> Paragraph:
    """（一）思想政治引领 (policy 三(一))."""
    known = [*lectures_told(month), *liaison_told(month)] or _diaries(month, "1", _LECTURE)
    return said_together(known, otherwise="本月未登记思想政治引领情况。")


def unions(month: Month) -> Paragraph:
    """（二）建会入会 (policy 三(二))."""
    known = unions_told(month) or _diaries(month, "2", _FOUNDING)
    return said_together(known, otherwise="本月未登记建会入会情况。")


def services(month: Month) -> list[Paragraph]:
    """（三）维权帮扶与办实事 (policy 三(三), 四(五))."""
    visits = said_together(visits_told(month), comforts_told(month), otherwise="本月未登记走访职工情况。")
    helped = [*hardship_told(month), *aid_told(month), *other_activities_told(month)] or _diaries(month, "3", "")
    deeds = said_together(deeds_told(month), otherwise="本月未登记办实事情况。")
    return [visits, *([said_together(helped, otherwise="")] if helped else []), deeds]


def relations(month: Month) -> Paragraph:
    """（四）劳动关系与风险排查 (policy 三(四), 四(六))."""
    known = relations_told(month) or _diaries(month, "4", _MEDIATION)
    return said_together(known, moods_told(month), otherwise="本月未登记劳动关系协调和风险排查情况。")


def research(month: Month) -> Paragraph:
    """（五）调查研究 (policy 四(三))."""
    known = research_told(month) or _diaries(month, "", _RESEARCH)
    return said_together(known, otherwise="本月未登记调查研究情况。")


def group_itself(month: Month) -> Paragraph:
    """（六）队伍建设与纪律作风 (policy 三(五), 四(一))."""
    known = [*training_told(month), *visited_told(month)] or _diaries(month, "5", _STUDY)
    return said_together(
        staff_told(month), rotation_told(month), _written(month), known, otherwise="本月未登记队伍建设情况。"
    )


def _written(month: Month) -> list[Part]:
    diaries = working_diaries(month)
    return ["本月组员写工作日志", tally(diaries), "篇。"] if diaries else []
