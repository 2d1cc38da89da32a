"""（二）建会入会: unions founded and put in order, who joined, and what is in the making (policy 三(二))."""

from __future__ import annotations

from operator import attrgetter

from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.policy.counting import in_days
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.problem_days import founded_by, stage_on
from dundian_desktop.policy.unions import is_founding, is_ordered
from dundian_desktop.policy.visited import visits_in
from dundian_desktop.reports.month_lines import happened, named, parts_told, told, told_to_date
from dundian_desktop.reports.month_words import Part, day_words, sentence, tally

_LEADS_TO_UNION = "5"
"""Code of 转建会线索 in the vocabulary ``visit_result``."""
_MOST_TOLD = 6
_approved = attrgetter("approved_on")
_completed = attrgetter("completed_on")


def unions_told(month: Month) -> list[Part]:
    """Tell all of it."""
    return [
        *_founded(month),
        *_ordered(month),
        *_members(month),
        *_to_date(month),
        *_in_the_making(month),
        *_leads(month),
    ]


def _founded(month: Month) -> list[Part]:
    if not happened(month, "K101"):
        return []
    found = [one for one in in_days(month.books, month.span, UnionBuilding, _approved) if is_founding(one)]
    covered, federations = told(month, "覆盖单位", "K102"), told(month, "其中区域性、行业性工会联合会", "K104")
    whole = sentence(told(month, "本月新建工会组织", "K101"), covered, federations)
    year = month.as_of.year
    names = [f"{one.name}（{day_words(one.approved_on, year)}批复）" for one in found if one.approved_on]
    return [*whole, *([f"新建的是：{named(month, names, _MOST_TOLD)}。"] if names else [])]


def _ordered(month: Month) -> list[Part]:
    if not happened(month, "K103"):
        return []
    found = [one.name for one in in_days(month.books, month.span, UnionBuilding, _completed) if is_ordered(one)]
    names = f"：{named(month, found, _MOST_TOLD)}" if found else ""
    return [*told(month, "规范化建设工会", "K103"), f"{names}。"]


def _members(month: Month) -> list[Part]:
    return sentence(told(month, "新发展会员", "K201"), parts_told(month, "K201")) if happened(month, "K201") else []


def _to_date(month: Month) -> list[Part]:
    return sentence(
        told_to_date(month, "蹲点以来累计新建工会组织", "K101"),
        told_to_date(month, "累计规范化建设工会", "K103"),
        told_to_date(month, "累计发展会员", "K201"),
    )


def in_the_making(month: Month) -> list[tuple[UnionBuilding, str]]:
    """Give the unions that were not founded or completed yet at the end of the month, each with its stage."""
    day = month.as_of
    found = [(one, stage_on(one, day)) for one in month.books.of(UnionBuilding) if not founded_by(one, day)]
    ends = {"", Stage.DONE.value, Stage.DROPPED.value, Stage.ACCOUNT.value}
    return sorted(
        ((one, stage) for one, stage in found if stage not in ends), key=lambda pair: (pair[0].no, pair[0].id)
    )


def _in_the_making(month: Month) -> list[Part]:
    found = in_the_making(month)
    if not found:
        return []
    names = [
        f"{one.name}，{'' if one.matter is Matter.FOUNDING else one.matter}{_so_far(stage)}" for one, stage in found
    ]
    return ["正在推进建会事项", tally([one for one, _ in found]), f"个：{named(month, names, _MOST_TOLD)}。"]


def _so_far(stage: str) -> str:
    return stage if stage.endswith("中") else f"已到{stage}阶段"


def _leads(month: Month) -> list[Part]:
    leads = [visit for visit in visits_in(month.books, month.span) if _LEADS_TO_UNION in visit.results]
    return ["走访中登记建会线索", tally(leads), "条。"] if leads else []
