"""Laws of single ledgers: deadlines that only move on, days in their order, what is wanted later, what follows."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop import clock
from dundian_desktop.errors import RecordError
from dundian_desktop.fields import Row
from dundian_desktop.ledger import AWAITED, new_id
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.evaluation import PROPOSED, Evaluation
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.problem import Nature, Problem, ProblemState
from dundian_desktop.ledgers.task import Task
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from tests.devices import exchange, member, save, worker

FOUND, DUE, DONE = dt.date(2026, 5, 20), dt.date(2026, 6, 10), dt.date(2026, 6, 20)


@pytest.fixture
def leader(store):
    return save(store, member())


def problem(**more):
    known = {"found_on": FOUND, "description": "加班费少算三个月没有补", "category": "Q01", "due": DUE}
    return Problem.of(**{**known, "state": ProblemState.RUNNING, **more})


def deed(**more):
    return Deed.of(content="车间装空调", measure="厂方出钱", due=DUE, **more)


def until(day, decided="2026-06-01"):
    cells = {"day": dt.date.fromisoformat(decided), "due": dt.date.fromisoformat(day), "reason": "材料没有到齐"}
    return Row(key=new_id(), cells=cells)


def put_off(record, *days):
    return dc.replace(record, delays=(*record.delays, *map(until, days)))


def broken(record):
    return {told.name for told in record.problems()}


def awaited(record):
    return {told.name for told in record.doubts() if told.reason == AWAITED}


def doubted(record):
    return {told.name for told in record.doubts() if told.reason != AWAITED}


# -- deadlines


@pytest.mark.parametrize("make", [problem, deed])
@pytest.mark.parametrize("days", [("2026-06-09",), ("2026-06-10",), ("2026-06-25", "2026-06-01")])
def test_a_deadline_is_never_put_back(store, make, days):
    kept = save(store, make())
    for before, after in ((kept, put_off(kept, *days)), (None, put_off(make(), *days))):
        with pytest.raises(RecordError, match="应晚于原来的") as refused:
            save(store, after, before)
        assert [told.name for told in refused.value.problems] == ["delays"]
    assert save(store, put_off(kept, "2026-06-11"), kept).deadline == dt.date(2026, 6, 11)


def test_a_problem_without_a_deadline_is_put_off_to_after_its_finding():
    assert "delays" in broken(put_off(problem(due=None), "2026-05-19"))
    assert "delays" not in broken(put_off(problem(due=None), "2026-05-20"))


def test_what_is_done_is_put_off_no_more_until_it_is_taken_up_again(store):
    done = save(store, deed(state=DeedState.DONE, done_on=DUE))
    with pytest.raises(RecordError, match="“已办结”以后不再延期"):
        save(store, put_off(done, "2026-07-01"), done)
    again = put_off(dc.replace(done, state=DeedState.RUNNING, done_on=None), "2026-07-01")
    assert save(store, again, done).deadline == dt.date(2026, 7, 1)


def test_deadlines_that_two_people_crossed_leave_the_record_free(group_of, tmp_path):
    here, there = group_of(2)
    key = save(here, problem()).id
    exchange(here, there, tmp_path)
    for store, day in ((here, "2026-07-20"), (there, "2026-07-10")):
        kept = store.reader.get(Problem, key)
        save(store, put_off(kept, day), kept)
    exchange(here, there, tmp_path)
    both = here.reader.get(Problem, key)
    assert (len(both.delays), both.deadline) == (2, dt.date(2026, 7, 20))
    solved = dc.replace(both, state=ProblemState.DONE, result="补发了", done_on=DONE)
    assert save(here, solved, both).state is ProblemState.DONE


# -- days in their order


def test_a_problem_is_struck_off_when_it_was_solved_and_asked_after():
    days = {"done_on": DONE, "revisited_on": DONE + dt.timedelta(days=2)}
    closed = problem(state=ProblemState.CLOSED, result="补发了", satisfaction="1", closed_by=new_id(), **days)
    for late, told in ((-1, True), (1, True), (2, False)):
        assert ("closed_on" in broken(dc.replace(closed, closed_on=DONE + dt.timedelta(days=late)))) is told


def test_who_closed_a_month_and_when_stays(store, leader):
    row = Row(key=new_id(), cells={"code": "K001", "month": 1, "total": 1})
    closing = {"state": MonthState.CLOSED, "closed_on": DONE, "closed_by": leader.id, "figures": (row,)}
    kept = save(store, MonthReport.of(month="2026-06", **closing))
    with pytest.raises(RecordError) as refused:
        save(store, dc.replace(kept, closed_on=DUE), kept)
    assert [told.name for told in refused.value.problems] == ["closed_on"]
    assert "closed_on" in broken(MonthReport.of(month="2026-07", closed_on=DONE))


# -- what is wanted later


def test_a_finished_deed_still_wants_its_reach_and_its_evidence():
    assert awaited(deed()).isdisjoint({"people", "evidence"})
    done = deed(state=DeedState.DONE, done_on=DONE)
    assert awaited(done) >= {"people", "evidence"}
    assert awaited(dc.replace(done, people=0, evidence=("1",))).isdisjoint({"people", "evidence"})


def test_a_problem_of_one_unit_wants_the_unit_and_ten_characters():
    assert "enterprise" in awaited(problem())
    assert "enterprise" not in awaited(problem(nature=Nature.COMMON))
    assert "description" in doubted(problem(description="加班费 少算三个月"))
    assert "description" not in doubted(problem(description="加班费少算三个月没补"))


# -- what follows


@pytest.mark.parametrize(
    ("hour", "day", "started", "learned"),
    [
        (6, 12, None, (12, 6)),  # today: it is told as it is written down
        (20, 12, None, (12, 20)),
        (20, 12, 15, (12, 15)),
        (6, 12, 15, (12, 6)),  # an hour that is still to come is no hour of learning
        (9, 11, None, (11, 18)),  # of a day that is over nothing but its evening is known
        (9, 11, 10, (11, 10)),
    ],
)
def test_an_incident_was_learned_of_when_the_visit_told_it(monkeypatch, hour, day, started, learned):
    now = dt.datetime(2026, 6, 12, hour, 40 if hour == 6 else 0).astimezone()
    monkeypatch.setattr(clock, "now", lambda: now.astimezone(dt.UTC))
    row = Row(key=new_id(), cells={"category": "Q01", "words": "三个月没发工资", "becomes": "incident"})
    at = dt.time(started) if started else None
    visit = Visit.of(visited_on=dt.date(2026, 6, day), started=at, demands=(row,), enterprise=new_id())
    made = visit.follows(None)[0].make(None)
    told = clock.local(made.learned_at)
    assert ((told.day, told.hour), made.learned_at <= clock.now()) == (learned, True)


def test_signs_of_unrest_are_doubted_until_they_became_an_incident():
    sign = Visit.of(mood="3")
    gift = next(one for one in Visit.gives if one.ledger == "incident")
    assert "mood" in doubted(sign)
    assert "mood" not in doubted(gift.leaves(sign, "incident", new_id()))
    assert "mood" not in doubted(Visit.of(mood="2"))


def test_a_self_evaluation_begins_with_the_proposed_rows_and_no_other_does():
    begun = Evaluation().read(Evaluation.derived({"rater": "自评"}))
    assert [row.cells["full"] for row in begun.scores] == [full for _, _, full in PROPOSED]
    assert Evaluation.derived({"rater": "驻在工会评"}) == Evaluation.derived({}) == {}


def test_workers_who_wish_to_join_lead_to_a_founding_of_their_units():
    units = sorted((new_id(), new_id()))
    gift = next(one for one in Worker.gives if one.ledger == "union_building")
    assert gift.make([worker(enterprise=unit) for unit in (units[1], units[0], units[1], None)]) == {
        "enterprises": tuple(units)
    }


def test_a_task_names_an_indicator_of_the_dictionary_or_is_refused():
    for words in ("K003", "k003", "走访职工（首访）"):
        assert Task().read({"indicator": words}).indicator == "K003"
    with pytest.raises(RecordError, match="不在可选项中"):
        Task().reworded({"title": "走访", "target": "10", "indicator": "K999"})


@pytest.mark.parametrize(("state", "told"), [(ProblemState.RUNNING, True), (ProblemState.CLOSED, False)])
def test_a_day_of_striking_beside_another_state_is_doubted(state, told) -> None:
    doubts = problem(state=state, closed_on=DONE).doubts()
    assert any(one.name == "closed_on" and "还没有销号" in one.reason for one in doubts) is told
