"""The two tables behind a monthly report: all figures, and the list of deeds (domain notes §4.1, §4.2)."""

from __future__ import annotations

from itertools import groupby

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.member import Member
from dundian_desktop.policy.counting import Count
from dundian_desktop.policy.deeds import deadline_on, done_by, listed_by, state_on
from dundian_desktop.policy.kpi import Line
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.body import chinese
from dundian_desktop.reports.document import Appendix, Band, Cell, Column, Figure, Row, Table
from dundian_desktop.reports.month_words import day_words, said, yuan

_MONEY = "元"
_NOT_KEPT = "—"
_SIZE = 10.5
"""五号, so that the table and what explains it stand on one page."""


def statistics(month: Month) -> Appendix:
    """Give 附件 1: every figure of the month and to date."""
    columns = (
        Column(label="序号", width=1.1, align="center"),
        Column(label="指标", width=5.4),
        Column(label="单位", width=1.3, align="center"),
        Column(label="本月", width=1.6, align="right"),
        Column(label="累计", width=1.6, align="right"),
    )
    table = Table(columns=columns, rows=tuple(_statistics_rows(month)), size=_SIZE)
    return Appendix(title=f"{month_words(month)}蹲点工作统计表", table=table, notes=_statistics_notes(month))


def month_words(month: Month) -> str:
    """Give 2026年6月."""
    return f"{month.span.last.year}年{month.span.last.month}月"


def _statistics_rows(month: Month) -> list[Row]:
    rows: list[Row] = []
    place = 0
    shown = [line for line in month.figures.lines if line.total.value or not line.indicator.part_of]
    for n, (section, lines) in enumerate(groupby(shown, key=lambda line: line.indicator.section), start=1):
        rows.append(Band(text=f"{chinese(n)}、{section}"))
        for line in lines:
            place += not line.indicator.part_of
            rows.append(_statistics_row(line, "" if line.indicator.part_of else str(place)))
    return rows


def _statistics_row(line: Line, place: str) -> Row:
    label = line.indicator.label if place else f"　其中：{line.indicator.label}"
    return (place, label, line.indicator.unit, _cell(line, line.month), _cell(line, line.total))


def _cell(line: Line, count: Count) -> Cell:
    if not line.kept:
        return _NOT_KEPT
    text = yuan(count.value) if line.indicator.unit == _MONEY else str(count.value)
    return Figure(text=text, records=count.records, meaning=line.indicator.code)


def _statistics_notes(month: Month) -> tuple[str, ...]:
    """Give the rules a reader needs, in one paragraph, so that they stay on the page of their table."""
    notes = [
        f"累计自{day_words(month.stint.starts)}起，至{day_words(month.as_of)}止，派出干部累计含轮换人员。",
        "家、人按首次走访计，不重复；家次为同一天到同一企业计一次；人次可重复。",
        "惠及职工和支出在办结当月计入，支出不含走访慰问金。",
        "在岗按日志计，在组按到组、离组日期计。",
    ]
    if any(not line.kept for line in month.figures.lines):
        notes.append(f"“{_NOT_KEPT}”表示台账尚无记录。")
    return ("注：" + "".join(f"{n}.{note}" for n, note in enumerate(notes, start=1)),)


def deeds_list(month: Month) -> Appendix | None:
    """Give 附件 2: the deeds on the list at the end of the month, as they stood then; None without any."""
    deeds = listed_by(month.books, month.span.to_date)
    if not deeds:
        return None
    columns = (
        Column(label="序号", width=1.2, align="center"),
        Column(label="实事内容", width=4.4),
        Column(label="具体措施", width=6.6),
        Column(label="受益对象（人次）", width=2.8),
        Column(label="完成时限", width=2.3, align="center"),
        Column(label="责任人", width=1.9, align="center"),
        Column(label="协办单位", width=2.8),
        Column(label="资金（元/来源）", width=3.0),
        Column(label="进度", width=1.9, align="center"),
        Column(label="办结时间", width=2.3, align="center"),
    )
    rows = tuple(_deed_row(month, deed, n) for n, deed in enumerate(deeds, start=1))
    notes = (f"注：进度截至{day_words(month.as_of)}。",)
    table = Table(columns=columns, rows=rows)
    return Appendix(title="为职工办实事清单", table=table, orientation="landscape", notes=notes)


def _deed_row(month: Month, deed: Deed, place: int) -> Row:
    last, year = month.as_of, month.as_of.year
    deadline = deadline_on(deed, last)
    owner = month.books.find(Member, deed.owner)
    done = done_by(deed, last)
    return (
        str(place),
        said(deed.content),
        said(deed.measure),
        _reach(deed, done=done),
        day_words(deadline, year) if deadline else "",
        owner.name if owner else "",
        said(deed.partners),
        _money(deed, done=done),
        state_on(deed, last) + ("（逾期）" if month.overdue(deed) else ""),
        day_words(deed.done_on, year) if done and deed.done_on else "",
    )


def _reach(deed: Deed, *, done: bool) -> str:
    people = f"{deed.people}人次" if done and deed.people else ""
    planned = f"预计{deed.expected_people}人次" if deed.expected_people else ""
    return "，".join(filter(None, (said(deed.beneficiaries), people or planned)))


def _money(deed: Deed, *, done: bool) -> str:
    sum_ = deed.cost if done else deed.planned_cost
    if not sum_:
        return "0" if done and sum_ == 0 else ""
    source = vocabulary("fund_source").label(deed.fund) if deed.fund else ""
    return f"{'' if done else '计划'}{yuan(sum_)}" + (f"／{source}" if source else "")
