"""五、下月工作打算 and 六、需派出单位协调解决的事项: what people wrote, then what falls due or waits."""

from __future__ import annotations

import datetime as dt

from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.policy.check_problems import deadline_on as problem_deadline
from dundian_desktop.policy.deeds import deadline_on
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.problem_days import known_on, state_on
from dundian_desktop.policy.problems import was_asked
from dundian_desktop.reports.document import Paragraph, paragraph
from dundian_desktop.reports.month_deeds import open_deeds, with_deadline
from dundian_desktop.reports.month_problems import late_problems, open_problems, waiting
from dundian_desktop.reports.month_unions import in_the_making
from dundian_desktop.reports.month_visits import TO_SUPERIOR, demands
from dundian_desktop.reports.month_words import Part, listed, said, sentence, tally
from dundian_desktop.reports.nameless import spoken

_MOST_TOLD = 6
_ALL_DONE = "清单所列实事已全部办结，未登记需后续跟进的事项。"
_ENDS = ("。", "！", "？", "：")


def written(month: Month, words: str) -> list[Paragraph]:
    """Give what somebody wrote, paragraph by paragraph."""
    lines = [spoken(month.books, line) for line in words.split("\n") if line.strip()]
    return [paragraph(line if line.endswith(_ENDS) else f"{line}。") for line in lines]


def plans(month: Month) -> list[Paragraph]:
    """五: what was planned, then what falls due next; at the end of the stint, what is left to hand over."""
    own = written(month, month.report.plans) if month.report else []
    counted = _left_over(month) if month.is_last else _due(month)
    if not counted and not own:
        return [paragraph(_ALL_DONE if month.is_last else "本月未登记下月工作打算。")]
    return [*own, *([paragraph(*counted)] if counted else [])]


def _due(month: Month) -> list[Part]:
    found = open_deeds(month)
    late = [deed for deed in found if month.overdue(deed)]
    due = [deed for deed in found if deed not in late and _next(month, deadline_on(deed, month.as_of))]
    later = [deed for deed in found if deed not in late and deed not in due]
    return [
        *_named(month, "已到时限、须抓紧办结的实事", late),
        *_named(month, "下月到期、须按期办结的实事", due),
        *_named(month, "继续推进的实事", later),
        *_problems_due(month),
    ]


def _problems_due(month: Month) -> list[Part]:
    found, late = open_problems(month), late_problems(month)
    due = [one for one in found if one not in late and _next(month, problem_deadline(one, month.as_of))]
    asking = to_be_asked(month)
    unions = [one for one, _ in in_the_making(month)]
    among = [["已超过时限", tally(late), "个"] if late else [], ["下月到期", tally(due), "个"] if due else []]
    known = [one for one in among if one]
    return [
        *sentence(["继续办理问题", tally(found), "个"] if found else [], ["其中", *listed(known)] if known else []),
        *sentence(
            ["回访已解决的问题", tally(asking), "个"] if asking else [],
            ["推进建会事项", tally(unions), "个"] if unions else [],
        ),
    ]


def to_be_asked(month: Month) -> list[Problem]:
    """Give the problems that were solved by the end of the month, and nobody had asked after yet."""
    solved = (one for one in known_on(month.books, month.as_of) if one.done_on and one.done_on <= month.as_of)
    asked = (one for one in solved if not (one.revisited_on and one.revisited_on <= month.as_of and was_asked(one)))
    return [one for one in asked if "回访" in state_on(month.books, one, month.as_of)]


def _next(month: Month, day: dt.date | None) -> bool:
    """Tell whether a day lies in the next month or before."""
    after = (month.span.last.replace(day=1) + dt.timedelta(days=62)).replace(day=1)
    return day is not None and day < after


def _named(month: Month, which: str, deeds: list[Deed]) -> list[Part]:
    if not deeds:
        return []
    names = "；".join(with_deadline(month, deed) for deed in deeds[:_MOST_TOLD])
    return [which, tally(deeds), f"件：{names}{'等' if len(deeds) > _MOST_TOLD else ''}。"]


def _left_over(month: Month) -> list[Part]:
    found, problems = open_deeds(month), open_problems(month)
    to = month.group.host or "驻在工会"
    return [
        *_named(month, f"移交{to}继续办理的实事", [deed for deed in found if deed.handed_to_host]),
        *_named(month, "蹲点结束尚未办结、须商定移交的实事", [deed for deed in found if not deed.handed_to_host]),
        *_handed(f"移交{to}继续办理的问题", [one for one in problems if one.handed_to_host]),
        *_handed("蹲点结束尚未办结、须商定移交的问题", [one for one in problems if not one.handed_to_host]),
    ]


def _handed(which: str, problems: list[Problem]) -> list[Part]:
    if not problems:
        return []
    numbers = "、".join(one.no for one in problems[:_MOST_TOLD] if one.no)
    more = "等" if len(problems) > _MOST_TOLD else ""
    return [which, tally(problems), f"个：{numbers}{more}。" if numbers else "个。"]


def requests(month: Month) -> list[Paragraph]:
    """六: what was asked for, the common problems that wait for an answer; without any, demands."""
    own = written(month, month.report.requests) if month.report else []
    told = [paragraph(*parts) for parts in (_waiting(month),) if parts]
    return [*own, *told] or [paragraph(_demanded(month) or "本月未登记需派出单位协调解决的事项。")]


def _waiting(month: Month) -> list[Part]:
    found = waiting(month)
    if not found:
        return []
    asked = [_asked(month, one) for one in found]
    return ["已上报尚未答复的共性问题", tally(found), f"件：{'；'.join(asked[:_MOST_TOLD])}。"]


def _asked(month: Month, one: CommonProblem) -> str:
    return f"“{said(one.title)}”" + (f"，{spoken(month.books, one.asked)}" if one.asked else "")


def _demanded(month: Month) -> str:
    reported = (row.cells for _, row in demands(month) if row.cells.get("handling") == TO_SUPERIOR)
    asked = list(dict.fromkeys(spoken(month.books, cells.get("words", "")) for cells in reported))
    named = "；".join(asked[:_MOST_TOLD])
    return f"走访中下列诉求拟报派出单位协调：{named}{'等' if len(asked) > _MOST_TOLD else ''}。" if asked else ""
