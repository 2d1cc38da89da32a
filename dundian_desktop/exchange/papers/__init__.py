"""Papers people bring: PDF, DOCX, TXT and pictures, read into paragraphs in a process of their own."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange import apart
from dundian_desktop.exchange.apart import Fall
from dundian_desktop.exchange.disk import on_disk
from dundian_desktop.exchange.papers import limits
from dundian_desktop.exchange.papers.opening import Paper, Sort, head_of, open_paper, sort_of
from dundian_desktop.exchange.sheet.cage import restrain
from dundian_desktop.exchange.sheet.limits import SECONDS
from dundian_desktop.progress import Progress
from dundian_desktop.store.durable import machine_error

__all__ = ["SUFFIXES", "Paper", "Sort", "read_paper"]

SUFFIXES = frozenset({".pdf", ".docx", ".txt", ".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic"})
"""Endings of the names of files that are offered when a folder is taken; what a file is its content says."""


class _Answer(msgspec.Struct, frozen=True):
    """What the child says: the paper, or the sentence of a refusal, or of what the disk complained of."""

    paper: Paper | None = None
    refused: str = ""
    failed: str = ""


def read_paper(path: Path, progress: Progress, seconds: float = SECONDS) -> Paper:
    """Give the text of a file; of a picture only that it is one.

    Raises:
        UserError: the file is refused; the text says why.
        MachineError: the file cannot be opened.
        CancelledError: the person asked to stop.
    """
    with on_disk():
        sort = sort_of(head_of(path))
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
    if sort is None or not size:
        raise limits.stranger() if size else limits.damaged()
    if size > limits.FILE:
        raise limits.too_large(f"超过{limits.FILE >> 20}兆")
    return Paper(sort=sort) if sort is Sort.PICTURE else _asked(path, progress, seconds)


def _asked(path: Path, progress: Progress, seconds: float) -> Paper:
    data = apart.ask(answer_for, path, progress, seconds=seconds, note="正在读取文件")
    if isinstance(data, Fall):
        raise _fallen(data)
    try:
        answer = msgspec.json.decode(data, type=_Answer)
    except msgspec.DecodeError as error:
        raise limits.damaged() from error
    if answer.failed:
        raise MachineError(answer.failed)
    if answer.paper is None:
        raise UserError(answer.refused)
    return answer.paper


def _fallen(fall: Fall) -> UserError:
    if fall is Fall.TIME:
        return limits.too_slow()
    return limits.too_large("占用的内存太多") if fall is Fall.ROOM else limits.damaged()


def answer_for(pipe: Connection, path: str) -> None:
    """Read a file and send the answer; runs in the child."""
    restrain()
    try:
        answer = _Answer(paper=open_paper(Path(path)))
    except UserError as error:
        answer = _Answer(refused=str(error))
    except OSError as error:
        answer = _Answer(failed=str(machine_error(error, "读取文件")))
    except MemoryError:
        answer = _Answer(refused=str(limits.too_large("占用的内存太多")))
    pipe.send_bytes(msgspec.json.encode(answer))
    pipe.close()
