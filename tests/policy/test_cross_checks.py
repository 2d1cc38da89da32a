"""What ledgers say of one another (domain notes §3, §4.1): X01 to X21, and what is merely not complete yet."""

from __future__ import annotations

import dataclasses as dc

import pytest

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.absence import Absence
from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.letter import Letter, LetterState
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.problem import ProblemState
from dundian_desktop.ledgers.publicity import Publicity
from dundian_desktop.ledgers.training import Training
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.policy.finding import Level
from tests.policy.duty_books import (
    REPORTS,
    activity,
    common,
    delay,
    group,
    incident,
    looked_over,
    of_rule,
    parameter,
    problem,
    progress,
    reported_group,
    young,
)
from tests.policy.stints import E1, E2, W1, day, deed, diary, visit
from tests.policy.test_rules import case

RED, WARNING, NOTE = Level
E3, E4 = (Enterprise(id=f"{n:032x}", name=f"单位{n}", uscc="无", staff=10) for n in (13, 14))


def union(*units, **more):
    return UnionBuilding(**{"name": f"工会{len(units)}", "enterprises": tuple(one.id for one in units), **more})


def founded(on, new, new_form, **more):
    known = {"stage": Stage.APPROVED, "approved_on": day(on), "new_members": new, "new_form": new_form}
    return union(E1, **known, **more)


def expense(amount, one=None, on="06-10", **more):
    known = {"what": "支出", "item": "9", "fund": "1", **more}
    return Expense(day=day(on), amount=amount, deed=one.id if one else None, **known)


def letter(due=None, on="05-13", **more):
    return Letter(**{"issued_on": day(on), "kind": "1", "matter": "事", "due": due and day(due), **more})


def closed(month, this, total, correction=0):
    cells = {"code": "K004", "month": this, "total": total, "correction": correction}
    rows = (Row(key="K004", cells=cells),)
    return MonthReport(month=f"2026-{month}", state=MonthState.DONE, sent_on=day("05-04"), figures=rows)


def away(days, **more):
    return Absence(member=young().id, kind="1", starts=day("06-01"), ends=day(f"06-{days:02d}"), **more)


DEED = deed("04-20", "06-10", "06-09", cost=10000)
FEVER = dc.replace(E1, contract_until=day("08-11"))
THREE = tuple(problem(due="06-30", enterprise=one.id, no=one.name) for one in (E1, E2, E3))
TWICE = (union(E3, E4, name="甲"), union(E4, name="乙"))

