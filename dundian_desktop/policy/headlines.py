"""六个一批: the six figures by which a stint is known (policy 一), each with its records and what was asked for."""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.policy.kpi import Figures, Line

_SIX = (
    ("新建一批工会", "K101"),
    ("新发展一批会员", "K201"),
    ("解决一批问题", "K302"),
    ("办成一批实事", "K402"),
    ("形成一批成果", "K502"),
    ("锻炼一批干部", "K601"),
)
"""In the order of the policy; of the fruits the research reports are told, the others stand in the table."""


@dc.dataclass(frozen=True, kw_only=True)
class Headline:
    """One of the six: its name in the policy's words, and its figure."""

    name: str
    line: Line


def headlines(figures: Figures) -> tuple[Headline, ...]:
    """Give the six of a month."""
    return tuple(Headline(name=name, line=figures[code]) for name, code in _SIX)
