"""The kind of what is read and searched, and too long for a form, a cell or a list: the text of a whole paper."""

from __future__ import annotations

import dataclasses as dc
from typing import Any

from dundian_desktop.fields.base import declare
from dundian_desktop.fields.plain import Text

_TEN_THOUSAND = 10_000


@dc.dataclass(frozen=True, kw_only=True)
class FullText(Text):
    """Text whose lines are paragraphs; where there is no room for it `brief` stands in its place."""

    lines: int = 2

    def brief(self, value: str) -> str:
        """Say how long a text is, e.g. ``86段，约1.2万字``."""
        count = len(value) - value.count("\n")
        size = f"{count}字" if count < _TEN_THOUSAND else f"约{count / _TEN_THOUSAND:.1f}万字"
        return f"{value.count(chr(10)) + 1}段，{size}"


def full_text(label: str, *, max_length: int, **more: Any) -> Any:
    """Declare the text of a whole paper, filled in by the program; its annotation is `str`."""
    return declare(FullText(max_length=max_length), label, "", {"system": True, **more})
