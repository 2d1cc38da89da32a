"""随手记: one text and one sort, turned into a proper record later (ui notes §4.1)."""

from __future__ import annotations

import datetime as dt
import enum

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Sensitivity
from dundian_desktop.ledger import Record
from dundian_desktop.workflow import Step, Workflow


class JottingState(enum.StrEnum):
    """Whether it became a record."""

    OPEN = "待整理"
    DONE = "已整理"


_S = JottingState


class Jotting(
    Record,
    table="jotting",
    title="随手记",
    code="SJ",
    noun="随手记",
    order=15,
    headline=("text",),
    month="day",
    empty="没有待整理的随手记。想到什么先记一句，有空再整理成正式记录。",
):
    """A note that waits to be sorted."""

    text: str = fields.text(
        "内容",
        required=True,
        max_length=5000,
        lines=6,
        search=True,
        listed=True,
        width=26,
        sensitivity=Sensitivity.PERSONAL,
    )
    kind: str | None = fields.code("类型", "jotting_kind", default="other", required=True, listed=True, width=4)
    day: dt.date | None = fields.day("日期", required=True, listed=True, width=6)
    author: str | None = fields.ref("记录人", "member", listed=True, width=5)
    tasks: tuple[str, ...] = fields.codes("五项任务", "task")
    photos: tuple[Attachment, ...] = fields.photos("照片", sensitivity=Sensitivity.SENSITIVE)
    state: JottingState = fields.choice("状态", JottingState, default=JottingState.OPEN, required=True, listed=True)
    became_ledger: str = fields.text("转为哪本台账", max_length=32, system=True)
    became_id: str = fields.text("转为哪条记录", max_length=32, system=True)

    workflow = Workflow(
        field="state",
        steps=(
            Step(word="不用整理", sources=(_S.OPEN,), to=_S.DONE),
            Step(word="重新整理", sources=(_S.DONE,), to=_S.OPEN, clears=("became_ledger", "became_id")),
        ),
        settled=frozenset({_S.DONE}),
    )
