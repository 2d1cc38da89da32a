"""宣传: briefs and reports about the stint (policy 五(四); domain notes §3.9)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.ledger import Record


class Publicity(
    Record,
    table="publicity",
    title="宣传",
    code="XC",
    noun="信息稿件",
    order=57,
    headline=("title",),
    month="day",
    empty="还没有信息简报和媒体稿件。刊发后把标题、媒体和日期记在这里。",
    alike=(("title", "outlet"),),
):
    """One brief or report as it was published."""

    day: dt.date | None = fields.day("刊发日期", required=True, listed=True, width=6)
    title: str = fields.text("标题", required=True, max_length=100, search=True, listed=True, width=22)
    medium: str | None = fields.code("载体", "medium", required=True, listed=True, width=7)
    outlet: str = fields.text("媒体名称", max_length=40, expected=True, listed=True)
    level: str | None = fields.code("级别", "media_level", listed=True, width=4)
    author: str | None = fields.ref("作者", "member", listed=True, width=5)
    link: str = fields.text("网址", max_length=300, help="只作记录，软件不会打开网络")
    about: str = fields.text("内容摘要", max_length=500, lines=2, search=True)
