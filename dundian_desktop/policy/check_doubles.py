"""X15: what is likely written down twice, and was not declared different by anybody (domain notes §3.0, V-DUP)."""

from __future__ import annotations

from collections.abc import Iterator

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.union_building import UnionBuilding
from dundian_desktop.ledgers.union_org import UnionOrg
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.duplicates import duplicates
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, Finding, Level, told
from dundian_desktop.policy.inspection import Inspection

COUNTED_ONCE: tuple[type[Record], ...] = (
    Worker,
    Enterprise,
    Problem,
    UnionBuilding,
    UnionOrg,
    HardshipLead,
    Expense,
)
"""Ledgers in which a record too many is a figure too high."""


def records_twice(seen: Inspection) -> Iterator[Finding]:
    """Two records of one person, unit or matter are looked at: merged, or declared different (X15)."""
    for kind in COUNTED_ONCE:
        for group in duplicates(seen.books, kind):
            numbers = "、".join(record.no for record in group if record.no)
            sentence = f"{kind.ledger.noun}{numbers}像是重复登记，请核对合并，或标明不是同一个。"
            yield told(Duty.X15, Level.NOTE, sentence, group, basis=Basis.USUAL)
