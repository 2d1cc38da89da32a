"""工会组织: the unions of the place, found there or founded during the stint (policy 三(二); domain notes §2.5)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record, rule


class UnionOrg(
    Record,
    table="union_org",
    title="工会组织",
    code="GH",
    noun="工会",
    order=36,
    headline=("name",),
    empty="登记驻地的工会组织。新建工会批复以后，这里会自动有它的一张卡片。",
    alike=(("union_uscc",), ("name",)),
):
    """A union with its officers, its members and its term."""

    name: str = fields.text("工会名称", required=True, max_length=60, search=True, initials=True, listed=True, width=18)
    org_type: str | None = fields.code("组织类型", "union_org_type", expected=True, listed=True, width=8)
    union_uscc: str = fields.uscc("工会代码", union=True, listed=True, width=11)
    superior: str = fields.text("上级工会", max_length=60, expected=True)
    enterprises: tuple[str, ...] = fields.refs("覆盖单位", "enterprise")
    established_on: dt.date | None = fields.day("成立日期", listed=True, width=6)
    approval_no: str = fields.text("批复文号", max_length=40)
    chair: str = fields.text("主席", expected=True, sensitivity=Sensitivity.PERSONAL)
    phone: str = fields.text("联系电话", max_length=20, sensitivity=Sensitivity.PERSONAL)
    term_until: dt.date | None = fields.day("任期至", planned=True, listed=True, width=6)
    members: int | None = fields.whole("会员数", unit="人", listed=True, width=4)
    women: int | None = fields.whole("女会员", unit="人")
    new_form: int | None = fields.whole("新就业形态会员", unit="人")
    account: bool | None = fields.flag("账户独立")
    building: str | None = fields.ref("来自哪个建会事项", "union_building")
    notes: str = fields.text("运转情况", max_length=1000, lines=3, search=True)

    @rule("members", "女会员、新就业形态会员都不应多于会员数")
    def parts_fit_members(self) -> bool:
        """No part is larger than the whole."""
        parts = (self.women, self.new_form)
        return self.members is None or all(part is None or part <= self.members for part in parts)
