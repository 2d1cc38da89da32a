"""附件 3 of a monthly report: the ledger of problems as it stood at the end of the month (policy 四(四); notes §4.2).

* It lists what is not struck off yet and what was struck off in the month; how many were struck off before is noted.
* A common problem shows its cause and its remedy, its own or those of the common problem it was grouped into.
* What people wrote is shown without names of workers and without numbers of cards and telephones.
"""

from __future__ import annotations

import datetime as dt

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.problem import Problem, ProblemState
from dundian_desktop.policy.check_problems import deadline_on
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.problem_days import known_on, overdue_on, reported_on, state_on
from dundian_desktop.policy.problems import is_common, was_asked
from dundian_desktop.reports.document import Appendix, Column, Row, Table
from dundian_desktop.reports.month_words import day_words, said
from dundian_desktop.reports.nameless import spoken

_COLUMNS = (
    Column(label="序号", width=2.2, align="center"),
    Column(label="发现\n时间", width=4.5, align="center"),
    Column(label="单位", width=6.1),
    Column(label="问题描述", width=8.4),
    Column(label="类别", width=5.0, align="center"),
    Column(label="性质", width=2.9, align="center"),
    Column(label="措施（共性问题为症结、对策）", width=17.4),
    Column(label="责任人", width=3.9, align="center"),
    Column(label="完成\n时限", width=4.5, align="center"),
    Column(label="状态", width=5.0, align="center"),
    Column(label="满意度", width=3.9, align="center"),
)
"""Widths in hundredths of the line, about: a date, a name and four letters of 五号 stand whole."""
_IN_LINE = 4
"""Letters in a line of 状态."""


def problems_list(month: Month) -> Appendix | None:
    """Give 附件 3; None without any problem."""
    known = known_on(month.books, month.as_of)
    if not known:
        return None
    shown = [one for one in known if not _struck_before(one, month.span.first)]
    rows = tuple(_row(month, one, place) for place, one in enumerate(shown, start=1))
    table = Table(columns=_COLUMNS, rows=rows)
    return Appendix(
        title="问题台账", table=table, orientation="landscape", notes=(_note(month, len(known) - len(shown)),)
    )


def _struck_before(problem: Problem, day: dt.date) -> bool:
    return problem.closed_on is not None and problem.closed_on < day


def _note(month: Month, before: int) -> str:
    earlier = f"此前已销号{before}个，不再列出。" if before else ""
    return f"注：截至{day_words(month.as_of)}未销号和本月销号的问题。{earlier}"


def _row(month: Month, one: Problem, place: int) -> Row:
    day = month.as_of
    unit, owner = month.books.find(Enterprise, one.enterprise), month.books.find(Member, one.owner)
    return (
        str(place),
        _day(month, one.found_on),
        said(unit.name) if unit else "",
        spoken(month.books, one.description),
        vocabulary("problem_category").label(one.category or ""),
        one.nature.value,
        _handled(month, one),
        owner.name if owner else "",
        _day(month, deadline_on(one, day)),
        _state(month, one),
        _content(month, one),
    )


def _day(month: Month, day: dt.date | None) -> str:
    return day_words(day, month.as_of.year) if day else ""


def _handled(month: Month, one: Problem) -> str:
    """Tell what is done about it; of a common one why it is so and what is proposed."""
    if not is_common(one):
        return spoken(month.books, one.measure)
    group = month.books.find(CommonProblem, one.common)
    cause, remedy = one.cause or (group.cause if group else ""), one.proposal or (group.proposal if group else "")
    parts = (("症结", cause), ("对策", remedy))
    told = [f"{name}：{spoken(month.books, words)}" for name, words in parts if words.strip()]
    return "。".join([*(told or [spoken(month.books, one.measure)]), *_reported(month, one)])


def _reported(month: Month, one: Problem) -> list[str]:
    day = reported_on(month.books, one)
    return [f"{_day(month, day)}上报"] if day and day <= month.as_of else []


def _state(month: Month, one: Problem) -> str:
    state = state_on(month.books, one, month.as_of)
    if state is ProblemState.CLOSED:
        return f"{state.value}\n{_day(month, one.closed_on)}"
    words = state.value if len(state.value) <= _IN_LINE else f"{state.value[:3]}\n{state.value[3:]}"
    return words + ("\n（逾期）" if overdue_on(one, month.as_of, over=not month.running) else "")


def _content(month: Month, one: Problem) -> str:
    asked = was_asked(one) and one.revisited_on is not None and one.revisited_on <= month.as_of
    return vocabulary("satisfaction").label(one.satisfaction or "") if asked else ""
