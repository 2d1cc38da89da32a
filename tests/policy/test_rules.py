"""R01 to R17 on both sides of every boundary (domain notes §5.3), and parameters that move it."""

from __future__ import annotations

import datetime as dt

import pytest

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.deed import DeedState
from dundian_desktop.ledgers.incident import IncidentState
from dundian_desktop.ledgers.month_report import MonthState
from dundian_desktop.ledgers.pledge import Pledge
from dundian_desktop.ledgers.problem import Nature, ProblemState
from dundian_desktop.ledgers.research_topic import TopicState
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.ledgers.summary import SummaryState
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Level
from tests.policy.duty_books import (
    COOLNESS,
    LEADER,
    LIAISON,
    REPORTS,
    SUMMARY,
    TOPIC,
    YOUNG,
    activity,
    chain,
    common,
    delay,
    group,
    incident,
    leader,
    looked_over,
    moment,
    of_rule,
    parameter,
    problem,
    sent,
    summary,
    told_to,
    topic,
    young,
)
from tests.policy.stints import day, deed, visit

RED, WARNING, NOTE = Level
ITEM = Row(key="一", cells={"kind": "1", "words": "一件"})


def case(rule, words, level, *records, **how):
    """One line of the table: what is told of a rule in a stint with these records, None for nothing."""
    return pytest.param(rule, level, records, how, id=f"{rule} {words}")


def stint(starts, ends):
    """Give a group with these days, and its people, so that nothing but the days is unusual."""
    days = {"starts": day(starts), "ends": day(ends)}
    return group(**days), leader(**days), young(**days)


def visits(days, **more):
    return tuple(visit(one, **more) for one in days)


def first_report(oral, written=120, **more):
    return incident(*chain(oral, written), **more)


def running(on, time):
    """Give an incident that is being handled, followed up last at this moment."""
    row = told_to(0, "2", stage="2", since=(on, time))
    return incident(*chain(), row, state=IncidentState.RUNNING)


def resolved(on, last=None, **more):
    rows = (told_to(0, "2", stage="3", since=(last, "10:00")),) if last else ()
    return incident(*chain(), *rows, state=IncidentState.DONE, result="已付", resolved_at=moment(on), **more)


FOUR = ("04-20", "04-27", "05-04", "05-11")
MAY = ("04-20", "04-27", "05-11", "05-19", "05-20")  # the fifth is the thirtieth day after the first, not among 30
ONE_DAY_LESS = ("04-20", "04-27", "05-11", "05-18", "05-19")

