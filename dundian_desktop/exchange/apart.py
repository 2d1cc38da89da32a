"""Work on a stranger's file in a process of its own, which is stopped when it takes too long or too much room.

The child is started by ``multiprocessing`` with *spawn*: that works on every system and in a frozen program too, as
long as its entry point calls ``multiprocessing.freeze_support()`` first. The clock on the wall is kept here, by the
parent; what the system itself holds the child to is in `sheet.cage`.
"""

from __future__ import annotations

import enum
import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from dundian_desktop.progress import Progress

_ANSWER = 512 * 2**20
"""Bytes an answer may have at most."""
_TOO_LONG = {-int(getattr(signal, name)) for name in ("SIGKILL", "SIGXCPU", "SIGTERM") if hasattr(signal, name)}
_NO_ROOM = {-int(signal.SIGABRT)}


class Fall(enum.Enum):
    """Why a child ended without an answer."""

    TIME = "took too long"
    ROOM = "took too much room"
    STUMBLED = "stumbled"


def ask(
    work: Callable[[Connection, str], None], path: Path, progress: Progress, *, seconds: float, note: str
) -> bytes | Fall:
    """Let a child do `work` on a file and give what it answers, or why it does not.

    Args:
        work: a function of a module, which sends its answer through the pipe.
        note: what is told while one waits.

    Raises:
        CancelledError: the person asked to stop.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(there, str(path)), daemon=True)
    child.start()
    there.close()
    clock = threading.Timer(seconds, child.kill)
    clock.start()
    try:
        data = _hear(here, progress, note)
        child.join(2)
    finally:
        clock.cancel()
        child.kill()
        child.join()
        here.close()
    return _why(child.exitcode) if data is None else data


def _hear(pipe: Connection, progress: Progress, note: str) -> bytes | None:
    """Wait for the answer; None when the child ended without one."""
    while not pipe.poll(0.1):
        progress.step(0, 1, note)
    try:
        return pipe.recv_bytes(_ANSWER)
    except (EOFError, OSError):
        return None


def _why(exit_code: int | None) -> Fall:
    if exit_code in _TOO_LONG:
        return Fall.TIME
    return Fall.ROOM if exit_code in _NO_ROOM else Fall.STUMBLED
