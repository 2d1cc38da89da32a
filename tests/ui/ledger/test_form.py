"""A form keeps drafts, checks what was typed, derives, links, and never loses what came from elsewhere."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from dundian_desktop import clock
from dundian_desktop.fields import Row
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.query import Query
from tests import devices
from tests.ui.ledger.conftest import OWN_ID, Canteen
from ui.defaults import beginning
from ui.record_form import RecordForm

DAY = dt.date(2026, 6, 1)


@pytest.fixture
def form_of(desk, shown):
    def make(record, **more):
        return shown(RecordForm(desk, record, **more), (700, 700))

    return make


def typed(form, name, text):
    row = form.form.rows[name]
    row.focus()
    QTest.keyClicks(row.editor.target, text)


def stored(store, kind):
    return store.reader.list(Query(kind=kind))


def test_what_was_typed_is_kept_within_two_seconds(form_of, store, qtbot):
    form = form_of(Canteen())
    typed(form, "name", "yi canteen")
    assert min(timer.remainingTime() for timer in form.findChildren(QTimer) if timer.isActive()) <= 1_500
    qtbot.waitUntil(lambda: bool(store.drafts.all("canteen")), timeout=20_000)  # a busy machine is slow, not wrong
    assert store.drafts.all("canteen")[0].texts["name"] == "yi canteen"


def test_the_form_says_when_the_draft_was_kept(form_of, settled):
    form = form_of(Canteen())
    typed(form, "name", "x")
    form.keep_draft()
    settled()
    assert form.findChild(QLabel, "formState").text().startswith("草稿已存")


def test_a_form_in_which_nothing_was_typed_leaves_no_draft(form_of, store, settled):
    form = form_of(Canteen(), texts={"opened": "2026-06-01"})
    form.leave()
    settled()
    assert store.drafts.all() == []


def test_a_draft_is_kept_when_the_form_goes_away(form_of, store, settled):
    form = form_of(Canteen())
    typed(form, "name", "x")
    form.hide()
    settled()
    assert store.drafts.all()[0].texts["name"] == "x"


def test_saving_drops_the_draft(form_of, store, settled):
    form = form_of(Canteen(), texts={"opened": "2026-06-01"})
    typed(form, "name", "x")
    form.keep_draft()
    form.save()
    settled()
    assert store.drafts.all() == []
    assert [one.name for one in stored(store, Canteen)] == ["x"]


def test_all_refusals_are_shown_and_the_first_field_has_the_keyboard(form_of, store):
    form = form_of(Canteen(), texts={"seats": "many", "phone": "12"})
    form.save()
    wrong = [name for name, row in form.form.rows.items() if row.seen_wrong]
    assert wrong == ["seats"]
    assert form.form.rows["seats"].editor.target.hasFocus()
    form.form.rows["seats"].editor.put("")
    form.save()
    assert [n for n, row in form.form.rows.items() if row.seen_wrong] == ["name", "opened", "phone"]
    assert stored(store, Canteen) == []


def test_a_field_is_checked_when_the_person_leaves_it(form_of):
    form = form_of(Canteen())
    typed(form, "seats", "many")
    form.form.rows["price"].focus()
    assert form.form.rows["seats"].told() == "应为整数"


def test_an_empty_required_field_is_not_scolded_before_saving(form_of):
    form = form_of(Canteen())
    typed(form, "name", "x")
    QTest.keyClick(form.form.rows["name"].editor.target, Qt.Key.Key_Backspace)
    form.form.rows["price"].focus()
    assert not form.form.rows["name"].seen_wrong


def test_a_doubt_is_said_and_blocks_nothing(form_of, store, settled):
    form = form_of(Canteen(), texts={"name": "一食堂", "opened": "2026-06-01"})
    typed(form, "price", "80")
    form.form.rows["name"].focus()
    assert form.form.rows["price"].told() == "请留意：餐费偏高"
    form.save()
    settled()
    assert stored(store, Canteen)[0].price == 8000


def test_sex_and_birth_year_follow_from_the_card(form_of):
    form = form_of(Worker())
    typed(form, "id_card", OWN_ID)
    assert form.form.rows["sex"].text() == "男"
    assert form.form.rows["born_year"].text() == "1990"


def test_what_follows_never_overwrites_what_was_written(form_of):
    form = form_of(Worker(), texts={"born_year": "1991"})
    typed(form, "id_card", OWN_ID)
    assert form.form.rows["born_year"].text() == "1991"


def test_a_sensitive_value_shows_only_on_asking(form_of, save):
    record = save(Worker(name="向秀英", category="P01", id_card=OWN_ID))
    form = form_of(record, stored=True)
    editor = form.form.rows["id_card"].editor
    assert not editor.inner.isVisible()
    assert form.form.changed(record) == {}
    editor.veil.reveal_asked.emit()
    assert editor.inner.line.text() == OWN_ID


def test_enter_in_a_type_ahead_picks_and_never_saves(form_of, store, save):
    who = save(devices.worker("向秀英"))
    form = form_of(Canteen(), texts={"name": "一食堂", "opened": "2026-06-01"})
    form.form.rows["cooks"].focus()
    line = form.form.rows["cooks"].editor.target
    line.setText("向")
    line.ask()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.form.rows["cooks"].text() == who.id
    assert stored(store, Canteen) == []


def test_a_name_that_was_not_picked_is_refused(form_of, store):
    form = form_of(Canteen(), texts={"name": "一食堂", "opened": "2026-06-01"})
    form.form.rows["unit"].editor.line.setText("无此单位")
    form.save()
    assert form.form.rows["unit"].seen_wrong
    assert stored(store, Canteen) == []


def test_what_needs_only_a_name_is_made_on_the_spot(form_of, store, settled):
    form = form_of(Visit())
    row = form.form.rows["site"]
    form.form.unfold(row)
    row.editor.new_asked.emit("site", "城关街道")
    settled()
    made = stored(store, Site)
    assert [one.name for one in made] == ["城关街道"]
    assert row.text() == made[0].id


def test_what_needs_more_is_made_in_a_dialog(form_of, store, settled, desk):
    form = form_of(Visit())
    row = form.form.rows["worker"]
    row.editor.new_asked.emit("worker", "向秀英")
    dialog = form._dialog
    assert dialog.form.form.rows["name"].text() == "向秀英"
    dialog.form.form.rows["category"].editor.put("P01")
    dialog.form.save()
    settled()
    assert row.text() == stored(store, Worker)[0].id
    assert not isValid(dialog)


def test_rows_of_a_growing_table_are_words_once_saved(form_of, save):
    kept = Row(key=new_id(), cells={"day": DAY, "dish": "豆腐"})
    record = save(Canteen(name="一食堂", opened=DAY, menu=(kept,)))
    form = form_of(record, stored=True)
    card = form.form.rows["menu"].editor._cards[0]
    assert card._words.text() == "2026-06-01　豆腐"
    assert not card._body.isVisible()


def test_a_row_that_was_added_is_saved(form_of, store, settled):
    form = form_of(Canteen(), texts={"name": "一食堂", "opened": "2026-06-01"})
    editor = form.form.rows["menu"].editor
    form.form.unfold(form.form.rows["menu"])
    editor.add_button.click()
    editor._cards[0]._editors["day"].put("2026-06-02")
    editor._cards[0]._editors["dish"].put("豆腐")
    form.save()
    settled()
    assert [row.cells["dish"] for row in stored(store, Canteen)[0].menu] == ["豆腐"]


def test_only_what_was_changed_here_is_written(form_of, save, store, settled):
    record = save(Canteen(name="一食堂", opened=DAY, seats=10))
    form = form_of(record, stored=True)
    save(dc.replace(record, seats=99), record)
    typed(form, "notes", "more")
    form.save()
    settled()
    assert stored(store, Canteen)[0].seats == 99


def test_what_came_from_elsewhere_is_shown_and_one_own_words_can_be_kept(form_of, save, store, settled):
    record = save(Canteen(name="一食堂", opened=DAY, seats=10))
    form = form_of(record, stored=True)
    save(dc.replace(record, seats=99), record)
    form.form.rows["seats"].editor.put("20")
    form.save()
    settled()
    assert "座位＝99" in form.banner.findChild(QLabel, "bannerWords").text()
    form.banner.acted.emit()
    settled()
    assert stored(store, Canteen)[0].seats == 20


def test_a_new_record_begins_today_with_me_and_the_last_company(desk, store, people, settled):
    me, colleague = people
    visit = Visit(visited_on=DAY, visitors=tuple(sorted((me.id, colleague.id))), way="2", consent="3")
    desk.save(visit)
    settled()
    begun = beginning(store, Visit)
    assert begun["visited_on"] == clock.today().isoformat()
    assert set(begun["visitors"].split("、")) == {me.id, colleague.id}
    assert begun["way"] == "入户"
    assert "worker" not in begun


def test_the_last_company_is_left_out_when_it_is_gone(desk, store, people, save, settled):
    me, colleague = people
    desk.save(Visit(visited_on=DAY, visitors=(colleague.id,), way="2", consent="3"))
    settled()
    with store.act() as act:
        act.void(type(colleague), colleague.id)
    assert beginning(store, Visit)["visitors"] == me.id


def test_half_composed_words_are_taken_in_before_saving(form_of, monkeypatch, store):
    from PySide6.QtGui import QGuiApplication

    form = form_of(Canteen())
    heard = []
    monkeypatch.setattr(type(QGuiApplication.inputMethod()), "commit", lambda _self: heard.append(1))
    form.bar.save()
    assert heard


def test_a_form_can_be_left_by_escape(form_of, qtbot):
    form = form_of(Canteen())
    form.form.rows["name"].focus()
    with qtbot.waitSignal(form.left):
        QTest.keyClick(form.form.rows["name"].editor.target, Qt.Key.Key_Escape)
