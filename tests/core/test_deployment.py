"""A whole stint loaded from one file, or nothing of it."""

from __future__ import annotations

import copy
import datetime as dt
import json

import pytest

from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.errors import CancelledError, MachineError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.query import Query
from tests.devices import Yard
from tests.sample import SAMPLE, lists, written

KINDS = (Group, Site, Member, Enterprise, Worker, Visit, Deed)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory, mould):
    """Give (what came of loading the lists of the sample, the store)."""
    folder = tmp_path_factory.mktemp("sample")
    with Yard(folder, mould) as yard:
        store = yard.workspace("A").store
        yield load_deployment(store, written(folder, lists())), store


@pytest.fixture(scope="module")
def every(loaded):
    """Give number or name -> record of all that was loaded."""
    _, store = loaded
    records = [record for kind in KINDS for record in store.reader.list(Query(kind=kind))]
    return {getattr(record, "name", "") if isinstance(record, Site) else record.no: record for record in records}


@pytest.fixture
def whole():
    return lists()


@pytest.fixture
def small(whole):
    """A file with one of everything."""
    cut = {key: whole[key][:1] for key in ("members", "enterprises", "workers", "deeds")}
    visit = {"date": "2026-04-15", "worker": "W01", "ent": "E1", "way": "入企走访", "by": ["M1"], "no": "ZF-001"}
    return {"group": whole["group"], **cut, "visits": [visit]}


def load(store, tmp_path, content):
    path = tmp_path / "蹲点.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return load_deployment(store, path)


def kept(store):
    return [record for kind in KINDS for record in store.reader.list(Query(kind=kind))]


def test_the_lists_have_so_many_of_each(loaded):
    counts = {"group": 1, "site": 2, "member": 6, "enterprise": 8, "worker": 60, "visit": 74, "deed": 10}
    more = {"problem": 24, "union_building": 8, "union_org": 6, "incident": 2, "activity": 12, "letter": 2}
    rest = {"research_topic": 1, "hardship_lead": 6, "expense": 10, "budget": 1}
    assert dict(loaded[0].counts) == {**counts, **more, **rest, "common_problem": 4}


def test_nothing_is_left_aside(loaded):
    assert dict(loaded[0].left_aside) == {}


def test_everything_is_one_step_of_undo(yard, tmp_path):
    store = yard.workspace("B").store
    load_deployment(store, written(tmp_path, lists()))
    store.undo(*store.last_act())
    assert kept(store) == []


def test_every_record_keeps_the_number_of_the_file(every, whole):
    numbered = [part["no"] for part in (*whole["visits"], *whole["deeds"])]
    cards = [part["id"] for part in (*whole["enterprises"], *whole["workers"])]
    assert {*numbered, *cards, *(part[0] for part in whole["members"])} < set(every)


def test_every_record_may_be_kept(every):
    assert [record.problems() for record in every.values() if record.problems()] == []


def test_the_places_are_two(every):
    assert every["青麓经济开发区工会联合会"].kind == "2"
    assert every["城关街道总工会"].kind == "1"


def test_the_group_is_as_the_file_says(loaded):
    (group,) = loaded[1].reader.list(Query(kind=Group))
    assert (group.code, group.level, group.starts, group.ends) == (
        *("QL-2026-01", "1"),
        *(dt.date(2026, 4, 13), dt.date(2026, 7, 12)),
    )
    assert (group.headcount, group.sent, group.budget) == (142, 5, 5_000_000)


def test_a_role_is_read_with_its_duty(every):
    assert every["M2"].roles == ("2", "3")
    assert (every["M3"].roles, every["M3"].duty) == (("4",), "维权服务")


def test_a_rotation_names_the_predecessor_and_what_the_file_says_of_him(every):
    assert every["M6"].replaces == every["M4"].id
    assert "秦朗于5月31日离组，离组前参加走访18次" in every["M6"].handover
    assert every["M6"].duty == ""


def test_a_units_words_become_codes(every):
    one, two = every["E3"], every["E8"]
    assert (one.industry, one.union_state, one.site_reason, one.plan_type, one.plan_mode, one.plan_notes) == (
        *("G", "0", "A", "04", "H"),
        "快递物流",
    )
    assert (two.union_state, two.site_reason, two.plan_type) == ("1", "C", None)


