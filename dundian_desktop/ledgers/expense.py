"""经费: what was spent, from which source, for which deed (policy 五(二); domain notes §3.9)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record, rule


class Expense(
    Record,
    table="expense",
    title="经费支出",
    code="JF",
    noun="支出",
    order=65,
    headline=("what",),
    month="day",
    empty="还没有经费支出。每笔写明日期、科目、金额、来源和用途；用在实事上的，选上那件实事。",
    alike=(("day", "amount", "what"),),
):
    """One payment."""

    day: dt.date | None = fields.day("日期", required=True, listed=True, width=6)
    what: str = fields.text("摘要", required=True, max_length=100, search=True, listed=True, width=16)
    item: str | None = fields.code("科目", "expense_item", required=True, listed=True, width=4)
    amount: int | None = fields.money("金额", required=True, listed=True, width=6)
    fund: str | None = fields.code("来源", "fund_source", required=True, listed=True, width=7)
    deed: str | None = fields.ref("用在哪件实事", "deed", listed=True, width=10)
    visit: str | None = fields.ref("用在哪次走访", "visit")
    handler: str | None = fields.ref("经手人", "member", expected=True, listed=True, width=5)
    witness: str = fields.text("证明人", sensitivity=Sensitivity.PERSONAL)
    voucher: str = fields.text("票据号", max_length=40, expected=True)
    notes: str = fields.text("备注", max_length=300)

    @rule("fund", "有金额的支出要选来源")
    def money_has_source(self) -> bool:
        """Money comes from somewhere."""
        return not self.amount or self.fund != "0"
