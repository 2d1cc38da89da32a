"""走访记录: one talk with one worker, or with nobody named (domain notes §3.4)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Row, Sensitivity
from dundian_desktop.ledger import Record, rule

ANONYMOUS = "3"
"""Code of 仅匿名记录 in the vocabulary ``consent``."""

DEMAND_COLUMNS = (
    fields.Field(name="category", label="类别", kind=fields.Code(vocabulary="problem_category"), required=True),
    fields.Field(name="words", label="诉求", kind=fields.Text(max_length=500), required=True),
    fields.Field(name="handling", label="处理方式", kind=fields.Code(vocabulary="handling")),
)


def _talk(label: str, *, listed: bool = False) -> str:
    """Declare one point of the talk."""
    return fields.text(
        label,
        max_length=2000,
        lines=3,
        search=True,
        listed=listed,
        width=16,
        section="谈话要点",
        sensitivity=Sensitivity.PERSONAL,
    )


class Visit(
    Record,
    table="visit",
    title="走访职工",
    code="ZF",
    noun="走访记录",
    order=20,
    headline=("visited_on",),
    month="visited_on",
    empty="还没有走访记录。走访后在这里记下职工说了什么、要办什么。",
):
    """A visit; whether it is a first one follows from the worker's earlier visits and is never typed."""

    visited_on: dt.date | None = fields.day("走访日期", required=True, listed=True, width=6)
    worker: str | None = fields.ref("职工", "worker", listed=True, width=5, help="不愿留名的留空，并选“仅匿名记录”")
    enterprise: str | None = fields.ref("所在单位", "enterprise", listed=True, width=14)
    visitors: tuple[str, ...] = fields.refs("走访人", "member", required=True, listed=True, width=8)
    way: str | None = fields.code("走访方式", "visit_way", required=True, listed=True, width=6)
    target: str | None = fields.code("对象类型", "visit_target", expected=True)
    started: dt.time | None = fields.time_of_day("开始时间")
    minutes: int | None = fields.whole("时长", low=1, high=1440, unit="分钟")
    consent: str | None = fields.code("告知同意", "consent", default="1", required=True)

    work: str = _talk("生产经营")
    pay: str = _talk("收入社保")
    rest: str = _talk("休息休假")
    safety: str = _talk("安全卫生")
    thoughts: str = _talk("思想动态")
    advice: str = _talk("意见建议", listed=True)

    demands: tuple[Row, ...] = fields.rows(
        "诉求", DEMAND_COLUMNS, section="诉求与结果", sensitivity=Sensitivity.PERSONAL
    )
    results: tuple[str, ...] = fields.codes("走访结果", "visit_result", listed=True, width=7, section="诉求与结果")
    mood: str | None = fields.code(
        "情绪",
        "mood",
        expected=True,
        sensitivity=Sensitivity.SENSITIVE,
        section="诉求与结果",
        help="平稳、有情绪或有苗头",
    )
    comfort: int | None = fields.money("慰问金或慰问品折价", section="慰问")
    comfort_goods: str = fields.text("慰问品", max_length=60, section="慰问")
    comfort_signed: bool | None = fields.flag("已签收", section="慰问")
    photos: tuple[Attachment, ...] = fields.photos("照片", sensitivity=Sensitivity.SENSITIVE, section="慰问")

    @rule("worker", "请选职工；不愿留名的，在“告知同意”中选“仅匿名记录”")
    def names_a_worker_or_nobody(self) -> bool:
        """A visit names a worker, or says that it is anonymous."""
        return bool(self.worker) or self.consent == ANONYMOUS

    @rule("visitors", "一人走访，两人以上为宜", warning=True)
    def goes_in_pairs(self) -> bool:
        """Two visitors are better than one."""
        return len(self.visitors) != 1

    @rule("advice", "谈话要点至少写一栏", warning=True)
    def says_something(self) -> bool:
        """At least one of the six points of the talk is written down."""
        return any((self.work, self.pay, self.rest, self.safety, self.thoughts, self.advice))

    @rule("comfort_signed", "有慰问金或慰问品，应有签收", warning=True)
    def comfort_is_signed(self) -> bool:
        """What was given was signed for."""
        return not (self.comfort or self.comfort_goods) or self.comfort_signed is True
