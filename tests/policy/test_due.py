"""What is due: every sort at its boundary, how late it is said to be, and what may hang on a wall."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop import clock
from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Row
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.incident import IncidentState
from dundian_desktop.ledgers.jotting import Jotting, JottingState
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.due import DueKind, due_items
from tests.policy.duty_books import CALENDAR, chain, incident, moment, parameter, problem
from tests.policy.stints import day, deed

SORT = vocabulary("incident_category").label("R01")


def due(*records, today="06-12", **how):
    return due_items(books_of(records), day(today), CALENDAR, **how)


def told(*records, **how):
    return [(item.kind, item.when) for item in due(*records, **how)]


def letter(**more):
    return Letter(**{"issued_on": day("05-01"), "kind": "1", "matter": "补签合同", **more})


@pytest.mark.parametrize(
    ("record", "today", "wanted"),
    [
        (deed("06-01", "06-10"), "06-12", [(DueKind.DEED, "超期 2 天")]),
        (deed("06-01", "06-12"), "06-12", [(DueKind.DEED, "今天到期")]),
        (deed("06-01", "06-15"), "06-12", [(DueKind.DEED, "还有 3 天")]),
        (deed("06-01", "06-16"), "06-12", []),
        (deed("06-01", "06-10", "06-09"), "06-12", []),
        (problem(due="06-11"), "06-12", [(DueKind.PROBLEM, "超期 1 天")]),
        (problem(due="06-01", done="05-12"), "06-12", [(DueKind.REVISIT, "超期 1 天")]),
        (problem(done="05-12", revisited_on=day("05-20")), "06-12", []),
        (letter(due=day("06-11")), "06-12", [(DueKind.ANSWER, "超期 1 天")]),
        (letter(), "06-01", [(DueKind.ANSWER, "超期 1 天")]),
        (Enterprise(name="厂", contract_until=day("07-12")), "06-12", [(DueKind.AGREEMENT, "还有 30 天")]),
        (Enterprise(name="厂", contract_until=day("07-13")), "06-12", []),
        (Jotting(text="想到一件事", day=day("06-01")), "06-12", [(DueKind.JOTTING, "待整理")]),
        (Jotting(text="整理过了", day=day("06-01"), state=JottingState.DONE), "06-12", []),
    ],
)
def test_a_thing_is_told_when_it_is_over_or_near(record, today, wanted) -> None:
    assert told(record, today=today) == wanted


@pytest.mark.parametrize(
    "record",
    [
        deed("06-01", "06-10"),
        problem(due="06-11"),
        problem(due="06-01", done="05-12"),
        letter(due=day("06-11")),
        incident(Row(key="无", cells={})),
    ],
)
def test_what_the_local_union_took_over_is_due_no_more(record) -> None:
    assert told(record)
    assert told(dc.replace(record, handed_to_host=True)) == []


def test_the_parameter_alone_decides_until_when_one_asks_again() -> None:
    solved = problem(done="05-12")
    assert told(solved, parameter("revisit_days", 45), today="06-12") == []
    assert told(solved, parameter("revisit_days", 31), today="06-12") == [(DueKind.REVISIT, "今天到期")]


@pytest.mark.parametrize(
    ("minutes", "record", "words"),
    [
        (10, incident(Row(key="无", cells={})), "首报当地工会、上级工会"),
        (200, incident(*chain(written=1000)), "书面报当地工会、上级工会"),
        (60 * 30, incident(state=IncidentState.RUNNING), "续报"),
    ],
)
def test_an_incident_says_which_report_comes_next(monkeypatch, minutes, record, words) -> None:
    now = moment("06-01") + dt.timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: now)
    found = due_items(books_of([record]), clock.today(), CALENDAR)
    assert [item.title for item in found] == [f"重大事项（{SORT}）{words}"]


def test_what_is_resolved_waits_for_its_last_report() -> None:
    done = incident(state=IncidentState.DONE, resolved_at=moment("06-01"))
    assert [item.title[-2:] for item in due(done, today="06-12")] == ["终报"]


def test_an_incident_of_political_safety_tells_nothing_but_its_number() -> None:
    apart = incident(category="R07", no="ZS-1", brief="不可外传", state=IncidentState.RUNNING)
    item = due(apart)[0]
    assert (item.apart, item.title) == (True, "重大事项ZS-1续报")


def test_what_somebody_said_may_not_hang_on_a_wall() -> None:
    heard = problem(due="06-11", description="王小明的工资没有发", no="WT-1")
    assert due(heard)[0].posted == "职工反映的问题（WT-1）"
    assert [one.posted for one in due(incident(state=IncidentState.RUNNING), Jotting(text="记一句"))] == ["", ""]


def test_incidents_come_first_then_the_oldest_promise_and_notes_last() -> None:
    late, later = deed("06-01", "06-05"), problem(due="06-03")
    found = due(Jotting(text="记一句"), late, later, incident(state=IncidentState.RUNNING))
    assert [item.kind for item in found] == [DueKind.REPORT, DueKind.PROBLEM, DueKind.DEED, DueKind.JOTTING]
