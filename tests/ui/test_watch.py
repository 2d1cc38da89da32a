"""What watches over the whole window: the wheel, the idle time, the second start."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from ui.lock import IdleWatch
from ui.single_instance import SingleInstance
from ui.wheel_guard import WheelGuard


def make_combo():
    box = QComboBox()
    box.addItems(["未办", "在办", "办结"])
    return box


FIELDS = {
    "drop-down": (make_combo, lambda field: field.currentIndex()),
    "number": (QSpinBox, lambda field: field.value()),
    "date": (QDateEdit, lambda field: field.date()),
}


@pytest.fixture(params=FIELDS.values(), ids=FIELDS)
def page(request, qapp, shown):
    """A page that scrolls, with one field on it and the guard on the application."""
    make, value = request.param
    guard = WheelGuard(qapp)
    qapp.installEventFilter(guard)
    area, content = QScrollArea(), QWidget()
    field = make()
    column = QVBoxLayout(content)
    column.addWidget(field)
    column.addSpacing(3000)
    area.setWidget(content)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    shown(area, (400, 300)).setFocus()
    yield area, field, value
    qapp.removeEventFilter(guard)


def turn_wheel(field: QWidget) -> None:
    middle = QPointF(field.rect().center())
    event = QWheelEvent(
        middle,
        field.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(field, event)


def test_the_wheel_over_a_field_scrolls_the_page_and_leaves_the_field(page):
    area, field, value = page
    before = value(field)
    turn_wheel(field)
    assert value(field) == before
    assert area.verticalScrollBar().value() > 0


def test_a_field_the_person_is_in_keeps_the_wheel(page):
    area, field, _ = page
    field.setFocus()
    turn_wheel(field)
    assert area.verticalScrollBar().value() == 0


class Clocks:
    """Two clocks that a test sets by hand."""

    def __init__(self):
        self.steady = 0.0
        self.wall = dt.datetime(2026, 6, 12, tzinfo=dt.UTC)

    def watch(self, minutes):
        return IdleWatch(minutes=minutes, steady=lambda: self.steady, wall=lambda: self.wall)


def key_press():
    return QEvent(QEvent.Type.KeyPress)


def test_the_wait_is_five_minutes_unless_chosen_otherwise(qapp):
    assert IdleWatch().minutes() == 5


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-3, 1), (15, 15), (600, 15)])
def test_the_wait_is_never_off_and_never_long(qapp, asked, given):
    assert IdleWatch(minutes=asked).minutes() == given


def test_nobody_there_for_the_whole_wait_is_idle(qtbot):
    clocks = Clocks()
    watch = clocks.watch(5)
    clocks.steady = 299
    with qtbot.assertNotEmitted(watch.idled):
        watch.look()
    clocks.steady = 300
    with qtbot.waitSignal(watch.idled):
        watch.look()


def test_a_touch_begins_the_wait_anew(qtbot):
    clocks = Clocks()
    watch = clocks.watch(5)
    clocks.steady = 200
    watch.eventFilter(watch, key_press())
    clocks.steady = 400
    with qtbot.assertNotEmitted(watch.idled):
        watch.look()


def test_a_laptop_that_slept_is_idle_even_when_the_first_thing_seen_is_a_touch(qtbot):
    clocks = Clocks()
    watch = clocks.watch(5)
    clocks.wall += dt.timedelta(hours=1)
    with qtbot.waitSignal(watch.idled):
        watch.eventFilter(watch, key_press())


def test_a_wall_clock_set_back_does_not_keep_it_open(qtbot):
    clocks = Clocks()
    watch = clocks.watch(5)
    clocks.wall -= dt.timedelta(days=1)
    clocks.steady = 301
    with qtbot.waitSignal(watch.idled):
        watch.look()


def test_a_second_start_calls_the_first_and_leaves(qtbot, tmp_path):
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.called) as got:
        assert not second.claim([str(tmp_path / "交换包.ddb")])
    assert got.args[0] == [str(tmp_path / "交换包.ddb")]
    first.release()


def test_another_workspace_has_a_window_of_its_own(qapp, tmp_path):
    first, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert first.claim()
    assert other.claim()
    first.release()
    other.release()
