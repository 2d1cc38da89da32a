"""共性问题: several problems with one cause, reported upwards together (policy 四(四); domain notes §3.5, §4.2).

* It carries cause, proposal, addressee and, later, the answer; the same save writes them to every problem in it.
* It is reported with the leader's signature.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum
from functools import partial
from typing import Any

from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Follow, Record, rule
from dundian_desktop.ledgers.member import leader_signs
from dundian_desktop.ledgers.problem import Nature, Problem, ProblemState
from dundian_desktop.ledgers.toolkit_document import CITATION_COLUMNS
from dundian_desktop.workflow import Step, Workflow


class CommonState(enum.StrEnum):
    """How far it is."""

    DRAFT = "起草"
    REPORTED = "已上报"
    ACCEPTED = "上级受理"
    ANSWERED = "已答复"
    TURNED = "已转化"


_S = CommonState
_REPORT = ("cause", "proposal", "addressee", "reported_on", "signed_by")
_TELLS = {
    _S.REPORTED: ProblemState.REPORTED,
    _S.ACCEPTED: ProblemState.ACCEPTED,
    _S.ANSWERED: ProblemState.ANSWERED,
    _S.TURNED: ProblemState.TURNED,
}


class CommonProblem(
    Record,
    table="common_problem",
    title="共性问题",
    code="GX",
    order=26,
    headline=("title",),
    month="reported_on",
    empty="还没有共性问题。几家单位都有的同类问题，选在一起，写清症结和对策，向上级报告一次。",
):
    """A group of problems with one cause."""

    title: str = fields.text("题目", required=True, max_length=60, search=True, listed=True, width=18)
    category: str | None = fields.code("类别", "problem_category", expected=True, listed=True, width=6)
    cases: tuple[str, ...] = fields.refs("包括哪些问题", "problem", listed=True, width=14)
    phenomenon: str = fields.text(
        "现象", max_length=1000, lines=3, search=True, help="涉及几家单位、多少人，表现是什么"
    )
    people: int | None = fields.whole("涉及人数", unit="人")
    cause: str = fields.text("症结", max_length=1000, lines=3, search=True, expected=True)
    proposal: str = fields.text("对策建议", max_length=1000, lines=3, search=True, expected=True)
    asked: str = fields.text("请上级支持事项", max_length=600, lines=2)
    citations: tuple[Row, ...] = fields.rows("引用政策", CITATION_COLUMNS)
    state: CommonState = fields.choice(
        "状态", CommonState, default=CommonState.DRAFT, required=True, listed=True, width=6, section="上报与答复"
    )
    addressee: str = fields.text("上报对象", max_length=60, expected=True, listed=True, section="上报与答复")
    reported_on: dt.date | None = fields.day("上报日期", listed=True, width=6, section="上报与答复")
    document_no: str = fields.text("上报文号", max_length=40, section="上报与答复")
    signed_by: str | None = fields.ref("审签人", "member", section="上报与答复", help="由组长签字")
    answer: str = fields.text("上级答复", max_length=2000, lines=3, search=True, section="上报与答复")
    answered_on: dt.date | None = fields.day("答复日期", listed=True, width=6, section="上报与答复")
    outcome: str | None = fields.ref("成果转化", "outcome", section="上报与答复")

    workflow = Workflow(
        field="state",
        steps=(
            Step(
                word="上报上级",
                sources=(_S.DRAFT,),
                to=_S.REPORTED,
                asks=(*_REPORT, "document_no"),
                fills={"reported_on": "今天"},
                help="写清症结、对策和上报对象，由组长签字。所含问题同时记为已上报。",
            ),
            Step(word="上级受理", sources=(_S.REPORTED,), to=_S.ACCEPTED),
            Step(
                word="收到答复",
                sources=(_S.REPORTED, _S.ACCEPTED),
                to=_S.ANSWERED,
                asks=("answer", "answered_on"),
                fills={"answered_on": "今天"},
                help="答复会同时写到所含的每个问题上。",
            ),
            Step(word="转化为制度", sources=(_S.ANSWERED,), to=_S.TURNED, asks=("outcome",)),
            Step(word="撤回修改", sources=(_S.REPORTED,), to=_S.DRAFT, clears=("reported_on", "signed_by")),
        ),
        needs={
            _S.REPORTED: _REPORT,
            _S.ACCEPTED: _REPORT,
            _S.ANSWERED: (*_REPORT, "answer", "answered_on"),
            _S.TURNED: (*_REPORT, "outcome"),
        },
        signed=dict.fromkeys(
            (_S.REPORTED, _S.ACCEPTED, _S.ANSWERED, _S.TURNED), leader_signs("signed_by", "reported_on")
        ),
        settled=frozenset({_S.ANSWERED, _S.TURNED}),
    )

    @rule("answered_on", "早于上报日期")
    def answered_after_report(self) -> bool:
        """An answer comes after the report."""
        return not (self.reported_on and self.answered_on) or self.answered_on >= self.reported_on

    @override
    def follows(self, before: Any) -> tuple[Follow, ...]:
        """Write to every problem that it belongs here, and how far it is; what left the group belongs nowhere."""
        left = set(before.cases if before else ()) - set(self.cases)
        kept = [Follow(ledger="problem", id=one, make=partial(_joined, self, before)) for one in self.cases]
        return (*kept, *(Follow(ledger="problem", id=one, make=partial(_parted, self)) for one in sorted(left)))


def _joined(group: CommonProblem, before: CommonProblem | None, problem: Problem | None) -> Problem | None:
    """Give a problem of the group as the group says it stands; what was withdrawn is the group's own work again."""
    if problem is None:
        return None
    told = dc.replace(problem, common=group.id, nature=Nature.COMMON, outcome=group.outcome or problem.outcome)
    if group.answer:
        told = dc.replace(told, answer=group.answer, answered_on=group.answered_on)
    withdrawn = before is not None and before.state is _S.REPORTED and group.state is _S.DRAFT
    if withdrawn and problem.state is ProblemState.REPORTED and not problem.told_alone:
        return _moved(told, ProblemState.RUNNING)
    return _moved(told, _TELLS.get(group.state))


def _moved(problem: Problem, to: enum.StrEnum | None) -> Problem:
    """Give a problem in another state if a step leads there, else as it is."""
    step = next((one for one in Problem.workflow.steps_from(problem.state) if to and one.to == to), None)
    return problem.stepped(step) if step else problem


def _parted(group: CommonProblem, problem: Problem | None) -> Problem | None:
    """Give a problem that left the group; one that says itself what it needs stays reported."""
    if problem is None or problem.common != group.id:
        return None
    alone = dc.replace(problem, common=None)
    return alone if not alone.problems() else _moved(alone, ProblemState.RUNNING)
