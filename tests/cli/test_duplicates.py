"""Finding, merging and parting on the command line."""

from __future__ import annotations

import pytest

from tests.cli.desk import DONE, REFUSED

USCC = "91430100MA4L16JA9Y"


@pytest.fixture
def twins(desk):
    """Give the ids of two workers alike, and of a visit to the second."""
    one = desk.put("worker", "name=向秀英", "category=P01", "mobile=13900001234", "notes=夜班")
    other = desk.put("worker", "name=向秀英", "category=P01", "mobile=13900001234", "born_year=1980")
    person = desk.put("member", "name=陆知远", "roles=组长", "starts=2026-04-20", "ends=2026-07-12")
    visit = desk.put("visit", "visited_on=2026-05-06", f"worker={other}", f"visitors={person}", "way=入户走访")
    return one, other, visit


def test_what_is_likely_there_twice_is_listed_without_the_values(desk, twins) -> None:
    (pair,) = desk.ask("duplicates")
    assert [one["id"] for one in pair["records"]] == list(twins[:2])
    assert (pair["ledger"], pair["words"]) == ("worker", "姓名和手机号相同")
    assert desk.ask("duplicates", "enterprise") == []
    desk.run("duplicates", "职工名册")
    assert "疑似重复1条" in desk.said
    assert "13900001234" not in desk.said


def test_merging_and_parting(desk, twins) -> None:
    one, other, visit = twins
    merged = desk.ask("merge", "worker", one, other)
    assert (merged["filled"], merged["left"], merged["links"]) == (["出生年"], [], 1)
    assert desk.ask("show", "worker", one)["born_year"] == "1980"
    assert "向秀英" in desk.ask("show", "visit", visit)["worker"]
    assert desk.ask("duplicates") == []
    assert sorted(desk.ask("unmerge", "worker", other)["changed"]) == ["visit", "worker"]
    assert len(desk.ask("duplicates")) == 1


def test_the_history_shows_the_merge(desk, twins) -> None:
    one, other, _ = twins
    desk.ask("merge", "worker", one, other)
    kept = desk.ask("show", "worker", one, "--history")["history"]
    assert [row["note"] for row in kept if row["what"] == "并来"] == ["合并"]


def test_two_that_are_not_the_same_are_not_listed_again(desk, twins) -> None:
    desk.ask("distinct", "worker", *twins[:2])
    assert desk.ask("duplicates") == []


def test_what_cannot_be_merged_is_refused_with_a_reason(desk, twins) -> None:
    one, other, _ = twins
    assert desk.run("merge", "worker", one, one) == REFUSED
    assert "同一条" in desk.refused
    assert desk.run("unmerge", "worker", other) == REFUSED
    assert "没有合并到别的记录" in desk.refused


def test_a_likely_second_record_is_written_and_told(desk, twins) -> None:
    desk.run("put", "worker", "name=向秀英", "category=P01", "mobile=13900001234")
    assert "职工名册里已有向秀英等2条" in desk.said
    assert "姓名和手机号相同" in desk.said


def test_a_second_unit_of_one_number_is_not_written(desk) -> None:
    desk.put("enterprise", "name=甲厂", f"uscc={USCC}", "staff=5")
    second = desk.put("enterprise", "name=乙厂", "uscc=无", "staff=5")
    assert desk.run("put", "enterprise", "name=丙厂", f"uscc={USCC}", "staff=5") == REFUSED
    assert "已有甲厂" in desk.refused
    assert "统一社会信用代码相同" in desk.refused
    assert desk.run("put", "enterprise", "--id", second, f"uscc={USCC}") == REFUSED
    assert desk.run("put", "enterprise", "--id", second, "staff=6") == DONE
    assert len(desk.ask("list", "enterprise")) == 2


def test_a_parameter_is_set_once_and_then_changed(desk) -> None:
    first = desk.put("parameter", "name=多少天没有进展要提醒", "number=30")
    number = desk.ask("show", "parameter", first)["no"]
    assert desk.run("put", "parameter", "name=多少天没有进展要提醒", "number=20") == REFUSED
    assert f"参数里已有多少天没有进展要提醒（编号{number}，参数相同），没有保存" in desk.refused
    other = desk.put("parameter", "name=月报报送日（次月几日前）", "number=5")
    assert desk.run("put", "parameter", "--id", other, "name=多少天没有进展要提醒") == REFUSED
    assert desk.run("put", "parameter", "--id", first, "number=20") == DONE
    assert sorted(one["number"] for one in desk.ask("list", "parameter")) == ["20", "5"]


def test_a_lead_is_called_by_its_worker_and_its_number_is_told_once(desk) -> None:
    worker = desk.put("worker", "name=向秀英", "category=P01")
    made = desk.put("hardship_lead", "found_on=2026-05-06")
    number = desk.ask("show", "hardship_lead", made)["no"]
    assert desk.run("put", "hardship_lead", "--id", made, "found_on=2026-05-07") == DONE
    assert desk.said.splitlines()[0] == f"已保存：{number}（{made}）"
    assert desk.run("put", "hardship_lead", "--id", made, f"worker={worker}") == DONE
    assert desk.said.splitlines()[0] == f"已保存：{number} 向秀英（{made}）"
