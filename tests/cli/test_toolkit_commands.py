"""The policy toolkit and empty forms on the command line."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.cli.desk import DONE, REFUSED


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "工资支付办法.txt"
    path.write_text("第一条 按月支付。\n第二条 不得拖欠。", encoding="utf-8")
    return path


def test_a_paper_is_added_listed_found_and_read(desk, paper) -> None:
    added = desk.ask("toolkit", "add", paper, "--folder", "劳动法规/工资", "--version", "2026年", "--source", "某某部")
    (one,) = added["papers"]
    assert (one["title"], one["folder"], one["version"], one["source"]) == (
        *("工资支付办法", "劳动法规/工资"),
        *("2026年", "某某部"),
    )
    assert [found["id"] for found in desk.ask("toolkit", "list", "拖欠")] == [one["id"]]
    assert desk.ask("toolkit", "list", "加班") == []
    assert desk.ask("toolkit", "text", one["no"])["paragraphs"] == ["第一条 按月支付。", "第二条 不得拖欠。"]
    assert desk.run("toolkit", "text", one["id"]) == DONE
    assert "2\t第二条 不得拖欠。" in desk.said


def test_a_renewed_paper_leaves_the_list_and_is_listed_with_all(desk, paper) -> None:
    (old,) = desk.ask("toolkit", "add", paper)["papers"]
    paper.write_text("第一条 按周支付。", encoding="utf-8")
    assert desk.ask("toolkit", "add", paper)["renewed"] == 1
    assert old["id"] not in [one["id"] for one in desk.ask("toolkit", "list")]
    told = {one["id"]: one["force"] for one in desk.ask("toolkit", "list", "--all")}
    assert told[old["id"]] == "已更新"


def test_a_folder_with_a_bad_file_brings_the_good_ones_and_says_so(desk, paper, tmp_path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    folder = tmp_path / "包"
    folder.mkdir()
    paper.rename(folder / paper.name)
    (tmp_path / "坏.docx").rename(folder / "坏.docx")
    assert desk.run("toolkit", "add", folder) == REFUSED
    assert "没有载入：坏.docx：这个文件已损坏" in desk.said
    assert "载入1份" in desk.said


def test_a_paragraph_is_cited_into_a_problem(desk, paper) -> None:
    (one,) = desk.ask("toolkit", "add", paper, "--version", "2026年")["papers"]
    problem = desk.put("problem", "found_on=2026-06-01", "category=工资社保", "description=三车间拖欠工资")
    desk.ask("toolkit", "cite", one["id"], 2, "problem", problem)
    told = desk.ask("show", "problem", problem)["citations"]
    assert '"政策文件": "工资支付办法 2026年", "版本": "2026年", "段": "2", "原文": "第二条 不得拖欠。"' in told
    assert desk.run("toolkit", "cite", one["id"], 9, "problem", problem) == REFUSED
    assert "没有第9段，共2段" in desk.refused


def test_an_empty_form_is_printed(desk, tmp_path) -> None:
    told = desk.ask("report", "blank", "走访职工", "--out", tmp_path / "表.pdf")
    with pypdfium2.PdfDocument(tmp_path / "表.pdf") as pdf:
        assert len(pdf) == told["pages"]
        assert "走访记录表" in pdf[0].get_textpage().get_text_range()
