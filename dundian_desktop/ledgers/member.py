"""组员: a cadre of the work group, with the days he or she serves (domain notes §3.1)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record, rule
from dundian_desktop.workflow import Signature

LEADER = "1"
"""Code of 组长 in the vocabulary ``member_role``."""


def leader_signs(by: str, on: str = "") -> Signature:
    """Give the signature of the leader (组长) in a link to a member.

    Args:
        by: name of the field that links to who signs.
        on: name of the field with the day of signing.
    """
    return Signature(by=by, on=on, roles="roles", role=LEADER, since="starts", until="ends", words="组长")


class Member(
    Record,
    table="member",
    title="组员",
    code="ZY",
    order=82,
    headline=("name",),
    empty="登记每位组员和起止日期，轮换时给离组的人填上结束日期。",
    without=("site",),
):
    """A cadre in the group; rotation is an end date here and a successor's record."""

    name: str = fields.text(
        "姓名", required=True, search=True, initials=True, listed=True, width=5, sensitivity=Sensitivity.PERSONAL
    )
    sex: str | None = fields.code("性别", "sex", listed=True, width=3, sensitivity=Sensitivity.PERSONAL)
    roles: tuple[str, ...] = fields.codes("角色", "member_role", required=True, listed=True, width=8)
    post: str = fields.text("单位职务", expected=True, listed=True, width=14, sensitivity=Sensitivity.PERSONAL)
    is_leading_cadre: bool | None = fields.flag("领导干部", help="政策要求领导干部带队并担任组长")
    born_year: int | None = fields.whole("出生年", low=1930, high=2020, sensitivity=Sensitivity.PERSONAL)
    mobile: str = fields.mobile("手机号", expected=True, sensitivity=Sensitivity.SENSITIVE)
    political_status: str | None = fields.code("政治面貌", "political_status", sensitivity=Sensitivity.PERSONAL)
    four_roles: tuple[str, ...] = fields.codes("四员", "four_roles", help="宣传员、组织员、办事员、联络员")
    duty: str = fields.text("分工", max_length=60, listed=True, width=8)
    starts: dt.date | None = fields.day("到组日期", required=True, planned=True, listed=True)
    ends: dt.date | None = fields.day("离组日期", required=True, planned=True, listed=True)
    replaces: str | None = fields.ref("接替谁", "member", section="轮换")
    handover: str = fields.text(
        "交接清单", max_length=4000, lines=5, section="轮换", help="在办事项、联系人、承诺过的事，一行一件"
    )
    pledged: dt.date | None = fields.day("纪律承诺签收日", expected=True, section="轮换")

    @rule("ends", "不能早于到组日期")
    def leaves_after_arriving(self) -> bool:
        """A member leaves after arriving."""
        return not (self.starts and self.ends) or self.ends >= self.starts

    @rule("is_leading_cadre", "组长应由领导干部担任，请核对", warning=True)
    def leader_is_leading_cadre(self) -> bool:
        """A leading cadre leads the group (policy 四(一), R04)."""
        return LEADER not in self.roles or self.is_leading_cadre is True

    @rule("handover", "接替他人的，应写明交接清单", warning=True)
    def rotation_hands_over(self) -> bool:
        """A rotation leaves no gap: the hand-over list is not empty (policy 四(一), R05)."""
        return not self.replaces or bool(self.handover)

    def serves(self, first: dt.date, last: dt.date) -> int:
        """Count the days of service from `first` to `last`, both included."""
        if not (self.starts and self.ends):
            return 0
        return max(0, (min(self.ends, last) - max(self.starts, first)).days + 1)
