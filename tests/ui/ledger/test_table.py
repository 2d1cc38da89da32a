"""The list sorts, filters and copies, and remembers its columns."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from dundian_desktop.store.query import Condition
from tests import devices
from tests.ui.ledger.conftest import OWN_ID, Canteen, CanteenState
from ui.filters import choosable
from ui.record_table import RecordTable

DAY = dt.date(2026, 6, 1)


@pytest.fixture
def table(desk, shown, save):
    for name, seats, state in (("一食堂", 30, "开着"), ("二食堂", 10, "停了"), ("三食堂", 20, "开着")):
        save(Canteen(name=name, seats=seats, opened=DAY, state=CanteenState(state), card=OWN_ID))
    made = shown(RecordTable(desk, Canteen))
    made.refresh()
    return made


def names(table):
    return [table.rows.record(row).name for row in range(table.rows.rowCount())]


def column(table, name):
    return [field.name for field in table.rows.columns].index(name)


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_round(table):
    table.head.sectionClicked.emit(column(table, "seats"))
    assert names(table) == ["二食堂", "三食堂", "一食堂"]
    table.head.sectionClicked.emit(column(table, "seats"))
    assert names(table) == ["一食堂", "三食堂", "二食堂"]


def test_a_filter_keeps_what_was_ticked(table):
    table.filter("state", Condition(field="state", values=("停了",)))
    assert names(table) == ["二食堂"]


def test_values_to_choose_from_come_with_their_counts(desk, table):
    found = choosable(desk.store, table.wanted().query, Canteen.ledger.field("state"))
    assert [(one.words, one.count) for one in found] == [("开着", 2), ("停了", 1)]


def test_of_what_is_sensitive_only_its_presence_can_be_chosen(desk, table):
    found = choosable(desk.store, table.wanted().query, Canteen.ledger.field("card"))
    assert [one.words for one in found] == ["（已填）"]


def test_values_of_a_set_are_counted_one_by_one(desk, table, save):
    save(Canteen(name="四食堂", opened=DAY, tags=("1", "2")))
    found = choosable(desk.store, table.wanted().query, Canteen.ledger.field("tags"))
    assert {one.value for one in found} == {"1", "2", None}


def test_the_menu_filters_by_what_is_ticked(table):
    table.open_filter(column(table, "state"))
    item = table.menu.list.item(1)
    item.setCheckState(Qt.CheckState.Checked)
    table.menu.apply()
    assert names(table) == ["二食堂"]


def test_the_menu_filters_days_from_and_to(table, save):
    save(Canteen(name="新食堂", opened=DAY + dt.timedelta(days=40)))
    table.refresh()
    table.open_filter(column(table, "opened"))
    table.menu._low.set_day(DAY + dt.timedelta(days=1))
    table.menu.apply()
    assert names(table) == ["新食堂"]


def test_the_menu_goes_away_on_escape_and_changes_nothing(table, qtbot):
    table.open_filter(column(table, "state"))
    QTest.keyClick(table.menu.list, Qt.Key.Key_Escape)
    assert len(names(table)) == 3


def test_copied_rows_have_headings_and_masked_values(table):
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.split("\n")[0].split("\t")[0] == "情况"
    assert len(copied.split("\n")) == 4
    assert OWN_ID not in copied


def test_a_copied_text_never_becomes_a_formula(desk, shown, save):
    save(Canteen(name="=1+1", opened=DAY))
    made = shown(RecordTable(desk, Canteen))
    made.refresh()
    made.selectAll()
    assert "\t'=1+1\t" in made.copied()


def test_columns_are_remembered(desk, table, shown, settled):
    table.setColumnWidth(column(table, "name"), 333)
    table.setColumnHidden(column(table, "price"), True)
    table.head.moveSection(table.head.visualIndex(column(table, "seats")), 0)
    table.remember()
    settled()
    again = shown(RecordTable(desk, Canteen))
    assert again.columnWidth(column(again, "name")) == 333
    assert again.isColumnHidden(column(again, "price"))
    assert again.head.logicalIndex(0) == column(again, "seats")


def test_columns_kept_by_another_version_are_forgotten(desk, store, shown):
    store.settings.put("list.canteen", {"version": 0, "columns": [["name", 999, True]]})
    made = shown(RecordTable(desk, Canteen))
    assert made.columnWidth(column(made, "name")) != 999


def test_a_field_that_vanished_from_the_declaration_is_left_out(desk, store, shown):
    store.settings.put("list.canteen", {"version": 1, "columns": [["gone", 100, True], ["name", 222, True]]})
    made = shown(RecordTable(desk, Canteen))
    assert made.columnWidth(column(made, "name")) == 222


def test_the_record_in_hand_stays_in_hand_when_others_come(desk, table, save):
    table.choose(table.rows.record(1).id)
    kept = table.current_id()
    save(Canteen(name="新食堂", opened=DAY))
    table.refresh()
    assert table.current_id() == kept


def test_a_filter_is_told_in_words(desk, save):
    from ui.filters import told

    unit = save(devices.worker("向秀英"))
    condition = Condition(field="cooks", values=(unit.id, None))
    assert told(desk.store, Canteen, condition) == "厨师：向秀英、（空白）"
