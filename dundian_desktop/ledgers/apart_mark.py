"""另行保管事项: that there is an incident of political safety, and the day; what it is lies apart (domain notes §3.8).

* It is counted among the month's incidents and tells nothing else. The program makes it, nobody can type it.
"""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.ledger import Record


class ApartMark(
    Record,
    table="apart_mark",
    title="另行保管事项",
    code="LB",
    order=46,
    headline=("day",),
    month="day",
    empty="没有另行保管的事项。政治安全类事项用单独口令保管，这里只记获知日期，月报只计起数。",
    by_hand="另行保管事项由程序按另行保管的内容记，不能手工填写、导入或删除，数据没有变化。"
    "请在“重大事项”页点“另行保管”登记，命令行用 dundian apart put。",
    without=("site", "files"),
):
    """One incident kept apart."""

    day: dt.date | None = fields.day("获知日期", required=True, listed=True, width=8)
