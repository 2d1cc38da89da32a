"""The working-day calendar of a workspace: taking in the arrangement of a year, and a file to write one after."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

import msgspec

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.policy.arrangement import Arrangement, arrangement_from
from dundian_desktop.policy.calendar import WORKING_DAYS
from dundian_desktop.resources import resource
from dundian_desktop.store.durable import write_durably
from dundian_desktop.store.store import Store

SAMPLE = "2026.json"
"""The shipped example; it says of its year what the library says."""

_MOST_BYTES = 64 * 1024
"""A year's arrangement has some forty days, about a kilobyte."""


def read_arrangement(path: Path) -> Arrangement:
    """Read the arrangement of one year from a file; its shape is told in `policy.arrangement`.

    Raises:
        MachineError: the file cannot be read from its disk.
        UserError: it is no arrangement; the sentence says why.
    """
    called = f"文件“{path.name}”"
    raw = _content(path, called).removeprefix(codecs.BOM_UTF8)  # the editor of Windows writes one
    try:
        found: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refusal(called, "不是完整的放假安排文件（JSON，UTF-8）") from error
    return arrangement_from(found, called)


def take_calendar(store: Store, path: Path) -> Arrangement:
    """Take the arrangement of one year into a workspace, in the place of an earlier one for it.

    Raises:
        MachineError: the file cannot be read; nothing was changed.
        UserError: it is no arrangement; nothing was changed.
    """
    arrangement = read_arrangement(path)
    keep_arrangement(store, arrangement)
    return arrangement


def keep_arrangement(store: Store, arrangement: Arrangement) -> None:
    """Keep an arrangement, however it came; the other years stay."""
    with store.writing() as connection:
        kept: dict[str, Any] = store.settings.get(WORKING_DAYS, {})
        store.settings.put_in(connection, WORKING_DAYS, {**kept, str(arrangement.year): arrangement.plain})


def write_sample(path: Path) -> None:
    """Write the shipped example to where a person can change it.

    Raises:
        MachineError: the disk is full or gone.
    """
    write_durably(path, resource("calendar", SAMPLE).read_bytes(), "写样例")


def _content(path: Path, called: str) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _refusal(called, "超过64千字节，不像一年的放假安排")
        return path.read_bytes()
    except OSError as error:
        raise MachineError(f"{called}读不出来，工作日历没有变。请检查文件和U盘后再试。") from error


def _refusal(called: str, why: str) -> UserError:
    return UserError(f"{called}没有载入：{why}。原来的工作日历没有变，请换一个文件再试。")
