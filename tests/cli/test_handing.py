"""``dundian handover`` and ``dundian close``: the same acts as in the window, told in words and as data."""

from __future__ import annotations

import pytest

from tests.cli.desk import DONE, REFUSED, Desk
from tests.devices import PASSPHRASE, Yard
from tests.stint_end import ENDS, HOST, LEAVER, finished, open_records, settle_in

WHO = ("--from", "秦朗", "--to", "罗青", "--day", "2026-05-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, mould):
    """Give the folder of a stint; tests that change it take that back."""
    with Yard(tmp_path_factory.mktemp("handing"), mould) as yard:
        workspace = yard.workspace("A")
        settle_in(workspace.store, [*finished(), *open_records(LEAVER)])
        workspace.close()
        yield workspace.folder


@pytest.fixture
def desk(folder, tmp_path, capsys):
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    return Desk(folder, secret, capsys)


def test_a_member_hands_over_prints_the_list_and_takes_it_back(desk, tmp_path):
    before = desk.ask("handover", "list", "--from", "秦朗")
    assert [item["kind"] for item in before][:2] == ["未结问题", "在办实事"]
    kept = before[0]["number"]
    done = desk.ask("handover", "do", *WHO, "--without", kept, "--leaves", "--out", tmp_path / "清单.pdf")
    assert done["moved"] == len(before) - 1
    assert (tmp_path / "清单.pdf").read_bytes()[:5] == b"%PDF-"
    assert [item["number"] for item in desk.ask("handover", "list", "--from", "秦朗")] == [kept]
    assert desk.ask("show", "member", LEAVER)["ends"] == "2026-05-31"
    rotation = desk.ask("show", "rotation", done["no"])
    assert (rotation["state"], rotation["signed_by"]) == ("已交接", "陆知远")
    assert desk.run("handover", "print", done["no"], "--out", tmp_path / "再印.pdf") == DONE
    desk.ask("undo")
    assert desk.ask("handover", "list", "--from", "秦朗") == before


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (("--from", "秦朗", "--to", "秦朗"), "接替人员就是秦朗本人"),
        (("--from", "秦朗", "--to", "甲某"), "没有唯一的一条"),
        ((*WHO, "--without", "WT-9"), "未办结的事项里没有WT-9"),
        ((*WHO, "--by", "罗青"), "组长签字"),
    ],
)
def test_a_slip_is_refused_in_a_sentence(desk, slip, told):
    assert desk.run("handover", "do", *slip) == REFUSED
    assert told in desk.refused
    assert desk.refused.rstrip().endswith("。")
    assert desk.ask("handover", "list", "--from", "罗青") == []


def test_the_stint_is_closed_by_three_commands(desk, tmp_path):
    before = desk.ask("close", "check")
    assert (before["may_close"], before["union"]) == (True, HOST)
    kept = before["items"][0]["number"]
    assert desk.ask("close", "hand", "--without", kept, "--day", ENDS)["handed"] == len(before["items"]) - 1
    assert [item["number"] for item in desk.ask("close", "check")["items"]] == [kept]
    packed = desk.ask("close", "pack", tmp_path, "--ledger", "实事")
    assert [one["name"] for one in packed["entries"]][-1] == "台账/办实事.xlsx"
    assert (tmp_path / packed["folder"] / "目录.txt").exists()
    desk.ask("undo")
    assert desk.ask("close", "check") == before


def test_people_read_a_line_a_point_and_a_line_an_item(desk):
    assert desk.run("close", "check") == DONE
    lines = desk.said.splitlines()
    assert lines[0] == "✓\t工作总结\t工作总结已定稿。"
    assert [line.split("\t")[0] for line in lines[5:7]] == ["未结问题", "在办实事"]


def test_with_nothing_left_to_hand_over_it_says_so(desk):
    desk.ask("close", "hand")
    assert desk.run("close", "hand") == REFUSED
    assert "都已办结，或已移交" in desk.refused
