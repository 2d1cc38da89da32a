"""参数: the thresholds the sending union sets; what it does not set stands at the program's default (notes §8)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.ledger import Record


class Parameter(
    Record,
    table="parameter",
    title="参数",
    code="CS",
    order=90,
    headline=("name",),
    empty="没有另设参数，按软件的缺省值核对。派出单位下发的期限、门槛登记在这里；都是本组参数，不是规定。",
    alike=(("name",),),
):
    """One threshold; it is entered once, and of two that came by bundle the latest one counts."""

    name: str | None = fields.code("参数", "parameter", required=True, listed=True, width=16)
    number: int | None = fields.whole("数值", high=10_000_000, required=True, listed=True, width=6)
    issuer: str = fields.text("下发单位", max_length=60, listed=True, width=10)
    issued_on: dt.date | None = fields.day("下发日期", listed=True, width=6)
    notes: str = fields.text("依据", max_length=200, listed=True, width=14)
