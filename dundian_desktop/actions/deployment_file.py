"""The shape of a deployment file: a whole stint as one JSON object, e.g. the shipped sample.

Keys that are not named here belong to ledgers of later versions; they are let pass and counted, never refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from dundian_desktop.errors import MachineError, UserError

_MOST_BYTES = 32 * 1024 * 1024
_Entries: TypeAlias = list[Any] | dict[str, Any] | str | int | float | bool | None
_NOTHING = "没有装入任何内容。"
_TITLES = {
    "group": "工作组",
    "members": "组员",
    "enterprises": "单位",
    "workers": "职工",
    "visits": "走访",
    "deeds": "实事",
    "others": "其他",
    "expenses": "经费",
}


class GroupPart(msgspec.Struct, frozen=True):
    """The group; `site` names several places with 、 between them."""

    code: str
    name: str
    dispatch_org: str
    host: str
    site: str
    region: str
    start: dt.date
    end: dt.date
    dispatch_headcount: int | None = None
    sent: int | None = None


class MemberPart(msgspec.Struct, frozen=True, array_like=True):
    """A member as a list of seven."""

    id: str
    name: str
    sex: str
    role: str
    post: str
    starts: dt.date
    ends: dt.date


class EnterprisePart(msgspec.Struct, frozen=True):
    """A unit."""

    id: str
    uscc: str
    name: str
    staff: int
    reg_type: str | None = None
    industry: str | None = None
    union_status: str | None = None
    plan_org: str | None = None
    build_mode: str | None = None


class WorkerPart(msgspec.Struct, frozen=True):
    """A worker; `enterprise` is the id of a unit in this file."""

    id: str
    name: str
    category: str
    sex: str | None = None
    id_no: str = ""
    mobile: str = ""
    enterprise: str | None = None
    member_before: bool | None = None
    hardship: str | None = None
    cause: str = ""


class VisitPart(msgspec.Struct, frozen=True):
    """A visit; `worker`, `ent` and `by` are ids in this file."""

    no: str
    date: dt.date
    way: str
    by: tuple[str, ...]
    worker: str | None = None
    ent: str | None = None


class DeedPart(msgspec.Struct, frozen=True):
    """A deed; `cost` in 元."""

    no: str
    name: str
    category: str
    start: dt.date
    due: dt.date
    benefit: int | None = None
    done: dt.date | None = None
    cost: int | float | None = None


class ExpensePart(msgspec.Struct, frozen=True, array_like=True):
    """An expense; only its source is taken, for the deed of this name."""

    day: dt.date
    fund: str
    what: str
    amount: int | float


class OthersPart(msgspec.Struct, frozen=True):
    """What of the later ledgers says something of today's."""

    expenses: tuple[ExpensePart, ...] = ()
    budget: int | None = None


class Deployment(msgspec.Struct, frozen=True):
    """The whole file."""

    group: GroupPart
    members: tuple[MemberPart, ...] = ()
    enterprises: tuple[EnterprisePart, ...] = ()
    workers: tuple[WorkerPart, ...] = ()
    visits: tuple[VisitPart, ...] = ()
    deeds: tuple[DeedPart, ...] = ()
    others: OthersPart = OthersPart()


def read_deployment(path: Path) -> tuple[Deployment, Mapping[str, int]]:
    """Read a file, and give it with key -> number of entries of what was left aside.

    Raises:
        MachineError: the file cannot be read from its disk.
        UserError: it is no deployment; the sentence names the place.
    """
    raw = _content(path)
    try:
        found = msgspec.json.decode(raw, type=Deployment)
        keys = msgspec.json.decode(raw, type=dict[str, _Entries])
    except msgspec.ValidationError as error:
        raise UserError(f"文件“{path.name}”不能装入：{_spoken(str(error))}{_NOTHING}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"文件“{path.name}”不是完整的蹲点数据文件（JSON），{_NOTHING}") from error
    taken = {*Deployment.__struct_fields__} - {"others"}
    return found, {key: _size(value) for key, value in keys.items() if key not in taken}


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"文件“{path.name}”超过32兆，不像蹲点数据文件，{_NOTHING}")
        return path.read_bytes()
    except OSError as error:
        raise MachineError(f"文件“{path.name}”读不出来，请检查文件和U盘后再试。") from error


def _size(entries: _Entries) -> int:
    return 1 if entries is None or isinstance(entries, bool | int | float | str) else len(entries)


def _spoken(words: str) -> str:
    """Say in Chinese where a file departs from its shape."""
    found = re.search(r" - at `\$(.*?)`", words)
    place = "".join(_step(*step) for step in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", found[1] if found else ""))
    if missing := re.search(r"missing required field `(\w+)`", words):
        return f"{place or '文件'}缺少“{missing[1]}”。"
    return f"{place or '文件'}的内容不是应有的格式。"


def _step(key: str, index: str) -> str:
    if key:
        return _TITLES.get(key, f"“{key}”")
    return f"第{int(index) + 1}条" if index.isdigit() else "中"
