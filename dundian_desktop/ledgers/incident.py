"""重大事项: what may unsettle workers, reported at once to two unions (policy 四(六); domain notes §2.9, §3.8).

* Four fields make a first report (首报): when it was learned of, where, what sort, what happened. The rest follows.
* It goes to the local union (当地工会) and to the superior union (上级工会), each with way, moment and person reached.
* What is a state secret never enters the file; political safety (政治安全) is kept apart under a passphrase of its own.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from dundian_desktop import clock, fields
from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import UserError
from dundian_desktop.fields import Row, Sensitivity
from dundian_desktop.ledger import Gift, Record, rule
from dundian_desktop.ledgers.toolkit_document import CITATION_COLUMNS
from dundian_desktop.workflow import Step, Workflow

POLITICAL = "R07"
"""Code of 劳动领域政治安全 in the vocabulary ``incident_category``."""
LOCAL_UNION, SUPERIOR_UNION = "1", "2"
"""Codes of the two addressees the policy names, in the vocabulary ``report_to``."""
FIRST_REPORT, FOLLOW_UP, LAST_REPORT = "1", "2", "3"
"""Codes of 首报, 续报 and 终报 in the vocabulary ``report_stage``."""
STATE_SECRETS = frozenset({"2", "3", "4"})
"""Codes of 秘密, 机密 and 绝密 in the vocabulary ``secrecy``: they may not be on this computer."""
REFUSAL_OF_SECRETS = "国家秘密不得录入本软件，没有保存。请改用涉密计算机或按保密规定办理"


KEPT_APART = "政治安全类事项须用单独口令另行保管，没有存在这里。请在“重大事项”页点“另行保管”登记。"


class IncidentState(enum.StrEnum):
    """How far an incident is (domain notes §2.9)."""

    HAZARD = "隐患"
    SIGN = "苗头"
    EVENT = "事件"
    RUNNING = "处置中"
    DONE = "已化解"
    CLOSED = "已复查"


_S = IncidentState
REPORT_COLUMNS = (
    fields.Field(name="stage", label="哪一报", kind=fields.Code(vocabulary="report_stage"), required=True),
    fields.Field(name="to", label="报给", kind=fields.Code(vocabulary="report_to"), required=True),
    fields.Field(name="union", label="对象名称", kind=fields.Text(max_length=40)),
    fields.Field(name="way", label="方式", kind=fields.Code(vocabulary="report_way"), required=True),
    fields.Field(name="at", label="时间", kind=fields.Moment(), required=True),
    fields.Field(name="person", label="接报人", kind=fields.Text(max_length=20)),
    fields.Field(name="words", label="报了什么", kind=fields.Text(max_length=500)),
)
LEVEL_COLUMNS = (
    fields.Field(name="at", label="时间", kind=fields.Moment(), required=True),
    fields.Field(name="level", label="等级", kind=fields.Code(vocabulary="incident_level"), required=True),
    fields.Field(name="reason", label="理由", kind=fields.Text(max_length=200)),
)


def _told(label: str, *, lines: int = 2, expected: bool = False) -> str:
    """Declare one part of the story."""
    return fields.text(
        label,
        max_length=2000,
        lines=lines,
        search=True,
        expected=expected,
        section="情况",
        sensitivity=Sensitivity.PERSONAL,
    )


def _problem(incidents: Sequence[Incident]) -> dict[str, Any]:
    """Give how a problem begins that an incident leaves behind.

    Raises:
        UserError: political safety is kept apart.
    """
    one = incidents[0]
    if one.category == POLITICAL:
        raise UserError("政治安全事项单独保管，没有转为问题。请在“政治安全”里继续办理。")
    return {
        "found_on": clock.local(one.learned_at).date() if one.learned_at else None,
        "description": one.brief,
        "source": "9",
        "enterprise": one.enterprise,
        "people": one.people,
        "visits": (one.visit,) if one.visit else (),
        "owner": one.owner,
        "measure": one.measures[:1000],
        "cause": one.cause[:1000],
        "proposal": one.proposal[:1000],
    }


class Incident(
    Record,
    table="incident",
    title="重大事项",
    code="ZS",
    order=45,
    headline=("brief",),
    empty="没有登记重大事项。发现欠薪、停工、聚集等苗头，第一时间在这里报当地工会和上级工会。",
):
    """An incident or a hazard, with its chain of reports."""

    learned_at: dt.datetime | None = fields.moment("获知时间", required=True, listed=True, width=8, section="首报")
    place: str = fields.text(
        "地点", max_length=60, search=True, listed=True, section="首报", help="填了涉事单位的可不填"
    )
    category: str | None = fields.code("类别", "incident_category", required=True, listed=True, width=7, section="首报")
    brief: str = fields.text(
        "基本情况",
        required=True,
        max_length=1000,
        lines=3,
        search=True,
        listed=True,
        width=18,
        section="首报",
        help="先知道先报，其余续报补",
        sensitivity=Sensitivity.PERSONAL,
    )
    secrecy: str | None = fields.code(
        "密级标注", "secrecy", default="0", required=True, section="首报", help="国家秘密不得录入本软件"
    )
    state: IncidentState = fields.choice(
        "阶段", IncidentState, default=IncidentState.SIGN, required=True, listed=True, width=5, section="首报"
    )
    level: str | None = fields.code("等级", "incident_level", expected=True, listed=True, width=6, section="首报")
    happened_at: dt.datetime | None = fields.moment("发生时间", expected=True, section="首报")
    source: str | None = fields.code("信息来源", "incident_source", expected=True, section="首报")
    enterprise: str | None = fields.ref("涉事单位", "enterprise", listed=True, width=10, section="首报")
    people: int | None = fields.whole("涉及人数", unit="人", expected=True, listed=True, width=4, section="首报")
    amount: int | None = fields.money("涉及金额", section="首报")
    dead: int | None = fields.whole("死亡", unit="人", section="首报")
    injured: int | None = fields.whole("受伤", unit="人", section="首报")
    sharpened: bool | None = fields.flag("有激化行为", section="首报")
    sensitive_time: bool | None = fields.flag("敏感时点", section="首报")
    visit: str | None = fields.ref("来自哪次走访", "visit", section="首报")
    owner: str | None = fields.ref("责任人", "member", expected=True, section="首报")

    course: str = _told("详细经过", lines=3)
    cause: str = _told("起因和性质")
    demands: str = _told("诉求")
    consequences: str = _told("已造成的后果")
    scope: str = _told("影响范围")
    trend: str = _told("发展趋势")
    measures: str = _told("先期处置", expected=True)
    proposal: str = _told("对策建议", lines=3, expected=True)
    plans: str = _told("拟采取措施")

    reports: tuple[Row, ...] = fields.rows("报告链", REPORT_COLUMNS, append=True, section="报告")
    levels: tuple[Row, ...] = fields.rows("等级变化", LEVEL_COLUMNS, append=True, section="报告")
    result: str = fields.text(
        "化解结果", max_length=2000, lines=3, search=True, section="化解", sensitivity=Sensitivity.PERSONAL
    )
    resolved_at: dt.datetime | None = fields.moment("化解时间", listed=True, width=8, section="化解")
    review_on: dt.date | None = fields.day("复查日期", planned=True, section="化解")
    review: str = fields.text("复查情况", max_length=1000, lines=2, section="化解", sensitivity=Sensitivity.PERSONAL)
    handed_to_host: bool | None = fields.flag("移交驻在工会", section="化解", help="蹲点结束仍未化解、复查的，选“是”")
    citations: tuple[Row, ...] = fields.rows("引用政策", CITATION_COLUMNS, section="化解")

    workflow = Workflow(
        field="state",
        steps=(
            Step(word="转为苗头", sources=(_S.HAZARD,), to=_S.SIGN, asks=("brief", "people")),
            Step(word="转为事件", sources=(_S.HAZARD, _S.SIGN), to=_S.EVENT, asks=("happened_at", "people", "level")),
            Step(word="开始处置", sources=(_S.HAZARD, _S.SIGN, _S.EVENT), to=_S.RUNNING, asks=("measures", "proposal")),
            Step(
                word="化解",
                sources=(_S.HAZARD, _S.SIGN, _S.EVENT, _S.RUNNING),
                to=_S.DONE,
                asks=("result", "resolved_at", "review_on"),
                help="写明结果和时间，约定复查日期；终报另在报告链里记。",
            ),
            Step(word="复查", sources=(_S.DONE,), to=_S.CLOSED, asks=("review", "review_on")),
            Step(
                word="出现反复",
                sources=(_S.DONE, _S.CLOSED),
                to=_S.RUNNING,
                asks=("course",),
                clears=("resolved_at",),
            ),
        ),
        needs={_S.DONE: ("result", "resolved_at"), _S.CLOSED: ("result", "resolved_at")},
        settled=frozenset({_S.CLOSED}),
    )
    gives = (Gift(word="登记为问题", ledger="problem", make=_problem),)

    @classmethod
    @override
    def unkept(cls, texts: Mapping[str, str]) -> str:
        """Of a state secret nothing stays, of political safety nothing stays here."""
        secrecy = vocabulary("secrecy").find(texts.get("secrecy", ""))
        if secrecy and secrecy.code in STATE_SECRETS:
            return f"{REFUSAL_OF_SECRETS}。写下的内容没有留在本机。"
        category = vocabulary("incident_category").find(texts.get("category", ""))
        return KEPT_APART if category and category.code == POLITICAL else ""

    @property
    @override
    def sensitivity(self) -> Sensitivity:
        """Political safety is kept apart (domain notes §3.8)."""
        return Sensitivity.POLITICAL if self.category == POLITICAL else super().sensitivity

    @rule("secrecy", REFUSAL_OF_SECRETS)
    def is_no_state_secret(self) -> bool:
        """State secrets may not be kept on an ordinary computer (保守国家秘密法)."""
        return self.secrecy not in STATE_SECRETS

    @rule("place", "请填地点，或选涉事单位")
    def happens_somewhere(self) -> bool:
        """It happened at a place or in a unit."""
        return bool(self.place or self.enterprise)

    @rule("happened_at", "晚于获知时间")
    def learned_after_happening(self) -> bool:
        """One learns of a thing after it happened."""
        return not (self.happened_at and self.learned_at) or self.learned_at >= self.happened_at

    @rule("resolved_at", "早于获知时间")
    def resolved_after_learning(self) -> bool:
        """It is resolved after it was learned of."""
        return not (self.resolved_at and self.learned_at) or self.resolved_at >= self.learned_at
