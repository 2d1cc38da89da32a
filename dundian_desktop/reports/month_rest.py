"""Sections 二 to 六 of a monthly report: problems, incidents, money, next month, what the superior is asked for."""

from __future__ import annotations

import datetime as dt

from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.policy.check_incidents import SIGN
from dundian_desktop.policy.deeds import deadline_on
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.visited import visits_in
from dundian_desktop.reports.document import Block, Heading, Paragraph, paragraph
from dundian_desktop.reports.month_deeds import money_told, open_deeds, with_deadline
from dundian_desktop.reports.month_diaries import working_diaries
from dundian_desktop.reports.month_visits import TO_SUPERIOR, demands, demands_told
from dundian_desktop.reports.month_words import Part, said, said_together, sentence, tally

_TO_INCIDENT = "3"
"""Code of 转重大事项 in the vocabulary ``visit_result``."""

_MOST_TOLD = 6


def rest_blocks(month: Month) -> list[Block]:
    """Give the sections after the first."""
    told = (
        ("问题台账情况", [problems(month)]),
        ("重大事项和风险隐患", [incidents(month)]),
        ("经费使用情况", [said_together(money_told(month), otherwise="本月未登记经费支出。")]),
        ("后续工作安排" if month.is_last else "下月工作打算", [plans(month)]),
        ("需派出单位协调解决的事项", requests(month)),
    )
    blocks: list[Block] = []
    for title, paragraphs in told:
        blocks += [Heading(level=1, text=title), *paragraphs]
    return blocks


def problems(month: Month) -> Paragraph:
    """二、问题台账情况: as long as there is no ledger of problems, what workers asked for."""
    return said_together(demands_told(month), otherwise="本月未登记问题和职工诉求。")


def incidents(month: Month) -> Paragraph:
    """三、重大事项和风险隐患 (policy 四(六)); "none happened" cannot be said, only "none was written down"."""
    visits = visits_in(month.books, month.span)
    signs = [visit for visit in visits if visit.mood == SIGN]
    passed_on = [visit for visit in visits if _TO_INCIDENT in visit.results]
    found = sentence(
        ["走访记录中情绪为“有苗头”的", tally(signs), "人次"] if signs else [],
        ["转重大事项办理的", tally(passed_on), "件"] if passed_on else [],
    )
    where = "日志和走访" if working_diaries(month) else "走访"
    return said_together(found, otherwise=f"本月{where}中未登记重大事项线索{_about_moods(visits)}。")


def _about_moods(visits: list[Visit]) -> str:
    if not visits:
        return ""
    return "（情绪栏无“有苗头”）" if any(visit.mood for visit in visits) else "（情绪栏未填写）"


def plans(month: Month) -> Paragraph:
    """五、下月工作打算: the deeds that fall due next; at the end of the stint, what is left to hand over."""
    found = open_deeds(month)
    if month.is_last:
        return _left_over(month, found)
    late = [deed for deed in found if month.overdue(deed)]
    due = [deed for deed in found if deed not in late and _falls_due(month, deed)]
    later = [deed for deed in found if deed not in late and deed not in due]
    return said_together(
        _named(month, "已到时限、须抓紧办结的实事", late),
        _named(month, "下月到期、须按期办结的实事", due),
        _named(month, "继续推进的实事", later),
        otherwise="本月未登记下月工作打算。",
    )


def _falls_due(month: Month, deed: Deed) -> bool:
    day = deadline_on(deed, month.as_of)
    after = (month.span.last.replace(day=1) + dt.timedelta(days=62)).replace(day=1)
    return day is not None and day < after


def _named(month: Month, which: str, deeds: list[Deed]) -> list[Part]:
    if not deeds:
        return []
    names = "；".join(with_deadline(month, deed) for deed in deeds[:_MOST_TOLD])
    return [which, tally(deeds), f"件：{names}{'等' if len(deeds) > _MOST_TOLD else ''}。"]


def _left_over(month: Month, found: list[Deed]) -> Paragraph:
    handed = [deed for deed in found if deed.handed_to_host]
    kept = [deed for deed in found if not deed.handed_to_host]
    to = month.group.host or "驻在工会"
    return said_together(
        _named(month, f"移交{to}继续办理的实事", handed),
        _named(month, "蹲点结束尚未办结、须商定移交的实事", kept),
        otherwise="清单所列实事已全部办结，未登记需后续跟进的事项。",
    )


def requests(month: Month) -> list[Paragraph]:
    """六、需派出单位协调解决的事项: demands that are handled by reporting them."""
    reported = (row.cells for _, row in demands(month) if row.cells.get("handling") == TO_SUPERIOR)
    asked = list(dict.fromkeys(said(cells.get("words", "")) for cells in reported))
    if not asked:
        return [paragraph("本月未登记需派出单位协调解决的事项。")]
    named = "；".join(asked[:_MOST_TOLD])
    return [paragraph(f"走访中下列诉求拟报派出单位协调：{named}{'等' if len(asked) > _MOST_TOLD else ''}。")]
