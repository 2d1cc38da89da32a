"""Reading a stranger's sheet in a process of its own; how that process is held is in `exchange.apart`.

The child may not write files, and answers with JSON that is checked against the declared shape, so that a child that
was taken over cannot hand us objects.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange import apart
from dundian_desktop.exchange.apart import Fall
from dundian_desktop.exchange.disk import on_disk
from dundian_desktop.exchange.sheet import limits
from dundian_desktop.exchange.sheet.cage import restrain
from dundian_desktop.exchange.sheet.cells import Page
from dundian_desktop.exchange.sheet.opening import open_pages
from dundian_desktop.progress import Progress
from dundian_desktop.store.durable import machine_error


class Answer(msgspec.Struct, frozen=True):
    """What the child says: the sheets, or the sentence of a refusal, or of what the disk complained of."""

    pages: tuple[Page, ...] = ()
    refused: str = ""
    failed: str = ""


def read_pages(path: Path, progress: Progress, seconds: float = limits.SECONDS) -> tuple[Page, ...]:
    """Give the sheets of a file.

    Raises:
        UserError: the file is refused; the text says why.
        MachineError: the file cannot be opened.
        CancelledError: the person asked to stop.
    """
    with on_disk(), path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
    if size > limits.FILE:
        raise limits.too_large(f"超过{limits.FILE >> 20}兆")
    answer = ask(answer_for, path, progress, seconds)
    if answer.refused:
        raise UserError(answer.refused)
    if answer.failed:
        raise MachineError(answer.failed)
    return answer.pages


def ask(work: Callable[[Connection, str], None], path: Path, progress: Progress, seconds: float) -> Answer:
    """Let a child do `work` on a file and give its answer.

    Raises:
        UserError: it took too long, too much room, or stumbled.
    """
    data = apart.ask(work, path, progress, seconds=seconds, note="正在打开表格")
    if isinstance(data, Fall):
        raise _fallen(data)
    try:
        return msgspec.json.decode(data, type=Answer)
    except msgspec.DecodeError as error:
        raise limits.damaged() from error


def _fallen(fall: Fall) -> UserError:
    if fall is Fall.TIME:
        return limits.too_large(f"读了{limits.SECONDS}秒还没有读完")
    return limits.too_large("占用的内存太多") if fall is Fall.ROOM else limits.damaged()


def answer_for(pipe: Connection, path: str) -> None:
    """Read a file and send the answer; runs in the child."""
    restrain()
    try:
        answer = msgspec.json.encode(Answer(pages=open_pages(Path(path))))
    except UserError as error:
        answer = msgspec.json.encode(Answer(refused=str(error)))
    except OSError as error:
        answer = msgspec.json.encode(Answer(failed=str(machine_error(error, "读表格"))))
    except MemoryError:
        answer = msgspec.json.encode(Answer(refused=str(limits.too_large("占用的内存太多"))))
    pipe.send_bytes(answer)
    pipe.close()
