"""The far corners of the rules: other months and festivals, what lies ahead of the day looked at, who is not meant.

Each line is here because a slip in the rule went unnoticed without it.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.deed import DeedState
from dundian_desktop.ledgers.incident import POLITICAL, IncidentState
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.month_report import MonthState
from dundian_desktop.ledgers.pledge import Pledge
from dundian_desktop.ledgers.problem import Nature, ProblemState
from dundian_desktop.ledgers.research_topic import TopicState
from dundian_desktop.ledgers.summary import SummaryState
from dundian_desktop.ledgers.union_building import Stage, UnionBuilding
from dundian_desktop.policy.check_incidents import called
from dundian_desktop.policy.check_reports import due_day
from dundian_desktop.policy.checks import findings
from dundian_desktop.policy.finding import Level
from tests.policy.duty_books import (
    COOLNESS,
    LIAISON,
    REPORTS,
    YOUNG,
    activity,
    chain,
    common,
    group,
    incident,
    leader,
    looked_over,
    moment,
    numbers,
    of_rule,
    parameter,
    problem,
    reported_group,
    sent,
    summary,
    told_to,
    topic,
    young,
)
from tests.policy.stints import E1, E2, ENDS, STARTS, changed, day, deed, diary, month, visit
from tests.policy.test_cross_checks import DEED, E3, THREE, away, expense, letter
from tests.policy.test_rules import ONE_DAY_LESS, case, resolved, running, stint, visits

RED, WARNING, NOTE = Level
COMFORT = activity("05-02", "A14")
HOT = {"without": [COOLNESS], "today": "08-01"}
LATER = {"without": [COOLNESS], "today": "05-01"}
PLEDGE = (young(pledged=None), Pledge(member=YOUNG.id, signed_on=day("06-02")))
LEAVES = (young(ends=day("05-29")), leader(replaces=YOUNG.id, handover="一件"))
AFTER_HER = (young(ends=day("05-29")), Member(name="接替", replaces=YOUNG.id, starts=day("06-01"), ends=ENDS))
UNDATED = Member(name="接替", replaces=YOUNG.id, handover="一件", roles=("4",))
HERS = deed("04-20", "07-08", owner=YOUNG.id)
FOUNDED = UnionBuilding(name="工会", owner=YOUNG.id, stage=Stage.APPROVED, approved_on=day("05-20"))
FIRSTS = (parameter("month_due_day", 1), sent("04", "05-01"), sent("05", "06-01"))
JUNE, MAY = {"without": REPORTS[2:]}, {"without": REPORTS[1:2]}
LONG_AGO = changed(problem(done="06-10"), done_on=dt.date(2025, 4, 28))


def budget(amount, year=2026, fund="2"):
    return Budget(fund=fund, year=year, amount=amount)


TABLE = (
    case("R01", "7 in 142", None, group(headcount=142, sent=7)),
    case("R02", "120 days", NOTE, *stint("04-13", "08-10")),
    case("R03", "in the first quarter", NOTE, *stint("02-01", "03-31")),
    case("R03", "to the end of October", NOTE, *stint("08-01", "10-31")),
    case("R04", "the leader alone is young", WARNING, leader(born_year=1996), young(born_year=1980)),
    case("R04", "one of two is young", None, young(), Member(name="年长", born_year=1970, starts=STARTS, ends=ENDS)),
    # what was sent stays sent, whatever came of it
    case("R06", "signed for", None, sent("06", "07-05", MonthState.DONE), without=REPORTS[2:]),
    case("R06", "sent twice, first in time", None, sent("06", "07-12")),
    case("R06", "sent tomorrow", RED, sent("06", "07-08"), without=REPORTS[2:], today="07-07"),
    case("R05", "everybody stays to the end, which is over", None, today="07-20"),
    case("R05", "the successor comes tomorrow without a list", None, *AFTER_HER, today="05-31"),
    case("R05", "the successor has come without a list", WARNING, *AFTER_HER, today="06-01"),
    case("R05", "a successor of whom no day is known", WARNING, young(ends=day("05-29")), UNDATED),
    case("R05", "what she answers for while she is here", None, *LEAVES, HERS, today="05-28"),
    case("R05", "what she answered for when she is gone", WARNING, *LEAVES, HERS, today="06-01"),
    case("R05", "a union she founded", None, *LEAVES, FOUNDED),
    case("R05", "a union she did not found", WARNING, *LEAVES, changed(FOUNDED, approved_on=None, stage=Stage.SURVEY)),
    case("R06", "a stint of a few days", RED, *stint("06-28", "07-04"), today="08-06", without=REPORTS),
    case("R06", "its first month alone", None, *stint("06-28", "07-04"), today="07-20", without=REPORTS),
    case("R06", "on the first of the month", None, *FIRSTS, sent("06", "07-01"), today="07-02", without=REPORTS),
    case("R06", "the day after that", RED, *FIRSTS, today="07-02", without=REPORTS),
    case("R06", "by the 31st of a shorter month", None, parameter("month_due_day", 31), sent("05", "06-30"), **MAY),
    case("R06", "closed is not sent", RED, sent("06", "07-03", MonthState.CLOSED), **JUNE, today="07-06"),
    case("R06", "sent on the same day twice", None, sent("06", "07-05"), sent("06", "07-05"), **JUNE),
    case("R07", "due this year", None, topic(opened_on=None, finished_on=None, due=day("06-30"))),
    case("R07", "due last year", WARNING, topic(opened_on=None, finished_on=None, due=dt.date(2025, 6, 30))),
    case("R07", "opened last year", WARNING, topic(opened_on=dt.date(2025, 6, 30), finished_on=None)),
    case("R10", "finished and not called done", RED, summary(state=SummaryState.DRAFT)),
    case("R10", "a report finished and still being written", RED, topic(state=TopicState.WRITING)),
    case("R10", "adopted", None, topic(state=TopicState.ADOPTED)),
    case("R10", "finished next week", RED, topic(finished_on=day("07-20"))),
    case("R08", "no deadline", RED, changed(deed("04-20", "06-10", "06-10"), due=None)),
    # incidents, of which nothing counts before its time
    case("R09", "29 minutes", None, incident(*chain(29, 119))),
    case("R09", "two hours and a half by word", WARNING, incident(*chain(150, 150))),
    case("R09", "learned of tomorrow", None, incident(learned_at=moment("06-12"), proposal=""), today="06-11"),
    case("R09", "told the day after, looked at before", RED, incident(*chain(1440, 1450)), today="06-01"),
    case("R09", "told the day after", WARNING, incident(*chain(1440, 1450)), today="06-02"),
    case("R09", "resolved the day after", None, resolved("06-17"), today="06-16"),
    case("R09", "told last, but later than looked at", WARNING, resolved("06-11", "06-25"), today="06-17"),
    case("R09", "told last in time", None, resolved("06-11", "06-12"), today="06-20"),
    case(
        "R09",
        "handled, and told again later",
        WARNING,
        dc.replace(running("06-10", "20:00"), reports=(*chain(), told_to(0, "2", stage="2", since=("06-14", "09:00")))),
        today="06-11",
    ),
    case("R09", "resolved, it says, and still an event", None, incident(resolved_at=moment("06-02"))),
    case("R09", "an event, nobody has to follow up", None, incident(state=IncidentState.EVENT), today="06-30"),
    # problems on the day they are found and solved
    case("R11", "found on the day, without a plan", WARNING, problem("06-10", handling=None), today="06-10"),
    case("R11", "found the day after", None, problem("06-11", handling=None), today="06-10"),
    case("R11", "solved on the day, without a plan", None, problem(done="06-10", handling=None), today="06-10"),
    case("R11", "solved the day after, without a plan", WARNING, problem(done="06-10", handling=None), today="06-09"),
    case("R11", "put off, on its day", None, problem(due="06-10", state=ProblemState.DELAYED), today="06-10"),
    case("R11", "put off, the day after", WARNING, problem(due="06-10", state=ProblemState.DELAYED), today="06-11"),
    case(
        "R11", "not looked into, the day after", WARNING, problem(due="06-10", state=ProblemState.OPEN), today="06-11"
    ),
    case(
        "R12", "accepted above, the day after", WARNING, common(due="06-10", state=ProblemState.ACCEPTED), today="06-11"
    ),
    case("R11", "a common one without a plan", None, common(owner=None, handling=None, due=None), today="05-01"),
    case("R12", "answered without words", NOTE, common(state=ProblemState.ANSWERED, handed_to_host=True)),
    case("R12", "a common one referred to others", None, common(cause="", state=ProblemState.MOVED, moved_to="人社局")),
    case("R12", "found the day after", None, common("06-11", cause=""), today="06-10"),
    # comfort: other seasons and festivals
    case("R13", "in August", NOTE, *stint("08-01", "09-20"), **HOT),
    case("R13", "in September", None, *stint("09-01", "09-28"), without=[COOLNESS], today="09-28"),
    case("R13", "30 September", None, *stint("09-01", "10-20"), without=[COOLNESS], today="09-30"),
    case("R13", "1 October", NOTE, *stint("09-01", "10-20"), without=[COOLNESS], today="10-01"),
    case("R13", "from 2 October", None, *stint("10-02", "11-20"), without=[COOLNESS], today="11-01"),
    case("R13", "1 January", NOTE, *stint("01-01", "03-20"), without=[COOLNESS], today="01-01"),
    case("R13", "from 2 January", None, *stint("01-02", "03-20"), without=[COOLNESS], today="03-01"),
    case("R13", "coolness called off", NOTE, changed(COOLNESS, state=DeedState.CANCELLED), COMFORT),
    case("R13", "coolness next week", NOTE, activity("07-10", "A05"), COMFORT, without=[COOLNESS], today="07-05"),
    case("R13", "comfort next week", NOTE, activity("05-08", "A14"), **LATER),
    case("R13", "warmth", None, deed("04-20", "06-10", category="S02"), **LATER),
    case("R13", "at a festival", None, deed("04-20", "06-10", category="S04"), **LATER),
    case("R13", "aid", None, deed("04-20", "06-10", category="S17"), **LATER),
    case("R13", "another deed", NOTE, deed("04-20", "06-10", category="S11"), **LATER),
    case("R13", "aid called off", NOTE, deed("04-20", "06-10", category="S17", state=DeedState.CANCELLED), **LATER),
    case("R14", "a unit at the shift", NOTE, *visits(ONE_DAY_LESS, worker=None, way="3")),
    case("R14", "a unit, working along", NOTE, *visits(ONE_DAY_LESS, worker=None, way="6")),
    case("R14", "a unit by telephone", None, *visits(ONE_DAY_LESS, worker=None, way="7")),
    case("R14", "five days, the last one tomorrow", None, *visits(ONE_DAY_LESS, worker=None), today="05-18"),
    case("R15", "a talk tomorrow", NOTE, dc.replace(LIAISON, day=day("04-20")), without=[LIAISON], today="04-19"),
    case("R16", "signs tomorrow", WARNING, *PLEDGE, today="06-01"),
    case("R16", "signed today", None, *PLEDGE, today="06-02"),
    # money: what is paid later, and budgets that add up
    case("X05", "paid later than looked at", WARNING, DEED, expense(10000, DEED, on="06-20"), today="06-15"),
    case("X05", "a payment of nobody knows how much", None, DEED, expense(10000, DEED), expense(None, DEED)),
    case("X05", "paid for another deed", WARNING, DEED, expense(10000)),
    case("X06", "over budget from tomorrow", None, group(budget=10000), expense(10001, on="06-16"), today="06-15"),
    case("X06", "over budget today", WARNING, group(budget=10000), expense(10001, on="06-15"), today="06-15"),
    case("X06", "a payment of nobody knows how much", None, group(budget=10000), expense(10000), expense(None)),
    case("X06", "two budgets", None, budget(5000), budget(5000), expense(10000, fund="2")),
    case("X06", "more than two", WARNING, budget(5000), budget(5000), expense(10001, fund="2")),
    case("X06", "a budget without an amount", WARNING, group(budget=10000), budget(None, fund="1"), expense(10001)),
    case("X06", "budgets of two years", WARNING, budget(9, 2025), budget(9), expense(10, fund="2")),
    case("X14", "a long leave that begins tomorrow", None, away(9), today="05-31"),
    case("X14", "a long leave that begins today", WARNING, away(9), today="06-01"),
    case("X11", "three common ones", None, *(dc.replace(one, nature=Nature.COMMON) for one in THREE), today="06-01"),
    case("X11", "three of no sort", None, *(dc.replace(one, category=None) for one in THREE), today="06-01"),
    case("X11", "the third tomorrow", None, *THREE[:2], dc.replace(THREE[2], found_on=day("06-02")), today="06-01"),
    case("X12", "one solved and one open", None, problem(done="04-28"), problem(due="07-01"), today="04-30"),
    case("X12", "solved in another year's April", NOTE, LONG_AGO, problem(due="07-01"), today="04-30"),
)


@pytest.mark.parametrize(("rule", "level", "records", "how"), TABLE)
def test_a_corner_is_told_as_its_rule_asks(rule, level, records, how):
    assert [one.level for one in of_rule(rule, looked_over(*records, **how))] == ([level] if level else [])


def sentences(rule, *records, **how):
    return [one.sentence for one in of_rule(rule, looked_over(*records, **how))]


@pytest.mark.parametrize(
    ("starts", "ends", "today", "name"),
    [
        ("01-01", "03-20", "01-05", "元旦"),
        ("04-13", "07-12", "05-05", "五一"),
        ("06-20", "07-05", "07-01", "七一"),
        ("09-01", "10-20", "10-01", "国庆节"),
    ],
)
def test_a_festival_is_called_by_its_name(starts, ends, today, name):
    told = sentences("R13", *stint(starts, ends), without=[COOLNESS], today=today)
    assert [one for one in told if f"蹲点期内有{name}，" in one]


def test_both_festivals_of_a_stint_are_named():
    assert "五一、七一" in sentences("R13", without=[COOLNESS], today="07-02")[-1]


@pytest.mark.parametrize(("count", "words"), [(3, "、三还没有签收"), (4, "、三等4人还没有签收")])
def test_at_most_three_names_are_told(count, words):
    people = [Member(name=name, roles=("4",), starts=STARTS, ends=ENDS) for name in "一二三四"[:count]]
    assert [one for one in sentences("R16", *people) if words in one]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"headcount": 100, "sent": 4}, 0),
        ({"headcount": None, "sent": 4}, 1),
        ({"headcount": 100, "sent": None}, 1),
        ({"headcount": 0, "sent": 4}, 1),
        ({"headcount": None, "sent": None, "level": "3"}, 0),
    ],
)
def test_unknown_numbers_are_left_to_the_sending_union_where_it_is_judged(more, told):
    assert len(of_rule("R01", looked_over(group(**more), everything=True))) == told


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ((young(),), 0),
        ((young(born_year=None),), 1),
        ((young(), leader(born_year=None)), 0),
        ((young(born_year=1980),), 1),
    ],
)
def test_birth_years_are_asked_for_only_where_they_could_tell(people, told):
    found = of_rule("R04", looked_over(*people, everything=True))
    assert len(found) == told


def test_who_is_not_young_and_who_is_not_known_are_told_apart():
    known, unknown = (sentences("R04", young(born_year=year), everything=True) for year in (1980, None))
    assert ("没有年轻干部" in known[0], "没有登记出生年" in unknown[0]) == (True, True)


def test_an_incident_of_political_safety_is_called_by_its_number_alone():
    ordinary, apart, bare = (incident(no="ZD-01", category=one) for one in ("R01", POLITICAL, None))
    assert [called(one) for one in (ordinary, apart, bare)] == [
        "重大事项ZD-01（欠薪）",
        "重大事项ZD-01",
        "重大事项ZD-01",
    ]


def test_a_single_problem_that_was_also_reported_is_unfinished_and_not_unanswered():
    one = problem(due="07-20", reported_on=day("05-01"))
    assert "没有解决，也没有移交" in sentences("R11", one)[0]


@pytest.mark.parametrize("today", ["06-11", "07-12"])
def test_a_common_problem_without_an_answer_waits_when_its_day_is_over_and_when_the_stint_is(today):
    due = "06-10" if today == "06-11" else "07-20"
    assert "还没有答复" in sentences("R12", common(due=due), today=today)[0]


def test_the_answer_to_the_group_of_a_problem_moves_it_on():
    bare = common(due="07-12", state=ProblemState.RUNNING)
    told = reported_group(bare.id, answer="同意", answered_on=day("06-05"))
    joined = dc.replace(bare, common=told.id)
    assert not of_rule("X07", looked_over(joined, told, today="07-05"))
    assert of_rule("X07", looked_over(joined, told, today="07-06"))


def test_only_what_does_not_fit_is_named():
    fine, odd = problem(done="06-10"), problem("04-01", done="06-10")
    assert numbers(of_rule("X03", looked_over(fine, odd))) == {odd.id}
    kept, late = deed("04-20", "06-10", "06-09"), deed("04-01", "06-10", "06-09")
    assert numbers(of_rule("X04", looked_over(kept, late))) == {late.id}


def test_what_a_deed_costs_and_what_was_paid_are_both_told_in_yuan():
    assert "写的支出是100元，经费支出里用在这件实事的是99.99元" in sentences("X05", DEED, expense(9999, DEED))[0]


def test_the_month_without_a_solution_is_named():
    told = sentences("X12", *stint("09-01", "11-20"), problem("09-20", due="11-19"), today="10-31")
    assert [words[:4] for words in told] == ["9月办结", "10月办"]


def test_a_burden_names_the_unit_and_the_fullest_days():
    other = visits(("04-13", "06-25"), worker=None)
    found = of_rule("R14", looked_over(*visits(ONE_DAY_LESS, worker=None), *other))
    assert found[0].sentence.startswith(f"{E1.name}30天内走访了5次")
    assert len(found[0].records) == 5
    assert not of_rule(
        "R14", looked_over(*visits(ONE_DAY_LESS[:3], worker=None), *visits(ONE_DAY_LESS[3:], worker=None, unit=E2))
    )


def test_one_visit_of_a_unit_nobody_knows_is_no_burden():
    assert not of_rule("R14", looked_over(*(visit(one, None, None) for one in ONE_DAY_LESS)))


@pytest.mark.parametrize(("most", "told"), [(4, 1), (5, 0)])
def test_a_parameter_of_the_group_moves_the_boundary(most, told):
    found = looked_over(*visits(ONE_DAY_LESS, worker=None), parameter("unit_visits", most), E3)
    assert len(of_rule("R14", found)) == told


def test_a_month_owed_over_the_new_year_is_due_in_january():
    assert due_day("2025-12", 5) == dt.date(2026, 1, 5)
    assert [due_day("2026-01", one) for one in (0, 1, 28, 31)] == [
        day("02-01"),
        day("02-01"),
        day("02-28"),
        day("02-28"),
    ]


def test_a_month_without_a_report_is_named_with_its_year():
    told = sentences("R06", *stint("09-10", "11-20"), without=REPORTS, today="11-06")
    assert [words.partition("的")[0] for words in told] == ["2026年9月", "2026年10月"]


def test_a_letter_is_called_by_its_sort_and_number():
    told = [
        sentences("X09", letter("06-01", no="HS-01", **more))[0] for more in ({}, {"document_no": "青工函〔2026〕3号"})
    ]
    assert [words.partition("还没有")[0] for words in told] == [
        "5月13日的提示函HS-01",
        "5月13日的提示函青工函〔2026〕3号",
    ]


def test_an_agreement_is_called_by_the_title_of_its_activity_or_its_number():
    some = ({"title": "签约"}, {"no": "HD-07"})
    told = [sentences("X10", activity("06-17", "A07", until=day("08-01"), **more))[0] for more in some]
    assert [words.partition("签的")[0] for words in told] == ["活动“签约”", "活动“HD-07”"]


def of_month(rule, name, *records):
    return of_rule(rule, findings(month(name, *records)))


def test_a_burden_is_told_in_the_month_in_which_it_grew_too_great():
    some = visits(ONE_DAY_LESS, worker=None)
    assert [len(of_month("R14", f"2026-{name}", *some)) for name in ("04", "05", "06")] == [0, 1, 0]


def test_the_diaries_of_one_month_are_none_of_another():
    told = [of_month("X19", f"2026-{name}", diary("04-20")) for name in ("04", "05")]
    assert ["没有一篇日志" in found[0].sentence for found in told] == [False, True]


def test_a_unit_only_a_diary_names_is_told_in_the_month_of_the_diary():
    one = diary("05-06", enterprise=E1.id)
    assert [len(of_month("X20", f"2026-{name}", one)) for name in ("04", "05", "06")] == [0, 1, 0]
    assert not of_month("X20", "2026-05", one, visit("05-07"))
    assert of_month("X20", "2026-05", one, visit("06-01"))
