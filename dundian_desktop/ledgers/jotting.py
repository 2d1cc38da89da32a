"""随手记: one text and one sort, turned into a proper record later (ui notes §4.1)."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from dundian_desktop import fields
from dundian_desktop.errors import UserError
from dundian_desktop.fields import Attachment, Sensitivity
from dundian_desktop.ledger import Gift, Record
from dundian_desktop.workflow import Step, Workflow


class JottingState(enum.StrEnum):
    """Whether it became a record."""

    OPEN = "待整理"
    DONE = "已整理"


_S = JottingState


_LINE = 100


def _became(label: str, table: str) -> str | None:
    """Declare the link to what a note was turned into, one a ledger, so that it is shown and followed as any other."""
    return fields.ref(f"转为{label}", table, system=True)


def _line(jotting: Jotting) -> str:
    return " ".join(jotting.text.split())[:_LINE]


def _learned(jotting: Jotting) -> dt.datetime | None:
    """Give the moment at which it was written down, when that is known: it was learned of then at the latest."""
    return jotting.meta.created_at if jotting.meta else None


_BEGIN: dict[str, Callable[[Jotting], dict[str, Any]]] = {
    "diary": lambda one: {"day": one.day, "text": one.text, "author": one.author},
    "visit": lambda one: {"visited_on": one.day, "advice": one.text[:2000]},
    "problem": lambda one: {"found_on": one.day, "description": one.text[:1000]},
    "deed": lambda one: {"content": _line(one)},
    "incident": lambda one: {"learned_at": _learned(one), "brief": one.text[:1000]},
    "hardship_lead": lambda one: {"found_on": one.day, "story": one.text[:1000]},
    "activity": lambda one: {"day": one.day, "title": _line(one)[:80], "content": one.text[:2000]},
}
"""Ledger -> how its record begins."""


def _given(table: str, jottings: Sequence[Jotting]) -> dict[str, Any]:
    """Give how the record begins that a jotting is turned into.

    Raises:
        UserError: it was turned into one already.
    """
    one = jottings[0]
    if one.state is JottingState.DONE:
        raise UserError("这条随手记已经整理过，没有再建一条。还要再用的，先点“重新整理”。")
    return {**_BEGIN[table](one), "site": one.site}


def _turned(jotting: Jotting, table: str, key: str) -> Jotting:
    """Give the jotting as it stands when it has become a record."""
    return dc.replace(jotting, state=JottingState.DONE, **{f"became_{table}": key})


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
    became_diary: str | None = _became("日志", "diary")
    became_visit: str | None = _became("走访", "visit")
    became_problem: str | None = _became("问题", "problem")
    became_deed: str | None = _became("实事", "deed")
    became_incident: str | None = _became("重大事项", "incident")
    became_hardship_lead: str | None = _became("困难职工线索", "hardship_lead")
    became_activity: str | None = _became("活动", "activity")

    workflow = Workflow(
        field="state",
        steps=(
            Step(word="不用整理", sources=(_S.OPEN,), to=_S.DONE),
            Step(word="重新整理", sources=(_S.DONE,), to=_S.OPEN, clears=tuple(f"became_{table}" for table in _BEGIN)),
        ),
        settled=frozenset({_S.DONE}),
    )
    gives = tuple(
        Gift(word=word, ledger=table, make=partial(_given, table), leaves=_turned)
        for table, word in (
            ("diary", "写成日志"),
            ("visit", "记为走访"),
            ("problem", "登记问题"),
            ("deed", "列为实事"),
            ("incident", "报重大事项"),
            ("hardship_lead", "转困难职工线索"),
            ("activity", "记为活动"),
        )
    )
