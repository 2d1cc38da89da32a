"""月报: the record of one month's report, and the figures it stood on (policy 四(四), R06).

* The leader closes a month (封账): its figures are written down and never move; later edits are told as 上月更正.
* What people write themselves stays here, apart from the figures, and outlives every new count.
"""

from __future__ import annotations

import datetime as dt
import enum

from dundian_desktop import fields
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record, rule
from dundian_desktop.ledgers.member import leader_signs
from dundian_desktop.workflow import Step, Workflow

FIGURE_COLUMNS = (
    fields.Field(name="code", label="代码", kind=fields.Text(max_length=12), required=True),
    fields.Field(name="month", label="本月", kind=fields.Whole(low=-(10**13), high=10**13), required=True),
    fields.Field(name="correction", label="上月更正", kind=fields.Whole(low=-(10**13), high=10**13)),
    fields.Field(name="total", label="累计", kind=fields.Whole(low=-(10**13), high=10**13), required=True),
    fields.Field(name="records", label="本月依据", kind=fields.Text(max_length=4_000_000)),
    fields.Field(name="moved", label="更正依据", kind=fields.Text(max_length=4_000_000)),
    fields.Field(name="total_records", label="累计依据", kind=fields.Text(max_length=4_000_000)),
)
_MONTH = r"20[0-9]{2}-(0[1-9]|1[0-2])"


class MonthState(enum.StrEnum):
    """How far a monthly report is."""

    DRAFT = "编写中"
    CLOSED = "已封账"
    REPORTED = "已上报"
    DONE = "已签收"


_S = MonthState
_CLOSING = ("closed_on", "closed_by", "figures")


class MonthReport(
    Record,
    table="month_report",
    title="月报记录",
    code="YB",
    order=72,
    headline=("month",),
    empty="还没有月报记录。在“月报”页封账、上报以后，各期都在这里。",
    alike=(("month",),),
    without=("site",),
):
    """One issue of the monthly report."""

    month: str = fields.text(
        "月份", required=True, max_length=7, pattern=_MONTH, form="应写作2026-06", listed=True, width=5
    )
    state: MonthState = fields.choice("状态", MonthState, default=MonthState.DRAFT, required=True, listed=True, width=5)
    plans: str = fields.text("下月工作打算", max_length=4000, lines=4, search=True)
    requests: str = fields.text("需派出单位协调解决的事项", max_length=4000, lines=4, search=True)
    remarks: str = fields.text("补充说明", max_length=4000, lines=4, help="数字有差异的，在这里说明")
    closed_on: dt.date | None = fields.day("封账日期", once=True, listed=True, width=6, section="封账与上报")
    closed_by: str | None = fields.ref(
        "封账人", "member", once=True, listed=True, width=5, section="封账与上报", help="由组长签字"
    )
    sent_on: dt.date | None = fields.day("上报日期", listed=True, width=6, section="封账与上报")
    received_on: dt.date | None = fields.day("签收日期", listed=True, width=6, section="封账与上报")
    figures: tuple[Row, ...] = fields.rows("封账数字", FIGURE_COLUMNS, system=True, once=True, section="封账与上报")
    digest: str = fields.text("数据校验码", max_length=20, system=True, once=True, section="封账与上报")

    workflow = Workflow(
        field="state",
        steps=(
            Step(word="登记上报", sources=(_S.CLOSED,), to=_S.REPORTED, asks=("sent_on",), fills={"sent_on": "今天"}),
            Step(
                word="登记签收",
                sources=(_S.REPORTED,),
                to=_S.DONE,
                asks=("received_on",),
                fills={"received_on": "今天"},
            ),
            Step(word="封账", sources=(_S.DRAFT,), to=_S.CLOSED, asks=("closed_by",)),
        ),
        needs={
            _S.CLOSED: _CLOSING,
            _S.REPORTED: (*_CLOSING, "sent_on"),
            _S.DONE: (*_CLOSING, "sent_on", "received_on"),
        },
        signed=dict.fromkeys((_S.CLOSED, _S.REPORTED, _S.DONE), leader_signs("closed_by", "closed_on")),
        settled=frozenset({_S.REPORTED, _S.DONE}),
        sealed=frozenset({_S.CLOSED, _S.REPORTED, _S.DONE}),
    )

    @rule("closed_on", "还没有封账，不填封账日期和封账人")
    def closing_means_closed(self) -> bool:
        """What stays as it was first written is not written before the closing."""
        return self.state is not MonthState.DRAFT or not (self.closed_on or self.closed_by)
