"""The policy toolkit in the window: found, read, cited, renewed, brought in; and empty forms."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from dundian_desktop.actions import toolkit
from dundian_desktop.actions.toolkit import Brought, Filing
from dundian_desktop.exchange.papers.opening import open_paper
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.toolkit_document import Force, ToolkitDocument
from dundian_desktop.reports.document import Document, paragraph
from dundian_desktop.reports.pdf import print_document
from dundian_desktop.store.query import Query
from tests.devices import save
from tests.journeys.hands import write
from tests.ui.looks import SMALLEST, WIDE, nameless
from ui.blank_dialog import BlankDialog
from ui.cite_dialog import CiteDialog
from ui.form_sheet import FormSheet
from ui.menu import entries_of
from ui.papers_in import PapersIn
from ui.reading import ReadingView
from ui.toolkit_page import ToolkitPage

TEXT = "第一条 按月支付工资。\n第二条 不得拖欠工资。\n第三条 自公布之日起施行。"


@pytest.fixture(autouse=True)
def at_once(monkeypatch) -> None:
    """Read without a process of its own; `test_papers` is about that process."""
    monkeypatch.setattr(toolkit, "read_paper", lambda path, _progress: open_paper(path))


def written(folder: Path, name: str, text: str = TEXT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def bring(store, *paths: Path, folder: str = "", **filing: str) -> list[ToolkitDocument]:
    reading = toolkit.read_papers([Brought(path=path, folder=folder) for path in paths])
    return list(toolkit.keep_papers(store, reading.papers, Filing(**filing)).papers)


@pytest.fixture
def wages(store, tmp_path) -> ToolkitDocument:
    (one,) = bring(store, written(tmp_path, "工资支付办法.txt"), folder="法规/工资", version="2020年", source="某某部")
    return one


@pytest.fixture
def leave(store, tmp_path) -> ToolkitDocument:
    return bring(store, written(tmp_path, "休假办法.txt", "第一条 每年休假五天。"), folder="法规/休假")[0]


@pytest.fixture
def page(desk, shown):
    return shown(ToolkitPage(desk))


def click(widget: QWidget, name: str) -> None:
    widget.findChild(QAbstractButton, name).click()


def words(widget: QWidget, name: str) -> str:
    return next(one.text() for one in widget.findChildren(QLabel, name) if not one.isHidden())


def shown_text(widget: QWidget, name: str) -> str:
    return "".join(one.text() for one in widget.findChildren(QLabel, name) if one.isVisible())


def titles(page: ToolkitPage) -> list[str]:
    return [page.shelf.list.item(row).text() for row in range(page.shelf.list.count())]


def folders(page: ToolkitPage) -> list[str]:
    found = page.shelf.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    return [item.text(0) for item in found]


# -- what is there


def test_the_rail_has_an_entry_for_it(store) -> None:
    entry = next(one for one in entries_of(store.kinds) if one.key == "toolkit_document")
    assert (entry.title, entry.new) == ("政策工具包", "载入文件")


def test_an_empty_toolkit_says_what_to_do_and_has_the_digest(page) -> None:
    assert "还没有政策文件" in words(page.empty, "emptyLine")
    assert folders(page)[:2] == ["政策要点（本软件摘编）", "全部文件"]
    page.shelf.show_digest()
    assert titles(page)[0] == "三（一）加强思想政治引领"
    assert len(titles(page)) == 16


def test_a_clause_leads_to_its_ledger(qtbot, page) -> None:
    page.shelf.show_digest()
    page.shelf.list.setCurrentRow(9)
    qtbot.waitUntil(lambda: shown_text(page.digest, "clauseTitle") == "四（五） 为职工办实事")
    with qtbot.waitSignal(page.page_asked) as asked:
        click(page.digest, "goto_deed")
    assert asked.args == ["deed"]


def test_papers_lie_in_their_folders(wages, leave, page) -> None:
    assert {"法规", "工资", "休假"} <= set(folders(page))
    assert titles(page) == ["休假办法", "工资支付办法"]
    page.show_record(wages.id)
    assert titles(page) == ["工资支付办法"]
    assert words(page, "paperTitle") == "工资支付办法"
    assert words(page, "paperTold") == "2020年　某某部"
    assert words(page, "toolkitCount") == "共 2 份"


def test_words_are_found_inside_papers_and_marked(wages, leave, page) -> None:
    page.shelf.search.setText("拖欠 工资")
    page.shelf.search.say()
    assert titles(page)[0] == "工资支付办法"
    assert page.view.text.found() == (1, 3)
    assert page.view.text.number() == 1
    click(page.view, "paperFoundOn")
    assert page.view.text.number() == 2
    assert words(page.view, "paperFound") == "第 2/3 处"
    page.shelf.search.setText("没有的词")
    page.shelf.search.say()
    assert "没有找到“没有的词”" in words(page.empty, "emptyLine")


def test_older_versions_are_shown_when_asked_for(store, wages, tmp_path, page) -> None:
    bring(store, written(tmp_path, "工资支付办法.txt", "新"), folder="法规/工资", version="2026年")
    page.refresh()
    assert titles(page) == ["工资支付办法"]
    assert words(page, "toolkitCount") == "共 1 份，另有旧版 1 份"
    page.show_record(wages.id)
    assert page.shelf.older.isChecked()
    assert page.view.paper.force is Force.RENEWED
    (tie,) = (one for one in page.view.findChildren(QAbstractButton, "recordLink") if one.isVisible())
    assert tie.text() == "工资支付办法 2026年"


def test_a_paper_that_comes_in_by_another_way_appears(qtbot, desk, store, page, settled) -> None:
    with qtbot.waitSignal(desk.changed):
        desk.save(ToolkitDocument(title="别处来的"))
    assert titles(page) == ["别处来的"]


# -- reading and citing


def test_numbers_count_paragraphs_and_arrows_choose_them(qtbot, wages, page) -> None:
    page.show_record(wages.id)
    assert page.view.text.hasFocus()
    qtbot.keyClick(page.view.text, Qt.Key.Key_Down)
    assert page.view.text.number() == 2
    qtbot.keyClick(
        page.view.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    told = "“第二条 不得拖欠工资。”——《工资支付办法》（2020年，某某部）第2段"
    assert QGuiApplication.clipboard().text() == told


def test_a_long_line_is_broken_inside_the_window(store, tmp_path, page) -> None:
    (one,) = bring(store, written(tmp_path, "长.txt", "工会" * 400))
    page.show_record(one.id)
    assert page.view.text.horizontalScrollBar().maximum() == 0


@pytest.fixture
def problem(store) -> Problem:
    return save(store, Problem(found_on=dt.date(2026, 6, 1), category="Q01", description="三车间拖欠两个月工资"))


def test_a_paragraph_is_cited_into_a_problem_by_keys_alone(qtbot, store, wages, problem, page) -> None:
    page.show_record(wages.id)
    qtbot.keyClick(page.view.text, Qt.Key.Key_Down)
    qtbot.keyClick(page.view.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(CiteDialog)
    assert words(dialog, "citeQuote") == "第二条 不得拖欠工资。"
    qtbot.waitUntil(dialog.line.hasFocus)
    write(dialog.line, "三车间")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.desk.changed):
        qtbot.keyClick(dialog.findChild(QAbstractButton, "citeGo"), Qt.Key.Key_Space)
    (row,) = store.reader.get(Problem, problem.id).citations
    assert row.cells == {"document": wages.id, "version": "2020年", "paragraph": 2, "quote": "第二条 不得拖欠工资。"}
    assert "被引用（问题台账）：" in [one.text() for one in page.view.findChildren(QLabel)]


def test_only_records_that_are_there_can_be_picked(wages, page) -> None:
    page.cite(wages, 1, "")
    dialog = page.findChild(CiteDialog)
    assert dialog._suggest("没有这个") == []
    assert not dialog.findChild(QAbstractButton, "citeGo").isEnabled()
    dialog.reject()


def test_selected_words_are_what_is_quoted(wages, page) -> None:
    page.show_record(wages.id)
    cursor = page.view.text.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(8, cursor.MoveMode.KeepAnchor)
    page.view.text.setTextCursor(cursor)
    page.view.cite()
    dialog = page.findChild(CiteDialog)
    assert words(dialog, "citeQuote") == "按月支付"
    dialog.reject()


def test_a_citation_is_read_by_the_name_of_its_paper(desk, store, wages, problem, shown) -> None:
    with store.act() as act:
        cited = toolkit.cite(act, Problem, problem.id, wages.citation(1))
    view = ReadingView(desk)
    view.put(cited)
    shown(view, WIDE)
    assert any(
        "工资支付办法 2020年　2020年　1　第一条 按月支付工资。" in one.text() for one in view.findChildren(QLabel)
    )


def test_a_citation_can_be_changed_in_the_form_of_its_record(desk, store, wages, problem, shown) -> None:
    with store.act() as act:
        cited = toolkit.cite(act, Problem, problem.id, wages.citation(1))
    around = shown(QWidget(), WIDE)
    form = FormSheet(desk, cited, around, stored=True, texts={}).form
    editor = form.form.rows["citations"].editor
    assert editor._cards[0]._editors["document"].line.text() == "工资支付办法 2020年"
    assert form.form.changed(cited) == {}


def test_a_paper_asked_for_in_a_row_is_linked_there_once_it_is_made(desk, store, wages, problem, shown) -> None:
    around = shown(QWidget(), WIDE)
    form = FormSheet(desk, problem, around, stored=True, texts={}).form
    row = form.form.rows["citations"]
    for _ in range(2):
        row.editor.add()
    cards = row.editor._cards
    cards[1]._editors["document"].new_asked.emit("toolkit_document", "新办法")
    form.form.link(row, wages.id)
    assert [card._editors["document"].text() for card in cards] == ["", wages.id]


# -- coming in


def test_files_are_read_and_kept_and_shown(qtbot, desk, store, tmp_path, page, settled) -> None:
    dialog = page.take([Brought(path=written(tmp_path, "工资支付办法.txt"))])
    settled()
    assert dialog.rows.item(0, 2).text() == "新载入"
    dialog.folder.setCurrentText("法规/工资")
    dialog.version.setText("2026年")
    with qtbot.waitSignal(desk.said) as said:
        click(dialog, "papersTake")
    assert said.args[:2] == ["已载入 1 份", "撤销"]
    (kept,) = store.reader.list(Query(kind=ToolkitDocument))
    assert (kept.folder, kept.version) == ("法规/工资", "2026年")
    qtbot.waitUntil(lambda: words(page, "paperTitle") == "工资支付办法")


def test_a_whole_folder_tells_what_it_brings_and_what_it_does_not(store, tmp_path, page, settled) -> None:
    written(tmp_path / "包", "工资/办法.txt")
    (tmp_path / "包" / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "包" / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    dialog = page.take(tmp_path / "包")
    settled()
    told = [[dialog.rows.item(row, column).text() for column in range(3)] for row in range(dialog.rows.rowCount())]
    assert told[0] == ["办法.txt", "工资", "新载入"]
    assert told[1][0] == "坏.pdf"
    assert "已损坏" in told[1][2]
    assert told[2][0] == "旧.doc"
    assert "这种文件不能载入" in told[2][2]
    dialog.reject()
    assert store.reader.count(Query(kind=ToolkitDocument)) == 0


def test_a_newer_version_is_announced_and_takes_the_place(qtbot, store, wages, tmp_path, page, settled) -> None:
    page.show_record(wages.id)
    dialog = page.take([Brought(path=written(tmp_path, "新办法.txt", "第一条 改了。"))], wages)
    settled()
    assert dialog.rows.item(0, 2).text() == "换下旧版"
    assert dialog.source.text() == "某某部"
    with qtbot.waitSignal(page.desk.said) as said:
        click(dialog, "papersTake")
    assert said.args[0] == "已载入 1 份，其中换新版 1 份"
    assert store.reader.get(ToolkitDocument, wages.id).force is Force.RENEWED
    page.desk.undo()
    settled()
    assert store.reader.get(ToolkitDocument, wages.id).force is Force.CURRENT


def test_a_file_that_cannot_be_read_is_refused_in_the_dialog(tmp_path, page, settled) -> None:
    dialog = page.take([Brought(path=written(tmp_path, "网页.txt", "<html>x"))])
    settled()
    assert "这种文件不能载入" in words(dialog, "bannerWords")
    assert not dialog.findChild(QAbstractButton, "papersTake").isEnabled()
    dialog.reject()


def test_a_file_dropped_on_the_page_is_taken(tmp_path, page, settled) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(written(tmp_path, "办法.txt")))])
    keys, copy = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, carried, Qt.MouseButton.LeftButton, keys))
    settled()
    dialog = page.findChild(PapersIn)
    assert dialog.rows.item(0, 0).text() == "办法.txt"
    dialog.reject()


# -- originals, forms, and everybody's hands


def test_the_pages_of_a_pdf_and_a_picture_are_shown(qtbot, store, tmp_path, page, settled) -> None:
    print_document(Document(title="办法", blocks=(paragraph("正文。"),)), tmp_path / "办法.pdf")
    Image.new("RGB", (60, 40), "red").save(tmp_path / "流程.png")
    pdf, picture = bring(store, tmp_path / "办法.pdf", tmp_path / "流程.png")
    page.show_record(pdf.id)
    assert page.view.text.toPlainText() == "办法\n正文。"
    page.view.show_way("original")
    qtbot.waitUntil(lambda: page.view.original.pdf.document.pageCount() == 1)
    page.show_record(picture.id)
    qtbot.waitUntil(lambda: page.view.original.currentIndex() == 1)
    assert not page.view.findChild(QAbstractButton, "paperCite").isEnabled()


def test_the_original_is_saved_as_it_came(qtbot, desk, wages, tmp_path, page) -> None:
    page.show_record(wages.id)
    with qtbot.waitSignal(desk.said):
        page.view.save_to(tmp_path / "出.txt")
    assert (tmp_path / "出.txt").read_text(encoding="utf-8") == TEXT


def test_an_empty_form_is_drawn_and_saved(qtbot, desk, tmp_path, page, settled) -> None:
    page.print_blank()
    dialog = page.findChild(BlankDialog)
    settled()
    assert dialog.choice.currentText() == "走访记录表（走访职工）"
    with qtbot.waitSignal(desk.said):
        dialog.save(tmp_path / "表.pdf")
    assert (tmp_path / "表.pdf").read_bytes() == dialog.pages.content
    dialog.reject()


@pytest.mark.parametrize("size", [WIDE, SMALLEST])
def test_every_control_has_a_name_and_stands_inside_the_window(wages, page, size) -> None:
    page.resize(*size)
    page.show_record(wages.id)
    assert nameless(page) == []
    for name in ("paperCite", "paperCopy", "paperRenew", "paperMore"):
        made = page.findChild(QAbstractButton, name)
        assert made.mapTo(page, made.rect().topRight()).x() < page.width(), name
