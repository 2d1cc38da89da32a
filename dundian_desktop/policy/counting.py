"""What an indicator is, and what counting one gives.

A figure never comes without the ids of the records it was counted from, so that the window can answer "which ones?".
"""

from __future__ import annotations

import dataclasses as dc
import enum
from collections.abc import Callable, Iterable

from dundian_desktop.ledger import Record
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.span import Span


class Section(enum.StrEnum):
    """The parts of the monthly table in their order: 六个一批 and what leads to them (policy 一; notes §4.1)."""

    VISITS = "走访调研"
    UNIONS = "新建工会"
    MEMBERS = "发展会员"
    PROBLEMS = "解决问题"
    DEEDS = "办实事"
    FRUITS = "成果与宣传"
    CADRES = "队伍"
    INCIDENTS = "重大事项"


@dc.dataclass(frozen=True, kw_only=True)
class Count:
    """A number with the ids of the records it was counted from, in the order of their ledger; money in 分."""

    value: int = 0
    records: tuple[str, ...] = ()


@dc.dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure of the dictionary (domain notes §1.4).

    Attributes:
        code: stable for ever; ``K003.1`` is a part of, or stands beside, ``K003``.
        label, unit: as printed; money has the unit 元.
        source: clause of the policy it answers to.
        rule: what is counted, in words a clerk can check.
        ledger: the ledger whose records are counted.
        count: gives the figure of the days of a span.
        part_of: code of the indicator it is a part of, or "".
        sums: whether the figures of the months add up to 累计.
    """

    code: str
    label: str
    unit: str
    section: Section
    source: str
    rule: str
    ledger: type[Record]
    count: Callable[[Books, Span], Count]
    part_of: str = ""
    sums: bool = True


def one_each(records: Iterable[Record]) -> Count:
    """Count every record as one."""
    ids = tuple(record.id for record in records)
    return Count(value=len(ids), records=ids)
