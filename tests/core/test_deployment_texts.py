"""What a deployment file says beside its short lists: it completes what is there and makes what is not."""

from __future__ import annotations

import copy
import datetime as dt
import json

import pytest

from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.errors import UserError
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.letter import Letter, LetterState
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.pledge import Pledge
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.store.query import Query

GROUP = {
    "code": "QL-2026-01",
    "name": "驻青麓县蹲点工作组",
    "dispatch_org": "南江省总工会",
    "host": "青麓县总工会",
    "site": "城关街道总工会",
    "region": "439901",
    "start": "2026-04-13",
    "end": "2026-07-12",
}
UNIT = {"id": "E1", "uscc": "91439901MADEMX0117", "name": "青麓恒拓五金制品有限公司", "staff": 186}
PROBLEM = {
    "no": "WT-002",
    "found": "2026-04-17",
    "category": "劳动安全卫生",
    "desc": "冲压车间3台设备缺双手按钮",
    "ent": "E1",
    "status": "办理中",
}
SMALL = {
    "group": GROUP,
    "members": [["M1", "陆知远", "男", "组长", "副部长", "2026-04-13", "2026-07-12"]],
    "enterprises": [UNIT],
    "problems": [PROBLEM],
}
TEXTS = {
    "problem": {
        "WT-002": {
            "责任人": "陆知远",
            "people": 9,
            "措施": "陪同企业请设备厂家加装。",
            "进展记录": [
                {"日期": "2026-04-20", "进展": "厂家到现场看过。"},
                {"日期": "2026-04-27", "进展": "装好两台。"},
            ],
        }
    },
    "letter": {
        "HS-01": {"kind": "提示函", "issued_on": "2026-04-21", "matter": "加装双手按钮", "problem": "WT-002"},
    },
    "diary": {
        "RZ-01": {
            "day": "2026-04-17",
            "author": "陆知远",
            "place": "恒拓五金",
            "text": "上午到冲压车间看设备，三台没有双手按钮，当场与车间主任商量。",
            "cases": "WT-002",
            "补录": "否",
        }
    },
    "group": {"驻青麓县蹲点工作组": {"sponsor": "程致和"}},
    "pledge": {"CN-01": {"member": "M1", "signed_on": "2026-04-10"}},
}


def load(store, tmp_path, texts):
    path = tmp_path / "蹲点.json"
    path.write_text(json.dumps({**SMALL, "texts": texts}), encoding="utf-8")
    return load_deployment(store, path)


def only(store, kind):
    (record,) = store.reader.list(Query(kind=kind))
    return record


@pytest.fixture
def filled(store, tmp_path):
    load(store, tmp_path, TEXTS)
    return store


def test_a_record_of_the_file_is_completed_by_label_and_by_name(filled):
    problem = only(filled, Problem)
    assert (problem.people, problem.measure) == (9, "陪同企业请设备厂家加装。")
    assert problem.owner == only(filled, Member).id
    assert problem.description == PROBLEM["desc"]


def test_rows_keep_their_order(filled):
    days = [row.cells["day"] for row in only(filled, Problem).progress]
    assert days == [dt.date(2026, 4, 20), dt.date(2026, 4, 27)]


def test_a_number_the_file_does_not_have_is_a_new_record_that_links_to_others(filled):
    letter = only(filled, Letter)
    assert (letter.no, letter.state, letter.problem) == ("HS-01", LetterState.RUNNING, only(filled, Problem).id)


def test_a_group_is_known_by_its_name(filled):
    assert only(filled, Group).sponsor == "程致和"


def test_what_follows_from_a_new_record_is_done_too(filled):
    assert only(filled, Pledge).member == only(filled, Member).id
    assert only(filled, Member).pledged == dt.date(2026, 4, 10)


def test_a_diary_that_the_file_calls_timely_is_no_late_entry(filled):
    assert only(filled, Diary).late is False


def test_it_is_one_act_with_the_rest(filled):
    filled.undo(*filled.last_act())
    assert [filled.reader.count(Query(kind=kind)) for kind in filled.kinds.values()] == [0] * len(filled.kinds)


MISTAKES = {
    "unknown ledger": ({"song": {"1": {}}}, "补充内容提到“song”，没有这本台账，"),
    "unknown field": ({"problem": {"WT-002": {"心情": "好"}}}, "补充内容中问题台账“WT-002”没有“心情”这一栏，"),
    "unknown column": (
        {"problem": {"WT-002": {"进展记录": [{"天气": "晴"}]}}},
        "补充内容中问题台账“WT-002”的表里没有“天气”这一栏，",
    ),
    "unknown link": (
        {"problem": {"WT-002": {"责任人": "王五"}}},
        "补充内容中问题台账“WT-002”的“责任人”提到“王五”，文件里没有这一条，",
    ),
    "unreadable text": (
        {"problem": {"WT-002": {"people": "九个"}}},
        "补充内容中问题台账“WT-002”有误（涉及人数：应为整数",
    ),
    "unlawful record": (
        {"problem": {"WT-002": {"状态": "已销号"}}},
        "补充内容中问题台账“WT-002”有误（办理结果：“已销号”须填写",
    ),
    "new record without what it must have": (
        {"letter": {"HS-9": {}}},
        "补充内容中一函两书“HS-9”有误（发出日期：不能为空",
    ),
    "unknown signer": (
        {"summary": {"ZJ-1": {"题目": "总结", "状态": "已定稿", "定稿日期": "2026-07-12", "审签人": "M2"}}},
        "的“审签人”提到“M2”，文件里没有这一条，",
    ),
    "wrong shape": ({"problem": ["WT-002"]}, "补充内容中的内容不是应有的格式。"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_nothing_is_loaded(store, tmp_path, mistake):
    texts, words = MISTAKES[mistake]
    with pytest.raises(UserError) as caught:
        load(store, tmp_path, copy.deepcopy(texts))
    assert words in str(caught.value)
    assert str(caught.value).endswith("没有装入任何内容。")
    assert store.reader.count(Query(kind=Group)) == 0


def test_a_name_that_two_have_is_refused(store, tmp_path):
    two = {"letter": {no: {"kind": "提示函", "issued_on": "2026-04-21", "matter": "防护"} for no in ("HS-1", "HS-2")}}
    with pytest.raises(UserError, match="一函两书“防护”在文件里有2条，请改用编号"):
        load(store, tmp_path, {"letter": {**two["letter"], "防护": {}}})


def test_one_who_is_not_the_leader_signs_nothing(store, tmp_path):
    signed = {"题目": "总结", "状态": "已定稿", "定稿日期": "2026-07-12", "审签人": "M1"}
    plain = {"member": {"M1": {"角色": "组员"}}, "summary": {"ZJ-1": signed}}
    with pytest.raises(UserError, match="“ZJ-1”有误（审签人：“已定稿”须由组长签字"):
        load(store, tmp_path, plain)
