"""The shipped sample: the lists as they were given, all that a diligent group would have written, and nothing odd."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest

from dundian_desktop.actions.check import check_stint
from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.actions.month_report import month_report
from dundian_desktop.errors import UserError
from dundian_desktop.fields import Ref, Refs
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.union_building import Matter, UnionBuilding
from dundian_desktop.policy.calendar import calendar_of
from dundian_desktop.store.query import Query
from tests.devices import Yard
from tests.sample import LISTS, SAMPLE, content, lists, written

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07")
EMPTY = {"apart_mark", "toolkit_document"}
"""What stands apart, and the papers that come by file."""
CODES = {
    "走访企业(家,首次)": "K001",
    "走访职工(人次)": "K004",
    "走访职工(人,首访)": "K003",
    "发现问题(个)": "K301",
    "其中共性(个)": "K303",
    "解决问题(个)": "K302",
    "办成实事(件)": "K402",
    "新建工会组织(个)": "K101",
    "新发展会员(人)": "K201",
    "其中新就业形态(人)": "K202",
    "宣讲培训(场)": "K007",
    "宣讲覆盖(人次)": "K007.1",
    "职代会/集体协商(次)": "K308",
    "一函两书(份)": "K307",
    "法律援助(人次)": "K306",
    "重大事项报告(起)": "K008",
    "支出(元)": "K405",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory, mould):
    """Give the store of the whole sample; no test of this file changes it."""
    with Yard(tmp_path_factory.mktemp("whole"), mould) as yard:
        store = yard.workspace("A").store
        load_deployment(store, SAMPLE)
        yield store


def every(store):
    return [record for kind in store.kinds.values() for record in store.reader.list(Query(kind=kind))]


def test_the_lists_are_as_they_were_given():
    plain = json.dumps(lists(), ensure_ascii=False, sort_keys=True)
    assert hashlib.sha256(plain.encode()).hexdigest() == LISTS


def test_the_file_says_at_its_head_that_all_in_it_is_invented():
    assert next(iter(content())) == "note"
    assert "全部为虚构" in content()["note"]


def test_every_ledger_has_something_to_show(store):
    counts = {table: store.reader.count(Query(kind=kind)) for table, kind in store.kinds.items()}
    assert {table for table, n in counts.items() if not n} <= EMPTY


def test_nothing_is_asked_for_and_nothing_looks_wrong(store):
    odd = {(one.no, str(doubt)) for one in every(store) for doubt in one.doubts()}
    assert odd == set()


def test_every_link_leads_to_a_record(store):
    known = {one.id for one in every(store)}
    for one in every(store):
        for field in one.ledger.fields:
            if isinstance(field.kind, Ref | Refs):
                value = getattr(one, field.name) or ()
                assert {value} if isinstance(value, str) else set(value) <= known, (one.no, field.name)


def test_every_figure_the_file_declares_is_counted(store):
    figures = [month_report(store, month).figures for month in MONTHS]
    for name, declared in lists()["kpi"].items():
        share = 100 if name.endswith("(元)") else 1
        counted = [one[CODES[name]].month.value for one in figures] + [figures[-1][CODES[name]].total.value]
        assert [value // share for value in counted] == declared, name


def test_the_irregularities_that_were_planted_are_found_and_no_others(store):
    """Those of domain notes §6.3: late, unfinished, unanswered, April without a solution, one unit led for twice."""
    found = check_stint(store, dt.date(2026, 7, 12), everything=True).findings
    about = {(one.rule, tuple(sorted(ref.no for ref in one.records))) for one in found if one.rule != "X12"}
    assert about == {
        *(("R12", (f"WT-{n}",)) for n in ("004", "009", "018", "022")),
        *(("R11", (f"WT-{n}",)) for n in ("013", "016", "021")),
        *(("R08", (f"SS-{n}",)) for n in ("09", "10")),
        ("X13", ("JH-06", "JH-07")),
    }
    assert [one.sentence for one in found if one.rule == "X12"] == ["4月办结的问题为0，月底在办10个。"]


def test_nothing_more_is_found_long_after_the_stint(store):
    first, later = (check_stint(store, day).findings for day in (dt.date(2026, 7, 12), dt.date(2027, 3, 1)))
    assert [one.sentence for one in first] == [one.sentence for one in later]


def test_every_member_wrote_for_every_working_day(store):
    calendar = calendar_of(store)
    (group,) = store.reader.list(Query(kind=Group))
    days = [group.starts + dt.timedelta(days=n) for n in range((group.ends - group.starts).days + 1)]
    written_on = {(one.author, one.day) for one in store.reader.list(Query(kind=Diary))}
    for member in store.reader.list(Query(kind=Member)):
        due = {(member.id, day) for day in days if calendar.is_working(day) and member.serves(day, day)}
        assert due <= written_on


def test_no_diary_is_a_late_entry(store):
    assert {one.late for one in store.reader.list(Query(kind=Diary))} == {False}


def test_the_lead_that_was_planted_is_no_new_union(store):
    buildings = {one.no: one for one in store.reader.list(Query(kind=UnionBuilding))}
    assert (buildings["JH-07"].matter, buildings["JH-07"].approved_on) == (Matter.FOUNDING, None)
    assert buildings["JH-07"].enterprises == buildings["JH-06"].enterprises


def test_every_solved_problem_was_asked_after_in_thirty_days(store):
    solved = [one for one in store.reader.list(Query(kind=Problem)) if one.done_on]
    assert len(solved) == 19
    assert all(0 <= (one.revisited_on - one.done_on).days <= 30 for one in solved)


def test_four_months_are_closed_and_sent(store):
    reports = sorted(store.reader.list(Query(kind=MonthReport)), key=lambda one: one.month)
    assert [one.month for one in reports] == list(MONTHS)
    assert [one.state for one in reports] == [*[MonthState.DONE] * 3, MonthState.REPORTED]
    assert all(one.figures and one.digest for one in reports)
    assert reports[0].closed_on == dt.date(2026, 4, 30)


# -- months of any file


@pytest.fixture
def plain():
    """The lists of the sample with one report."""
    report = {
        "月份": "2026-04",
        "状态": "已上报",
        "封账日期": "2026-05-04",
        "封账人": "陆知远",
        "上报日期": "2026-05-05",
    }
    return {**lists(), "texts": {"month_report": {"YB-1": report}}}


def test_the_figures_of_a_closed_month_are_counted_and_not_taken_over(yard, tmp_path, plain):
    own = yard.workspace("B").store
    report = plain["texts"]["month_report"]["YB-1"]
    report["封账数字"] = [{"代码": "K004", "本月": "999", "累计": "999"}]
    load_deployment(own, written(tmp_path, plain))
    (one,) = own.reader.list(Query(kind=MonthReport))
    cells = {row.cells["code"]: row.cells["month"] for row in one.figures}
    assert (one.state, cells["K004"], cells["K405"]) == (MonthState.REPORTED, 16, 312_000)


def test_closing_is_part_of_the_one_act(yard, tmp_path, plain):
    own = yard.workspace("C").store
    load_deployment(own, written(tmp_path, plain))
    own.undo(*own.last_act())
    assert every(own) == []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"封账日期": ""}, "补充内容中月报记录“YB-1”有误（封账日期：“已上报”须填写），没有装入任何内容。"),
        ({"上报日期": ""}, "补充内容中月报记录“YB-1”有误（上报日期：“已上报”须填写），没有装入任何内容。"),
        ({"封账人": "沈一舟"}, "补充内容中月报记录“YB-1”有误（封账人：“已封账”须由组长签字"),
    ],
    ids=("no day of closing", "no day of sending", "not signed by the leader"),
)
def test_a_report_that_lacks_something_is_refused(yard, tmp_path, plain, spoil, words):
    own = yard.workspace("D").store
    plain["texts"]["month_report"]["YB-1"] |= spoil
    with pytest.raises(UserError) as caught:
        load_deployment(own, written(tmp_path, plain))
    assert words in str(caught.value)
    assert every(own) == []
