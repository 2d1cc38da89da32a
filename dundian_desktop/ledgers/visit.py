"""走访记录: one talk with one worker, or with nobody named (domain notes §3.4).

* What a worker asks for becomes a problem, a deed, an incident, a lead of hardship or of a union in the same save.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any

from typing_extensions import override

from dundian_desktop import clock, fields
from dundian_desktop.fields import Attachment, Row, Sensitivity
from dundian_desktop.ledger import Follow, Gift, Record, born_of, rule
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.union_building import UnionBuilding

ANONYMOUS = "3"
"""Code of 仅匿名记录 in the vocabulary ``consent``."""

DEMAND_COLUMNS = (
    fields.Field(name="category", label="类别", kind=fields.Code(vocabulary="problem_category"), required=True),
    fields.Field(name="words", label="诉求", kind=fields.Text(min_length=4, max_length=500), required=True),
    fields.Field(name="handling", label="处理方式", kind=fields.Code(vocabulary="handling")),
    fields.Field(name="becomes", label="转为", kind=fields.Code(vocabulary="becomes")),
    fields.Field(name="measure", label="措施", kind=fields.Text(max_length=300)),
    fields.Field(name="due", label="时限", kind=fields.Day(planned=True)),
)
_OTHER_SIGN = "R99"
"""Code of 其他苗头性倾向性问题 in the vocabulary ``incident_category``."""
SIGN_OF_UNREST = "3"
"""Code of 有苗头 in the vocabulary ``mood``."""
MADE_INCIDENT = "3"
"""Code of 转重大事项 in the vocabulary ``visit_result``."""
_EVENING = dt.time(18)
"""Hour at which a visit of a past day was over, when nobody wrote down when it began."""


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


def _given(table: str, visits: Sequence[Visit]) -> dict[str, Any]:
    """Give how a record begins that comes from the talk as a whole, not from one demand."""
    visit = visits[0]
    words = next(filter(None, (visit.advice, visit.pay, visit.rest, visit.safety, visit.work, visit.thoughts)), "")
    cells = {"words": " ".join(words.split()), "category": None, "measure": "", "due": None}
    made = _MAKERS[table](visit, cells)
    return {field.name: getattr(made, field.name) for field in made.ledger.fields} | {"site": visit.site}


def _incident_made(visit: Visit, _ledger: str, _id: str) -> Visit | None:
    """Give the visit that says in its results that an incident came of it."""
    if MADE_INCIDENT in visit.results:
        return None
    return dc.replace(visit, results=tuple(sorted((*visit.results, MADE_INCIDENT))))


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
        "诉求",
        DEMAND_COLUMNS,
        section="诉求与结果",
        sensitivity=Sensitivity.PERSONAL,
        help="选了“转为”，保存时就在那本台账里建好一条，不必再写一遍",
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

    gives = tuple(
        Gift(
            word=word,
            ledger=table,
            make=partial(_given, table),
            leaves=_incident_made if table == Incident.ledger.table else None,
        )
        for table, word in (
            ("problem", "登记问题"),
            ("deed", "列为实事"),
            ("incident", "报重大事项"),
            ("hardship_lead", "转困难职工线索"),
            ("union_building", "转建会线索"),
        )
    )

    @rule("worker", "请选职工；不愿留名的，在“告知同意”中选“仅匿名记录”")
    def names_a_worker_or_nobody(self) -> bool:
        """A visit names a worker, or says that it is anonymous."""
        return bool(self.worker) or self.consent == ANONYMOUS

    @rule("demands", "列为实事的诉求，要写措施和时限")
    def deeds_have_elements(self) -> bool:
        """A deed names content, measure and deadline (policy 四(五))."""
        deeds = (row.cells for row in self.demands if row.cells.get("becomes") == Deed.ledger.table)
        return all(cells.get("measure") and cells.get("due") for cells in deeds)

    @override
    def follows(self, before: Any) -> tuple[Follow, ...]:
        """Make what the demands become, each once."""
        found = ((row, row.cells.get("becomes")) for row in self.demands)
        return tuple(
            Follow(ledger=table, id=born_of(self.id, row.key), make=partial(_born, self, row))
            for row, table in found
            if table in _MAKERS
        )

    @rule("visitors", "一人走访，两人以上为宜", warning=True)
    def goes_in_pairs(self) -> bool:
        """Two visitors are better than one."""
        return len(self.visitors) != 1

    @rule("advice", "谈话要点至少写一栏", warning=True)
    def says_something(self) -> bool:
        """At least one of the six points of the talk is written down."""
        return any((self.work, self.pay, self.rest, self.safety, self.thoughts, self.advice))

    @rule("mood", "有苗头的，请点“报重大事项”，或在诉求里转重大事项", warning=True)
    def unrest_is_reported(self) -> bool:
        """Who sees signs of unrest reports them (domain notes §3.4; policy 四(六))."""
        made = any(row.cells.get("becomes") == Incident.ledger.table for row in self.demands)
        return self.mood != SIGN_OF_UNREST or made or MADE_INCIDENT in self.results

    @rule("comfort_signed", "有慰问金或慰问品，应有签收", warning=True)
    def comfort_is_signed(self) -> bool:
        """What was given was signed for."""
        return not (self.comfort or self.comfort_goods) or self.comfort_signed is True


def _born(visit: Visit, row: Row, there: Record | None) -> Record | None:
    """Give the record a demand becomes; one that is there already is left to its own page."""
    if there is not None:
        return None
    made = _MAKERS[row.cells["becomes"]](visit, dict(row.cells))
    return dc.replace(made, id=born_of(visit.id, row.key), site=visit.site)


def _problem(visit: Visit, cells: dict[str, Any]) -> Problem:
    return Problem.of(
        found_on=visit.visited_on,
        description=cells["words"],
        category=cells["category"],
        enterprise=visit.enterprise,
        worker=visit.worker,
        visits=(visit.id,),
        handling=cells.get("handling"),
        measure=cells.get("measure", ""),
        due=cells.get("due"),
    )


def _deed(visit: Visit, cells: dict[str, Any]) -> Deed:
    return Deed.of(
        content=cells["words"][:100],
        measure=cells["measure"],
        due=cells["due"],
        source="1",
        enterprise=visit.enterprise,
        from_visits=(visit.id,),
    )


def _incident(visit: Visit, cells: dict[str, Any]) -> Incident:
    return Incident.of(
        learned_at=_learned_at(visit, clock.now()),
        place="" if visit.enterprise else "走访途中",
        enterprise=visit.enterprise,
        category=_OTHER_SIGN,
        brief=cells["words"],
        source="1",
        visit=visit.id,
    )


def _learned_at(visit: Visit, now: dt.datetime) -> dt.datetime:
    """Give when the group learned of what a visit told it, from which the time to report runs.

    The visit's own hour counts. Without one it is now when the visit was today, since it is written down as it is
    told; of a day that is over only the day is known, and the visit was over by its evening. It is never later than
    now, or nobody would be told that a report is due.
    """
    day = visit.visited_on or clock.today()
    if visit.started is None and day >= clock.today():
        return _minute(now)
    hour = dt.datetime.combine(day, visit.started or _EVENING).astimezone(dt.UTC)
    return min(hour, _minute(now))


def _minute(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(second=0, microsecond=0)


def _hardship_lead(visit: Visit, cells: dict[str, Any]) -> HardshipLead:
    return HardshipLead.of(found_on=visit.visited_on, worker=visit.worker, story=cells["words"], visits=(visit.id,))


def _union_building(visit: Visit, cells: dict[str, Any]) -> UnionBuilding:
    units = (visit.enterprise,) if visit.enterprise else ()
    return UnionBuilding.of(name=cells["words"][:60], enterprises=units, visits=(visit.id,))


_MAKERS = {
    "problem": _problem,
    "deed": _deed,
    "incident": _incident,
    "hardship_lead": _hardship_lead,
    "union_building": _union_building,
}
