"""Work that takes longer than a blink runs here, and its answer comes home to the window's thread.

* Whatever touches the store waits its turn in one thread of its own, so two writers never meet.
* Other work (pictures, pages, copying) runs beside it in a few threads.
* Of one task exactly one of `finished`, `refused` and `stopped` is heard, and after it `ended`.
  All signals arrive on the window's thread; connect to them before control returns to Qt.
* A bug in the work is nobody's to handle: it goes where unhandled errors of the window go.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dundian_desktop.errors import CancelledError, MachineError, UserError
from dundian_desktop.progress import Progress

Work = Callable[[Progress], Any]

_LEAST_GAP = 0.05  # seconds between two reports of progress: 20 a second are more than an eye takes in
_FREE_THREADS = 2  # the laptops in use have two to four cores, one of them busy with the window


class Task(QObject):
    """One run of one piece of work; the `Progress` that the work reports to."""

    progressed = Signal(int, int, str)  # done, total, words
    finished = Signal(object)  # what the work returned
    refused = Signal(object)  # a UserError or MachineError to show
    stopped = Signal()  # the person asked for it; nothing to say
    ended = Signal()  # after any of these, and after a bug

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._stopping = threading.Event()
        self._reported = float("-inf")

    def step(self, done: int, total: int, note: str = "") -> None:
        """Pass on how far the work is, unless it was said a moment ago.

        Raises:
            CancelledError: the person asked to stop.
        """
        if self._stopping.is_set():
            raise CancelledError
        now = self._clock()
        if now - self._reported >= _LEAST_GAP:
            self._reported = now
            self.progressed.emit(done, total, note)

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that still waits never begins."""
        self._stopping.set()

    def run(self, work: Work) -> Any:
        """Do the work in the thread that calls, unless it was called off while it waited."""
        if self._stopping.is_set():
            raise CancelledError
        return work(self)

    def called_off(self) -> bool:
        """Tell whether the work was asked to stop, heeded or not."""
        return self._stopping.is_set()

    def settle(self, outcome: Future[Any], *, in_vain: bool = False) -> None:
        """Say on the window's thread how it went; of work `in_vain` only that it stopped."""
        error = outcome.exception()
        if in_vain or isinstance(error, CancelledError):
            self.stopped.emit()
        elif error is None:
            self.finished.emit(outcome.result())
        elif isinstance(error, (UserError, MachineError)):
            self.refused.emit(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        self.ended.emit()


class Tasks(QObject):
    """The two lanes; made once, closed once, handed down to whoever starts work."""

    emptied = Signal()  # the last running task has ended

    _landed = Signal(object, object)  # task, outcome; crosses from the worker's thread to the window's

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store_lane = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._free_lane = ThreadPoolExecutor(_FREE_THREADS, thread_name_prefix="free")
        self._under_way: set[Task] = set()
        self._aside: set[Task] = set()
        self._landed.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def on_store(self, work: Work) -> Task:
        """Start work that touches the store, after all such work asked for before."""
        return self._start(self._store_lane, work)

    def beside(self, work: Work) -> Task:
        """Start work that does not touch the store."""
        task = self._start(self._free_lane, work)
        self._aside.add(task)
        return task

    def stop_beside(self) -> None:
        """Ask the work that only reads to stop; what is to be written is still written."""
        for task in self._aside:
            task.cancel()

    def busy(self) -> bool:
        """Tell whether any task has not come home yet."""
        return bool(self._under_way)

    def close(self) -> None:
        """Stop every task and wait until the threads are gone; do this before the store closes."""
        for task in self._under_way:
            task.cancel()
        self._store_lane.shutdown(wait=True)
        self._free_lane.shutdown(wait=True)

    def _start(self, lane: ThreadPoolExecutor, work: Work) -> Task:
        task = Task(self)
        self._under_way.add(task)
        outcome = lane.submit(task.run, work)
        outcome.add_done_callback(lambda done: self._landed.emit(task, done))
        return task

    @Slot(object, object)
    def _settle(self, task: Task, outcome: Future[Any]) -> None:
        self._under_way.discard(task)
        in_vain = task in self._aside and task.called_off()  # what only read is nobody's any more
        self._aside.discard(task)
        task.settle(outcome, in_vain=in_vain)
        task.deleteLater()
        if not self._under_way:
            self.emptied.emit()
