"""任务清单: what the sending union asks for, the 几个一 (domain notes §1.2, §3.9).

* A task that names an indicator is counted by it; one that does not is counted by what is ticked off in its rows.
"""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record

EVIDENCE_COLUMNS = (
    fields.Field(name="day", label="日期", kind=fields.Day(), required=True),
    fields.Field(name="words", label="完成情况", kind=fields.Text(max_length=300), required=True),
    fields.Field(name="number", label="数量", kind=fields.Whole(low=0, high=100_000)),
)


class Task(
    Record,
    table="task",
    title="任务清单",
    code="RW",
    noun="任务",
    order=89,
    headline=("title",),
    empty="还没有任务清单。派出单位下发的“几个一”逐条登记，选了指标的自动计数。",
    alike=(("title",),),
):
    """One task with its target."""

    title: str = fields.text("任务", required=True, max_length=80, search=True, listed=True, width=18)
    indicator: str | None = fields.code(
        "对应指标", "indicator", listed=True, width=10, help="选了的自动按台账计数；也可打代码，如K003"
    )
    target: int | None = fields.whole("任务数", low=1, required=True, listed=True, width=4)
    unit: str = fields.text("单位", max_length=8, listed=True, width=3)
    due: dt.date | None = fields.day("完成时限", planned=True, listed=True, width=6)
    issuer: str = fields.text("下发单位", max_length=60)
    issued_on: dt.date | None = fields.day("下发日期")
    done: tuple[Row, ...] = fields.rows("完成记录", EVIDENCE_COLUMNS, append=True, help="没有对应指标的，在这里逐次记")
    notes: str = fields.text("说明", max_length=500, lines=2)
