"""职工: a worker the group has met; the card (职工卡) behind every visit (domain notes §3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.fields import IdCard, Sensitivity
from dundian_desktop.ledger import Gift, Record, rule


def _union_building(workers: Sequence[Worker]) -> dict[str, Any]:
    """Give how a founding begins to which workers of a unit without a union lead."""
    units = sorted({one.enterprise for one in workers if one.enterprise})
    return {"enterprises": tuple(units)}


class Worker(
    Record,
    table="worker",
    title="职工名册",
    code="ZG",
    noun="职工",
    order=60,
    headline=("name",),
    alike=(("id_card",), ("name", "mobile"), ("name", "enterprise")),
    empty="走访时登记的职工会出现在这里；身份证号等默认不采集，确有需要再填。",
):
    """A worker; sensitive values are collected only when a purpose needs them."""

    name: str = fields.text(
        "姓名", required=True, search=True, initials=True, listed=True, width=5, sensitivity=Sensitivity.PERSONAL
    )
    category: str | None = fields.code(
        "职工类别", "worker_category", required=True, listed=True, width=7, sensitivity=Sensitivity.PERSONAL
    )
    enterprise: str | None = fields.ref("所在单位", "enterprise", listed=True, width=14)
    sex: str | None = fields.code("性别", "sex", listed=True, width=3, sensitivity=Sensitivity.PERSONAL)
    born_year: int | None = fields.whole("出生年", low=1920, high=2020, sensitivity=Sensitivity.PERSONAL)
    mobile: str = fields.mobile("手机号", listed=True, width=7, sensitivity=Sensitivity.SENSITIVE)
    labor_relation: str | None = fields.code("用工关系", "labor_relation", sensitivity=Sensitivity.PERSONAL)
    tags: tuple[str, ...] = fields.codes("标签", "worker_tag", listed=True, width=8, sensitivity=Sensitivity.PERSONAL)
    income: str | None = fields.code("月收入区间", "income_band", sensitivity=Sensitivity.PERSONAL)
    was_member: bool | None = fields.flag("原已入会", sensitivity=Sensitivity.PERSONAL)
    joining: str | None = fields.code(
        "会员与入会意愿",
        "joining",
        expected=True,
        sensitivity=Sensitivity.PERSONAL,
        help="愿意入会而单位没有工会的，保存后可“转建会线索”",
    )
    id_card: str = fields.id_card(
        "身份证号",
        sensitivity=Sensitivity.SENSITIVE,
        section="确有需要才填",
        help="只在困难建档、入会或法律援助时采集，须本人同意",
    )
    address: str = fields.text("住址", max_length=100, sensitivity=Sensitivity.SENSITIVE, section="确有需要才填")
    hardship: str | None = fields.code(
        "困难类别", "hardship_level", sensitivity=Sensitivity.SENSITIVE, section="确有需要才填"
    )
    hardship_cause: str = fields.text(
        "致困情况", max_length=500, lines=3, sensitivity=Sensitivity.SENSITIVE, section="确有需要才填"
    )
    notes: str = fields.text("备注", max_length=1000, lines=3, search=True, sensitivity=Sensitivity.PERSONAL)

    gives = (Gift(word="转建会线索", ledger="union_building", make=_union_building, several=True),)

    @classmethod
    @override
    def derived(cls, texts: Mapping[str, str]) -> dict[str, str]:
        """Give sex and birth year as the ID card number says them."""
        number = IdCard().parse(texts.get("id_card", ""))
        if not number or IdCard().refuse(number):
            return {}
        return {"sex": IdCard.sex(number), "born_year": number[6:10]}

    @rule("sex", "与身份证号不符", warning=True)
    def sex_fits_card(self) -> bool:
        """The 17th place of the card tells the sex (GB 11643)."""
        return not (self.id_card and self.sex) or IdCard.sex(self.id_card) == self.sex

    @rule("born_year", "与身份证号不符", warning=True)
    def year_fits_card(self) -> bool:
        """Places 7-10 of the card tell the birth year (GB 11643)."""
        return not (self.id_card and self.born_year) or self.id_card[6:10] == str(self.born_year)

    @property
    def in_new_employment(self) -> bool:
        """Tell whether the worker belongs to the new forms of employment (codes N…)."""
        return (self.category or "").startswith("N")