@pytest.mark.parametrize(("no", "tag"), [("W56", "T10"), ("W59", "T04"), ("W60", "T05")])
def test_a_title_is_a_tag_and_no_sort_of_work(every, no, tag):
    assert (every[no].category, every[no].tags) == ("P05", (tag,))


def test_a_worker_in_hardship_has_level_cause_and_tag(every):
    assert (every["W03"].hardship, every["W03"].hardship_cause, every["W03"].tags) == ("1", "本人大病", ("T03",))


def test_a_worker_has_the_birth_year_of_the_card_and_the_state_of_membership(every):
    assert (every["W01"].born_year, every["W01"].was_member, every["W01"].joining) == (1986, False, "9")
    assert (every["W04"].was_member, every["W04"].joining) == (True, "1")


def test_a_visit_links_to_worker_unit_and_visitors(every):
    visit = every["ZF-001"]
    assert (visit.worker, visit.enterprise, visit.way) == (every["W59"].id, every["E8"].id, "1")
    assert set(visit.visitors) == {every["M1"].id, every["M4"].id}
    assert every["ZF-003"].enterprise is None


def test_what_the_file_does_not_say_of_a_visit_is_left_open(every):
    visits = [record for record in every.values() if isinstance(record, Visit)]
    assert {visit.mood for visit in visits} == {None}
    assert not any(visit.says_something() for visit in visits)


def test_the_sort_of_person_follows_from_the_card(every):
    targets = {every[visit.no].target for visit in every.values() if isinstance(visit, Visit)}
    assert targets == {"1", "2", "3", "4", "5", "7"}
    assert every["ZF-001"].target == "2"


def test_a_deed_that_is_done_has_reach_cost_and_source(every):
    deed = every["SS-01"]
    assert (deed.state, deed.done_on, deed.people, deed.cost, deed.fund) == (
        *(DeedState.DONE, dt.date(2026, 6, 22), 6, 1_800_000),
        "3",
    )
    assert deed.measure == "列入困难救助类实事，4月20日启动，6月25日前完成，预计惠及6人次。"
    assert deed.evidence == ()


def test_a_deed_that_is_not_done_reached_nobody_yet(every):
    deed = every["SS-09"]
    assert (deed.state, deed.done_on, deed.people, deed.expected_people) == (DeedState.RUNNING, None, None, 73)
    assert deed.delays == ()


def test_nothing_is_said_of_diaries(loaded):
    assert "diary" not in loaded[0].counts


def test_a_second_load_is_refused_and_changes_nothing(yard, tmp_path, small):
    store = yard.workspace("B").store
    load(store, tmp_path, small)
    before = store.digest()
    with pytest.raises(UserError, match="组码为QL-2026-01的蹲点数据已经装入，没有重复装入。"):
        load(store, tmp_path, small)
    assert store.digest() == before


def test_another_group_is_refused(yard, tmp_path, small):
    store = yard.workspace("B").store
    load(store, tmp_path, small)
    other = {**small, "group": {**small["group"], "code": "XX-2026-02"}}
    with pytest.raises(UserError, match="工作区里已有“南江省总工会驻云麓市青麓县蹲点工作组”"):
        load(store, tmp_path, other)


def test_a_group_that_was_taken_back_does_not_stand_in_the_way(store, tmp_path, small):
    load(store, tmp_path, small)
    store.undo(*store.last_act())
    assert load(store, tmp_path, small).counts["group"] == 1


def test_unknown_keys_are_let_pass(store, tmp_path, small):
    small["weather"] = ["晴", "雨"]
    small["visits"][0]["mood_music"] = {"a": 1}
    small["others"] = {"songs": [1, 2, 3], "budget": 100}
    assert load(store, tmp_path, small).left_aside == {"weather": 2, "others.songs": 3}


