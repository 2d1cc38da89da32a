"""二、问题台账情况: found, solved, reported, open; and the common problems one by one (policy 四(四); notes §4.1).

* Every number of the month is the figure of its table; what is open is told as it stood at the end of the month.
* A common problem is told whole in the month it went upwards: what is seen, its cause, what is proposed.
* As long as nobody keeps the ledger of problems, what workers asked for on visits stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.policy.check_problems import at_work_on, deadline_on
from dundian_desktop.policy.counting import Count, in_days
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.problem_days import known_on, overdue_on
from dundian_desktop.policy.problems import is_common
from dundian_desktop.reports.document import Figure, Paragraph, paragraph
from dundian_desktop.reports.month_lines import happened, told
from dundian_desktop.reports.month_visits import demands_told
from dundian_desktop.reports.month_words import Part, by_code, day_words, number, said, said_together, sentence, tally
from dundian_desktop.reports.nameless import spoken

_MOST_CHARACTERS = 110
_MOST_NAMED = 6
_reported = attrgetter("reported_on")
_answered = attrgetter("answered_on")


def problems_told(month: Month) -> list[Paragraph]:
    """Give the section."""
    counted = [*_found(month), *_sorts(month), *_to_date(month)] or demands_told(month)
    first = said_together(counted, otherwise="本月未登记问题和职工诉求。")
    answers = [_answer(month, one) for one in in_days(month.books, month.span, CommonProblem, _answered) if one.answer]
    return [first, *(_common(month, one) for one in reported_in(month)), *answers]


def _found(month: Month) -> list[Part]:
    if not happened(month, "K301", "K302", "K304", "K309"):
        return []
    content = ["其中", *told(month, "满意和基本满意", "K309.1")] if happened(month, "K309.1") else []
    return sentence(
        told(month, "本月发现问题", "K301"),
        _natures(month),
        told(month, "解决", "K302") if happened(month, "K301") else told(month, "本月解决问题", "K302"),
        told(month, "上报上级", "K304"),
        told(month, "回访", "K309"),
        content,
    )


def _natures(month: Month) -> list[Part]:
    """Tell how many of those found are of one unit, how many of several."""
    whole, common = month.figures["K301"].month, month.figures["K303"].month
    ids = tuple(one for one in whole.records if one not in set(common.records))
    single = number(Count(value=whole.value - common.value, records=ids))
    if not common.value:
        return ["均为个性问题"] if whole.value else []
    if whole.value == common.value:
        return ["均为共性问题"]
    return ["其中个性问题", single, "个、共性问题", number(common, "K303"), "个"]


def _sorts(month: Month) -> list[Part]:
    found = (month.books.find(Problem, id_) for id_ in month.figures["K301"].month.records)
    sorts = [(one.category, one.id) for one in found if one and one.category]
    return ["发现的问题按类别为", *by_code("problem_category", sorts, "个"), "。"] if sorts else []


def open_problems(month: Month) -> list[Problem]:
    """Give the problems still to be solved at the end of the month."""
    return [one for one in known_on(month.books, month.as_of) if at_work_on(one, month.as_of)]


def late_problems(month: Month) -> list[Problem]:
    """Give those of them whose deadline is over."""
    return [one for one in open_problems(month) if overdue_on(one, month.as_of, over=not month.running)]


def _to_date(month: Month) -> list[Part]:
    found, solved = month.figures["K301"], month.figures["K302"]
    if not found.total.value:
        return []
    open_, late = open_problems(month), late_problems(month)
    common = [one for one in open_ if is_common(one)]
    return sentence(
        [f"截至{day_words(month.as_of, month.as_of.year)}累计发现问题", number(found.total, "K301"), "个"],
        ["累计解决", number(solved.total, "K302"), "个"] if solved.total.value else [],
        ["在办", tally(open_), "个"] if open_ else ["全部办结"],
        ["其中共性问题", tally(common), "个"] if common else [],
        ["超过时限", tally(late), f"个（{_numbers(month, late)}）"] if late else [],
    )


def _numbers(month: Month, problems: Sequence[Problem]) -> str:
    """Name problems by their numbers: their descriptions stand in the appendix."""
    named = [f"{one.no or '未编号'}，时限{_deadline(month, one)}" for one in problems]
    return "；".join(named[:_MOST_NAMED]) + ("等" if len(named) > _MOST_NAMED else "")


def _deadline(month: Month, problem: Problem) -> str:
    day = deadline_on(problem, month.as_of)
    return day_words(day, month.as_of.year) if day else ""


def reported_in(month: Month) -> Sequence[CommonProblem]:
    """Give the common problems that went upwards in the month."""
    return in_days(month.books, month.span, CommonProblem, _reported)


def waiting(month: Month) -> list[CommonProblem]:
    """Give the common problems that went upwards by the end of the month and had no answer then."""
    told_ = (one for one in month.books.of(CommonProblem) if one.reported_on and one.reported_on <= month.as_of)
    found = (one for one in told_ if not one.answered_on or one.answered_on > month.as_of)
    return sorted(found, key=lambda one: (one.no, one.id))


def _common(month: Month, one: CommonProblem) -> Paragraph:
    """Tell a common problem whole."""
    when = f"{day_words(one.reported_on, month.as_of.year)}上报" if one.reported_on else ""
    cases: list[Part] = ["，归并问题", Figure(text=str(len(one.cases)), records=one.cases), "个"] if one.cases else []
    people: list[Part] = ["，涉及", Figure(text=str(one.people), records=(one.id,)), "人"] if one.people else []
    head: list[Part] = [f"共性问题“{said(one.title)}”（{when}{said(one.addressee)}", *cases, *people, "）。"]
    parts = (("现象", one.phenomenon), ("症结", one.cause), ("建议", one.proposal))
    words = [f"{name}：{spoken(month.books, text, _MOST_CHARACTERS)}。" for name, text in parts if text.strip()]
    return paragraph(*head, *words)


def _answer(month: Month, one: CommonProblem) -> Paragraph:
    day = day_words(one.answered_on, month.as_of.year) if one.answered_on else ""
    return paragraph(
        f"共性问题“{said(one.title)}”于{day}收到答复：{spoken(month.books, one.answer, _MOST_CHARACTERS)}。"
    )
