"""Small stints for the tests of figures: records with only what counts, and strategies of whole books of them."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from hypothesis import strategies as st

from dundian_desktop.fields import Row
from dundian_desktop.ledger import Meta
from dundian_desktop.ledgers.activity import Activity
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.outcome import Outcome
from dundian_desktop.ledgers.problem import Nature, Problem
from dundian_desktop.ledgers.publicity import Publicity
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.ledgers.training import Training
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.month import month_of
from dundian_desktop.policy.span import Stint

STARTS, ENDS = dt.date(2026, 4, 13), dt.date(2026, 7, 12)
STINT = Stint(starts=STARTS, ends=ENDS)
AFTER = dt.date(2026, 11, 1)
DUTY = "在园区走访了三家企业并与车间班组长座谈半天了解情况"

M1, M2 = (Member(id=f"{n:032x}", name=f"组员{n}", roles=("4",), starts=STARTS, ends=ENDS) for n in (1, 2))
E1, E2, E3, E4 = (
    Enterprise(id=f"{n:032x}", name=f"单位{n}", uscc=uscc, staff=10)
    for n, uscc in ((11, "无"), (12, "无"), (13, "91439901MADEMX0117"), (14, "91439901MADEMX0117"))
)
W1, W2, W3 = (
    Worker(id=f"{n:032x}", name=f"职工{n}", category=category, hardship=hardship, tags=tags)
    for n, category, hardship, tags in ((21, "P01", "1", ()), (22, "N03", None, ("T04",)), (23, "N04", None, ()))
)
GROUP = Group(
    name="省总驻青麓蹲点组", code="QL", dispatch_union="省总工会", host="青麓县总工会", starts=STARTS, ends=ENDS
)
CARDS = (GROUP, M1, M2, E1, E2, E3, E4, W1, W2, W3)


def day(text):
    return dt.date.fromisoformat(f"2026-{text}")


def visit(on, worker=W1, unit=E1, **more):
    known = {"way": "1", "visitors": (M1.id, M2.id), "consent": "1" if worker else "3", **more}
    return Visit(visited_on=day(on), worker=worker and worker.id, enterprise=unit and unit.id, **known)


def deed(start, due, done=None, **more):
    known = {"content": "送清凉", "measure": "分三场", "state": DeedState.DONE if done else DeedState.RUNNING, **more}
    return Deed(started_on=day(start), due=day(due), done_on=day(done) if done else None, **known)


def diary(on, author=M1, kinds=("1",), **more):
    return Diary(day=day(on), author=author.id, kinds=kinds, **{"place": "园区", "text": DUTY, **more})


def month(name, *records, today=AFTER):
    """Count a month of the cards and these records; a group among them takes the place of the usual one."""
    cards = CARDS[1:] if any(isinstance(record, Group) for record in records) else CARDS
    return month_of(books_of((*cards, *records)), name, today)


def values(name, *records):
    """Give code -> (this month, to date)."""
    return {line.indicator.code: (line.month.value, line.total.value) for line in month(name, *records).figures.lines}


_days = st.dates(STARTS - dt.timedelta(days=9), ENDS + dt.timedelta(days=9))
_maybe = st.none() | _days
_money = st.none() | st.integers(0, 10**7)


def _stored(on):
    moment = dt.datetime.combine(on, dt.time(12), dt.UTC)
    return Meta(created_at=moment, created_by="", updated_at=moment, updated_by="", revision=1)


_visits = st.builds(
    Visit,
    visited_on=_days,
    started=st.none() | st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    worker=st.sampled_from([None, W1.id, W2.id, W3.id, "f" * 32]),
    enterprise=st.sampled_from([None, E1.id, E2.id]),
    way=st.sampled_from([str(n) for n in range(1, 11)]),
    target=st.sampled_from([None, "1", "2", "3", "4"]),
    comfort=_money,
    comfort_goods=st.sampled_from(["", "米"]),
)
_deeds = st.builds(
    lambda done, written, **more: Deed(
        done_on=done, state=DeedState.DONE if done else DeedState.PLANNED, meta=_stored(written), **more
    ),
    _maybe,
    _days,
    started_on=_maybe,
    people=st.none() | st.integers(0, 500),
    cost=_money,
    fund=st.sampled_from([None, "0", "1", "2", "3", "4", "5"]),
)
_diaries = st.builds(
    Diary,
    day=_days,
    author=st.sampled_from([M1.id, M2.id]),
    kinds=st.lists(st.sampled_from(["1", "6", "10", "11"]), unique=True).map(tuple),
)
_members = st.builds(lambda one, other: Member(name="轮换", starts=min(one, other), ends=max(one, other)), _days, _days)

_numbers = st.none() | st.integers(0, 300)
COMMONS = ("41" * 16, "42" * 16)
ID_CARDS = ("11010519491231002X", "440524188001010014", "439901199305180052")
"""Lawful numbers of nobody: two women, one man."""

_rows = st.fixed_dictionaries(
    {"name": st.just("会员"), "joined_on": _days},
    optional={
        "id_card": st.sampled_from(ID_CARDS),
        "category": st.sampled_from(["P01", "N03"]),
        "transferred": st.booleans(),
    },
)
_buildings = st.builds(
    UnionBuilding,
    matter=st.sampled_from(Matter),
    org_type=st.sampled_from([None, "01", "03", "04"]),
    enterprises=st.lists(st.sampled_from([E1.id, E2.id, E3.id, E4.id, "e" * 32]), unique=True).map(tuple),
    stage=st.sampled_from([Stage.APPROVED, Stage.DONE, Stage.DROPPED]),
    approved_on=_maybe,
    completed_on=_maybe,
    new_members=_numbers,
    new_form=_numbers,
    migrants=_numbers,
    women=_numbers,
    roster=st.lists(_rows, max_size=3).map(
        lambda rows: tuple(Row(key=f"{n:032d}", cells=cells) for n, cells in enumerate(rows))
    ),
)
_problems = st.builds(
    Problem,
    found_on=_days,
    nature=st.sampled_from(Nature),
    category=st.sampled_from(["Q01", "Q08"]),
    people=_numbers,
    dispute=st.sampled_from([None, True, False]),
    reported_on=_maybe,
    common=st.sampled_from([None, *COMMONS]),
    done_on=_maybe,
    revisited_on=_maybe,
    satisfaction=st.sampled_from([None, "0", "1", "2", "3"]),
)
_commons = st.builds(CommonProblem, id=st.sampled_from(COMMONS), reported_on=_maybe)
_activities = st.builds(
    Activity,
    day=_days,
    category=st.sampled_from([f"A{n:02d}" for n in range(1, 17)]),
    sessions=st.integers(1, 3),
    people=_numbers,
    copies=_numbers,
)
_incidents = st.builds(lambda on, time: Incident(learned_at=dt.datetime.combine(on, time, dt.UTC)), _days, st.times())
_papers = st.one_of(
    st.builds(Letter, issued_on=_days, kind=st.sampled_from(["1", "2", "3"])),
    st.builds(Publicity, day=_days, medium=st.sampled_from(["1", "2", "9"])),
    st.builds(Outcome, issued_on=_days, kind=st.sampled_from(["1", "2", "3", "4", "9"])),
    st.builds(
        ResearchTopic,
        key=st.sampled_from([None, True, False]),
        opened_on=_maybe,
        finished_on=_maybe,
        form=st.sampled_from([None, "1", "3"]),
    ),
)
_expenses = st.builds(
    Expense, day=_days, amount=st.integers(0, 10**7), fund=st.sampled_from(["0", "1", "2", "3", "4", "5"])
)
_lessons = st.builds(
    Training,
    day=_days,
    before=st.sampled_from([None, True, False]),
    members=st.lists(st.sampled_from([M1.id, M2.id]), unique=True).map(tuple),
)

_workers = st.builds(
    Worker,
    id=st.sampled_from([W1.id, W2.id, W3.id]),
    category=st.sampled_from(["P01", "N03"]),
    hardship=st.sampled_from([None, "1"]),
    tags=st.sampled_from([(), ("T03",), ("T05",)]),
)
_units = st.builds(Enterprise, id=st.sampled_from([E3.id, E4.id]), uscc=st.sampled_from([E3.uscc, "无", "甲"]))
_every = st.one_of(
    *(_visits, _deeds, _diaries, _members, _buildings, _problems, _commons),
    *(_activities, _incidents, _papers, _expenses, _lessons),
)
_anything = st.one_of(_every, _workers, _units)
many = st.lists(_every, max_size=40, unique_by=lambda record: record.id)
months = st.sampled_from(STINT.months)


def change(records, draw):
    """Give (the records with one of them changed, gone or new, its id)."""
    made = draw(_anything)
    id_ = draw(st.sampled_from([made.id, *(record.id for record in records if type(record) is type(made))]))
    rest = [record for record in records if record.id != id_]
    gone = len(rest) < len(records) and draw(st.booleans())
    return (rest if gone else [*rest, changed(made, id=id_)]), id_


def changed(record, **more):
    return dc.replace(record, **more)
