"""培训: lessons for the members, before the stint and during it (policy 五(一); K603)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.ledger import Record


class Training(
    Record,
    table="training",
    title="干部培训",
    code="PX",
    noun="培训",
    order=87,
    headline=("day", "title"),
    month="day",
    empty="还没有干部培训。行前培训和蹲点期间组员参加的学习培训记在这里。",
):
    """One lesson and who of the group took part."""

    day: dt.date | None = fields.day("日期", required=True, listed=True, width=6)
    title: str = fields.text("培训内容", required=True, max_length=100, search=True, listed=True, width=18)
    before: bool | None = fields.flag("行前培训", listed=True, width=4)
    organiser: str = fields.text("举办单位", max_length=60, listed=True, width=10)
    hours: int | None = fields.whole("学时", high=500, unit="学时", listed=True, width=4)
    members: tuple[str, ...] = fields.refs("参加组员", "member", expected=True, listed=True, width=12)
    notes: str = fields.text("收获", max_length=1000, lines=3)
