"""一函两书: reminder, opinion and proposal of union supervision over labour law (domain notes §2.8)."""

from __future__ import annotations

import datetime as dt
import enum

from dundian_desktop import fields
from dundian_desktop.ledger import Record, rule
from dundian_desktop.workflow import Step, Workflow


class LetterState(enum.StrEnum):
    """How far a letter is."""

    RUNNING = "已发出"
    ANSWERED = "已回复"
    DONE = "已整改"
    MOVED = "升级处理"


_S = LetterState


class Letter(
    Record,
    table="letter",
    title="一函两书",
    code="HS",
    noun="函书",
    order=52,
    headline=("matter",),
    month="issued_on",
    empty="还没有一函两书。提示函、意见书、建议书发出后记在这里，到期催回复。",
):
    """One letter to a unit, with its answer and what was mended."""

    issued_on: dt.date | None = fields.day("发出日期", required=True, listed=True, width=6)
    kind: str | None = fields.code("种类", "letter_kind", required=True, listed=True, width=5)
    document_no: str = fields.text("文号", max_length=40, expected=True, listed=True)
    issuer: str = fields.text("发函工会", max_length=60)
    enterprise: str | None = fields.ref("发给哪个单位", "enterprise", expected=True, listed=True, width=12)
    matter: str = fields.text("事由", required=True, max_length=200, search=True, listed=True, width=14)
    basis: str = fields.text("依据", max_length=500, lines=2)
    problem: str | None = fields.ref("针对哪个问题", "problem")
    owner: str | None = fields.ref("责任人", "member", help="催回复的人")
    due: dt.date | None = fields.day("回复期限", planned=True, listed=True, width=6)
    state: LetterState = fields.choice("状态", LetterState, default=LetterState.RUNNING, required=True, listed=True)
    replied_on: dt.date | None = fields.day("回复日期")
    reply: str = fields.text("回复内容", max_length=1000, lines=2)
    mended: str = fields.text("整改结果", max_length=1000, lines=2)
    handed_to_host: bool | None = fields.flag("移交驻在工会", help="蹲点结束仍未办结的，选“是”")

    workflow = Workflow(
        field="state",
        steps=(
            Step(
                word="收到回复",
                sources=(_S.RUNNING,),
                to=_S.ANSWERED,
                asks=("replied_on", "reply"),
                fills={"replied_on": "今天"},
            ),
            Step(word="已整改", sources=(_S.RUNNING, _S.ANSWERED), to=_S.DONE, asks=("replied_on", "reply", "mended")),
            Step(word="升级处理", sources=(_S.RUNNING, _S.ANSWERED), to=_S.MOVED, asks=("mended",)),
        ),
        needs={_S.ANSWERED: ("replied_on",), _S.DONE: ("mended",)},
        settled=frozenset({_S.DONE, _S.MOVED}),
    )

    @property
    def deadline(self) -> dt.date | None:
        """Give the day by which the unit answers."""
        return self.due

    def overdue(self, today: dt.date) -> bool:
        """Tell whether no answer came in time."""
        return self.state is LetterState.RUNNING and self.due is not None and today > self.due

    @rule("replied_on", "早于发出日期")
    def replied_after_issue(self) -> bool:
        """An answer comes after the letter."""
        return not (self.issued_on and self.replied_on) or self.replied_on >= self.issued_on
