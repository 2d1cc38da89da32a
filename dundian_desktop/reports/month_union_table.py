"""附件 4 of a monthly report: unions founded, put in order and in the making, with their members (notes §4.2).

* New members are counted as the indicators count them, roster before number, so that the last row is K201 and K202.
* Of a roster only numbers are told; the chair holds an office and is named.
"""

from __future__ import annotations

from collections.abc import Mapping

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.union_building import UnionBuilding
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.problem_days import stage_on
from dundian_desktop.policy.unions import EVERYBODY, IN_NEW_FORM, joined_at
from dundian_desktop.reports.document import Appendix, Column, Figure, Row, Table
from dundian_desktop.reports.month_words import day_words, said

_COLUMNS = (
    Column(label="序号", width=2.1, align="center"),
    Column(label="工会名称", width=8.0),
    Column(label="事项", width=3.9, align="center"),
    Column(label="组织\n类型", width=4.0, align="center"),
    Column(label="建会\n模式", width=3.9, align="center"),
    Column(label="覆盖单位\n（职工人数）", width=7.5),
    Column(label="批复时间、\n文号", width=6.6),
    Column(label="进度", width=3.9, align="center"),
    Column(label="会员\n总数", width=3.1, align="right"),
    Column(label="新发展\n（新就\n业形态）", width=4.9, align="right"),
    Column(label="主席", width=3.9, align="center"),
    Column(label="工会代码", width=11.5, align="center"),
)
_NEW = "K201"
_IN_LINE = 3
"""Letters in a line of 进度."""


def unions_list(month: Month) -> Appendix | None:
    """Give 附件 4: what was begun by the end of the month, as it stood then; None without any."""
    begun = [one for one in month.books.of(UnionBuilding) if stage_on(one, month.as_of)]
    if not begun:
        return None
    every = sorted(begun, key=lambda one: (one.no, one.id))
    new, new_form = (joined_at(month.books, month.span.to_date, asked) for asked in (EVERYBODY, IN_NEW_FORM))
    rows = [_row(month, one, place, (new, new_form)) for place, one in enumerate(every, start=1)]
    table = Table(columns=_COLUMNS, rows=(*rows, _sum(new, new_form)))
    notes = (
        f"注：进度截至{day_words(month.as_of)}；新发展会员自{day_words(month.stint.starts)}起累计，有名册的按名册计。",
    )
    return Appendix(title="建会入会情况", table=table, orientation="landscape", notes=notes)


def _row(month: Month, one: UnionBuilding, place: int, joined: tuple[Mapping[str, int], Mapping[str, int]]) -> Row:
    new, new_form = (found.get(one.id, 0) for found in joined)
    approved = one.approved_on is not None and one.approved_on <= month.as_of
    return (
        str(place),
        said(one.name),
        one.matter.value,
        vocabulary("union_org_type").label(one.org_type or ""),
        vocabulary("build_mode").label(one.mode or ""),
        _covered(month, one),
        _approval(month, one) if approved else "",
        _stage(month, one),
        str(one.members) if one.members and (approved or not one.approved_on) else "",
        Figure(text=f"{new}（{new_form}）" if new_form else str(new), records=(one.id,)) if new else "",
        one.chair if approved or not one.approved_on else "",
        one.union_uscc if approved or not one.approved_on else "",
    )


def _stage(month: Month, one: UnionBuilding) -> str:
    words = stage_on(one, month.as_of)
    return words if len(words) <= _IN_LINE else f"{words[:2]}\n{words[2:]}"


def _sum(new: Mapping[str, int], new_form: Mapping[str, int]) -> Row:
    whole, part = sum(new.values()), sum(new_form.values())
    figure = Figure(text=f"{whole}（{part}）", records=tuple(new), meaning=_NEW)
    return ("", "合计", *[""] * 7, figure, "", "")


def _covered(month: Month, one: UnionBuilding) -> str:
    units = (month.books.find(Enterprise, unit) for unit in one.enterprises)
    names = "、".join(said(unit.name) for unit in units if unit)
    return names + (f"（{one.covered_staff}人）" if one.covered_staff else "")


def _approval(month: Month, one: UnionBuilding) -> str:
    day = day_words(one.approved_on, month.as_of.year) if one.approved_on else ""
    return "，".join(filter(None, (day, said(one.approval_no))))
