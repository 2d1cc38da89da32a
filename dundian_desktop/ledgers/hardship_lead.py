"""困难职工线索: a hint for the aid files, not a file itself (policy 三(三); domain notes §2.2, §3.4).

* It is handed to the local union, whose own system decides and keeps the file (仅供建档参考).
* Of a child under 14 only birth year and kinship are kept, and a guardian has agreed (个人信息保护法 art. 31).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping

from typing_extensions import override

from dundian_desktop import clock, fields
from dundian_desktop.fields import Money, Row, Sensitivity, Whole
from dundian_desktop.ledger import Record, rule
from dundian_desktop.workflow import Step, Workflow

_CHILD = 14
"""Age below which a guardian agrees (个人信息保护法 art. 31)."""
FAMILY_COLUMNS = (
    fields.Field(name="kin", label="关系", kind=fields.Text(max_length=10), required=True),
    fields.Field(name="born_year", label="出生年", kind=Whole(low=1910, high=2035)),
    fields.Field(name="occupation", label="身份", kind=fields.Text(max_length=20)),
    fields.Field(name="agreed", label="监护人同意", kind=fields.Flag()),
)


class LeadState(enum.StrEnum):
    """How far a lead is."""

    OPEN = "线索"
    HANDED = "已报工会"
    FILED = "已建档"
    DONE = "已救助"
    DROPPED = "不符合"


_S = LeadState


def _private(label: str, vocabulary: str) -> str | None:
    """Declare a code that only this purpose may ask for."""
    return fields.code(label, vocabulary, section="健康与家庭", sensitivity=Sensitivity.SENSITIVE)


class HardshipLead(
    Record,
    table="hardship_lead",
    title="困难职工线索",
    code="KN",
    noun="困难线索",
    order=61,
    headline=("worker",),
    month="found_on",
    empty="还没有困难职工线索。走访中发现困难的，经本人同意记在这里，供当地工会建档参考。",
    alike=(("worker",),),
):
    """A worker in hardship, as the visit found it."""

    found_on: dt.date | None = fields.day("发现日期", required=True, listed=True, width=6)
    worker: str | None = fields.ref("职工", "worker", listed=True, width=6, expected=True)
    consent: str | None = fields.code("告知同意", "consent", default="1", required=True)
    level: str | None = fields.code(
        "困难类别", "hardship_level", expected=True, listed=True, sensitivity=Sensitivity.SENSITIVE
    )
    group: str | None = fields.code("人群", "hardship_group", sensitivity=Sensitivity.PERSONAL)
    household: str | None = fields.code(
        "户口", "household", sensitivity=Sensitivity.PERSONAL, help="当地建档仍按户口填的才填"
    )
    main_cause: str | None = fields.code(
        "主要致困原因", "hardship_cause", expected=True, listed=True, sensitivity=Sensitivity.SENSITIVE
    )
    causes: tuple[str, ...] = fields.codes("其他致困原因", "hardship_cause", sensitivity=Sensitivity.SENSITIVE)
    story: str = fields.text("困难情况", max_length=1000, lines=3, sensitivity=Sensitivity.SENSITIVE)
    visits: tuple[str, ...] = fields.refs("来自哪些走访", "visit")

    family_size: int | None = fields.whole("家庭人口", low=1, high=20, unit="人", section="收入与支出")
    income: int | None = fields.money("家庭年可支配收入", section="收入与支出", sensitivity=Sensitivity.SENSITIVE)
    expenses: int | None = fields.money("年刚性支出", section="收入与支出", sensitivity=Sensitivity.SENSITIVE)
    monthly: int | None = fields.money(
        "月人均收入",
        section="收入与支出",
        sensitivity=Sensitivity.SENSITIVE,
        help="（年可支配收入－刚性支出）÷12÷家庭人口，自动算出，供参考",
    )
    work_state: str | None = fields.code(
        "工作状态", "work_state", section="收入与支出", sensitivity=Sensitivity.PERSONAL
    )
    housing: str | None = fields.code("住房", "housing", section="收入与支出", sensitivity=Sensitivity.PERSONAL)

    health: str | None = _private("健康状况", "health")
    disability: str | None = _private("残疾类别", "disability")
    insurance: str | None = _private("医保", "medical_insurance")
    marriage: str | None = _private("婚姻", "marriage")
    single_parent: bool | None = fields.flag("单亲", section="健康与家庭", sensitivity=Sensitivity.SENSITIVE)
    jobless_family: bool | None = fields.flag("零就业家庭", section="健康与家庭", sensitivity=Sensitivity.SENSITIVE)
    family: tuple[Row, ...] = fields.rows(
        "家庭成员", FAMILY_COLUMNS, section="健康与家庭", sensitivity=Sensitivity.SENSITIVE
    )

    state: LeadState = fields.choice(
        "状态", LeadState, default=LeadState.OPEN, required=True, listed=True, section="办理"
    )
    owner: str | None = fields.ref("责任人", "member", listed=True, width=5, section="办理")
    file_state: str | None = fields.code(
        "档案状态", "hardship_file", section="办理", sensitivity=Sensitivity.SENSITIVE, help="已在帮扶系统建档的填"
    )
    aided_before: str = fields.text(
        "已享受救助",
        max_length=300,
        lines=2,
        section="办理",
        sensitivity=Sensitivity.SENSITIVE,
        help="低保、医疗救助、助学等，写明哪一年、多少",
    )
    handed_to: str = fields.text("报给哪个工会", max_length=60, section="办理")
    handed_on: dt.date | None = fields.day("报送日期", section="办理")
    aids: tuple[str, ...] = fields.codes("救助类型", "aid_kind", section="办理")
    aided_on: dt.date | None = fields.day("救助日期", section="办理")
    aid: int | None = fields.money("救助金额", section="办理")
    notes: str = fields.text("办理情况", max_length=500, lines=2, section="办理", sensitivity=Sensitivity.PERSONAL)

    workflow = Workflow(
        field="state",
        steps=(
            Step(
                word="报给工会",
                sources=(_S.OPEN,),
                to=_S.HANDED,
                asks=("handed_to", "handed_on"),
                fills={"handed_on": "今天"},
            ),
            Step(word="已建档", sources=(_S.OPEN, _S.HANDED), to=_S.FILED, asks=("notes",)),
            Step(word="已救助", sources=(_S.HANDED, _S.FILED), to=_S.DONE, asks=("aids", "aided_on", "aid")),
            Step(word="不符合条件", sources=(_S.OPEN, _S.HANDED), to=_S.DROPPED, asks=("notes",)),
            Step(word="重新办理", sources=(_S.DROPPED, _S.DONE), to=_S.OPEN, clears=("aided_on",)),
        ),
        needs={_S.HANDED: ("handed_to", "handed_on"), _S.DONE: ("aids",), _S.DROPPED: ("notes",)},
        settled=frozenset({_S.DONE, _S.DROPPED}),
    )

    @classmethod
    @override
    def derived(cls, texts: Mapping[str, str]) -> dict[str, str]:
        """Give the monthly income a head (青岛市总工会 gives it so; districts differ, hence only for reference)."""
        try:
            income, expenses = (Money().parse(texts.get(name, "")) for name in ("income", "expenses"))
            people = Whole().parse(texts.get("family_size", ""))
        except ValueError:
            return {}
        return {"monthly": Money().format(max(0, income - expenses) // 12 // people)} if people > 0 else {}

    @rule("family", "14岁以下的家庭成员，须监护人同意")
    def guardian_agreed(self) -> bool:
        """For a child a guardian agrees (个人信息保护法 art. 31)."""
        year = clock.today().year
        young = (row for row in self.family if (born := row.cells.get("born_year")) and year - born < _CHILD)
        return all(row.cells.get("agreed") for row in young)
