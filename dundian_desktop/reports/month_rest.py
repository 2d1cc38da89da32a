"""Sections 二 to 六 of a monthly report: problems, incidents, money, next month, what the superior is asked for."""

from __future__ import annotations

from dundian_desktop.ledgers.visit import MADE_INCIDENT, SIGN_OF_UNREST, Visit
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.visited import visits_in
from dundian_desktop.reports.document import Block, Heading, Paragraph
from dundian_desktop.reports.month_lines import told
from dundian_desktop.reports.month_money import money_told
from dundian_desktop.reports.month_plans import plans, requests
from dundian_desktop.reports.month_problems import problems_told
from dundian_desktop.reports.month_words import Part, number, said_together, sentence, tally


def rest_blocks(month: Month) -> list[Block]:
    """Give the sections after the first."""
    parts = (
        ("问题台账情况", problems_told(month)),
        ("重大事项和风险隐患", [incidents(month)]),
        ("经费使用情况", [said_together(money_told(month), otherwise="本月未登记经费支出。")]),
        ("后续工作安排" if month.is_last else "下月工作打算", plans(month)),
        ("需派出单位协调解决的事项", requests(month)),
    )
    blocks: list[Block] = []
    for title, paragraphs in parts:
        blocks += [Heading(level=1, text=title), *paragraphs]
    return blocks


def incidents(month: Month) -> Paragraph:
    """三、重大事项和风险隐患 (policy 四(六)): how many, and nothing else; what they are is reported apart (notes §4.1).

    "None happened" cannot be said, only "none was written down", which is the 零报告.
    """
    visits = visits_in(month.books, month.span)
    known = told(month, "本月报告重大事项", "K008")
    counted = [*sentence(known, ["具体情况另报"])] if known else _none(visits)
    return said_together(counted, _to_date(month), _signs(visits), otherwise="")


def _to_date(month: Month) -> list[Part]:
    total = month.figures["K008"].total
    more = total.value > month.figures["K008"].month.value
    return ["蹲点以来累计报告", number(total, "K008"), "起。"] if more else []


def _none(visits: list[Visit]) -> list[Part]:
    """Say that nothing was written down, or that a visit led to something the ledger does not hold."""
    passed_on = [visit for visit in visits if MADE_INCIDENT in visit.results]
    if passed_on:
        return ["走访记录中转重大事项办理的", tally(passed_on), "件，重大事项台账本月未登记。"]
    return ["本月未登记重大事项（零报告）。"]


def _signs(visits: list[Visit]) -> list[Part]:
    signs = [visit for visit in visits if visit.mood == SIGN_OF_UNREST]
    return ["走访记录中情绪为“有苗头”的", tally(signs), "人次。"] if signs else []
