"""党建引领与沟通: talks with party, government and unions of the place (policy 四(二); domain notes R15)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record


class Liaison(
    Record,
    table="liaison",
    title="党建引领与沟通",
    code="GT",
    noun="沟通记录",
    order=84,
    headline=("day", "topic"),
    month="day",
    empty="还没有沟通记录。与当地党委、政府、有关部门和工会的沟通，党建带工建活动，记在这里。",
):
    """One talk or joint activity."""

    day: dt.date | None = fields.day("日期", required=True, listed=True, width=6)
    kind: str | None = fields.code("类型", "liaison_kind", required=True, listed=True, width=7)
    organisation: str = fields.text("对方单位", required=True, max_length=60, search=True, listed=True, width=12)
    people: str = fields.text("对方人员", max_length=60, sensitivity=Sensitivity.PERSONAL)
    topic: str = fields.text("事项", required=True, max_length=200, search=True, listed=True, width=16)
    members: tuple[str, ...] = fields.refs("参加组员", "member")
    enterprise: str | None = fields.ref("涉及单位", "enterprise")
    result: str = fields.text("结果和后续", max_length=1000, lines=3, search=True, expected=True)
