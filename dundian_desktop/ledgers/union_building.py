"""建会入会: founding unions, putting weak ones in order, and who joined (policy 三(二); domain notes §2.5, §3.7).

* A new union goes nine steps, from sounding out (摸底) to an account of its own; small ones may leave steps out.
* It counts as founded on the day of approval (批复日期); a union put in order counts on its closing day.
* When a new union is approved, the same save makes its card in 工会组织.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.fields import Row, Sensitivity
from dundian_desktop.ledger import Follow, Gift, Record, born_of, rule
from dundian_desktop.ledgers.union_org import UnionOrg
from dundian_desktop.workflow import Step, Workflow


class Matter(enum.StrEnum):
    """What is being done."""

    FOUNDING = "新建"
    ORDERING = "规范化"
    ELECTION = "换届"
    REGISTRATION = "法人登记"


class Stage(enum.StrEnum):
    """How far it is: nine steps from the first to the tenth (domain notes §2.5)."""

    SURVEY = "摸底"
    CAMPAIGN = "宣传动员"
    PREPARING = "筹备组"
    REQUESTED = "请示"
    APPROVED = "批复"
    ELECTED = "选举"
    RATIFIED = "结果报批"
    OPENED = "挂牌"
    REGISTERED = "法人登记"
    ACCOUNT = "账户独立"
    DONE = "完成"
    DROPPED = "中止"


_S = Stage
ORDER = tuple(_S)[:-2]
"""The stages of a founding, in order."""
FOUNDED = ORDER[ORDER.index(_S.APPROVED) :]
_WORDS = dict(
    zip(
        ORDER[1:],
        ("宣传动员", "成立筹备组", "递交请示", "取得批复", "选举", "结果报批", "挂牌", "法人登记", "账户独立"),
        strict=True,
    )
)
STAGE_COLUMNS = (
    fields.Field(name="stage", label="阶段", kind=fields.Choice(options=Stage), required=True),
    fields.Field(name="day", label="日期", kind=fields.Day(), required=True),
    fields.Field(name="words", label="说明", kind=fields.Text(max_length=200)),
)
ROSTER_COLUMNS = (
    fields.Field(name="name", label="姓名", kind=fields.Text(max_length=20), required=True),
    fields.Field(name="id_card", label="身份证号", kind=fields.IdCard()),
    fields.Field(name="mobile", label="手机号", kind=fields.Mobile()),
    fields.Field(name="category", label="职工类别", kind=fields.Code(vocabulary="worker_category")),
    fields.Field(name="joined_on", label="入会日期", kind=fields.Day(), required=True),
    fields.Field(name="way", label="方式", kind=fields.Code(vocabulary="roster_way")),
    fields.Field(name="transferred", label="转会", kind=fields.Flag()),
)
_APPROVAL = ("approved_on", "approval_no", "superior")
_ASKS = {
    _S.APPROVED: _APPROVAL,
    _S.ELECTED: ("chair", "chair_way", "term_until"),
    _S.REGISTERED: ("union_uscc",),
    _S.ACCOUNT: ("account",),
}


def _onward(to: Stage) -> Step:
    place = ORDER.index(to)
    return Step(word=_WORDS[to], sources=ORDER[:place], to=to, asks=(*_ASKS.get(to, ()), "stages"), adds=("stages",))


def _activity(buildings: Sequence[UnionBuilding]) -> dict[str, Any]:
    one = buildings[0]
    return {"title": one.name, "enterprises": one.enterprises, "members": (one.owner,) if one.owner else ()}


class UnionBuilding(
    Record,
    table="union_building",
    title="建会入会",
    code="JH",
    noun="建会事项",
    order=35,
    headline=("name",),
    month="approved_on",
    empty="还没有建会事项。有了建会线索就记下来，从摸底到挂牌一步步走。",
    alike=(("name",),),
):
    """One union being founded or put in order."""

    matter: Matter = fields.choice("事项类型", Matter, default=Matter.FOUNDING, required=True, listed=True, width=4)
    name: str = fields.text("工会名称", required=True, max_length=60, search=True, initials=True, listed=True, width=18)
    org_type: str | None = fields.code("组织类型", "union_org_type", expected=True, listed=True, width=8)
    mode: str | None = fields.code("建会模式", "build_mode", expected=True, listed=True, width=5)
    enterprises: tuple[str, ...] = fields.refs("覆盖单位", "enterprise", expected=True)
    covered_staff: int | None = fields.whole("覆盖职工数", unit="人")
    sponsor: str = fields.text("带队包干领导", sensitivity=Sensitivity.PERSONAL, help="未建会重点单位由领导带队包干")
    owner: str | None = fields.ref("责任人", "member", listed=True, width=5, expected=True)
    visits: tuple[str, ...] = fields.refs("来自哪些走访", "visit")

    stage: Stage = fields.choice("阶段", Stage, default=Stage.SURVEY, required=True, listed=True, section="进程")
    stages: tuple[Row, ...] = fields.rows("各阶段日期", STAGE_COLUMNS, append=True, section="进程")
    approved_on: dt.date | None = fields.day("批复日期", listed=True, width=6, section="进程")
    approval_no: str = fields.text("批复文号", max_length=40, section="进程")
    superior: str = fields.text("上级工会", max_length=40, section="进程")
    union_uscc: str = fields.uscc("工会代码", union=True, section="进程")
    account: bool | None = fields.flag("账户独立", section="进程")
    chair: str = fields.text("主席", section="进程", sensitivity=Sensitivity.PERSONAL, help="企业主的近亲属不宜担任")
    chair_way: str | None = fields.code("产生方式", "chair_way", section="进程")
    term_until: dt.date | None = fields.day("任期至", planned=True, section="进程")
    completed_on: dt.date | None = fields.day("完成日期", section="进程", help="规范化、换届的完成日期")

    members: int | None = fields.whole("会员总数", unit="人", section="会员")
    new_members: int | None = fields.whole("新发展会员", unit="人", listed=True, width=5, section="会员")
    new_form: int | None = fields.whole("其中新就业形态", unit="人", section="会员")
    migrants: int | None = fields.whole("其中农民工", unit="人", section="会员")
    women: int | None = fields.whole("其中女职工", unit="人", section="会员")
    roster: tuple[Row, ...] = fields.rows(
        "入会名册",
        ROSTER_COLUMNS,
        section="会员",
        sensitivity=Sensitivity.SENSITIVE,
        help="有名册的按名册逐人计数，同一证件只计一次",
    )
    leftover: str = fields.text("遗留问题和移交", max_length=500, lines=2, section="会员")

    workflow = Workflow(
        field="stage",
        steps=(
            *map(_onward, ORDER[1:]),
            Step(
                word="完成",
                sources=ORDER,
                to=_S.DONE,
                asks=("completed_on", "leftover"),
                fills={"completed_on": "今天"},
                help="规范化、换届、法人登记办完时用。",
            ),
            Step(word="中止", sources=ORDER, to=_S.DROPPED, asks=("leftover",)),
            Step(word="重新启动", sources=(_S.DONE, _S.DROPPED), to=_S.SURVEY, clears=("completed_on",)),
        ),
        needs={_S.DONE: ("completed_on",), _S.DROPPED: ("leftover",)},
        settled=frozenset({_S.ACCOUNT, _S.DONE, _S.DROPPED}),
    )
    gives = (Gift(word="记一次活动", ledger="activity", make=_activity),)

    @rule("approved_on", "新建工会到了批复及以后的阶段，要填批复日期")
    def founded_has_approval(self) -> bool:
        """A union is founded on the day of its approval (K101)."""
        return self.matter is not Matter.FOUNDING or self.stage not in FOUNDED or self.approved_on is not None

    @rule("stages", "各阶段日期应当一步晚于一步")
    def stages_follow(self) -> bool:
        """Each step comes after the one before (domain notes §3.7)."""
        done = [row for row in self.stages if row.cells.get("stage") in ORDER and row.cells.get("day")]
        days = [row.cells["day"] for row in sorted(done, key=lambda row: ORDER.index(row.cells["stage"]))]
        return all(one <= other for one, other in pairwise(days))

    @rule("new_members", "新就业形态、农民工、女职工各项都不应多于新发展会员")
    def parts_fit_new(self) -> bool:
        """No part is larger than the whole."""
        parts = (self.new_form, self.migrants, self.women)
        return self.new_members is None or all(part is None or part <= self.new_members for part in parts)

    @rule("members", "新发展会员多于会员总数")
    def new_fit_members(self) -> bool:
        """New members are among the members."""
        return self.members is None or self.new_members is None or self.new_members <= self.members

    @rule("members", "会员多于覆盖职工，请核对", warning=True)
    def members_fit_staff(self) -> bool:
        """Members are among the workers covered."""
        return self.members is None or self.covered_staff is None or self.members <= self.covered_staff

    @rule("roster", "名册人数与新发展会员数不一致，按名册计数", warning=True)
    def roster_fits(self) -> bool:
        """The roster and the number say the same."""
        joined = [row for row in self.roster if not row.cells.get("transferred")]
        return not self.roster or self.new_members in (None, len(joined))

    @override
    def follows(self, before: Any) -> tuple[Follow, ...]:
        """Make the card of a union the day it is founded."""
        if self.matter is not Matter.FOUNDING or self.approved_on is None:
            return ()
        return (Follow(ledger="union_org", id=born_of(self.id, "union"), make=partial(_card, self)),)


def _card(building: UnionBuilding, card: UnionOrg | None) -> UnionOrg | None:
    """Give the new card; one that is there is left to its own page."""
    if card is not None:
        return None
    return UnionOrg.of(
        id=born_of(building.id, "union"),
        site=building.site,
        name=building.name,
        org_type=building.org_type,
        established_on=building.approved_on,
        approval_no=building.approval_no,
        superior=building.superior,
        enterprises=building.enterprises,
        chair=building.chair,
        members=building.members or building.new_members,
        building=building.id,
    )
