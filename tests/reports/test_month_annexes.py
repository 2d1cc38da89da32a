"""附件 3 and 附件 4 of a monthly report, and what the text tells from the same ledgers."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import re

import pytest

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.apart_mark import ApartMark
from dundian_desktop.ledgers.common_problem import CommonProblem, CommonState
from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.problem import Nature, Problem, ProblemState
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.reports.document import Figure, cell_text
from tests.policy.stints import E1, M1, day
from tests.reports.months import body, report, sections, told

WORKER = Worker(name="陶丽华", category="N04")


def problem(no="WT-001", found="04-20", **more):
    known = {"description": "陶丽华反映加班多，电话13812345678", "category": "Q02", "measure": "三班倒", **more}
    return Problem(no=no, found_on=day(found), enterprise=E1.id, owner=M1.id, due=day("05-31"), **known)


DONE = {"done_on": day("05-20"), "revisited_on": day("06-05"), "satisfaction": "2", "closed_on": day("06-10")}
SOLVED = problem(state=ProblemState.CLOSED, **DONE)


def annex(document, title):
    return next((one for one in document.appendices if one.title == title), None)


def rows(name, title, *records):
    """Give the rows of an appendix as people read them."""
    table = annex(report(name, WORKER, *records), title).table
    return [tuple(cell_text(cell) for cell in row) for row in table.rows]


def test_a_problem_is_listed_as_it_stood_then_without_names_and_numbers():
    (row,) = rows("2026-04", "问题台账", SOLVED)
    assert row == (
        *("1", "4月20日", "单位11", "某职工反映加班多，电话138****5678", "休息休假", "个性", "三班倒", "组员1"),
        *("5月31日", "办理中", ""),
    )


@pytest.mark.parametrize(
    ("month", "state"),
    [
        ("2026-05", ("已解决\n待回访", "")),
        ("2026-06", ("已销号\n6月10日", "基本满意")),
    ],
)
def test_its_state_moves_with_the_months(month, state):
    assert rows(month, "问题台账", SOLVED)[0][-2:] == state


def test_what_was_struck_off_before_is_only_counted():
    found = annex(report("2026-07", SOLVED, problem("WT-002")), "问题台账")
    assert [row[9] for row in found.table.rows] == ["待核实\n（逾期）"]
    assert found.notes == ("注：截至2026年7月12日未销号和本月销号的问题。此前已销号1个，不再列出。",)


def test_a_delay_counts_from_the_day_it_was_granted():
    delay = Row(key="1", cells={"day": day("05-25"), "due": day("06-30"), "reason": "设备晚到"})
    one = problem(state=ProblemState.RUNNING, delays=(delay,))
    assert [rows(f"2026-0{n}", "问题台账", one)[0][8] for n in (4, 5)] == ["5月31日", "6月30日"]


def test_a_common_problem_tells_cause_and_remedy_of_its_group_from_the_day_it_went_up():
    group = CommonProblem(
        title="加班多", cause="人手少", proposal="招人", reported_on=day("05-20"), addressee="省总工会"
    )
    one = problem(nature=Nature.COMMON, common=group.id, state=ProblemState.REPORTED)
    told_ = [rows(f"2026-0{n}", "问题台账", group, one)[0] for n in (4, 5)]
    assert [(row[6], row[9]) for row in told_] == [
        ("症结：人手少。对策：招人", "办理中"),
        ("症结：人手少。对策：招人。5月20日上报", "已上报\n上级\n（逾期）"),
    ]


def test_without_problems_and_unions_there_are_no_such_appendices():
    document = report("2026-05")
    assert [annex(document, title) for title in ("问题台账", "建会入会情况")] == [None, None]


def test_problems_are_told_with_nature_sort_and_what_is_open():
    found = [SOLVED, problem("WT-002", nature=Nature.COMMON, category="Q01", reported_on=day("04-28"))]
    assert told("2026-04", "问题台账情况", *found) == (
        "本月发现问题2个，其中个性问题1个、共性问题1个，上报上级1个。发现的问题按类别为工资社保1个、休息休假1个。"
        "截至4月30日累计发现问题2个，在办2个，其中共性问题1个。"
    )
    assert told("2026-05", "问题台账情况", *found) == (
        "本月解决问题1个。截至5月31日累计发现问题2个，累计解决1个，在办1个，其中共性问题1个，"
        "超过时限1个（WT-002，时限5月31日）。"
    )


def test_a_common_problem_is_told_whole_once_then_waits_then_has_its_answer():
    group = CommonProblem(
        title="加班多",
        phenomenon="陶丽华等反映，三家都这样",
        cause="人手少",
        proposal="招人",
        asked="请协调。",
        state=CommonState.ANSWERED,
        addressee="省总工会",
        reported_on=day("04-28"),
        answer="同意。",
        answered_on=day("06-03"),
    )
    asks = "需派出单位协调解决的事项"
    assert told("2026-04", "问题台账情况", WORKER, group).endswith(
        "共性问题“加班多”（4月28日上报省总工会）。现象：某职工等反映，三家都这样。症结：人手少。建议：招人。"
    )
    assert told("2026-05", asks, group) == "已上报尚未答复的共性问题1件：“加班多”，请协调。"
    assert "于6月3日收到答复：同意。" in told("2026-06", "问题台账情况", group)
    assert told("2026-06", asks, group) == "本月未登记需派出单位协调解决的事项。"


def stages(*pairs):
    return tuple(Row(key=str(n), cells={"stage": stage, "day": day(on)}) for n, (stage, on) in enumerate(pairs))


UNION = UnionBuilding(
    no="JH-01",
    name="恒拓工会",
    org_type="01",
    mode="Z",
    enterprises=(E1.id,),
    covered_staff=186,
    stage=Stage.ELECTED,
    stages=stages((Stage.SURVEY, "04-16"), (Stage.APPROVED, "05-22"), (Stage.ELECTED, "06-02")),
    approved_on=day("05-22"),
    approval_no="青工〔2026〕3号",
    chair="贺启明",
    members=144,
    new_members=142,
    new_form=12,
)
ORDERED = UnionBuilding(
    no="JH-02", name="海棠工会", matter=Matter.ORDERING, stage=Stage.DONE, completed_on=day("06-26"), new_members=5
)


def test_a_union_is_listed_as_far_as_it_was_then():
    title = "建会入会情况"
    assert rows("2026-04", title, UNION)[0][2:] == (
        *("新建", "单独基层工会", "重点建", "单位11（186人）", "", "摸底", "", "", "", ""),
    )
    assert rows("2026-05", title, UNION)[0][6:] == (
        "5月22日，青工〔2026〕3号",
        "批复",
        "144",
        "142（12）",
        "贺启明",
        "",
    )
    assert [row[7] for row in rows("2026-06", title, UNION, ORDERED)] == ["选举", "完成", ""]


@pytest.mark.parametrize("month", ["2026-04", "2026-05", "2026-06"])
def test_the_members_of_the_list_are_those_of_the_table(month):
    document = report(month, UNION, ORDERED)
    last = annex(document, "建会入会情况").table.rows[-1][9]
    table = document.appendices[0].table.rows
    totals = [cell_text(row[4]) for row in table if isinstance(row, tuple) and getattr(row[4], "meaning", "") == "K201"]
    assert isinstance(last, Figure)
    assert last.text.partition("（")[0] == totals[0]


def test_unions_are_told_founded_ordered_and_in_the_making():
    assert told("2026-04", "建会入会", UNION) == "正在推进建会事项1个：恒拓工会，已到摸底阶段。"
    assert told("2026-05", "建会入会", UNION) == (
        "本月新建工会组织1个，覆盖单位1家。新建的是：恒拓工会（5月22日批复）。新发展会员142人，其中新就业形态劳动者12人。"
    )
    assert told("2026-06", "建会入会", UNION, ORDERED).startswith("规范化建设工会1个：海棠工会。新发展会员5人。")


def test_of_hardship_only_numbers_are_told():
    secret = {"worker": WORKER.id, "story": "尿毒症", "level": "1", "main_cause": "1", "handed_to": "县总工会"}
    lead = HardshipLead(found_on=day("05-06"), handed_on=day("05-08"), aided_on=day("05-20"), aid=300_000, **secret)
    document = report("2026-05", WORKER, lead)
    assert "登记困难职工线索1条，报送当地工会1条，困难职工得到救助1人，救助金额3000元。" in body(document)
    assert not re.search("陶丽华|尿毒症|大病|深度", repr(document))


def test_an_incident_kept_apart_leaves_nothing_but_its_count():
    mark = ApartMark(day=day("05-11"))
    at = dt.datetime(2026, 5, 11, 1, tzinfo=dt.UTC)
    plain = Incident(learned_at=at, category="R01", brief="拖欠绩效工资，约在厂门口商量", place="启晟", people=82)
    apart, usual = (report("2026-05", one) for one in (mark, plain))
    assert sections(apart)["重大事项和风险隐患"] == "本月报告重大事项1起，具体情况另报。"
    assert body(apart) == body(usual)
    assert _read(apart.appendices) == _read(usual.appendices)
    assert not re.search(f"{mark.id}|政治安全|另行保管|拖欠|启晟|82", repr(apart) + _read(usual.appendices))


def _read(appendices):
    """Give what people read in appendices, whatever the records behind it."""
    every = (dc.replace(one, table=dc.replace(one.table, rows=())) for one in appendices)
    cells = [
        [cell_text(cell) for cell in row] for one in appendices for row in one.table.rows if isinstance(row, tuple)
    ]
    return repr((tuple(every), cells))
