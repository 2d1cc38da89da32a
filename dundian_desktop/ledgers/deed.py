"""办实事清单: what the group promised to do for workers, and did (policy 四(五); domain notes §3.6)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from typing import Any

from dundian_desktop import fields
from dundian_desktop.fields import Row, Sensitivity
from dundian_desktop.ledger import AWAITED, Gift, Record, rule
from dundian_desktop.workflow import Step, Workflow


class DeedState(enum.StrEnum):
    """How far a deed is."""

    PLANNED = "未启动"
    RUNNING = "进行中"
    DONE = "已办结"
    DELAYED = "延期"
    CANCELLED = "取消"


_S = DeedState
PROGRESS_COLUMNS = (
    fields.Field(name="day", label="日期", kind=fields.Day(), required=True),
    fields.Field(name="words", label="进展", kind=fields.Text(max_length=500), required=True),
)
DELAY_COLUMNS = (
    fields.Field(name="day", label="决定日期", kind=fields.Day(), required=True),
    fields.Field(name="due", label="新时限", kind=fields.Day(planned=True), required=True),
    fields.Field(name="reason", label="理由", kind=fields.Text(max_length=300), required=True),
)


def in_force(due: dt.date | None, delays: Iterable[Row]) -> dt.date | None:
    """Give the deadline in force: the latest one promised, in whatever order two people wrote theirs down."""
    later = (row.cells.get("due") for row in delays)
    return max(filter(None, (due, *later)), default=None)


def _expense(deeds: Sequence[Deed]) -> dict[str, Any]:
    return {"what": deeds[0].content, "fund": deeds[0].fund, "deed": deeds[0].id}


def _activity(deeds: Sequence[Deed]) -> dict[str, Any]:
    units = (deeds[0].enterprise,) if deeds[0].enterprise else ()
    return {"title": deeds[0].content[:80], "enterprises": units, "deed": deeds[0].id}


class Deed(
    Record,
    table="deed",
    title="办实事",
    code="SS",
    noun="实事",
    order=30,
    headline=("content",),
    month="done_on",
    empty="还没有实事。写清内容、措施、完成时限三项，就列入了清单。",
):
    """A deed; its first deadline is never overwritten, every delay adds a row with its reason."""

    content: str = fields.text(
        "实事内容", required=True, max_length=100, search=True, listed=True, width=18, section="清单三要素"
    )
    measure: str = fields.text(
        "具体措施", required=True, max_length=1000, lines=3, search=True, listed=True, width=14, section="清单三要素"
    )
    due: dt.date | None = fields.day(
        "完成时限",
        required=True,
        planned=True,
        once=True,
        listed=True,
        width=6,
        section="清单三要素",
        help="延期时在下面加行，原时限保留",
    )
    state: DeedState = fields.choice("进度", DeedState, default=DeedState.PLANNED, required=True, listed=True, width=5)
    category: str | None = fields.code("类别", "deed_category", expected=True, listed=True, width=7)
    source: str | None = fields.code("来源", "deed_source", default="2")
    from_visits: tuple[str, ...] = fields.refs("来自哪些走访", "visit")
    problem: str | None = fields.ref("来自哪个问题", "problem")
    owner: str | None = fields.ref("责任人", "member", expected=True, listed=True, width=5)
    partners: str = fields.text("协办单位", max_length=100, expected=True)
    enterprise: str | None = fields.ref("受益单位", "enterprise")
    beneficiaries: str = fields.text("受益对象", max_length=60, section="惠及")
    expected_people: int | None = fields.whole("预计惠及", unit="人次", section="惠及")
    people: int | None = fields.whole("实际惠及", unit="人次", listed=True, width=5, section="惠及")
    planned_cost: int | None = fields.money("资金计划", section="资金")
    cost: int | None = fields.money("实际支出", listed=True, width=5, section="资金")
    fund: str | None = fields.code("资金来源", "fund_source", section="资金")
    started_on: dt.date | None = fields.day("启动日期", section="进展")
    progress: tuple[Row, ...] = fields.rows("进展记录", PROGRESS_COLUMNS, append=True, section="进展")
    delays: tuple[Row, ...] = fields.rows("延期记录", DELAY_COLUMNS, append=True, section="进展")
    done_on: dt.date | None = fields.day("办结日期", listed=True, width=6, section="办结")
    evidence: tuple[str, ...] = fields.codes(
        "佐证", "evidence", section="办结", help="签收表、照片、文件任选其一，不强制照片"
    )
    evidence_notes: str = fields.text("佐证说明", max_length=200, section="办结", sensitivity=Sensitivity.PERSONAL)
    satisfaction: str | None = fields.code("满意度", "satisfaction", section="办结")
    handed_to_host: bool | None = fields.flag("移交驻在工会", section="办结", help="蹲点结束仍未办结的，选“是”")

    workflow = Workflow(
        field="state",
        steps=(
            Step(
                word="开始办理",
                sources=(_S.PLANNED,),
                to=_S.RUNNING,
                asks=("started_on",),
                fills={"started_on": "今天"},
            ),
            Step(
                word="办结",
                sources=(_S.PLANNED, _S.RUNNING, _S.DELAYED),
                to=_S.DONE,
                asks=("done_on", "people", "evidence", "satisfaction"),
                fills={"done_on": "今天"},
                help="写明办结日期。实际惠及和佐证（任选一种）一时没有的，列为待补。",
            ),
            Step(
                word="延期",
                sources=(_S.PLANNED, _S.RUNNING, _S.DELAYED),
                to=_S.DELAYED,
                asks=("delays",),
                adds=("delays",),
                help="加一行，写明新时限和理由；原来的时限保留。",
            ),
            Step(
                word="取消",
                sources=(_S.PLANNED, _S.RUNNING, _S.DELAYED),
                to=_S.CANCELLED,
                asks=("progress",),
                adds=("progress",),
                help="承诺过的事不办了，在进展里写明为什么、怎样答复了职工。",
            ),
            Step(
                word="重新办理",
                sources=(_S.DONE, _S.CANCELLED),
                to=_S.RUNNING,
                asks=("progress", "delays"),
                clears=("done_on",),
                help="原时限已过的，在延期记录里写明新时限和理由。",
            ),
        ),
        needs={_S.DONE: ("done_on",), _S.DELAYED: ("delays",)},
        settled=frozenset({_S.DONE, _S.CANCELLED}),
    )
    gives = (
        Gift(word="记一笔经费", ledger="expense", make=_expense),
        Gift(word="记一次活动", ledger="activity", make=_activity),
    )

    @property
    def deadline(self) -> dt.date | None:
        """Give the deadline in force."""
        return in_force(self.due, self.delays)

    def overdue(self, today: dt.date) -> bool:
        """Tell whether it is open after its deadline."""
        is_open = self.state not in {DeedState.DONE, DeedState.CANCELLED}
        return is_open and self.deadline is not None and today > self.deadline

    @rule("state", "填了办结日期的，进度应为“已办结”")
    def day_means_done(self) -> bool:
        """Only a finished deed has a finishing day."""
        return self.done_on is None or self.state is DeedState.DONE

    @rule("done_on", "早于启动日期")
    def done_after_start(self) -> bool:
        """A deed is finished after it was begun."""
        return not (self.started_on and self.done_on) or self.done_on >= self.started_on

    @rule("people", AWAITED, warning=True)
    def done_has_reach(self) -> bool:
        """A finished deed says how many it reached (domain notes §3.6)."""
        return self.state is not DeedState.DONE or self.people is not None

    @rule("evidence", AWAITED, warning=True)
    def done_has_evidence(self) -> bool:
        """A finished deed can be shown by a list, a photo or a paper."""
        return self.state is not DeedState.DONE or bool(self.evidence or self.files)

    @rule("people", "超过预计的3倍，请核对", warning=True)
    def reach_is_plausible(self) -> bool:
        """More than three times the expected reach is doubted."""
        return not (self.people and self.expected_people) or self.people <= 3 * self.expected_people
