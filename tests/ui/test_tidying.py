"""Widgets die on the window's thread, whatever runs beside it."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from ui.tidying import Tidying, tidy


class _Ring(QObject):
    def __init__(self, gone: list[threading.Thread]) -> None:
        super().__init__()
        self.me = self
        self.gone = gone

    def __del__(self) -> None:
        self.gone.append(threading.current_thread())


def _much_garbage() -> None:
    for _ in range(20_000):
        ring: list[object] = []
        ring.append(ring)


def test_a_busy_worker_collects_nothing(qapp):
    tidying = Tidying()
    gone: list[threading.Thread] = []
    _Ring(gone)
    worker = threading.Thread(target=_much_garbage)
    worker.start()
    worker.join()
    assert gone == []
    tidying.look()
    tidying.end()
    gc.disable()
    assert gone == [threading.main_thread()]


def test_a_closed_window_leaves_collecting_to_python_again(qapp):
    Tidying().end()
    assert gc.isenabled()


def test_little_garbage_is_left_alone(qapp):
    gc.collect()
    gone: list[threading.Thread] = []
    _Ring(gone)
    tidy()
    assert gone == []
