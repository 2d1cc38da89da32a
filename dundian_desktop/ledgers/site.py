"""驻点: a place where the group is stationed (domain notes §3.1)."""

from __future__ import annotations

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record


class Site(
    Record,
    table="site",
    title="驻点",
    code="ZD",
    order=81,
    headline=("name",),
    empty="登记蹲点的乡镇、街道、园区或行业工会联合会。",
    without=("site",),
):
    """A town, zone or federation of unions where the group works."""

    name: str = fields.text("蹲点单位", required=True, search=True, listed=True, width=16)
    kind: str | None = fields.code("类型", "site_kind", expected=True, listed=True, width=9)
    reasons: tuple[str, ...] = fields.codes(
        "选点理由", "site_reason", expected=True, listed=True, width=12, help="政策的三项选点标准，至少选一项"
    )
    region: str = fields.region("行政区划")
    address: str = fields.text("办公地点", max_length=100)
    contact: str = fields.text("联系人", sensitivity=Sensitivity.PERSONAL)
    phone: str = fields.text("联系电话", max_length=20, sensitivity=Sensitivity.PERSONAL)
    notes: str = fields.text("基本情况", max_length=2000, lines=5, search=True)
