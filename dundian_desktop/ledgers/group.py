"""工作组: the work group, one record for each stint (domain notes §3.1).

* How long, when and how many are usual (R01 to R03) rests on parameters of the union, so `policy.check_group` tells it.
"""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record, rule


class Group(
    Record,
    table="group",
    title="工作组",
    code="ZZ",
    order=80,
    headline=("name",),
    empty="先登记工作组：组名、派出单位和起止日期，月报和封面都从这里取。",
    without=("site",),
):
    """One work group in one stint, sent by a dispatching union (派出单位)."""

    name: str = fields.text("组名", required=True, search=True, listed=True, width=16, section="工作组")
    code: str = fields.text(
        "组码", required=True, max_length=24, listed=True, width=8, section="工作组", help="由派出单位编发，全省不重"
    )
    dispatch_union: str = fields.text("派出单位", required=True, listed=True, width=10, section="工作组")
    joint_unions: str = fields.text("联合派出单位", max_length=200, section="工作组")
    level: str | None = fields.code("派出层级", "dispatch_level", default="1", expected=True, section="工作组")
    addressee: str = fields.text(
        "月报主送", max_length=60, section="工作组", help="不填时用“派出单位＋机关干部赴基层蹲点工作联络指导小组”"
    )
    host: str = fields.text("驻在工会", expected=True, listed=True, width=8, section="驻地")
    region: str = fields.region("行政区划", expected=True, section="驻地")
    starts: dt.date | None = fields.day("开始日期", required=True, planned=True, listed=True, section="起止")
    ends: dt.date | None = fields.day("结束日期", required=True, planned=True, listed=True, section="起止")
    sponsor: str = fields.text("包点领导", expected=True, sensitivity=Sensitivity.PERSONAL, section="派出")
    headcount: int | None = fields.whole("派出单位机关干部数", unit="人", section="派出", help="由派出单位下发")
    sent: int | None = fields.whole("本年派出数", unit="人", section="派出")
    trained: dt.date | None = fields.day("行前培训日期", expected=True, section="派出")
    training: str = fields.text("行前培训内容", max_length=500, lines=3, section="派出")
    budget: int | None = fields.money("专项经费预算", section="派出")

    @rule("ends", "不能早于开始日期")
    def ends_after_start(self) -> bool:
        """A stint ends after it begins."""
        return not (self.starts and self.ends) or self.ends >= self.starts
