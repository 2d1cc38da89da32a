"""企业（单位）底册: the units the group works with (domain notes §3.3)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Sensitivity
from dundian_desktop.ledger import Record, rule

NO_UNION = "0"
"""Code of 未建会 in the vocabulary ``union_state``."""


class Enterprise(
    Record,
    table="enterprise",
    title="企业底册",
    code="QY",
    noun="单位",
    order=70,
    headline=("name",),
    alike=(("uscc",), ("name",)),
    empty="登记联系的企业和单位；名称与证照一致，走访、问题、实事都从这里选。",
):
    """An enterprise or another unit, with its workforce, its union and its state of democratic management."""

    name: str = fields.text(
        "单位名称", required=True, search=True, initials=True, listed=True, width=16, help="与证照一致"
    )
    uscc: str = fields.uscc(
        "统一社会信用代码", required=True, listed=True, width=11, help="无照或在办填“无”，并在备注中说明"
    )
    unit_type: str | None = fields.code("登记类型", "unit_type", expected=True, listed=True, width=6)
    industry: str | None = fields.code("行业门类", "industry", expected=True)
    size: str | None = fields.code("企业规模", "enterprise_size")
    region: str = fields.region("行政区划", expected=True)
    address: str = fields.text("地址", max_length=100, expected=True, search=True)
    legal_person: str = fields.text("法定代表人", sensitivity=Sensitivity.PERSONAL)
    contact: str = fields.text("联系人", expected=True, sensitivity=Sensitivity.PERSONAL)
    phone: str = fields.text("联系电话", max_length=20, expected=True, sensitivity=Sensitivity.PERSONAL)
    site_reason: str | None = fields.code("联系点类型", "site_reason", expected=True, listed=True, width=8)
    business: str | None = fields.code("经营状况", "business_state")

    staff: int | None = fields.whole("职工总数", required=True, unit="人", listed=True, width=5, section="职工")
    women: int | None = fields.whole("女职工", unit="人", section="职工")
    migrants: int | None = fields.whole("农民工", unit="人", section="职工")
    agency_workers: int | None = fields.whole("劳务派遣", unit="人", section="职工")
    platform_workers: int | None = fields.whole("新就业形态", unit="人", section="职工")
    insured: int | None = fields.whole("社保参保率", high=100, unit="%", section="职工")
    contracted: int | None = fields.whole("合同签订率", high=100, unit="%", section="职工")

    party_org: str | None = fields.code("党组织情况", "party_org", expected=True, section="党建与工会")
    union_state: str | None = fields.code(
        "工会情况", "union_state", expected=True, listed=True, width=5, section="党建与工会"
    )
    union_uscc: str = fields.uscc("工会代码", union=True, section="党建与工会")
    union_chair: str = fields.text("工会主席", sensitivity=Sensitivity.PERSONAL, section="党建与工会")
    union_members: int | None = fields.whole("会员数", unit="人", section="党建与工会")
    plan_type: str | None = fields.code("拟建组织类型", "union_org_type", section="党建与工会")
    plan_mode: str | None = fields.code("建会模式", "build_mode", section="党建与工会")
    plan_notes: str = fields.text("建会打算", max_length=200, section="党建与工会")
    sponsor: str = fields.text(
        "带队包干领导", sensitivity=Sensitivity.PERSONAL, section="党建与工会", help="未建会重点单位由领导带队包干"
    )

    congress: str | None = fields.code("职代会", "have", expected=True, section="民主管理与劳动关系")
    openness: str | None = fields.code("厂务公开", "have", expected=True, section="民主管理与劳动关系")
    contract: str | None = fields.code("集体合同", "have", expected=True, section="民主管理与劳动关系")
    contract_until: dt.date | None = fields.day("集体合同到期日", planned=True, section="民主管理与劳动关系")
    wage_contract: str | None = fields.code("工资专项集体合同", "have", section="民主管理与劳动关系")
    wage_until: dt.date | None = fields.day("工资专项到期日", planned=True, section="民主管理与劳动关系")
    women_contract: str | None = fields.code("女职工专项集体合同", "have", section="民主管理与劳动关系")
    women_until: dt.date | None = fields.day("女职工专项到期日", planned=True, section="民主管理与劳动关系")
    safety_contract: str | None = fields.code("安全卫生专项集体合同", "have", section="民主管理与劳动关系")
    safety_until: dt.date | None = fields.day("安全卫生专项到期日", planned=True, section="民主管理与劳动关系")
    risk: str | None = fields.code("劳动关系风险", "risk_grade", expected=True, section="民主管理与劳动关系")
    notes: str = fields.text("备注", max_length=2000, lines=4, search=True, section="民主管理与劳动关系")

    @rule("staff", "女职工、农民工、劳务派遣、新就业形态各项都不应多于职工总数")
    def parts_fit_total(self) -> bool:
        """No part is larger than the whole."""
        parts = (self.women, self.migrants, self.agency_workers, self.platform_workers)
        return self.staff is None or all(part is None or part <= self.staff for part in parts)

    @rule("union_members", "多于职工总数，请核对（劳务派遣另计）", warning=True)
    def members_fit_staff(self) -> bool:
        """Members are among the staff; agency workers may come on top."""
        if self.staff is None or self.union_members is None:
            return True
        return self.union_members <= self.staff + (self.agency_workers or 0)

    @rule("sponsor", "未建会重点单位应有带队包干领导", warning=True)
    def key_unit_has_sponsor(self) -> bool:
        """A leading cadre answers for a key unit without a union (policy 三(二))."""
        return not (self.union_state == NO_UNION and self.site_reason == "A") or bool(self.sponsor)
