"""经费预算: what the group may spend, by source (policy 五(二); domain notes §3.9)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.ledger import Record


class Budget(
    Record,
    table="budget",
    title="经费预算",
    code="YS",
    noun="预算",
    order=66,
    headline=("fund", "year"),
    empty="还没有经费预算。登记各项来源的预算，余额由支出自动算出。",
    alike=(("fund", "year"),),
):
    """The budget of one source in one year; what is left follows from the expenses."""

    fund: str | None = fields.code("来源", "fund_source", required=True, listed=True, width=8)
    year: int | None = fields.whole("年度", low=2020, high=2099, required=True, listed=True, width=4)
    amount: int | None = fields.money("预算金额", required=True, listed=True, width=8)
    approved_on: dt.date | None = fields.day("下达日期", listed=True, width=6)
    notes: str = fields.text("说明", max_length=300, listed=True, width=12)
