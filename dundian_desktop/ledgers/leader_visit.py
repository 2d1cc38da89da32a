"""包点领导走访: visits of the leader who answers for the group (policy 五(二))."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record


class LeaderVisit(
    Record,
    table="leader_visit",
    title="包点领导走访",
    code="BD",
    noun="包点走访",
    order=85,
    headline=("day", "leader"),
    month="day",
    empty="还没有包点领导走访记录。派出单位领导来调研、听取汇报、解决问题，记在这里。",
):
    """One visit of the leader: what he or she heard, and settled."""

    day: dt.date | None = fields.day("日期", required=True, listed=True, width=6)
    leader: str = fields.text("领导", required=True, listed=True, width=6, sensitivity=Sensitivity.PERSONAL)
    post: str = fields.text("职务", max_length=40, sensitivity=Sensitivity.PERSONAL)
    place: str = fields.text("地点", max_length=60, listed=True, width=10)
    enterprises: tuple[str, ...] = fields.refs("走访单位", "enterprise")
    heard: str = fields.text("了解的情况", max_length=1000, lines=3, search=True, expected=True)
    settled: str = fields.text("研究解决的问题", max_length=1000, lines=3, search=True, listed=True, width=16)
    cases: tuple[str, ...] = fields.refs("涉及哪些问题", "problem")
    cared: str = fields.text("关心蹲点干部", max_length=300)
