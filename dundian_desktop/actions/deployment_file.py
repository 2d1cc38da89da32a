"""Reading a deployment file; what departs from its shape is told in Chinese, with its place.

Keys that no ledger of this version keeps are let pass and counted, never refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from dundian_desktop.actions.deployment_shape import Deployment, OthersPart
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
    "problems": "问题",
    "deeds": "实事",
    "unions": "工会",
    "events": "重大事项",
    "others": "其他",
    "activities": "活动",
    "collective": "协商",
    "letters": "函书",
    "standardized": "规范化",
    "legal_aid": "法律援助",
    "questionnaire": "问卷",
    "research": "课题",
    "expenses": "经费",
    "budget": "预算",
    "texts": "补充内容",
}


def read_deployment(path: Path) -> tuple[Deployment, Mapping[str, int]]:
    """Read a file, and give it with key -> number of entries of what no ledger keeps.

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
    return found, _unknown(keys)


def _unknown(keys: Mapping[str, _Entries]) -> dict[str, int]:
    others = keys.get("others")
    inner = others if isinstance(others, dict) else {}
    left = {key: _size(value) for key, value in keys.items() if key not in Deployment.__struct_fields__}
    under = {f"others.{k}": _size(value) for k, value in inner.items() if k not in OthersPart.__struct_fields__}
    return {**left, **under}


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
    steps = [_step(*step) for step in re.findall(r"\.(\w+)|\[(\d+|\.\.\.)\]", found[1] if found else "")]
    place = "".join(word for before, word in pairwise(["", *steps]) if word != before)
    if missing := re.search(r"missing required field `(\w+)`", words):
        return f"{place or '文件'}缺少“{missing[1]}”。"
    return f"{place or '文件'}的内容不是应有的格式。"


def _step(key: str, index: str) -> str:
    if key:
        return _TITLES.get(key, f"“{key}”")
    return f"第{int(index) + 1}条" if index.isdigit() else "中"
