"""How problems and unions in the making stood on a day that is past, so that a month is told as it was then.

* When a problem was passed on (转介) or accepted is not known by its day; such a state counts throughout.
* A union in the making is known from its first stage on, or, without any, from the day it was written down.
"""

from __future__ import annotations

import datetime as dt

from dundian_desktop import clock
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.problem import AT_WORK, Problem, ProblemState
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.check_problems import at_work_on, deadline_on

_S = ProblemState
_UNDER_WAY = "办理中"


def known_on(books: Books, day: dt.date) -> list[Problem]:
    """Give the problems found by a day, in the order of their numbers."""
    found = (one for one in books.of(Problem) if one.found_on and one.found_on <= day)
    return sorted(found, key=lambda one: (one.no, one.id))


def state_on(books: Books, problem: Problem, day: dt.date) -> ProblemState:
    """Give how far a problem was on the evening of a day."""
    if problem.closed_on and problem.closed_on <= day:
        return _S.CLOSED
    if problem.done_on and problem.done_on <= day:
        return problem.state if problem.state is _S.TURNED else _S.DONE
    if problem.done_on is None and problem.state not in AT_WORK:
        return problem.state
    if problem.answered_on and problem.answered_on <= day:
        return _S.ANSWERED
    told = reported_on(books, problem)
    if told and told <= day:
        return problem.state if problem.state is _S.ACCEPTED else _S.REPORTED
    return problem.state if problem.state in {_S.OPEN, _S.DELAYED} else _S.RUNNING


def reported_on(books: Books, problem: Problem) -> dt.date | None:
    """Give the day a problem went upwards: its own, else that of the common problem it belongs to."""
    common = books.find(CommonProblem, problem.common)
    return problem.reported_on or (common.reported_on if common else None)


def overdue_on(problem: Problem, day: dt.date, *, over: bool) -> bool:
    """Tell whether a problem was at work after its deadline.

    Args:
        over: the day itself is over, so that what was due on it is late.
    """
    deadline = deadline_on(problem, day)
    return at_work_on(problem, day) and deadline is not None and (deadline < day or (over and deadline == day))


def stage_on(building: UnionBuilding, day: dt.date) -> str:
    """Give how far a union in the making was on the evening of a day, in words; "" when nobody had begun with it."""
    if building.completed_on and building.completed_on <= day:
        return building.stage.value
    rows = [row.cells for row in building.stages if row.cells.get("day") and row.cells.get("stage")]
    past = [cells for cells in rows if cells["day"] <= day]
    if past and (len(past) < len(rows) or building.completed_on):
        return Stage(max(past, key=lambda cells: cells["day"])["stage"]).value
    if not past and (rows or _written_on(building) > day):
        return ""
    return _UNDER_WAY if building.completed_on else building.stage.value


def _written_on(building: UnionBuilding) -> dt.date:
    return clock.local(building.meta.created_at).date() if building.meta else dt.date.min


def founded_by(building: UnionBuilding, day: dt.date) -> bool:
    """Tell whether a new union was approved by a day."""
    return building.matter is Matter.FOUNDING and building.approved_on is not None and building.approved_on <= day
