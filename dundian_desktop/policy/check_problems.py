"""R11, R12, X07 and X08: each problem on its own (policy 四(四); domain notes §3.5, §5.3).

* 个性 is solved on the spot: it names how, who and until when (usual practice).
* 共性 names cause and remedy and is reported upwards; at its deadline, or when the stint ends, it is answered.
* Beside what it lacks, a problem is told once, by the gravest: unanswered, unfinished, overdue, without progress,
  solved late.
* Sentences name a problem by number and category: its description may hold names.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator, Mapping

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.common_problem import CommonProblem, CommonState
from dundian_desktop.ledgers.deed import in_force
from dundian_desktop.ledgers.problem import AT_WORK, Nature, Problem, ProblemState
from dundian_desktop.policy.arrangement import spoken_days
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, Finding, Level, Telling, opening, stepping
from dundian_desktop.policy.inspection import Inspection
from dundian_desktop.policy.sorting import sorted_out

_S = ProblemState
_ANSWERED = frozenset({_S.ANSWERED, _S.TURNED})


def called(problem: Problem) -> str:
    """Give what a sentence calls a problem."""
    category = vocabulary("problem_category").label(problem.category or "")
    return f"{problem.nature}问题{problem.no}" + (f"（{category}）" if category else "")


def deadline_on(problem: Problem, day: dt.date) -> dt.date | None:
    """Give the deadline that was in force on a day."""
    known = [row for row in problem.delays if (row.cells.get("day") or day) <= day]
    return in_force(problem.due, known)


def at_work_on(problem: Problem, day: dt.date) -> bool:
    """Tell whether something was still to be done about a problem on the evening of a day."""
    if problem.found_on is None or problem.found_on > day:
        return False
    if problem.done_on is not None:
        return problem.done_on > day
    return problem.state in AT_WORK


def done_late(problem: Problem) -> bool:
    """Tell whether a problem was solved after its deadline, delays granted."""
    return problem.done_on is not None and problem.deadline is not None and problem.done_on > problem.deadline


@dc.dataclass(frozen=True, kw_only=True)
class Upward:
    """What a common problem says to its superior, by itself or through the common problem it belongs to.

    Attributes:
        lacks: the parts that are not written yet, in words.
    """

    reported_on: dt.date | None
    answered_on: dt.date | None
    answered: bool
    lacks: tuple[str, ...]


def upward(problem: Problem, groups: Mapping[str, CommonProblem]) -> Upward:
    """Give how far a problem went up."""
    group = groups.get(problem.common or "")
    cause = problem.cause or (group.cause if group else "")
    proposal = problem.proposal or (group.proposal if group else "")
    by_group = group.reported_on if group and group.state is not CommonState.DRAFT else None
    reported_on = by_group or problem.reported_on
    said = (("症结", cause), ("对策", proposal), ("上报", reported_on))
    return Upward(
        reported_on=reported_on,
        answered_on=problem.answered_on or (group.answered_on if group else None),
        answered=problem.state in _ANSWERED or bool(problem.answer or (group and group.answer)),
        lacks=tuple(word for word, there in said if not there),
    )


def groups_of(seen: Inspection) -> dict[str, CommonProblem]:
    """Give the common problems by id."""
    return {group.id: group for group in seen.books.of(CommonProblem)}


# -- what it lacks


def singles_without_plan(seen: Inspection) -> Iterator[Finding]:
    """A problem to be solved on the spot names how, who and until when (R11)."""
    singles = (one for one in seen.books.of(Problem) if one.nature is Nature.SINGLE)
    yield from NO_PLAN.of([one for one in singles if at_work_on(one, seen.today) and _plan_lacks(one)])


def _plan_lacks(problem: Problem) -> str:
    said = (("办理方式", problem.handling), ("责任人", problem.owner), ("完成时限", problem.due))
    return "、".join(word for word, there in said if not there)


NO_PLAN = Telling[Problem](
    duty=Duty.R11,
    level=Level.WARNING,
    one=lambda one: f"{called(one)}没有写{_plan_lacks(one)}，就地解决宜先定下来。",
    many="{n}个个性问题没有写全办理方式、责任人和完成时限，就地解决宜先定下来。",
    basis=Basis.USUAL,
    mend=opening("handling"),
)


def commons_not_told(seen: Inspection) -> Iterator[Finding]:
    """A common problem says its cause and its remedy, and is reported to the superior union (policy 四(四), R12)."""
    groups = groups_of(seen)
    commons = (one for one in seen.books.of(Problem) if one.nature is Nature.COMMON and seen.seen(one.found_on))
    lacking = [one for one in commons if one.state is not _S.MOVED and upward(one, groups).lacks]
    yield from _not_told(groups).of(lacking)


def _not_told(groups: Mapping[str, CommonProblem]) -> Telling[Problem]:
    return Telling[Problem](
        duty=Duty.R12,
        level=Level.RED,
        one=lambda one: f"{called(one)}缺{'、'.join(upward(one, groups).lacks)}，请补齐。",
        many="{n}个共性问题没有写全症结、对策和上报，请补齐。",
        mend=stepping("上报上级"),
    )


# -- how it stands


def problems_standing(seen: Inspection) -> Iterator[Finding]:
    """A problem is solved in time, answered from above, and moves on (R11, R12, X07)."""
    groups = groups_of(seen)
    yield from sorted_out(seen.books.of(Problem), lambda one: _standing(seen, one, groups))


def _standing(seen: Inspection, problem: Problem, groups: Mapping[str, CommonProblem]) -> Telling[Problem] | None:
    if not at_work_on(problem, seen.today):
        return _LATE[problem.nature] if done_late(problem) and seen.span.holds(problem.done_on) else None
    up, passed = upward(problem, groups), seen.passed(deadline_on(problem, seen.today))
    waits = problem.nature is Nature.COMMON and seen.seen(up.reported_on) and not up.answered
    if waits and (passed or seen.ended):
        return UNANSWERED
    if problem.handed_to_host:
        return _HANDED[problem.nature] if seen.ended else None
    if seen.ended:
        return _UNFINISHED[problem.nature]
    if passed:
        return _OVERDUE[problem.nature]
    return STALE if _is_stale(seen, problem, up) else None


def solved_not_asked(seen: Inspection) -> Iterator[Finding]:
    """Who had the problem is asked whether it is solved, in so many days (X08)."""
    days = seen.parameters.revisit_days
    yield from NOT_ASKED.of([one for one in seen.books.of(Problem) if seen.passed(one.revisit_by(days))])


def _is_stale(seen: Inspection, problem: Problem, up: Upward) -> bool:
    """Tell whether nothing was written for too long; what is put off (暂缓) has its reason."""
    written = (row.cells.get("day") for row in (*problem.progress, *problem.delays))
    days = (problem.found_on, up.reported_on, up.answered_on, *written)
    last = max((day for day in days if seen.seen(day) and day), default=seen.today)
    return problem.state is not _S.DELAYED and (seen.today - last).days > seen.parameters.stale_days


def _spoken(day: dt.date | None) -> str:
    return spoken_days((day,), day.year) if day else ""


def _late(nature: Nature) -> Telling[Problem]:
    return Telling[Problem](
        duty=_DUTIES[nature],
        level=Level.NOTE,
        one=lambda one: f"{called(one)}逾期办结：时限{_spoken(one.deadline)}，{_spoken(one.done_on)}解决。",
        many=f"{{n}}个{nature}问题逾期办结。",
    )


def _overdue(nature: Nature) -> Telling[Problem]:
    return Telling[Problem](
        duty=_DUTIES[nature],
        level=Level.WARNING,
        one=lambda one: f"{called(one)}到期没有解决，请登记办结、延期或移交。",
        many=f"{{n}}个{nature}问题到期没有解决，请登记办结、延期或移交。",
        mend=stepping("办结"),
    )


def _unfinished(nature: Nature) -> Telling[Problem]:
    return Telling[Problem](
        duty=_DUTIES[nature],
        level=Level.WARNING,
        one=lambda one: f"蹲点结束时{called(one)}没有解决，也没有移交，请登记办结或移交。",
        many=f"蹲点结束时{{n}}个{nature}问题没有解决，也没有移交，请登记办结或移交。",
        mend=opening("handed_to_host"),
    )


def _handed(nature: Nature) -> Telling[Problem]:
    return Telling[Problem](
        duty=_DUTIES[nature],
        level=Level.NOTE,
        one=lambda one: f"蹲点结束时{called(one)}没有解决，已移交驻在工会。",
        many=f"蹲点结束时{{n}}个{nature}问题没有解决，已移交驻在工会。",
    )


_DUTIES = {Nature.SINGLE: Duty.R11, Nature.COMMON: Duty.R12}
_LATE, _OVERDUE, _UNFINISHED, _HANDED = (
    {nature: make(nature) for nature in Nature} for make in (_late, _overdue, _unfinished, _handed)
)
UNANSWERED = Telling[Problem](
    duty=Duty.R12,
    level=Level.WARNING,
    one=lambda one: f"{called(one)}已上报上级，还没有答复，请催办。",
    many="{n}个共性问题已上报上级，还没有答复，请催办。",
    mend=opening("answer"),
)
STALE = Telling[Problem](
    duty=Duty.X07,
    level=Level.WARNING,
    one=lambda one: f"{called(one)}很久没有进展记录，请写明办到哪一步。",
    many="{n}个问题很久没有进展记录，请写明办到哪一步。",
    basis=Basis.PARAMETER,
    mend=opening("progress"),
)
NOT_ASKED = Telling[Problem](
    duty=Duty.X08,
    level=Level.WARNING,
    one=lambda one: f"{called(one)}已解决，还没有回访，已过本组参数定的期限。",
    many="{n}个问题已解决，还没有回访，已过本组参数定的期限。",
    basis=Basis.PARAMETER,
    mend=stepping("回访销号"),
)