MISTAKES = {
    "missing group": (lambda d: d.pop("group"), "文件缺少“group”。"),
    "missing key": (lambda d: d["visits"][0].pop("date"), "走访第1条缺少“date”。"),
    "missing key in the group": (lambda d: d["group"].pop("start"), "工作组缺少“start”。"),
    "wrong type": (lambda d: d["workers"][0].update(name=7), "职工第1条“name”的内容不是应有的格式。"),
    "wrong day": (lambda d: d["deeds"][0].update(due="六月"), "实事第1条“due”的内容不是应有的格式。"),
    "wrong list": (lambda d: d.update(visits={}), "走访的内容不是应有的格式。"),
    "short member": (lambda d: d["members"][0].pop(), "组员第1条的内容不是应有的格式。"),
    "unknown worker": (lambda d: d["visits"][0].update(worker="W99"), "走访第1条提到“W99”，文件里没有这一条，"),
    "unknown unit": (lambda d: d["workers"][0].update(enterprise="E9"), "职工第1条提到“E9”，文件里没有这一条，"),
    "unknown visitor": (lambda d: d["visits"][0].update(by=["M9"]), "走访第1条提到“M9”，文件里没有这一条，"),
    "unknown way": (lambda d: d["visits"][0].update(way="飞访"), "走访第1条的“飞访”不在码表中，"),
    "unknown role": (lambda d: d["members"][0].__setitem__(3, "队长"), "组员第1条的“队长”不在码表中，"),
    "wrong code": (
        lambda d: d["enterprises"][0].update(uscc="91439901MADEMX0118"),
        "单位第1条有误（统一社会信用代码：统一社会信用代码校验位不对",
    ),
    "wrong id card": (
        lambda d: d["workers"][0].update(id_no="439901198611240021"),
        "职工第1条有误（身份证号：身份证号校验位不对",
    ),
    "done before begun": (lambda d: d["deeds"][0].update(done="2026-04-01"), "实事第1条有误（办结日期：早于启动日期）"),
    "no name": (lambda d: d["workers"][0].update(name=" \u200e"), "职工第1条有误（姓名：含有看不见的控制字符"),
    "ends before it starts": (
        lambda d: d["group"].update(end="2026-04-01"),
        "工作组有误（结束日期：不能早于开始日期）",
    ),
    "one id twice": (lambda d: d["workers"].append(d["workers"][0]), "职工第2条的编号“W01”重复，"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_loaded(store, tmp_path, small, mistake):
    spoil, words = MISTAKES[mistake]
    broken = copy.deepcopy(small)
    spoil(broken)
    with pytest.raises(UserError) as caught:
        load(store, tmp_path, broken)
    assert words in str(caught.value)
    assert str(caught.value).endswith("没有装入任何内容。")
    assert kept(store) == []


@pytest.mark.parametrize("content", ["", "not json", "[1, 2]", '"组"', "{", "[" * 100_000])
def test_what_is_no_deployment_is_refused(store, tmp_path, content):
    with pytest.raises(UserError, match=r"“蹲点\.json”.*没有装入任何内容。"):
        load(store, tmp_path, content)


def test_a_file_in_another_encoding_is_refused(store, tmp_path, small):
    path = tmp_path / "gbk.json"
    path.write_bytes(json.dumps(small, ensure_ascii=False).encode("gbk"))
    with pytest.raises(UserError, match="不是完整的蹲点数据文件"):
        load_deployment(store, path)


def test_a_file_that_is_not_there_is_the_machines_fault(store, tmp_path):
    with pytest.raises(MachineError, match=r"“没有\.json”读不出来"):
        load_deployment(store, tmp_path / "没有.json")


class Stopper:
    """Asks to stop at the tenth step."""

    def __init__(self):
        self.steps = []

    def step(self, done, total, note=""):
        self.steps.append((done, total, note))
        if done == 10:
            raise CancelledError


def test_stopping_leaves_nothing(store):
    stopper = Stopper()
    with pytest.raises(CancelledError):
        load_deployment(store, SAMPLE, stopper)
    assert kept(store) == []
    assert [step[::2] for step in stopper.steps[:2]] == [(1, "工作组"), (2, "驻点")]


def test_a_visit_without_a_worker_is_anonymous(store, tmp_path, small):
    small["visits"][0]["worker"] = None
    load(store, tmp_path, small)
    (visit,) = store.reader.list(Query(kind=Visit))
    assert (visit.worker, visit.consent) == (None, "3")


def test_records_are_of_ledgers(every):
    assert all(isinstance(record, Record) for record in every.values())
