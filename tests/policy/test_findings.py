"""What holds of every finding: its sentence, its clause, its way to mend it; and parameters."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import UserError
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.checks import check
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import MOST_SINGLE, REPORT_PAGE, Basis, BeginRecord, OpenPage, OpenRecord, TakeStep
from dundian_desktop.policy.kpi import DICTIONARY
from dundian_desktop.policy.parameters import NAMES, Parameters, parameters_of
from tests.policy import test_cross_checks, test_rules
from tests.policy.duty_books import CALENDAR, incident, looked_over, numbers, of_rule, parameter, problem
from tests.policy.stints import day, deed, visit

CASES = [one for one in (*test_rules.TABLE, *test_cross_checks.TABLE) if one.values[1]]
FOUND = [(found, one.values[2]) for one in CASES for found in looked_over(*one.values[2], **one.values[3])]
KINDS = all_ledgers()


def test_every_sentence_is_whole_and_calls_nothing_a_regulation():
    assert [found.sentence for found, _ in FOUND if not found.sentence.endswith("。") or "规定" in found.sentence] == []


def test_what_the_policy_does_not_ask_has_no_clause_and_says_on_what_it_rests():
    for found, _ in FOUND:
        policy = found.basis is Basis.POLICY
        assert found.clause == (Duty[found.rule].clause if policy else "")
        assert policy or found.source in {"本组参数", "建议"}


def test_nothing_is_told_twice():
    for one in CASES:
        found = looked_over(*one.values[2], **one.values[3])
        assert len({each.sentence for each in found}) == len(found)


def test_a_finding_can_be_looked_at_or_mended():
    assert [found for found, _ in FOUND if not (found.records or found.mend)] == []


def _may_be_done(mend, records):
    if isinstance(mend, OpenRecord):
        return not mend.field or KINDS[mend.ledger].ledger.field(mend.field)
    if isinstance(mend, BeginRecord):
        return KINDS[mend.ledger]().read(mend.texts)
    if isinstance(mend, OpenPage):
        return mend.page in {REPORT_PAGE, *KINDS}
    record = next(one for one in records if one.id == mend.id)
    return mend.step in {step.word for step in record.workflow.steps_from(record.workflow.state(record))}


def test_every_mending_can_be_done():
    mends = [(found.mend, records) for found, records in FOUND if found.mend]
    assert [mend for mend, records in mends if not _may_be_done(mend, records)] == []
    assert {type(mend) for mend, _ in mends} == {OpenRecord, BeginRecord, OpenPage, TakeStep}


def test_an_overdue_deed_is_finished_by_one_press():
    one = deed("04-20", "05-20")
    found = of_rule("R08", looked_over(one, today="06-01"))
    assert found[0].mend == TakeStep(ledger="deed", id=one.id, step="办结")


def test_many_findings_of_one_sort_are_one():
    late = [problem(due="05-20", no=f"WT-{n}", description=f"难事{n}") for n in range(MOST_SINGLE + 1)]
    some, whole = (of_rule("R11", looked_over(*found, today="06-01")) for found in (late[1:], late))
    assert (len(some), len(whole)) == (MOST_SINGLE, 1)
    assert "11个个性问题到期没有解决" in whole[0].sentence
    assert numbers(whole) == {one.id for one in late}


def test_the_gravest_come_first():
    levels = [one.level for one in looked_over(deed("04-20", "05-20"), problem(due="05-20"), incident(proposal=""))]
    assert levels == sorted(levels, key=list(type(levels[0])).index)
    assert len(set(levels)) > 1


def test_a_problem_is_named_without_what_was_said_of_people():
    found = looked_over(problem(due="05-20", no="WT-7", description="张三的病情"), today="06-01")
    assert [one.sentence for one in found if "张三" in one.sentence] == []
    assert "WT-7（工资社保）" in found[0].sentence


def test_a_stint_nobody_registered_is_refused_with_what_to_do():
    with pytest.raises(UserError, match="请先在“工作组”中填写"):
        check(books_of(()), day("07-12"), CALENDAR)


# -- parameters


def test_every_name_of_the_vocabulary_is_a_parameter():
    assert {entry.code for entry in vocabulary("parameter").entries} == set(NAMES)


def test_without_records_the_defaults_stand():
    assert parameters_of(books_of(())) == Parameters()


def test_the_parameter_issued_last_counts():
    old, new = (parameter("young_age", n, issued_on=on) for n, on in ((35, day("05-01")), (45, day("06-01"))))
    for records in ((old, new), (new, old)):
        assert parameters_of(books_of(records)).young_age == 45


def test_one_without_a_day_gives_way_to_one_with_a_day():
    records = (parameter("young_age", 45), parameter("young_age", 35, issued_on=dt.date(2026, 1, 1)))
    assert parameters_of(books_of(records)).young_age == 35


def test_a_name_of_a_newer_list_is_let_pass():
    assert parameters_of(books_of((parameter("of_tomorrow", 1), parameter("final_days", None)))) == Parameters()


def test_every_word_of_the_list_of_tasks_is_an_indicator():
    parents = {entry.code: entry.parent for entry in vocabulary("indicator").entries}
    assert parents == {one.code: one.part_of for one in DICTIONARY}


def test_a_day_outside_the_stint_is_named_with_its_record_and_its_field():
    outside = [dc.replace(visit("04-12"), no=f"ZF-{n}") for n in range(4)]
    late = deed("04-20", "07-10", "07-14", no="SS-1")
    rest = "的日期不在蹲点期内，不计入月报，请核对："
    told = [one.sentence for one in of_rule("X16", looked_over(*outside, late))]
    assert told == [
        f"实事有1条{rest}SS-1 办结日期2026-07-14。",
        f"走访记录有4条{rest}ZF-0 走访日期2026-04-12、ZF-1 走访日期2026-04-12、ZF-2 走访日期2026-04-12等。",
    ]


def test_a_visit_that_says_it_became_an_incident_is_asked_for_it():
    said = visit("06-01", results=("3",), mood="1")
    assert [one.records[0].id for one in of_rule("X18", looked_over(said))] == [said.id]
    assert not of_rule("X18", looked_over(said, incident(visit=said.id)))


def test_a_doubt_that_a_rule_tells_is_not_told_once_more():
    found = looked_over(visit("06-01", mood="3"))
    assert [
        one for one in found if one.rule in {"D01", "D02"} and "情绪" in one.sentence and "有苗头" in one.sentence
    ] == []
    assert of_rule("X18", found)
