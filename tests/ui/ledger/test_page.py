"""One page for every ledger: from nothing to a record, back from the bin, by keyboard alone."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from dundian_desktop import clock
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.query import Condition, Query
from tests import devices
from tests.ui.ledger.conftest import OWN_ID, Canteen
from tests.ui.looks import MIDDLE, SMALLEST, nameless
from ui.parts.toast import Toasts
from ui.states import is_overdue

DAY = dt.date(2026, 6, 1)


def text_of(page, name):
    return page.findChild(QLabel, name).text()


def button(page, name):
    return page.findChild(QPushButton, name)


def test_every_ledger_has_a_page_with_a_form(kind, page_of):
    page = page_of(kind)
    assert page.list.empty.isVisible()
    assert kind.ledger.empty in text_of(page, "emptyLine")
    page.begin_new()
    assert page.side.form is not None
    assert page.side.form.isVisible()


def test_every_control_of_a_page_has_a_name(page_of, save):
    save(Canteen(name="一食堂", opened=DAY))
    page = page_of(Canteen)
    page.table.step(1)
    assert nameless(page) == []


@pytest.mark.parametrize("size", [MIDDLE, SMALLEST])
def test_a_page_fits_a_small_window(page_of, size):
    page = page_of(Canteen, size)
    assert page.minimumSizeHint().width() <= size[0]
    page.begin_new()
    assert page.side.form.bar.save_button.isVisible()
    assert page.minimumSizeHint().width() <= size[0]


def test_state_deadline_and_headline_are_in_sight_on_a_small_screen(page_of, save):
    save(Deed(content="食堂降温", measure="装风扇", due=DAY, state=DeedState.RUNNING))
    page = page_of(Deed, (960, 500))
    head = page.table.head
    right = max(head.sectionViewportPosition(n) + head.sectionSize(n) for n in range(3))
    assert right <= page.table.viewport().width()


def test_there_is_one_pane_in_a_narrow_window(page_of, save):
    record = save(Canteen(name="一食堂", opened=DAY))
    page = page_of(Canteen, SMALLEST)
    assert not page.side.isVisible()
    page.show_record(record.id)
    assert page.side.isVisible()
    assert not page.table.isVisible()
    page.side.panel.back.click()
    assert page.table.isVisible()


def test_a_change_elsewhere_redraws_the_list(desk, page_of, settled):
    page = page_of(Canteen)
    desk.save(Canteen(name="一食堂", opened=DAY))
    settled()
    assert page.table.rows.rowCount() == 1


def test_deleting_can_be_taken_back_by_its_name(desk, page_of, save, settled):
    save(Canteen(name="一食堂", opened=DAY))
    page = page_of(Canteen)
    toasts = Toasts(page)
    desk.said.connect(toasts.say)
    page.table.step(1)
    page.erase()
    settled()
    assert page.table.rows.rowCount() == 0
    assert desk.undo_words() == "撤销 删除 食堂 一食堂"
    button(page, "toastAction").click()
    settled()
    assert page.table.rows.rowCount() == 1


def test_what_was_taken_back_can_be_done_again(desk, page_of, save, settled):
    save(Canteen(name="一食堂", opened=DAY))
    page = page_of(Canteen)
    page.table.step(1)
    page.erase()
    settled()
    desk.undo()
    settled()
    assert desk.redo_words() == "重做 删除 食堂 一食堂"
    desk.redo()
    settled()
    assert page.table.rows.rowCount() == 0


def test_several_are_deleted_and_taken_back_as_one(desk, page_of, save, settled):
    for name in "一二三":
        save(Canteen(name=name, opened=DAY))
    page = page_of(Canteen)
    page.table.selectAll()
    assert text_of(page, "pickedCount") == "已选 3 条"
    button(page, "pickedErase").click()
    settled()
    assert page.table.rows.rowCount() == 0
    desk.undo()
    settled()
    assert page.table.rows.rowCount() == 3


def test_the_bin_gives_back(page_of, save, settled, store):
    record = save(Canteen(name="一食堂", opened=DAY))
    with store.act() as act:
        act.void(Canteen, record.id)
    page = page_of(Canteen)
    button(page, "view_bin").click()
    page.table.step(1)
    button(page, "panelRestore").click()
    settled()
    assert not store.reader.get(Canteen, record.id).meta.deleted


def test_a_draft_is_asked_about_by_name_and_comes_back(page_of, store, settled):
    store.drafts.keep("canteen", "1" * 32, {"name": "一食堂", "seats": "x"})
    page = page_of(Canteen)
    assert "一食堂" in text_of(page, "draftWords")
    button(page, "draftResume").click()
    assert page.side.form.form.rows["seats"].text() == "x"
    assert page.side.form.record.id == "1" * 32


def test_a_draft_can_be_dropped(page_of, store, settled):
    store.drafts.keep("canteen", "1" * 32, {"name": "一食堂"})
    page = page_of(Canteen)
    button(page, "draftDrop").click()
    settled()
    assert store.drafts.all() == []
    assert not page.drafts.isVisible()


def test_a_draft_of_a_stored_record_comes_back_upon_it(page_of, save, store):
    record = save(Canteen(name="一食堂", opened=DAY, seats=5))
    store.drafts.keep("canteen", record.id, {"seats": "7"})
    page = page_of(Canteen)
    button(page, "draftResume").click()
    assert page.side.form.form.rows["seats"].text() == "7"
    assert page.side.form.form.rows["name"].text() == "一食堂"


def test_leaving_a_form_asks_nothing_and_keeps_a_draft(page_of, settled):
    page = page_of(Canteen)
    page.begin_new()
    row = page.side.form.form.rows["name"]
    row.focus()
    QTest.keyClicks(row.editor.target, "x")
    QTest.keyClick(row.editor.target, Qt.Key.Key_Escape)
    settled()
    assert page.side.form is None
    assert page.drafts.isVisible()


def test_nothing_found_is_told_apart_from_nothing_yet(page_of, save):
    save(Canteen(name="一食堂", opened=DAY))
    page = page_of(Canteen)
    page.table.filter("state", Condition(field="state", values=("停了",)))
    assert text_of(page, "emptyLine") == "没有符合“情况：停了”的食堂。"
    button(page, "emptyMain").click()
    assert page.table.rows.rowCount() == 1


def test_the_search_of_the_page_finds_words(page_of, save):
    save(Canteen(name="东风食堂", opened=DAY))
    save(Canteen(name="西风食堂", opened=DAY))
    page = page_of(Canteen)
    page.head.search.setText("东风")
    page.head.search.say()
    assert page.table.rows.rowCount() == 1


def test_views_count_what_is_due(page_of, save, settled):
    today = clock.today()
    for left, state in ((-1, DeedState.RUNNING), (2, DeedState.RUNNING), (30, DeedState.RUNNING)):
        save(Deed(content="食堂降温", measure="装风扇", due=today + dt.timedelta(days=left), state=state))
    page = page_of(Deed)
    assert button(page, "view_overdue").text() == "已超期 1"
    assert button(page, "view_soon").text() == "快到期 1"
    button(page, "view_overdue").click()
    assert is_overdue(page.table.rows.record(0), today)


def test_the_panel_shows_a_sensitive_value_only_on_asking(page_of, save):
    save(Worker(name="向秀英", category="P01", id_card=OWN_ID))
    page = page_of(Worker)
    page.table.step(1)
    shown = [label.text() for label in page.side.panel.findChildren(QLabel)]
    assert not any(OWN_ID in text for text in shown)
    masked = page.side.panel.findChild(object, "masked_id_card")
    masked.reveal_asked.emit()
    assert masked.findChild(QLabel, "maskedText").text() == OWN_ID


def test_the_panel_shows_what_points_at_a_record(desk, page_of, save, people, qtbot):
    who = save(devices.worker("向秀英"))
    visit = save(Visit(visited_on=DAY, worker=who.id, visitors=(people[0].id,), way="1"))
    page = page_of(Worker)
    page.table.step(1)
    page.side.panel.tabs.setCurrentIndex(1)
    link = button(page, "recordLink")
    assert link.text() == "2026-06-01 周一 向秀英"
    with qtbot.waitSignal(desk.record_asked) as heard:
        link.click()
    assert heard.args == ["visit", visit.id]


def test_the_history_tells_who_and_what_and_hides_what_is_sensitive(page_of, save):
    record = save(Worker(name="向秀英", category="P01"))
    save(Worker(name="向秀英", category="P01", id=record.id, id_card=OWN_ID), record)
    page = page_of(Worker)
    page.table.step(1)
    page.side.panel.tabs.setCurrentIndex(2)
    told = "\n".join(label.text() for label in page.side.panel.history.findChildren(QLabel))
    assert "本机" in told
    assert "身份证号" in told
    assert OWN_ID not in told


def test_alt_and_arrows_go_through_the_list(page_of, save):
    for name in ("一食堂", "二食堂", "三食堂"):
        save(Canteen(name=name, opened=DAY))
    page = page_of(Canteen)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    first = page.table.current_id()
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.table.current_id() != first


def test_f2_opens_the_form_of_the_record_in_hand(page_of, save):
    save(Canteen(name="一食堂", opened=DAY))
    page = page_of(Canteen)
    page.table.step(1)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert page.side.form.form.rows["name"].text() == "一食堂"


def test_sheets_are_asked_for_by_signal(page_of, qtbot):
    page = page_of(Canteen)
    with qtbot.waitSignal(page.sheet_wanted) as heard:
        button(page, "sheetOut").click()
    assert heard.args[0].query == Query(kind=Canteen, order=(("opened", True),))


def test_a_block_from_the_clipboard_is_handed_over(page_of, qtbot):
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("名称\t座位\n一食堂\t3")
    page = page_of(Canteen)
    with qtbot.waitSignal(page.block_pasted) as heard:
        page.door.paste()
    assert heard.args == ["名称\t座位\n一食堂\t3", False]


def test_a_visit_is_written_by_keyboard_alone_in_few_entries(page_of, save, people, store, settled, qtbot):
    who = save(devices.worker("向秀英"))
    page = page_of(Visit)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.side.writes)
    rows = page.side.form.form.rows
    line = rows["worker"].editor.target
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    rows["way"].focus()
    QTest.keyClick(rows["way"].editor.target, Qt.Key.Key_Down)
    QTest.keyClick(rows["way"].editor.target, Qt.Key.Key_Down)
    QTest.keyClick(rows["way"].editor.target, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.side.writes())
    settled()
    kept = store.reader.list(Query(kind=Visit))
    assert [(one.worker, one.visitors, one.visited_on) for one in kept] == [(who.id, (people[0].id,), clock.today())]


def test_ctrl_enter_saves_and_begins_the_next(page_of, save, store, settled):
    page = page_of(Canteen)
    page.begin_new()
    first = page.side.form
    first.form.rows["name"].editor.put("一食堂")
    first.form.rows["name"].focus()
    QTest.keyClick(first.form.rows["name"].editor.target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert [one.name for one in store.reader.list(Query(kind=Canteen))] == ["一食堂"]
    assert page.side.form is not None
    assert page.side.form is not first
    assert page.side.form.form.rows["name"].text() == ""


def test_what_is_wanting_leads_into_the_form(page_of, save):
    save(Canteen(name="一食堂", opened=DAY))
    page = page_of(Canteen)
    page.table.step(1)
    button(page, "wanting").click()
    assert page.side.form.form.rows["notes"].editor.target.hasFocus()
