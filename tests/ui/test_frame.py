"""The frame: its pages, its three breadths, its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from tests.ui.looks import MIDDLE, SMALLEST, WIDE, nameless
from ui import style
from ui.entries import GROUP_ENTRIES
from ui.frame import Breadth, Frame
from ui.status_line import Status
from ui.tokens import TextScale


@pytest.fixture
def frame(shown):
    return shown(Frame(GROUP_ENTRIES, {}))


def test_a_page_is_made_when_it_is_first_shown(shown):
    made = []

    def make():
        made.append(1)
        return QWidget()

    frame = shown(Frame(GROUP_ENTRIES, {"visit": make}))
    assert made == []
    frame.go("visit")
    frame.go("today")
    frame.go("visit")
    assert made == [1]


@pytest.mark.parametrize(
    ("size", "breadth", "rail"),
    [(WIDE, Breadth.WIDE, 132), (MIDDLE, Breadth.MIDDLE, 132), (SMALLEST, Breadth.NARROW, 52)],
)
def test_the_frame_has_three_breadths(shown, size, breadth, rail):
    frame = shown(Frame(GROUP_ENTRIES, {}), size)
    assert frame.breadth() is breadth
    assert frame.rail.width() == rail
    assert (frame.width(), frame.height()) == size


def test_a_change_of_breadth_is_said(frame, qtbot):
    with qtbot.waitSignal(frame.breadth_changed) as got:
        frame.resize(*SMALLEST)
    assert got.args == [Breadth.NARROW]


@pytest.mark.parametrize("scale", TextScale)
def test_the_frame_fits_the_smallest_window_with_all_entries_in_sight(qapp, shown, scale):
    style.dress(qapp, scale)
    frame = shown(Frame(GROUP_ENTRIES, {}), SMALLEST)
    needed = frame.minimumSizeHint()
    last = frame.findChild(QWidget, "rail_settings")
    bottom = last.mapTo(frame, last.rect().bottomLeft()).y()
    style.dress(qapp)
    assert needed.width() <= SMALLEST[0]
    assert needed.height() <= SMALLEST[1]
    assert bottom < SMALLEST[1]


@pytest.mark.parametrize("place", range(1, 10))
def test_control_and_a_digit_go_to_a_page(frame, place):
    QTest.keyClick(frame, Qt.Key(Qt.Key.Key_0 + place), Qt.KeyboardModifier.ControlModifier)
    assert frame.key() == GROUP_ENTRIES[place - 1].key
    assert frame.findChild(QLabel, "pageTitle").text() == GROUP_ENTRIES[place - 1].title


def test_the_search_keeps_its_words_when_the_page_changes(frame, qtbot):
    frame.top.search.setText("工资")
    with qtbot.waitSignal(frame.searched):
        frame.top.search.say()
    frame.go("visit")
    assert frame.top.search.text() == "工资"


def test_the_main_button_is_there_only_where_something_can_be_added(frame, qtbot):
    new = frame.findChild(QPushButton, "newButton")
    assert not new.isVisible()
    frame.go("visit")
    with qtbot.waitSignal(frame.new_asked) as got:
        new.click()
    assert got.args == ["visit"]


def test_the_count_of_another_page_is_not_shown(frame):
    frame.go("visit")
    frame.put_count("deed", "共 10 条")
    assert frame.findChild(QLabel, "pageCount").text() == ""
    frame.put_count("visit", "共 74 条")
    assert frame.findChild(QLabel, "pageCount").text() == "共 74 条"


def test_the_foot_says_how_things_stand(frame):
    frame.status.put(Status(saved="已保存 10:32", backup="备份 今天08:12", person="王建国", day="第37/92天"))
    said = {label.text() for label in frame.status.findChildren(QLabel) if label.isVisibleTo(frame)}
    assert {"已保存 10:32", "备份 今天08:12", "离线", "王建国", "第37/92天"} <= said


def test_sample_data_are_said_over_every_page(frame, qtbot):
    frame.show_sample_ribbon(shown=True)
    with qtbot.waitSignal(frame.sample_clear_asked):
        frame.findChild(QPushButton, "sampleClear").click()


def test_what_waits_is_said_to_those_who_cannot_see_it(frame):
    frame.rail.put_waiting({"deed": 2})
    assert frame.findChild(QWidget, "rail_deed").accessibleName() == "办实事，2 件待办"


def test_going_to_a_page_leaves_the_rail(frame):
    frame.go("visit")
    assert not frame.rail.isAncestorOf(frame.window().focusWidget())


@pytest.mark.parametrize("size", [WIDE, SMALLEST])
def test_every_control_of_the_frame_has_a_name(shown, size):
    frame = shown(Frame(GROUP_ENTRIES, {}), size)
    frame.go("visit")
    frame.show_sample_ribbon(shown=True)
    frame.top.search.setText("工资")
    frame.toasts.say("已删除", "撤销")
    assert nameless(frame) == []