TABLE = (
    case("X01", "closed and agreeing", None, closed("04", 5, 5), closed("05", 3, 8), without=REPORTS[:2]),
    case("X01", "closed and not agreeing", RED, closed("04", 5, 5), closed("05", 3, 9), without=REPORTS[:2]),
    case("X01", "corrected", None, closed("04", 5, 5), closed("05", 3, 9, 1), without=REPORTS[:2]),
    case("X01", "the month between is open", None, closed("04", 5, 5), closed("06", 3, 9), without=REPORTS),
    case("X02", "as many", None, founded("06-01", 50, 50)),
    case("X02", "one more", RED, founded("06-01", 50, 51)),
    case("X03", "found and solved", None, problem(done="06-10")),
    case("X03", "found before the stint", RED, problem("04-01", done="06-10")),
    case("X04", "listed and done", None, DEED, expense(10000, DEED)),
    case("X04", "listed before the stint", RED, deed("04-01", "06-10", "06-09")),
    case("X05", "paid in two parts", None, DEED, expense(4000, DEED), expense(6000, DEED, fund="3")),
    case("X05", "a cent less", WARNING, DEED, expense(9999, DEED)),
    case("X05", "nothing paid", WARNING, DEED),
    case("X05", "free", None, deed("04-20", "06-10", "06-09", cost=0)),
    case("X05", "free, and paid for", WARNING, dc.replace(DEED, cost=0), expense(1, DEED)),
    case("X05", "not said", None, deed("04-20", "06-10", "06-09")),
    case("X05", "paid before it is done", None, deed("04-20", "07-20", cost=5, handed_to_host=True), today="06-01"),
    case("X06", "the whole budget", None, group(budget=10000), expense(10000)),
    case("X06", "a cent over", WARNING, group(budget=10000), expense(10001)),
    case("X06", "of another source", None, group(budget=10000), expense(10001, fund="2")),
    case(
        "X06",
        "a budget of its own",
        None,
        group(budget=10000),
        Budget(fund="1", year=2026, amount=20000),
        expense(10001),
    ),
    case("X06", "over that", WARNING, Budget(fund="2", year=2026, amount=10000), expense(10001, fund="2")),
    case("X06", "of another year", None, Budget(fund="2", year=2025, amount=1), expense(10001, fund="2")),
    case("X07", "30 days", None, problem("04-20", due="07-01"), today="05-20"),
    case("X07", "31 days", WARNING, problem("04-20", due="07-01"), today="05-21"),
    case(
        "X07",
        "31 days where 31 is the parameter",
        None,
        problem("04-20", due="07-01"),
        parameter("stale_days", 31),
        today="05-21",
    ),
    case("X07", "moved on meanwhile", None, problem("04-20", due="07-01", progress=progress("05-10")), today="06-09"),
    case("X07", "moved on long ago", WARNING, problem("04-20", due="07-01", progress=progress("05-10")), today="06-10"),
    case(
        "X07", "put off with a reason", None, problem("04-20", due="07-01", state=ProblemState.DELAYED), today="06-10"
    ),
    case("X07", "overdue is told instead", None, problem("04-20", due="05-01"), today="06-10"),
    case("X08", "the thirtieth day", None, problem(done="06-10"), today="07-10"),
    case("X08", "the day after", WARNING, problem(done="06-10"), today="07-11"),
    case("X08", "where 31 is the parameter", None, problem(done="06-10"), parameter("revisit_days", 31), today="07-11"),
    case("X08", "asked", None, problem(done="06-10", state=ProblemState.CLOSED, revisited_on=day("06-20"))),
    case("X09", "on its day", None, letter("06-01"), today="06-01"),
    case("X09", "the day after", WARNING, letter("06-01"), today="06-02"),
    case("X09", "answered", None, letter("06-01", state=LetterState.ANSWERED, replied_on=day("06-20"))),
    case("X09", "no day, 30 days", None, letter(), today="06-12"),
    case("X09", "no day, 31 days", WARNING, letter(), today="06-13"),
    case("X10", "in 30 days", NOTE, FEVER),
    case("X10", "in 31 days", None, FEVER, today="07-11"),
    case("X10", "in 31 days where 31 is the parameter", NOTE, FEVER, parameter("expiring_days", 31), today="07-11"),
    case("X10", "run out", NOTE, dc.replace(E1, women_until=day("07-11"))),
    case("X10", "of an activity", NOTE, activity("06-17", "A07", until=day("08-01"))),
    case("X10", "known from the card", NOTE, FEVER, activity("06-17", "A07", until=day("08-11"), enterprises=(E1.id,))),
    case("X11", "three units", NOTE, *THREE, today="06-01"),
    case("X11", "two units", None, *THREE[:2], problem(due="06-30", enterprise=E2.id), today="06-01"),
    case("X11", "three where 4 is the parameter", None, *THREE, parameter("common_units", 4), today="06-01"),
    case("X11", "of other sorts", None, *THREE[:2], dc.replace(THREE[2], detail="欠薪"), today="06-01"),
    case("X11", "all solved", None, *(problem(done="06-10", enterprise=one.id) for one in (E1, E2, E3)), today="06-20"),
    case("X12", "nothing solved in April", NOTE, problem("04-20", done="05-04")),
    case("X12", "solved in April", None, problem("04-20", done="04-28")),
    case("X12", "found in May", None, problem("05-04", done="05-28")),
    case("X12", "April is not over", None, problem("04-20", due="07-01"), today="04-29"),
    case("X12", "April is over", NOTE, problem("04-20", due="07-01"), today="04-30"),
    case("X13", "one unit, two unions", NOTE, *TWICE, E3, E4),
    case("X13", "one was dropped", None, TWICE[0], dc.replace(TWICE[1], stage=Stage.DROPPED), E3, E4),
    case("X13", "one puts a union in order", None, TWICE[0], dc.replace(TWICE[1], matter=Matter.ORDERING), E3, E4),
    case("X13", "different units", None, TWICE[0], union(E2), E3, E4),
    case("X14", "three days", None, away(3)),
    case("X14", "four days", WARNING, away(4)),
    case("X14", "four days reported", None, away(4, reported=True)),
    case("X14", "four where 4 is the parameter", None, away(4), parameter("leave_days", 4)),
    case(
        "X15",
        "two of one name and number",
        NOTE,
        *(dc.replace(E3, id=f"{n:032x}", uscc="91110000802100433B") for n in (51, 52)),
    ),
    case(
        "X15",
        "of one name in one unit",
        NOTE,
        *(dc.replace(W1, id=f"{n:032x}", name="赵某", enterprise=E1.id) for n in (53, 54)),
    ),
    case(
        "X15",
        "of one name in two units",
        None,
        *(dc.replace(W1, id=f"{n:032x}", name="赵某", enterprise=one.id) for n, one in ((53, E1), (54, E2))),
    ),
    case("X16", "the first day", None, visit("04-13")),
    case("X16", "the day before", WARNING, visit("04-12")),
    case("X16", "the last day", None, activity("07-12", "A01")),
    case("X16", "the day after", WARNING, activity("07-13", "A01")),
    case("X16", "a lesson before setting out", None, Training(day=day("04-10"), title="行前培训", before=True)),
    case("X16", "another lesson before", WARNING, Training(day=day("04-10"), title="培训")),
    case("X16", "printed afterwards", None, Publicity(day=day("08-10"), title="稿", medium="1")),
    case("X18", "a sign", WARNING, visit("06-01", mood="3")),
    case("X18", "a mood", None, visit("06-01", mood="2")),
    case("X19", "diaries are not asked for here", None, diary("04-20")),
    case("X20", "nor units without a visit", None, diary("04-20", enterprise=E1.id)),
)


