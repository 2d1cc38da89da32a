"""请销假: days a member was away, with who agreed; of illness no reason is kept (domain notes §1.3, §3.1)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record, rule


class Absence(
    Record,
    table="absence",
    title="请销假",
    code="QJ",
    noun="请假",
    order=86,
    headline=("starts",),
    month="starts",
    empty="还没有请假记录。组员离岗写明起止和批准人；病假只记类别，不记原因。",
):
    """One absence."""

    member: str | None = fields.ref("组员", "member", required=True, listed=True, width=5)
    kind: str | None = fields.code("类别", "leave_kind", required=True, listed=True, width=4)
    starts: dt.date | None = fields.day("开始日期", required=True, planned=True, listed=True, width=6)
    ends: dt.date | None = fields.day("结束日期", required=True, planned=True, listed=True, width=6)
    approver: str = fields.text(
        "批准人", expected=True, listed=True, width=6, sensitivity=Sensitivity.PERSONAL, help="超过3天一般报派出单位"
    )
    reported: bool | None = fields.flag("已报派出单位", listed=True, width=5)
    returned_on: dt.date | None = fields.day("销假日期", listed=True, width=6)

    @rule("ends", "不能早于开始日期")
    def ends_after_start(self) -> bool:
        """An absence ends after it begins."""
        return not (self.starts and self.ends) or self.ends >= self.starts

    @property
    def days(self) -> int:
        """Give how many natural days it lasts."""
        return (self.ends - self.starts).days + 1 if self.starts and self.ends else 0
