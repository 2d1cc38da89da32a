"""What is likely there twice: seen side by side, merged, told apart, and taken back, without a mouse."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store import merging
from dundian_desktop.store.likeness import pairs
from tests import devices
from tests.ui.looks import SMALLEST, nameless
from ui.duplicates_page import DuplicatesDialog


@pytest.fixture
def twins(save, people):
    """Give two workers alike, and a visit to the second."""
    one = save(devices.worker(mobile="13900001234", notes="夜班"))
    other = save(devices.worker(mobile="13900001234", born_year=1980))
    visit = Visit(worker=other.id, visited_on=dt.date(2026, 5, 6), visitors=(people[0].id,), way="1", consent="1")
    return one, other, save(visit)


@pytest.fixture
def dialog_of(page_of, settled):
    """Open the pairs over the page of the workers."""

    def make(*size) -> DuplicatesDialog:
        page = page_of(Worker, *size)
        page.twice.open()
        settled()
        return page.findChild(DuplicatesDialog)

    return make


def words(dialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog))


def lives(store, record) -> bool:
    return not store.reader.get(type(record), record.id).meta.deleted


def test_the_page_offers_to_look_while_there_is_something(twins, page_of, desk, settled, qtbot):
    page = page_of(Worker)
    qtbot.waitUntil(page.twice.button.isVisible)
    assert page.twice.button.text() == "疑似重复 1"
    desk.void(Worker, [twins[0].id])
    settled()
    qtbot.waitUntil(lambda: not page.twice.button.isVisible())


def test_a_ledger_without_likeness_never_offers_it(page_of, settled):
    page = page_of(Site)
    assert not page.twice.button.isVisible()
    assert not page.twice._timer.isActive()


def test_both_stand_side_by_side_with_what_differs_first_and_masked(twins, dialog_of):
    shown = words(dialog_of())
    assert "还有 1 对。姓名和手机号相同" in shown
    assert f"左边：向秀英\n{twins[0].no}" in shown
    assert "没有别的记录提到它" in shown
    assert "1 条记录提到它" in shown
    assert (
        shown.index("不一样的（2 栏）")
        < shown.index("夜班")
        < shown.index("一样的（3 栏）")
        < shown.index("139****1234")
    )
    assert "13900001234" not in shown


def test_keeping_the_left_by_keys_merges_and_can_be_taken_back(twins, dialog_of, store, settled):
    one, other, visit = twins
    dialog = dialog_of()
    QTest.keyClick(dialog.left, Qt.Key.Key_Space)
    settled()
    assert (lives(store, one), lives(store, other)) == (True, False)
    assert store.reader.get(Visit, visit.id).worker == one.id
    assert "已合并，保留" in words(dialog)
    assert "没有疑似重复的职工了" in words(dialog)
    QTest.keyClick(dialog.verdict.findChild(QPushButton, "bannerAction"), Qt.Key.Key_Space)
    settled()
    assert lives(store, other)
    assert store.reader.get(Visit, visit.id).worker == other.id
    assert "还有 1 对" in words(dialog)


def test_keeping_the_right_by_its_shortcut(twins, dialog_of, store, settled):
    dialog = dialog_of()
    QTest.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settled()
    assert [lives(store, one) for one in twins[:2]] == [False, True]


def test_two_that_are_not_the_same_are_kept_apart(twins, dialog_of, store, settled):
    dialog = dialog_of()
    dialog.two.click()
    settled()
    assert pairs(store.reader, Worker) == []
    assert all(lives(store, one) for one in twins[:2])


def test_a_pair_may_be_left_for_later(twins, save, dialog_of, settled):
    save(devices.worker("王强", mobile="13900001235"))
    save(devices.worker("王强", mobile="13900001235"))
    dialog = dialog_of()
    first = dialog.pair
    QTest.keyClick(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled()
    assert dialog.pair not in (None, first)
    dialog.later.click()
    settled()
    assert dialog.pair == first


def test_what_cannot_be_merged_says_why_and_stays(twins, dialog_of, store, settled):
    dialog = dialog_of()
    with store.act() as act:
        act.void(Worker, twins[0].id)
    dialog.left.click()
    settled()
    assert "在回收站里，没有合并" in words(dialog)


def test_on_leaving_the_way_back_stands_at_the_foot_of_the_window(twins, dialog_of, desk, settled):
    heard = []
    desk.said.connect(lambda text, action, _then: heard.append((text, action)))
    dialog = dialog_of()
    dialog.left.click()
    settled()
    dialog.reject()
    assert [(text.startswith("已合并"), action) for text, action in heard] == [(True, "撤销")]


def test_a_link_left_behind_is_led_on(twins, dialog_of, store, save, people, settled):
    one, other, _ = twins
    with store.act() as act:
        merging.merge(act, store.kinds, Worker, one.id, other.id)
    visit = Visit(worker=other.id, visited_on=dt.date(2026, 5, 7), visitors=(people[0].id,), way="1", consent="1")
    late = save(visit)
    dialog = dialog_of()
    assert "又有记录指着被合并的那一条" in words(dialog)
    assert (dialog.left.text(), dialog.right.isVisible(), dialog.two.isVisible()) == ("都改指左边", False, False)
    dialog.left.click()
    settled()
    assert store.reader.get(Visit, late.id).worker == one.id


@pytest.mark.parametrize("filled", [True, False])
def test_it_fits_the_smallest_screen_and_every_control_has_a_name(filled, request, dialog_of):
    if filled:
        request.getfixturevalue("twins")
    dialog = dialog_of(SMALLEST)
    assert dialog.sizeHint().width() <= SMALLEST[0]
    assert nameless(dialog) == []


def test_the_bin_tells_where_a_record_went_and_parts_them(twins, page_of, store, settled):
    one, other, _ = twins
    with store.act() as act:
        merging.merge(act, store.kinds, Worker, one.id, other.id)
    page = page_of(Worker)
    page.side.panel.put(store.reader.get(Worker, one.id))
    assert page.side.panel.merged.isHidden()
    page.side.panel.put(store.reader.get(Worker, other.id))
    banner = page.side.panel.merged
    assert f"已合并到 {one.no} 向秀英" in banner.findChild(QLabel, "bannerWords").text()
    banner.findChild(QPushButton, "bannerAction").click()
    settled()
    assert all(lives(store, each) for each in (one, other))


def test_the_history_names_the_other_record(twins, page_of, store):
    one, other, _ = twins
    with store.act() as act:
        merging.merge(act, store.kinds, Worker, one.id, other.id)
    panel = page_of(Worker).side.panel
    panel.history.put(store.reader.get(Worker, one.id))
    told = "\n".join(one.text() for one in panel.history.findChildren(QLabel, "historyWords"))
    assert f"并来 {other.no} 向秀英（合并）" in told


def test_the_history_names_what_a_link_leads_to(twins, page_of, store):
    panel = page_of(Visit).side.panel
    panel.history.put(twins[2])
    told = "\n".join(one.text() for one in panel.history.findChildren(QLabel, "historyWords"))
    assert "职工 改为 向秀英" in told
