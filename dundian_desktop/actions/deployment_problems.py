"""The problems of a deployment file, and the leads of hardship its workers' cards tell of.

* What went upwards says its cause and its remedy; a file that does not is not refused: each such problem gets a
  共性问题 in 起草, where the two are listed as 待补.
* A worker's id in a description becomes the worker's name, and the worker whom the problem is about.
"""

from __future__ import annotations

import dataclasses as dc
import re
from collections.abc import Iterable, Iterator

from dundian_desktop.actions.deployment_cards import Cards
from dundian_desktop.actions.deployment_shape import Deployment, ProblemPart
from dundian_desktop.actions.deployment_words import Placed, code_of, link, placed, said
from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import UserError
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.ledgers.problem import UPWARDS, Nature, Problem, ProblemState
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker

_SHORT = {"已解决": ProblemState.DONE}
_TITLE = 60


def problems_of(found: Deployment, cards: Cards) -> Iterator[Placed]:
    """Make the problems, then the common problems that those reported upwards belong to."""
    commons: list[CommonProblem] = []

    def make(part: ProblemPart, place: str) -> Problem:
        problem = _problem(part, cards, place)
        if problem.state not in UPWARDS:
            return problem
        commons.append(_common(problem, len(commons) + 1))
        return dc.replace(problem, common=commons[-1].id)

    yield from placed("问题", found.problems, make)
    yield from placed("共性问题", commons, lambda common, _: common)


def _problem(part: ProblemPart, cards: Cards, place: str) -> Problem:
    described, worker = _spelt(part.desc, cards)
    return Problem.of(
        no=part.no,
        found_on=part.found,
        description=described,
        category=code_of("problem_category", part.category, place),
        nature=_nature(part, place),
        source=None,
        enterprise=link(cards.enterprises, part.ent, place),
        worker=worker.id if worker else None,
        state=_state(part, place),
        due=part.due,
        result=f"{said(part.done)}解决。" if part.done else "",
        done_on=part.done,
    )


def _spelt(words: str, cards: Cards) -> tuple[str, Worker | None]:
    """Give a description with the names of workers for their ids, and the worker when it is about one."""
    named = [cards.workers[id] for id in re.findall(r"[A-Za-z]+\d+", words) if id in cards.workers]
    told = re.sub(r"([A-Za-z]+\d+)\s*", lambda m: cards.workers[m[1]].name if m[1] in cards.workers else m[0], words)
    return told, named[0] if len(named) == 1 else None


def _nature(part: ProblemPart, place: str) -> Nature:
    try:
        return Nature(part.nature) if part.nature else Nature.SINGLE
    except ValueError:
        raise UserError(f"{place}的“{(part.nature or '')[:20]}”不是问题的性质，没有装入任何内容。") from None


def _state(part: ProblemPart, place: str) -> ProblemState:
    if not part.status:
        return ProblemState.DONE if part.done else ProblemState.RUNNING
    try:
        return _SHORT.get(part.status) or ProblemState(part.status)
    except ValueError:
        raise UserError(f"{place}的“{part.status[:20]}”不是问题的状态，没有装入任何内容。") from None


def _common(problem: Problem, number: int) -> CommonProblem:
    return CommonProblem.of(
        no=f"GX-{number:02d}",
        title=problem.description[:_TITLE],
        category=problem.category,
        cases=(problem.id,),
    )


def leads_of(found: Deployment, cards: Cards, visits: Iterable[Visit]) -> Iterator[Placed]:
    """Make a lead of every worker whose card says hardship, found at the first visit, else when the stint began."""
    met: dict[str | None, list[Visit]] = {}
    for visit in visits:
        met.setdefault(visit.worker, []).append(visit)
    for id, worker in cards.workers.items():
        if worker.hardship:
            yield Placed(record=_lead(id, worker, met.get(worker.id, []), found), place=f"困难线索{id}")


def _lead(id: str, worker: Worker, visits: Iterable[Visit], found: Deployment) -> HardshipLead:
    cause = vocabulary("hardship_cause").find(worker.hardship_cause)
    return HardshipLead.of(
        no=f"KN-{id}",
        found_on=min((visit.visited_on for visit in visits if visit.visited_on), default=found.group.start),
        worker=worker.id,
        level=worker.hardship,
        main_cause=cause.code if cause else None,
        story="" if cause else worker.hardship_cause,
        visits=tuple(sorted(visit.id for visit in visits)),
    )
