"""A group near the end of its stint: one member leaves, and in every ledger something is open."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import clock
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.research_topic import ResearchTopic, TopicState
from dundian_desktop.ledgers.summary import Summary, SummaryState
from dundian_desktop.ledgers.union_building import UnionBuilding
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.store import Store

STARTS, ENDS, DAY = dt.date(2026, 4, 13), dt.date(2026, 7, 12), dt.date(2026, 5, 31)
HOST = "青麓县总工会"
BOSS, LEAVER, NEXT = (f"{n:032x}" for n in (1, 2, 3))
UNIT, WORKER = f"{4:032x}", f"{5:032x}"


def people() -> list[Member]:
    """Give the leader, who leaves, and who follows."""
    term = {"starts": STARTS, "ends": ENDS}
    return [
        Member.of(id=BOSS, name="陆知远", roles=("1",), **term),
        Member.of(id=LEAVER, name="秦朗", roles=("4",), **term),
        Member.of(id=NEXT, name="罗青", roles=("4",), **term),
    ]


def open_records(owner: str | None) -> list:
    """Give one open record of each sort, answered for by a member."""
    day = dt.date(2026, 5, 6)
    known = {"owner": owner, "enterprise": UNIT}
    return [
        Problem.of(found_on=day, description="加班费少算三个月", category="Q01", due=dt.date(2026, 6, 20), **known),
        Deed.of(content="车间装空调", measure="厂方出钱", due=dt.date(2026, 6, 25), **known),
        UnionBuilding.of(name="启晟电子工会委员会", enterprises=(UNIT,), owner=owner),
        Incident.of(learned_at=clock.now(), category="R01", brief="十人停工", **known),
        HardshipLead.of(found_on=day, worker=WORKER, owner=owner),
        Letter.of(issued_on=day, kind="1", matter="按时足额发工资", **known),
        ResearchTopic.of(title="骑手入会", lead=owner),
    ]


def settle_in(store: Store, records: list | tuple = ()) -> None:
    """Write the group, its people, a unit and a worker, and further records."""
    group = Group.of(name="蹲点组", code="QL", dispatch_union="省总工会", host=HOST, starts=STARTS, ends=ENDS)
    unit = Enterprise.of(id=UNIT, name="启晟电子", uscc="无", staff=120, contact="俞永强", phone="13900001234")
    with store.act() as act:
        for record in (group, *people(), unit, Worker.of(id=WORKER, name="向秀英", category="P01"), *records):
            act.save(record)


def finished() -> list:
    """Give the summary and the research report without which a stint is not closed."""
    summary = {"finished_on": ENDS, "signed_by": BOSS, "practice": "先摸底后动手。"}
    topic = {"finished_on": ENDS, "abstract": "愿意入会的占七成六。", "lead": BOSS}
    return [
        Summary.of(title="工作总结", state=SummaryState.DONE, **summary),
        ResearchTopic.of(title="入会路径研究", state=TopicState.DONE, **topic),
    ]
