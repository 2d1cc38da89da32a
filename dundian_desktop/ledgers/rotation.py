"""人员轮换: a post passes from one member to the next, with the list of what is open (policy 四(一), R05).

* Handing over needs the list; nothing is left without somebody who answers for it.
"""

from __future__ import annotations

import datetime as dt
import enum

from dundian_desktop import fields
from dundian_desktop.fields import Row, Sensitivity
from dundian_desktop.ledger import Record, rule
from dundian_desktop.ledgers.member import leader_signs
from dundian_desktop.workflow import Step, Workflow

ITEM_COLUMNS = (
    fields.Field(name="kind", label="类别", kind=fields.Code(vocabulary="handover_kind"), required=True),
    fields.Field(name="no", label="编号", kind=fields.Text(max_length=40)),
    fields.Field(name="words", label="事项", kind=fields.Text(max_length=300), required=True),
    fields.Field(name="due", label="时限", kind=fields.Day(planned=True)),
    fields.Field(name="contact", label="联系人", kind=fields.Text(max_length=60)),
    fields.Field(name="next", label="下一步", kind=fields.Text(max_length=300)),
)


class RotationState(enum.StrEnum):
    """How far a hand-over is."""

    DRAFT = "准备"
    HANDED = "已交接"


_S = RotationState


class Rotation(
    Record,
    table="rotation",
    title="人员轮换",
    code="LH",
    noun="交接",
    order=83,
    headline=("day",),
    month="day",
    empty="还没有人员轮换。组员离组前，用“办理交接”把手上的事交给接替的人，并打印交接清单。",
):
    """One hand-over."""

    day: dt.date | None = fields.day("交接日期", required=True, planned=True, listed=True, width=6)
    leaving: str | None = fields.ref("离组人员", "member", required=True, listed=True, width=6)
    successor: str | None = fields.ref("接替人员", "member", listed=True, width=6, expected=True)
    state: RotationState = fields.choice("状态", RotationState, default=RotationState.DRAFT, required=True, listed=True)
    items: tuple[Row, ...] = fields.rows(
        "交接事项", ITEM_COLUMNS, expected=True, sensitivity=Sensitivity.PERSONAL, help="在办事项、联系人、承诺过的事"
    )
    words: str = fields.text("交接说明", max_length=2000, lines=4, sensitivity=Sensitivity.PERSONAL)
    signed_by: str | None = fields.ref("监交人", "member", help="由组长签字")

    workflow = Workflow(
        field="state",
        steps=(
            Step(word="完成交接", sources=(_S.DRAFT,), to=_S.HANDED, asks=("successor", "items", "signed_by")),
            Step(word="补充交接", sources=(_S.HANDED,), to=_S.DRAFT, clears=("signed_by",)),
        ),
        needs={_S.HANDED: ("successor", "items", "signed_by")},
        signed={_S.HANDED: leader_signs("signed_by", "day")},
        settled=frozenset({_S.HANDED}),
    )

    @rule("successor", "接替人员不能是离组人员本人")
    def is_another_person(self) -> bool:
        """A post passes to another person."""
        return self.successor is None or self.successor != self.leaving
