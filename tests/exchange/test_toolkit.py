"""The policy toolkit: papers come in by file, by folder and by bundle, are renewed, searched and cited."""

from __future__ import annotations

import datetime as dt

import pytest
from PIL import Image

from dundian_desktop.actions import toolkit
from dundian_desktop.actions.naming import StoreNaming, shown
from dundian_desktop.actions.sheets import write_ledger
from dundian_desktop.actions.toolkit import Brought, Filing, brought_from, cite, citing_fields, folder_path
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.papers import Paper, Sort
from dundian_desktop.exchange.papers.opening import open_paper
from dundian_desktop.exchange.sheet.opening import open_pages
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.toolkit_document import MOST_QUOTE, MOST_TEXT, Force, ToolkitDocument
from dundian_desktop.store.query import Query
from tests.devices import carry, save
from tests.exchange.sheets import read_here


@pytest.fixture(autouse=True)
def at_once(monkeypatch) -> None:
    """Read without a process of its own, whose beginning costs a second; `test_papers` is about that process."""
    monkeypatch.setattr(toolkit, "read_paper", lambda path, _progress: open_paper(path))


def paper(folder, name: str = "工资支付办法.txt", text: str = "第一条 按月支付。\n第二条 不得拖欠。"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def add(store, *paths, folder: str = "", **filing: str):
    reading = toolkit.read_papers([Brought(path=path, folder=folder) for path in paths])
    return toolkit.keep_papers(store, reading.papers, Filing(**filing))


def titles(store, words: str = "") -> list[str]:
    return sorted(one.title for one in store.reader.list(Query(kind=ToolkitDocument, words=words)))


# -- coming in


def test_a_paper_is_kept_with_its_file_and_its_paragraphs(store, tmp_path) -> None:
    path = paper(tmp_path)
    (kept,) = add(store, path, folder="劳动法规/工资", source="某某部").papers
    assert (kept.title, kept.folder, kept.source, kept.force) == ("工资支付办法", "劳动法规/工资", "某某部", "现行")
    assert kept.paragraphs == ("第一条 按月支付。", "第二条 不得拖欠。")
    assert kept.version.endswith("日载入")
    assert store.attachments.read(kept.file[0].sha) == path.read_bytes()


def test_a_tree_of_folders_comes_in_as_folders_and_one_undo_takes_it_back(store, tmp_path) -> None:
    for name in ("总则.txt", "工资/办法.txt", "工资/最低/标准.txt", ".藏/x.txt", "工资/~$办法.docx", "工资/照.exe"):
        paper(tmp_path / "包", name, name)
    reading = toolkit.read_papers(brought_from(tmp_path / "包"))
    kept = toolkit.keep_papers(store, reading.papers, Filing(folder="法规"))
    assert {(one.folder, one.title) for one in kept.papers} == {
        ("法规", "总则"),
        ("法规/工资", "办法"),
        ("法规/工资/最低", "标准"),
    }
    store.undo(*store.last_act())
    assert titles(store) == []


def test_one_bad_file_of_many_is_told_and_the_others_come_in(store, tmp_path) -> None:
    (tmp_path / "包").mkdir()
    (tmp_path / "包" / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    paper(tmp_path / "包", "好.txt")
    reading = toolkit.read_papers(brought_from(tmp_path / "包"))
    assert [name for name, _ in reading.refused] == ["坏.pdf"]
    assert toolkit.keep_papers(store, reading.papers, Filing()).papers[0].title == "好"


def test_what_a_folder_holds_besides_is_told_with_the_reason(tmp_path) -> None:
    paper(tmp_path / "包", "好.txt")
    for name in ("旧.doc", "表/工资.xlsx", "Thumbs.db", "desktop.ini", "~$好.docx"):
        path = tmp_path / "包" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    reading = toolkit.read_papers(brought_from(tmp_path / "包"))
    assert [one.brought.title for one in reading.papers] == ["好"]
    assert sorted(name for name, _ in reading.refused) == ["工资.xlsx", "旧.doc"]
    assert all(why.startswith("这种文件不能载入") for _, why in reading.refused)


@pytest.mark.parametrize("name", ["坏.pdf", "坏.DOCX", "坏.png"])
def test_a_file_that_is_not_what_it_is_called_is_damaged(tmp_path, name) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 8)
    with pytest.raises(UserError, match="已损坏"):
        toolkit.read_papers([Brought(path=tmp_path / name)])


def test_a_bad_file_alone_and_an_empty_folder_are_refused(tmp_path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(UserError, match="已损坏"):
        toolkit.read_papers([Brought(path=tmp_path / "坏.pdf")])
    (tmp_path / "空").mkdir()
    with pytest.raises(UserError, match="没有可以载入的文件"):
        brought_from(tmp_path / "空")


def test_a_picture_comes_in_clean_and_without_text(store, tmp_path) -> None:
    Image.new("RGB", (40, 20), "red").save(tmp_path / "流程.png")
    reading = toolkit.read_papers([Brought(path=tmp_path / "流程.png")])
    assert reading.papers[0].remark.startswith("图片")
    (kept,) = toolkit.keep_papers(store, reading.papers, Filing()).papers
    assert (kept.text, kept.file[0].name) == ("", "流程.jpg")
    assert store.attachments.read(kept.file[0].sha).startswith(b"\xff\xd8")


def test_a_folder_is_a_clean_path() -> None:
    assert folder_path(" 法规\\工资/", "/最低 /") == "法规/工资/最低"
    assert folder_path("", "") == ""


# -- renewal


def test_the_same_title_in_the_same_folder_is_a_newer_version(store, tmp_path) -> None:
    (old,) = add(store, paper(tmp_path), folder="工资", version="2020年").papers
    kept = add(store, paper(tmp_path, text="第一条 按周支付。"), folder="工资", version="2026年")
    assert kept.renewed == 1
    assert kept.papers[0].replaces == old.id
    older = store.reader.get(ToolkitDocument, old.id)
    assert (older.force, older.paragraphs[0]) == (Force.RENEWED, "第一条 按月支付。")


def test_undoing_a_renewal_puts_the_older_version_in_force_again(store, tmp_path) -> None:
    (old,) = add(store, paper(tmp_path)).papers
    add(store, paper(tmp_path, text="新"))
    store.undo(*store.last_act())
    assert store.reader.get(ToolkitDocument, old.id).force is Force.CURRENT


def test_a_version_of_the_same_day_can_be_told_from_the_one_before(store, tmp_path) -> None:
    (old,) = add(store, paper(tmp_path)).papers
    (new,) = add(store, paper(tmp_path, text="新")).papers
    assert new.version == f"{old.version}（再次）"


def test_the_same_file_again_changes_nothing(store, tmp_path) -> None:
    add(store, paper(tmp_path))
    last = store.last_act()
    kept = add(store, paper(tmp_path))
    assert (kept.papers, kept.same, store.last_act()) == ((), 1, last)


def test_the_same_title_in_another_folder_is_another_paper(store, tmp_path) -> None:
    add(store, paper(tmp_path), folder="甲")
    assert add(store, paper(tmp_path, text="别的"), folder="乙").renewed == 0


def test_a_chosen_paper_is_renewed_by_a_file_of_another_name(store, tmp_path) -> None:
    (old,) = add(store, paper(tmp_path), folder="工资", source="某某部").papers
    (new,) = add(store, paper(tmp_path, "新办法2026.txt", "新"), replaces=old.id).papers
    assert (new.title, new.folder, new.source, new.replaces) == ("工资支付办法", "工资", "某某部", old.id)


def test_a_paper_does_not_replace_itself() -> None:
    one = ToolkitDocument(title="甲", id="0" * 32, replaces="0" * 32)
    assert [problem.name for problem in one.problems()] == ["replaces"]


# -- finding and travelling


def test_search_finds_words_inside_papers(store, tmp_path) -> None:
    add(store, paper(tmp_path), paper(tmp_path, "别的.txt", "休息休假"))
    assert titles(store, "不得拖欠") == ["工资支付办法"]
    (hit,) = store.search("拖欠")
    assert hit.ledger == "toolkit_document"
    assert hit.words.startswith("…按月支付。 第二条 不得拖欠。")


def test_a_bundle_brings_papers_with_their_files(group_of, tmp_path) -> None:
    one, other = group_of(2)
    (kept,) = add(one, paper(tmp_path)).papers
    carry(one, other, tmp_path / "stick")
    assert other.reader.get(ToolkitDocument, kept.id) == kept
    assert other.attachments.read(kept.file[0].sha) == one.attachments.read(kept.file[0].sha)
    assert titles(other, "拖欠") == ["工资支付办法"]


def test_the_longest_text_leaves_sheets_and_lists_in_peace(store, tmp_path) -> None:
    long = "\n".join(["工会" * 100] * (MOST_TEXT // 201))
    saved = save(store, ToolkitDocument(title="长", text=long))
    write_ledger(store, Query(kind=ToolkitDocument), tmp_path / "zc.xlsx")
    field = ToolkitDocument.ledger.field("text")
    assert shown(store, field, saved.text) == "1990段，约39.8万字"
    (page,) = (one for one in open_pages(tmp_path / "zc.xlsx") if one.name == "政策工具包")
    assert "1990段，约39.8万字" in [cell.words for cell in page.rows[1][1]]
    assert not any(row.changes for row in read_here(tmp_path / "zc.xlsx", ToolkitDocument, StoreNaming(store)).good)


# -- citing


@pytest.fixture
def problem(store):
    return save(store, Problem(found_on=dt.date(2026, 6, 1), category="Q01", description="三车间拖欠两个月工资"))


def test_a_citation_keeps_its_words_and_version_when_the_paper_is_renewed(store, tmp_path, problem) -> None:
    (old,) = add(store, paper(tmp_path), version="2020年").papers
    with store.act() as act:
        cite(act, Problem, problem.id, old.citation(2))
    add(store, paper(tmp_path, text="第一条 全改了。"), version="2026年")
    (row,) = store.reader.get(Problem, problem.id).citations
    assert row.cells == {"document": old.id, "version": "2020年", "paragraph": 2, "quote": "第二条 不得拖欠。"}


def test_what_cites_a_paper_is_found(store, tmp_path, problem) -> None:
    (one,) = add(store, paper(tmp_path)).papers
    with store.act() as act:
        cite(act, Problem, problem.id, one.citation(1, "按月"))
    assert [r.id for r in store.reader.list(Query(kind=Problem).where("citations", one.id))] == [problem.id]
    assert store.reader.list(Query(kind=Problem).where("citations", problem.id)) == []


def test_a_long_paragraph_is_cut_to_what_a_cell_holds() -> None:
    quote = ToolkitDocument(title="长", text="工" * 900).citation(1).cells["quote"]
    assert len(quote) == MOST_QUOTE
    assert quote.endswith("工……")


def test_a_copied_paragraph_names_its_source() -> None:
    one = ToolkitDocument(title="办法", version="2020年", document_no="部令1号", source="某某部", text="甲\n乙")
    assert one.sourced(2) == "“乙”——《办法》（部令1号，2020年，某某部）第2段"


def test_only_ledgers_with_citations_can_cite(store) -> None:
    assert {kind.ledger.table for kind, _ in citing_fields(store.kinds)} == {"problem", "common_problem", "incident"}
    with store.act() as act, pytest.raises(UserError, match="没有引用"):
        cite(act, ToolkitDocument, "0" * 32, ToolkitDocument(text="甲").citation(1))


def test_a_citation_is_written_by_name(store, tmp_path, problem) -> None:
    (one,) = add(store, paper(tmp_path), version="2020年").papers
    with store.act() as act:
        saved = cite(act, Problem, problem.id, one.citation(1))
    assert '"政策文件": "工资支付办法 2020年"' in shown(store, Problem.ledger.field("citations"), saved.citations)
    write_ledger(store, Query(kind=Problem), tmp_path / "wt.xlsx")
    (page,) = (one for one in open_pages(tmp_path / "wt.xlsx") if one.name == "问题台账")
    told = "政策文件：工资支付办法 2020年；版本：2020年；段：1；原文：第一条 按月支付。"
    assert told in [cell.words for cell in page.rows[1][1]]
    assert not any(row.changes for row in read_here(tmp_path / "wt.xlsx", Problem, StoreNaming(store)).good)


def test_what_was_read_says_what_the_person_should_know() -> None:
    one = toolkit.ReadPaper(brought=Brought(path=None), paper=Paper(sort=Sort.PDF), sha="")
    assert "扫描件" in one.remark
