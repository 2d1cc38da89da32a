"""``dundian check``: on the whole sample it finds what was planted there (domain notes §6.3), and nothing else."""

from __future__ import annotations

import pytest

from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.resources import resource
from tests.cli.desk import DONE, REFUSED, Desk
from tests.devices import PASSPHRASE, Yard

END = "2026-07-12"
PLANTED = {
    ("R11", "逾期办结", ("WT-013",)),
    ("R11", "逾期办结", ("WT-016",)),
    ("R08", "超过时限办结", ("SS-10",)),
    ("R08", "没有办结", ("SS-09",)),
    ("R11", "没有解决", ("WT-021",)),
    ("R12", "还没有答复", ("WT-004",)),
    ("R12", "还没有答复", ("WT-009",)),
    ("R12", "还没有答复", ("WT-018",)),
    ("R12", "还没有答复", ("WT-022",)),
    ("X12", "4月办结的问题为0", tuple(f"WT-{n:03d}" for n in range(1, 11))),
    ("X13", "青麓县闪佳即时配送服务部在2个新建工会事项里", ("JH-06", "JH-07")),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, mould):
    """Give the folder of a workspace with the sample; no test of this file may change it."""
    with Yard(tmp_path_factory.mktemp("sample"), mould) as yard:
        workspace = yard.workspace("A")
        load_deployment(workspace.store, resource("sample", "deployment.json"))
        workspace.close()
        yield workspace.folder


@pytest.fixture
def desk(folder, tmp_path, capsys):
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    return Desk(folder, secret, capsys)


def test_what_is_planted_is_found_and_nothing_else(desk):
    found = desk.ask("check", "--as-of", END)["findings"]
    told = {(one["rule"], tuple(one["numbers"])): one["sentence"] for one in found}
    assert set(told) == {(rule, numbers) for rule, _, numbers in PLANTED}
    assert len(found) == len(PLANTED)
    assert [words for rule, words, numbers in PLANTED if words not in told[rule, numbers]] == []


def test_a_finding_names_its_rule_its_clause_and_its_records(desk):
    told = desk.ask("check", "--as-of", END)
    one = next(found for found in told["findings"] if found["numbers"] == ["WT-004"])
    assert (one["level"], one["rule"], one["clause"], one["basis"], one["ledgers"]) == (
        "警告",
        "R12",
        "四(四)",
        "政策",
        ["problem"],
    )
    assert one["records"] == [desk.ask("show", "problem", "WT-004")["id"]]
    usual = next(found for found in told["findings"] if found["rule"] == "X12")
    assert (usual["clause"], usual["basis"]) == ("", "建议")
    assert set(told["satisfied"]) == {f"R{n:02d}" for n in range(1, 18)} - {"R08", "R11", "R12"}
    assert (told["as_of"], told["note"]) == (END, "")


def test_people_read_one_line_a_finding(desk):
    assert desk.run("check", "--as-of", END) == DONE
    head, *lines = desk.said.splitlines()
    assert head == "截至2026-07-12，要核对的11项。"
    assert lines[0].startswith("警告\tR12（四(四)）\t共性问题WT-004（工资社保）已上报上级，还没有答复")
    assert len(lines) == len(PLANTED)


def test_earlier_in_the_stint_what_came_later_is_not_told(desk):
    found = desk.ask("check", "--as-of", "2026-06-01")["findings"]
    assert not {"WT-016", "SS-10", "WT-021"} & {number for one in found for number in one["numbers"]}
    assert [one["level"] for one in found if one["numbers"] == ["WT-013"]] == ["警告"]


def test_a_month_is_looked_over_as_for_its_report(desk):
    found = desk.ask("check", "--month", "2026-04", "--as-of", END)
    assert found["as_of"] == "2026-04-30"
    assert "X12" in {one["rule"] for one in found["findings"]}
    assert "R06" not in {one["rule"] for one in found["findings"]}


def test_beyond_the_known_years_it_says_so(desk):
    assert "放假安排尚未载入" in desk.ask("check", "--as-of", "2090-07-12")["note"]


@pytest.mark.parametrize("words", [("--as-of", "明天"), ("--month", "2026-09"), ("--month", "九月")])
def test_a_day_or_month_that_is_none_is_refused(desk, words):
    assert desk.run("check", *words) == REFUSED
    assert desk.refused.strip().endswith("。")


@pytest.fixture
def empty(yard, tmp_path, capsys):
    """Give the command line on a workspace without a group."""
    workspace = yard.workspace("B")
    workspace.close()
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    return Desk(workspace.folder, secret, capsys)


def test_without_a_group_it_is_refused(empty):
    assert empty.run("check") == REFUSED
    assert "请先在“工作组”中填写" in empty.refused


def test_what_is_not_complete_yet_is_told_when_asked_for(empty):
    empty.put("group", "组名=蹲点组", "组码=QL", "派出单位=省总工会", "开始日期=2026-04-13", "结束日期=2026-07-12")
    usual, whole = (
        {one["rule"] for one in empty.ask("check", "--as-of", "2026-04-20", *more)["findings"]}
        for more in ((), ("--all",))
    )
    assert usual == {"R04", "R07", "R15"}
    assert whole - usual == {"D01", "R01"}
