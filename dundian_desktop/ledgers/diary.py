"""蹲点日志: what one member did on one day (domain notes §3.2)."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from typing import Self

from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Sensitivity
from dundian_desktop.ledger import Record, rule

AWAY = frozenset({"10", "11"})
"""Codes of 休息 and 请假 in the vocabulary ``work_kind``: a day not on duty."""


class Diary(
    Record,
    table="diary",
    title="蹲点日志",
    code="RZ",
    noun="日志",
    order=10,
    headline=("day", "text"),
    month="day",
    empty="还没有日志。每人每天写一篇，当天的走访可以自动拼成草稿。",
):
    """A day of one member; month figures and the report's narrative draw on it."""

    day: dt.date | None = fields.day("日期", required=True, listed=True, width=6)
    author: str | None = fields.ref("记录人", "member", required=True, listed=True, width=5)
    companions: tuple[str, ...] = fields.refs("同行人", "member")
    place: str = fields.text("地点", required=True, max_length=60, search=True, listed=True, width=10)
    enterprise: str | None = fields.ref("所到单位", "enterprise")
    kinds: tuple[str, ...] = fields.codes("工作类型", "work_kind", expected=True, listed=True, width=7)
    tasks: tuple[str, ...] = fields.codes(
        "五项任务", "task", listed=True, width=8, help="月报按这五项任务汇总，点一下即可"
    )
    text: str = fields.text(
        "工作内容",
        required=True,
        min_length=20,
        max_length=5000,
        lines=8,
        search=True,
        listed=True,
        width=22,
        sensitivity=Sensitivity.PERSONAL,
    )
    reflections: str = fields.text("体会与明日计划", max_length=3000, lines=4, search=True)
    weather: str = fields.text("天气", max_length=12)
    visits: tuple[str, ...] = fields.refs("关联走访", "visit", section="关联")
    deeds: tuple[str, ...] = fields.refs("关联实事", "deed", section="关联")
    cases: tuple[str, ...] = fields.refs("关联问题", "problem", section="关联")
    buildings: tuple[str, ...] = fields.refs("关联建会事项", "union_building", section="关联")
    activities: tuple[str, ...] = fields.refs("关联活动", "activity", section="关联")
    photos: tuple[Attachment, ...] = fields.photos("照片", sensitivity=Sensitivity.SENSITIVE, section="关联")
    late: bool | None = fields.flag("补录", system=True, listed=True, width=3, section="关联")
    read_by_leader: dt.date | None = fields.day("组长阅签", section="关联")

    @override
    def filed(self, today: dt.date) -> Self:
        """Mark a diary that is written later than the next day as 补录; back-dating is allowed and visible.

        What a deployment file says of it stands: there it was written long before it is loaded.
        """
        late = self.late is None and self.day is not None and (today - self.day).days > 1
        return dc.replace(self, late=True) if late else self

    @rule("companions", "同行人不必包括记录人")
    def author_is_not_companion(self) -> bool:
        """The author is not his or her own companion."""
        return self.author not in self.companions
