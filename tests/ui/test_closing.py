"""蹲点收尾 in the window: each point is mended by one press, and the pack is written beside the window."""

from __future__ import annotations

import dataclasses as dc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from dundian_desktop.actions.month_report import books_in
from dundian_desktop.ledgers.evaluation import Evaluation
from dundian_desktop.ledgers.summary import Summary
from dundian_desktop.policy.closing import items_left
from tests.journeys.hands import find, until
from tests.stint_end import BOSS, HOST, finished, open_records, settle_in
from tests.ui.looks import MIDDLE, SMALLEST, WIDE, nameless
from ui.closing_page import ClosingPage
from ui.form_sheet import FormSheet
from ui.step_sheet import StepSheet

TAKEABLE = 6


@pytest.fixture
def page_of(desk, shown):
    def make(size=WIDE):
        page = shown(ClosingPage(desk), size)
        until(lambda: not desk.tasks.busy())
        return page

    return make


@pytest.fixture
def stint(store):
    settle_in(store, [*finished(), *open_records(BOSS)])
    return store


def told(page, key):
    return page.findChild(QLabel, f"pointTold_{key}").text()


def press(page, name):
    made = find(page, QPushButton, name)
    until(made.isEnabled, name)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Space)


def at_rest(page):
    until(lambda: not page.desk.tasks.busy())


def test_without_a_group_it_says_what_to_do_first(page_of, qtbot):
    page = page_of()
    with qtbot.waitSignal(page.page_asked) as asked:
        press(page, "emptyMain")
    assert asked.args == ["group"]


def test_what_lacks_is_mended_by_one_press(store, page_of):
    settle_in(store)
    page = page_of()
    assert told(page, "summary") == "还没有写工作总结。"
    press(page, "pointGo_summary")
    sheet = page.findChild(FormSheet)
    assert isinstance(sheet.form.record, Summary)
    sheet.form.form.rows["title"].editor.put("工作总结")
    sheet.form.save()
    until(lambda: told(page, "summary") == "总结还在起草，没有定稿。")
    press(page, "pointGo_summary")
    assert page.findChild(StepSheet).step.word == "定稿"
    page.findChild(StepSheet).reject()
    assert not page.pack.go.isEnabled()


def test_the_evaluation_begins_with_the_proposed_rows_and_today(stint, page_of):
    page = page_of()
    press(page, "pointGo_evaluation")
    form = page.findChild(FormSheet).form.form
    assert form.rows["rater"].text() == "自评"
    rows = Evaluation.ledger.field("scores").kind.parse(form.rows["scores"].text())
    assert [row.cells["full"] for row in rows] == [15, 20, 20, 15, 10, 10, 10, 5]
    assert sum(row.cells["full"] for row in rows[:-1]) == 100


def test_a_month_that_is_open_leads_to_its_page(stint, page_of, qtbot):
    page = page_of()
    with qtbot.waitSignal(page.page_asked) as asked:
        press(page, "pointGo_months")
    assert asked.args == ["report"]


def test_what_stands_has_no_button(stint, page_of):
    page = page_of()
    buttons = {one.objectName() for one in page.points.findChildren(QPushButton)}
    assert buttons == {"pointGo_items", "pointGo_months", "pointGo_evaluation"}


def test_the_stint_is_closed_without_a_mouse(stint, page_of, tmp_path, desk):
    page = page_of()
    press(page, "pointGo_items")
    assert QApplication.focusWidget() is page.items.tree
    assert page.items.union.currentText() == HOST
    QTest.keyClick(page.items.tree, Qt.Key.Key_Down)
    QTest.keyClick(page.items.tree, Qt.Key.Key_Space)  # the first line is kept back
    press(page, "closingHand")
    at_rest(page)
    assert len(items_left(books_in(stint))) == 1
    press(page, "closingNext")
    page.pack.place.take(str(tmp_path / "stick"))
    (tmp_path / "stick").mkdir()
    press(page, "packGo")
    at_rest(page)
    (folder,) = (tmp_path / "stick").iterdir()
    assert (folder / "目录.txt").exists()
    assert page.pack.verdict.isVisible()
    desk.undo()
    at_rest(page)
    assert len(items_left(books_in(stint))) == TAKEABLE


def test_only_ticked_ledgers_go_along(stint, page_of, tmp_path):
    page = page_of()
    ticked = {table for table, box in page.pack.ledgers.items() if box.isChecked()}
    assert {"problem", "deed"} <= ticked
    assert {"member", "worker", "incident"} & ticked == set()
    for table, box in page.pack.ledgers.items():
        box.setChecked(table == "deed")
    page.pack.write(tmp_path)
    at_rest(page)
    folder = next(one for one in tmp_path.iterdir() if one.name.startswith("移交包"))
    assert [one.name for one in (folder / "台账").iterdir()] == ["办实事.xlsx"]


def test_a_stopped_pack_leaves_nothing_and_says_so(stint, page_of, tmp_path):
    page = page_of()
    (tmp_path / "stick").mkdir()
    page.pack.write(tmp_path / "stick").cancel()
    at_rest(page)
    assert list((tmp_path / "stick").iterdir()) == []
    assert page.pack.verdict.findChild(QLabel, "bannerWords").text() == "已取消，没有留下文件。"
    assert page.pack.go.isEnabled()


def test_a_folder_that_is_gone_is_told(stint, page_of, tmp_path):
    page = page_of()
    page.pack.write(tmp_path / "没有")
    at_rest(page)
    assert page.pack.verdict.findChild(QLabel, "bannerWords").text().startswith("没有“")


def test_every_paper_of_the_pack_can_be_looked_at(stint, page_of):
    page = page_of()
    page.go(2)
    for name in ("看移交清单", "看工作总结", "看调研报告：入会路径研究"):
        look = next(one for one in page.findChildren(QPushButton, "paperLook") if one.accessibleName() == name)
        look.click()
        view = page.pack._view
        until(lambda view=view: view.pages is not None)
        assert view.pages.pages >= 1
        view.reject()


def test_what_changes_meanwhile_is_looked_over_anew(stint, page_of, desk):
    page = page_of()
    assert told(page, "items") == f"还有{TAKEABLE}项没有办结，也没有移交。"
    item = page.closing.items[0]
    desk.save(dc.replace(item.record, handed_to_host=True), item.record)
    until(lambda: told(page, "items") == f"还有{TAKEABLE - 1}项没有办结，也没有移交。")


def test_nothing_left_to_hand_over_is_a_good_thing(store, page_of):
    settle_in(store, finished())
    page = page_of()
    page.go(1)
    assert page.items._nothing.isVisible()
    assert not page.items.tree.isVisible()


@pytest.mark.parametrize("size", [WIDE, MIDDLE, SMALLEST])
def test_every_control_has_a_name_and_fits(stint, page_of, size):
    page = page_of(size)
    for place in range(3):
        page.go(place)
        assert nameless(page) == []
    assert page.minimumSizeHint().width() <= SMALLEST[0]