TABLE = (
    # 3 to 5 per cent, of provinces and cities only, where the numbers are known
    case("R01", "3 in 100", None, group(headcount=100, sent=3)),
    case("R01", "5 in 100", None, group(headcount=100, sent=5)),
    case("R01", "2 in 100", WARNING, group(headcount=100, sent=2)),
    case("R01", "6 in 100", WARNING, group(headcount=100, sent=6)),
    case("R01", "5 in 142", None, group(headcount=142, sent=5)),
    case("R01", "4 in 142", WARNING, group(headcount=142, sent=4)),
    case("R01", "8 in 142", WARNING, group(headcount=142, sent=8)),
    case("R01", "nobody in 100", WARNING, group(headcount=100, sent=0)),
    case("R01", "a city", WARNING, group(level="2", headcount=100, sent=2)),
    case("R01", "a county", None, group(level="3", headcount=100, sent=2)),
    case("R01", "unknown", None, group(headcount=None, sent=2)),
    case("R01", "2 in 100 where 2 is the parameter", None, group(headcount=100, sent=2), parameter("share_low", 2)),
    case("R01", "6 in 100 where 6 is the parameter", None, group(headcount=100, sent=6), parameter("share_high", 6)),
    # 85 to 95 days
    case("R02", "85 days", None, *stint("04-13", "07-06")),
    case("R02", "84 days", NOTE, *stint("04-13", "07-05")),
    case("R02", "95 days", None, *stint("04-13", "07-16")),
    case("R02", "96 days", NOTE, *stint("04-13", "07-17")),
    case("R02", "60 days", NOTE, *stint("04-13", "06-11")),
    case("R02", "60 days where 60 is the parameter", None, *stint("04-13", "06-11"), parameter("stint_low", 60)),
    case("R02", "96 days where 96 is the parameter", None, *stint("04-13", "07-17"), parameter("stint_high", 96)),
    # second and third quarter
    case("R03", "from 1 April", None, *stint("04-01", "06-28")),
    case("R03", "from 31 March", NOTE, *stint("03-31", "06-28")),
    case("R03", "to 30 September", None, *stint("07-01", "09-30")),
    case("R03", "to 1 October", NOTE, *stint("07-01", "10-01")),
    # exactly one leader, a leading cadre, and a young cadre
    case("R04", "one leader", None),
    case("R04", "no leader", WARNING, leader(roles=("4",))),
    case("R04", "no leader on the last day", WARNING, leader(ends=day("07-11"))),
    case("R04", "two leaders", WARNING, young(roles=("1", "4"), is_leading_cadre=True)),
    case("R04", "two leaders, one day", WARNING, young(roles=("1",), is_leading_cadre=True, starts=day("07-12"))),
    case(
        "R04",
        "one leader after the other",
        None,
        leader(ends=day("05-31")),
        young(roles=("1",), is_leading_cadre=True, starts=day("06-01")),
    ),
    case("R04", "no leading cadre", WARNING, leader(is_leading_cadre=False)),
    case("R04", "not said to be one", WARNING, leader(is_leading_cadre=None)),
    case("R04", "forty years old", None, young(born_year=1986)),
    case("R04", "forty-one years old", WARNING, young(born_year=1985)),
    case("R04", "forty-one where 45 is the parameter", None, young(born_year=1985), parameter("young_age", 45)),
    case("R04", "born nobody knows when", None, young(born_year=None)),
    # rotation without a gap, with a list (working days: 31 May 2026 is a Sunday)
    case("R05", "nobody leaves", None),
    case("R05", "nobody follows", WARNING, young(ends=day("05-29"))),
    case(
        "R05",
        "follows after a week-end",
        None,
        young(ends=day("05-29")),
        leader(replaces=YOUNG.id, handover="一件", starts=day("06-01")),
    ),
    case(
        "R05",
        "follows after a working day",
        WARNING,
        young(ends=day("05-29")),
        leader(replaces=YOUNG.id, handover="一件", starts=day("06-02")),
    ),
    case("R05", "without a list", WARNING, young(ends=day("05-29")), leader(replaces=YOUNG.id)),
    case("R05", "blanks are no list", WARNING, young(ends=day("05-29")), leader(replaces=YOUNG.id, handover="  ")),
    case(
        "R05",
        "the list of a rotation",
        None,
        young(ends=day("05-29")),
        Rotation(leaving=YOUNG.id, successor=LEADER.id, items=(ITEM,)),
    ),
    case(
        "R05", "an empty rotation", WARNING, young(ends=day("05-29")), Rotation(leaving=YOUNG.id, successor=LEADER.id)
    ),
    case(
        "R05",
        "who leaves has nothing open",
        None,
        young(ends=day("05-29")),
        leader(replaces=YOUNG.id, handover="一件"),
        deed("04-20", "07-08", owner=LEADER.id),
    ),
    case(
        "R05",
        "who left still answers",
        WARNING,
        young(ends=day("05-29")),
        leader(replaces=YOUNG.id, handover="一件"),
        deed("04-20", "07-08", owner=YOUNG.id),
    ),
    case("R05", "before somebody leaves", None, young(ends=day("05-29")), today="05-29"),
    # a report a month, by the fifth
    case("R06", "by the 5th", None),
    case("R06", "on the 6th", WARNING, sent("06", "07-06"), without=REPORTS[2:]),
    case("R06", "in August", WARNING, sent("06", "07-12"), without=REPORTS[2:]),
    case("R06", "missing on the 6th", RED, without=REPORTS[2:], today="07-06"),
    case("R06", "missing on the 5th", None, without=REPORTS[2:], today="07-05"),
    case("R06", "closed and not sent", RED, sent("06", None, MonthState.CLOSED), without=REPORTS[2:]),
    case(
        "R06",
        "on the 6th where 6 is the parameter",
        None,
        sent("06", "07-06"),
        parameter("month_due_day", 6),
        without=REPORTS[2:],
    ),
    case("R06", "July by 5 August", None, today="08-05"),
    case("R06", "July missing on 6 August", RED, today="08-06"),
    case("R06", "a last month of 9 days", None, *stint("04-13", "07-09"), today="08-06"),
    case("R06", "a last month of 10 days", RED, *stint("04-13", "07-10"), today="08-06"),
    case("R06", "of 12 days where 13 is the parameter", None, parameter("short_month_days", 13), today="08-06"),
    # a key topic a year
    case("R07", "a key topic", None),
    case("R07", "no topic", WARNING, without=[TOPIC]),
    case("R07", "no key topic", WARNING, topic(key=None)),
    case("R07", "of last year", WARNING, topic(opened_on=dt.date(2025, 5, 10), finished_on=dt.date(2025, 12, 31))),
    case("R07", "finished this year", None, topic(opened_on=dt.date(2025, 5, 10), finished_on=dt.date(2026, 1, 1))),
    case("R07", "the day before the end", NOTE, without=[TOPIC], today="07-11"),
    # deeds
    case("R08", "on its day", None, deed("04-20", "06-10"), today="06-10"),
    case("R08", "the day after", RED, deed("04-20", "06-10"), today="06-11"),
    case("R08", "delayed in time", None, deed("04-20", "06-10", delays=(delay("06-09", "06-20"),)), today="06-20"),
    case(
        "R08", "delayed and late again", RED, deed("04-20", "06-10", delays=(delay("06-09", "06-20"),)), today="06-21"
    ),
    case("R08", "done on its day", None, deed("04-20", "06-10", "06-10")),
    case("R08", "done the day after", NOTE, deed("04-20", "06-10", "06-11")),
    case("R08", "called off", None, deed("04-20", "06-10", state=DeedState.CANCELLED)),
    case("R08", "no measure", RED, deed("04-20", "06-10", "06-10", measure="")),
    case("R08", "no content", RED, deed("04-20", "06-10", "06-10", content="")),
    case("R08", "due on the last day", None, deed("04-20", "07-12"), today="06-01"),
    case("R08", "due after the last day", WARNING, deed("04-20", "07-13"), today="06-01"),
    case("R08", "due after it and handed over", None, deed("04-20", "07-13", handed_to_host=True), today="06-01"),
    case("R08", "open the day before the end", None, deed("04-20", "07-12"), today="07-11"),
    case("R08", "open at the end", RED, deed("04-20", "07-12")),
    case("R08", "handed over at the end", NOTE, deed("04-20", "07-12", handed_to_host=True)),
    # incidents
    case("R09", "in 30 and 120 minutes", None, incident()),
    case("R09", "in 31 minutes", WARNING, first_report(31)),
    case("R09", "on paper in 121 minutes", WARNING, first_report(30, 121)),
    case("R09", "in 31 where 31 is the parameter", None, first_report(31), parameter("oral_minutes", 31)),
    case("R09", "on paper in 121 where 121 is", None, first_report(30, 121), parameter("written_minutes", 121)),
    case("R09", "level Ⅱ in 15 and 30", None, first_report(15, 30, level="2")),
    case("R09", "level Ⅱ in 16", WARNING, first_report(16, 30, level="2")),
    case("R09", "level Ⅰ on paper in 31", WARNING, first_report(15, 31, level="1")),
    case("R09", "level Ⅲ in 30", None, first_report(30, 120, level="3")),
    case("R09", "the local union alone", RED, incident(*chain(to=("1",)))),
    case("R09", "the superior union alone", RED, incident(*chain(to=("2",)))),
    case("R09", "others alone", RED, incident(told_to(5, "9"))),
    case("R09", "no proposal", RED, incident(proposal="")),
    case("R09", "a proposal of blanks", RED, incident(proposal=" ")),
    case("R09", "handled, told 24 hours ago", None, running("06-11", "00:00"), today="06-11"),
    case("R09", "handled, told a minute before that", WARNING, running("06-10", "23:59"), today="06-11"),
    case("R09", "never told while handled", WARNING, running("06-01", "09:00"), today="06-11"),
    case(
        "R09",
        "where 72 hours are the parameter",
        None,
        running("06-10", "23:59"),
        parameter("follow_up_hours", 72),
        today="06-12",
    ),
    case("R09", "resolved three working days ago", None, resolved("06-11"), today="06-16"),
    case("R09", "resolved four working days ago", WARNING, resolved("06-11"), today="06-17"),
    case("R09", "told last on the third", None, resolved("06-11", "06-16")),
    case("R09", "told last on the fourth", NOTE, resolved("06-11", "06-17")),
    case("R09", "told last on the fourth where 4 is", None, resolved("06-11", "06-17"), parameter("final_days", 4)),
    # summary and research report
    case("R10", "both", None),
    case("R10", "no summary", RED, without=[SUMMARY]),
    case("R10", "a draft", RED, summary(state=SummaryState.DRAFT, finished_on=None)),
    case("R10", "no report", RED, topic(state=TopicState.WRITING, finished_on=None)),
    case("R10", "neither, the day before the end", None, without=[SUMMARY, TOPIC], today="07-11"),
    # problems of one unit
    case("R11", "on its day", None, problem(due="06-10"), today="06-10"),
    case("R11", "the day after", WARNING, problem(due="06-10"), today="06-11"),
    case("R11", "delayed in time", None, problem(due="06-10", delays=(delay("06-09", "06-20"),)), today="06-20"),
    case(
        "R11", "delayed and late again", WARNING, problem(due="06-10", delays=(delay("06-09", "06-20"),)), today="06-21"
    ),
    case("R11", "solved on its day", None, problem(due="06-10", done="06-10")),
    case("R11", "solved the day after", NOTE, problem(due="06-10", done="06-11")),
    case("R11", "nobody answers for it", WARNING, problem(due="06-10", owner=None), today="05-01"),
    case("R11", "no way of handling", WARNING, problem(due="06-10", handling=None), today="05-01"),
    case("R11", "no deadline", WARNING, problem(), today="05-01"),
    case("R11", "all three", None, problem(due="06-10"), today="05-01"),
    case("R11", "solved without them", None, problem(done="06-10", owner=None, handling=None)),
    case("R11", "open at the end", WARNING, problem(due="07-12")),
    case("R11", "handed over at the end", NOTE, problem(due="07-12", handed_to_host=True)),
    case("R11", "referred to others", None, problem(state=ProblemState.MOVED, moved_to="人社局")),
    # problems many have
    case("R12", "reported", None, common(), today="06-01"),
    case("R12", "no cause", RED, common(cause=""), today="06-01"),
    case("R12", "no proposal", RED, common(proposal=""), today="06-01"),
    case("R12", "not reported", RED, common(reported_on=None, state=ProblemState.RUNNING), today="06-01"),
    case("R12", "solved and never reported", RED, common(done="06-10", reported_on=None)),
    case("R12", "of one unit", None, problem(due="07-20", nature=Nature.SINGLE), today="06-01"),
    case("R12", "waits on its day", None, common(due="06-10"), today="06-10"),
    case("R12", "waits the day after", WARNING, common(due="06-10"), today="06-11"),
    case("R12", "waits the day before the end", None, common(), today="07-11"),
    case("R12", "waits at the end", WARNING, common()),
    case(
        "R12",
        "answered",
        NOTE,
        common(state=ProblemState.ANSWERED, answer="可以", answered_on=day("06-01"), handed_to_host=True),
    ),
    case("R12", "became a rule", None, common(state=ProblemState.TURNED, answer="可以", outcome="f" * 32)),
    # times of comfort
    case("R13", "coolness", None),
    case("R13", "none in June", None, activity("05-02", "A14"), without=[COOLNESS], today="06-30"),
    case("R13", "none in July", NOTE, activity("05-02", "A14"), without=[COOLNESS], today="07-01"),
    case("R13", "coolness as an activity", None, activity("07-03", "A05"), without=[COOLNESS]),
    case(
        "R13",
        "a stint without hot months",
        None,
        *stint("04-01", "06-28"),
        activity("05-02", "A14"),
        without=[COOLNESS],
    ),
    case("R13", "30 April", None, without=[COOLNESS], today="04-30"),
    case("R13", "1 May", NOTE, without=[COOLNESS], today="05-01"),
    case("R13", "1 May with a visit", None, visit("04-29", comfort=20000), without=[COOLNESS], today="05-01"),
    # no burden: 4 visits of a unit, 3 of a worker in 30 days
    case("R14", "a unit on 4 days", None, *visits(FOUR, worker=None)),
    case("R14", "a unit on 5 days of 31", None, *visits(MAY, worker=None)),
    case("R14", "a unit on 5 days of 30", NOTE, *visits(ONE_DAY_LESS, worker=None)),
    case("R14", "5 where 5 is the parameter", None, *visits(ONE_DAY_LESS, worker=None), parameter("unit_visits", 5)),
    case("R14", "five talks in one day", None, *visits(["04-20"] * 5, worker=None)),
    case("R14", "at a rest place", None, *visits(ONE_DAY_LESS, worker=None, way="4")),
    case("R14", "a worker on 3 days", None, *visits(FOUR[:3], way="2")),
    case("R14", "a worker on 4 days", NOTE, *visits(FOUR, way="2")),
    case("R14", "4 where 4 is the parameter", None, *visits(FOUR, way="2"), parameter("worker_visits", 4)),
    # talks with party and government
    case("R15", "one talk", None),
    case("R15", "no talk", NOTE, without=[LIAISON]),
    case("R15", "before the stint", None, without=[LIAISON], today="04-12"),
    case("R15", "on its first day", NOTE, without=[LIAISON], today="04-13"),
    # pledges
    case("R16", "all", None),
    case("R16", "one of two", WARNING, young(pledged=None)),
    case("R16", "by a pledge", None, young(pledged=None), Pledge(member=YOUNG.id, signed_on=day("04-10"))),
    case("R16", "by another's pledge", WARNING, young(pledged=None), Pledge(member=LEADER.id, signed_on=day("04-10"))),
    case("R16", "not here yet", None, young(pledged=None, starts=day("06-01")), today="05-31"),
    case("R16", "on the first day here", WARNING, young(pledged=None, starts=day("06-01")), today="06-01"),
    case("R17", "kept here", None),
    case("R17", "kept here, and little in it", None, without=[LIAISON, TOPIC, SUMMARY, *REPORTS]),
)


@pytest.mark.parametrize(("rule", "level", "records", "how"), TABLE)
def test_a_rule_tells_what_its_side_of_the_boundary_asks(rule, level, records, how):
    assert [one.level for one in of_rule(rule, looked_over(*records, **how))] == ([level] if level else [])


def test_a_stint_in_which_everything_is_done_has_no_finding():
    assert looked_over() == ()


@pytest.mark.parametrize("rule", [duty.code for duty in Duty if duty.code.startswith("R")])
def test_every_rule_has_two_cases_on_each_side(rule):
    sides = [one.values[1] is None for one in TABLE if one.values[0] == rule]
    assert sides.count(True) >= 2
    assert sides.count(False) >= 2 or rule == "R17"
