"""活动: talks, lessons, bargaining, congresses, legal aid (policy 三(一), 三(四), 四(五); domain notes §2.8, §3.9)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Sensitivity
from dundian_desktop.ledger import Record

LECTURES = frozenset({"A01", "A02", "A03", "A04", "A05"})
"""Codes of the activities at which something is taught or told: K007."""
LEGAL_AID, BARGAINING, CONGRESS, MEETING, SURVEY = "A06", "A07", "A08", "A10", "A11"
"""Codes of 法律援助, 集体协商, 职代会, 座谈会 and 问卷调查 in the vocabulary ``activity_category``."""


class Activity(
    Record,
    table="activity",
    title="活动",
    code="HD",
    order=50,
    headline=("day", "title"),
    month="day",
    empty="还没有活动。宣讲、普法、培训、送清凉、集体协商、职代会、法律援助都记在这里。",
):
    """One activity, counted by sessions and by people."""

    day: dt.date | None = fields.day("日期", required=True, listed=True, width=6)
    category: str | None = fields.code("类别", "activity_category", required=True, listed=True, width=7)
    title: str = fields.text("名称", max_length=80, search=True, expected=True, listed=True, width=16)
    place: str = fields.text("地点", max_length=60, search=True)
    speaker: str = fields.text("主讲或主持", max_length=40)
    sessions: int | None = fields.whole(
        "场次", low=1, high=200, unit="场", default=1, required=True, listed=True, width=3
    )
    people: int | None = fields.whole(
        "参加", unit="人次", expected=True, listed=True, width=5, help="法律援助填援助人次"
    )
    copies: int | None = fields.whole("问卷", unit="份", help="问卷调查填收回份数")
    enterprises: tuple[str, ...] = fields.refs("涉及单位", "enterprise", listed=True, width=12)
    members: tuple[str, ...] = fields.refs("参加组员", "member")
    deed: str | None = fields.ref("属于哪件实事", "deed")
    cases: tuple[str, ...] = fields.refs("针对哪些问题", "problem")
    until: dt.date | None = fields.day("协议有效期至", planned=True, help="集体合同、专项合同填")
    content: str = fields.text("内容和效果", max_length=2000, lines=4, search=True)
    materials: str = fields.text("物资和资料", max_length=200)
    photos: tuple[Attachment, ...] = fields.photos("照片", sensitivity=Sensitivity.SENSITIVE)
