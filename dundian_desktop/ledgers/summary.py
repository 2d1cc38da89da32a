"""工作总结: what the stint came to, in words; its figures are counted (policy 四(三), R10; domain notes §4.2)."""

from __future__ import annotations

import datetime as dt
import enum

from dundian_desktop import fields
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.member import leader_signs
from dundian_desktop.workflow import Step, Workflow


class SummaryState(enum.StrEnum):
    """How far a summary is."""

    DRAFT = "起草"
    DONE = "已定稿"


_S = SummaryState


def _part(label: str) -> str:
    """Declare one part of the summary."""
    return fields.text(label, max_length=6000, lines=5, search=True, section="正文")


class Summary(
    Record,
    table="summary",
    title="工作总结",
    code="ZJ",
    noun="总结",
    order=73,
    headline=("title",),
    month="finished_on",
    empty="还没有工作总结。蹲点结束前写总结，数字由台账自动填。",
):
    """The summary of a stint."""

    title: str = fields.text("题目", required=True, max_length=80, listed=True, width=20)
    author: str | None = fields.ref("执笔人", "member", listed=True, width=5)
    state: SummaryState = fields.choice("状态", SummaryState, default=SummaryState.DRAFT, required=True, listed=True)
    basics: str = _part("基本情况")
    practice: str = _part("主要做法与成效")
    cases: str = _part("典型案例")
    shortcomings: str = _part("问题不足")
    advice: str = _part("意见建议")
    handover: str = _part("移交事项")
    finished_on: dt.date | None = fields.day("定稿日期", listed=True, width=6)
    signed_by: str | None = fields.ref("审签人", "member", help="由组长签字")

    workflow = Workflow(
        field="state",
        steps=(
            Step(
                word="定稿",
                sources=(_S.DRAFT,),
                to=_S.DONE,
                asks=("finished_on", "signed_by"),
                fills={"finished_on": "今天"},
            ),
            Step(word="退回修改", sources=(_S.DONE,), to=_S.DRAFT, clears=("finished_on", "signed_by")),
        ),
        needs={_S.DONE: ("finished_on", "signed_by")},
        signed={_S.DONE: leader_signs("signed_by", "finished_on")},
        settled=frozenset({_S.DONE}),
    )
