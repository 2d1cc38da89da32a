"""Work on the two lanes."""

from __future__ import annotations

import sys
import threading

import pytest

from dundian_desktop.errors import CancelledError, UserError
from ui.tasks import Task, Tasks


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    yield made
    made.close()


def on_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def test_the_result_comes_home_to_the_windows_thread(qtbot, tasks):
    seen = []
    task = tasks.on_store(lambda _: on_main_thread())
    task.finished.connect(lambda away: seen.append((away, on_main_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(False, True)]


def test_one_who_connects_after_the_work_is_done_still_hears_of_it(qtbot, tasks):
    done = threading.Event()
    task = tasks.beside(lambda _: done.set())
    assert done.wait(5)
    with qtbot.waitSignals([task.finished, task.ended]):
        pass


def test_a_refusal_is_a_result(qtbot, tasks):
    def refuse(_):
        raise UserError("U 盘空间不足。")

    with qtbot.waitSignal(tasks.beside(refuse).refused) as got:
        pass
    assert str(got.args[0]) == "U 盘空间不足。"


def test_cancelling_stops_the_work_at_its_next_step(qtbot, tasks):
    begun, go_on = threading.Event(), threading.Event()
    outcome = []

    def work(progress):
        begun.set()
        go_on.wait(5)
        progress.step(1, 2)
        outcome.append("went on")

    task = tasks.on_store(work)
    assert begun.wait(5)
    with qtbot.waitSignal(task.stopped):
        task.cancel()
        go_on.set()
    assert outcome == []


def test_work_that_waits_and_is_cancelled_never_begins(qtbot, tasks):
    held, begun = threading.Event(), []
    tasks.on_store(lambda _: held.wait(5))
    waiting = tasks.on_store(lambda _: begun.append(1))
    with qtbot.waitSignal(waiting.stopped):
        waiting.cancel()
        held.set()
    assert begun == []


def test_a_bug_goes_where_unhandled_errors_go(qtbot, tasks, monkeypatch):
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: caught.append(kind))
    with qtbot.waitSignal(tasks.beside(lambda _: 1 / 0).ended):
        pass
    assert caught == [ZeroDivisionError]


def test_five_hundred_come_home_and_store_work_keeps_its_order(qtbot, tasks):
    seen = []
    for number in range(500):
        tasks.on_store(lambda _, n=number: n).finished.connect(seen.append)
    with qtbot.waitSignal(tasks.emptied):
        pass
    assert seen == list(range(500))
    assert not tasks.busy()


def test_at_most_twenty_reports_a_second_reach_the_window(qapp):
    now = [0.0]
    task = Task(None, clock=lambda: now[0])
    heard = []
    task.progressed.connect(lambda *told: heard.append(told))
    for done in range(1000):
        now[0] += 0.001
        task.step(done, 1000, "")
    assert 1 <= len(heard) <= 20


def test_a_cancelled_task_raises_at_its_next_step(qapp):
    task = Task(None)
    task.cancel()
    with pytest.raises(CancelledError):
        task.step(1, 2)
