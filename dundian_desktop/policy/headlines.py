"""六个一批: the six figures by which a stint is known (policy 一), each with its records and what was asked for.

* A headline is one figure, or several of the same kind added up: the fruits (成果) are reports and what became rules.
"""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.policy.kpi import Figures, Line

_SIX = (
    ("新建一批工会", ("K101",)),
    ("新发展一批会员", ("K201",)),
    ("解决一批问题", ("K302",)),
    ("办成一批实事", ("K402",)),
    ("形成一批成果", ("K502", "K504")),
    ("锻炼一批干部", ("K601",)),
)
"""In the order of the policy; topics, briefs and articles lead to fruits and are told in the table."""


@dc.dataclass(frozen=True, kw_only=True)
class Headline:
    """One of the six: its name in the policy's words, and the lines that make it up."""

    name: str
    lines: tuple[Line, ...]

    @property
    def unit(self) -> str:
        """Give the unit; what is counted in several is counted in 项."""
        units = {line.indicator.unit for line in self.lines}
        return units.pop() if len(units) == 1 else "项"

    @property
    def month(self) -> int:
        """Give 本月."""
        return sum(line.month.value for line in self.lines)

    @property
    def last(self) -> int:
        """Give 上月."""
        return sum(line.last.value for line in self.lines)

    @property
    def total(self) -> int:
        """Give 累计."""
        return sum(line.total.value for line in self.lines)

    @property
    def target(self) -> int | None:
        """Give 任务数, None where no task asks for it."""
        asked = [line.target.value for line in self.lines if line.target]
        return sum(asked) if asked else None

    @property
    def asked(self) -> tuple[str, ...]:
        """Give the names of the lines a task asks for."""
        return tuple(line.indicator.label for line in self.lines if line.target)

    @property
    def done(self) -> int:
        """Give 累计 of the lines a task asks for."""
        return sum(line.total.value for line in self.lines if line.target)

    @property
    def percent(self) -> int | None:
        """Give 完成率 in whole per cent of what tasks ask for, rounded down; None without a task."""
        return max(0, self.done) * 100 // self.target if self.target else None


def headlines(figures: Figures) -> tuple[Headline, ...]:
    """Give the six of a month."""
    return tuple(Headline(name=name, lines=tuple(figures[code] for code in codes)) for name, codes in _SIX)