@pytest.mark.parametrize(("rule", "level", "records", "how"), TABLE)
def test_a_cross_check_tells_what_its_side_of_the_boundary_asks(rule, level, records, how):
    assert [one.level for one in of_rule(rule, looked_over(*records, **how))] == ([level] if level else [])


def test_a_sign_that_became_an_incident_is_told_no_more():
    sign = visit("06-01", mood="3")
    assert not of_rule("X18", looked_over(sign, incident(visit=sign.id)))


def test_what_a_common_problem_says_stands_for_each_problem_in_it():
    bare = common(cause="", proposal="", reported_on=None, due="06-10", state=ProblemState.RUNNING)
    told = reported_group(bare.id)
    joined = dc.replace(bare, common=told.id)
    assert [one.level for one in of_rule("R12", looked_over(joined, told, today="06-10"))] == []
    assert [one.level for one in of_rule("R12", looked_over(joined, told, today="06-11"))] == [WARNING]
    answered = dc.replace(told, answer="同意", answered_on=day("06-05"))
    assert "到期没有解决" in of_rule("R12", looked_over(joined, answered, today="06-11"))[0].sentence


def test_a_delay_written_down_later_does_not_hold_before():
    one = problem(due="06-10", delays=(delay("06-20", "07-11"),))
    assert of_rule("R11", looked_over(one, today="06-15"))
    assert not of_rule("R11", looked_over(one, today="06-20"))


def test_completeness_is_told_when_asked_for():
    some = (visit("04-20", target=None), diary("04-20", enterprise=E2.id), young(born_year=None), group(headcount=None))
    usual, whole = looked_over(*some), looked_over(*some, everything=True)
    assert usual == ()
    assert {"D01", "D02", "R01", "R04", "X19", "X20"} <= {one.rule for one in whole}
    assert {one.level for one in whole} == {NOTE}


def test_what_a_duty_tells_is_not_told_as_incomplete_once_more():
    bare = (problem(due=None, owner=None, handling=None), incident(proposal=""), young(pledged=None))
    wanted = [one.sentence for one in of_rule("D01", looked_over(*bare, everything=True, today="05-01"))]
    assert not [words for words in wanted if "责任人、办理方式" in words or "对策" in words or "纪律承诺" in words]
