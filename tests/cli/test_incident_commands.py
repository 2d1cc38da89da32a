"""``dundian incident`` and ``dundian apart``: the page, the bundle of its own, what is kept apart."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.cli.desk import DONE, REFUSED

LEARNED = ("learned_at=2026-05-11 09:40", "brief=两百人停工", "place=云麓园区", "secrecy=内部")


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "apart.txt"
    path.write_text("另有 一句 完全不同的 长长的 话语", encoding="utf-8")
    return path


def _text(path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def test_an_incident_is_printed_sent_and_read_by_the_one_it_is_for(friends, tmp_path) -> None:
    one, other = friends
    made = one.put("incident", "category=停工怠工", *LEARNED)
    assert one.ask("incident", "page", made, "--out", tmp_path / "专报.pdf")["pages"] == 1
    assert "两百人停工" in _text(tmp_path / "专报.pdf").replace("\n", "").replace("\r", "")
    peer = one.ask("peer", "list")[0]["device"]
    sent = one.ask("incident", "flash", made, "--to", peer, "--out", tmp_path)["file"]
    told = other.ask("incident", "read", sent, "--out", tmp_path / "来.pdf")
    assert (told["known"], told["no"]) == (False, one.ask("show", "incident", made)["no"])
    assert "两百人停工" in _text(tmp_path / "来.pdf").replace("\n", "").replace("\r", "")
    assert other.ask("list", "incident") == []


def test_a_flash_that_was_touched_is_refused_and_nothing_written(friends, tmp_path) -> None:
    one, other = friends
    made = one.put("incident", "category=停工怠工", *LEARNED)
    peer = one.ask("peer", "list")[0]["device"]
    sent = tmp_path / "x.dundian"
    sent.write_bytes(b"\0" * 4000)
    assert other.run("incident", "read", sent, "--out", tmp_path / "来.pdf") == REFUSED
    assert other.refused.strip()
    assert not (tmp_path / "来.pdf").exists()
    assert one.run("incident", "flash", made, "--to", peer, "--out", tmp_path / "没有这个文件夹") == REFUSED


def test_political_safety_is_kept_apart_and_only_counted(desk, key, tmp_path) -> None:
    assert desk.run("incident", "page", "x", "--out", tmp_path / "a.pdf", "--apart", key) == REFUSED
    assert len(desk.ask("apart", "init", "--apart", key)["recovery_code"]) > 20
    assert desk.run("apart", "init", "--apart", key) == REFUSED
    made = desk.ask("apart", "put", "category=劳动领域政治安全", *LEARNED, "--apart", key)
    assert [one["no"] for one in desk.ask("apart", "list", "--apart", key)] == [made["no"]]
    assert desk.ask("list", "incident") == []
    assert len(desk.ask("list", "apart_mark")) == 1
    assert desk.run("search", "停工") == DONE
    assert "找到0条" in desk.said
    assert desk.ask("incident", "page", made["id"], "--out", tmp_path / "a.pdf", "--apart", key)["pages"] == 1


def test_a_wrong_passphrase_opens_nothing(desk, key, tmp_path) -> None:
    desk.ask("apart", "init", "--apart", key)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("不是这一句口令的内容", encoding="utf-8")
    assert desk.run("apart", "list", "--apart", wrong) == REFUSED
    assert "口令" in desk.refused


def test_political_safety_is_refused_in_the_ordinary_ledger(desk) -> None:
    assert desk.run("put", "incident", "category=劳动领域政治安全", *LEARNED) == REFUSED
    assert desk.ask("list", "incident") == []


def test_a_mark_of_what_is_kept_apart_is_written_by_the_program_alone(desk, key, tmp_path) -> None:
    desk.ask("apart", "init", "--apart", key)
    desk.ask("apart", "put", "category=劳动领域政治安全", *LEARNED, "--apart", key)
    mark = desk.ask("list", "apart_mark")[0]["id"]
    sheet = tmp_path / "标记.xlsx"
    desk.ask("sheet", "write", "apart_mark", sheet)
    by_hand = (
        ("put", "apart_mark", "day=2026-05-12"),
        ("void", "apart_mark", mark),
        ("sheet", "read", "apart_mark", sheet),
    )
    for command in by_hand:
        assert desk.run(*command) == REFUSED
        assert "不能手工填写、导入或删除" in desk.refused
    assert [one["day"] for one in desk.ask("list", "apart_mark")] == ["2026-05-11"]
