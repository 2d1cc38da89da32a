"""The money of a deployment file: expenses, each beside the deed it was made for, and the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dundian_desktop.actions.deployment_shape import Deployment, ExpensePart
from dundian_desktop.actions.deployment_words import Placed, code_of, fen, placed
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.expense import Expense

_SPECIAL_FUND = "1"
"""Code of 蹲点专项经费, the only budget a file tells (policy 五(二))."""
_ITEMS = (
    ("2", "交通|差旅|车"),
    ("7", "救助|帮扶|建档"),
    ("4", "慰问|清凉|温暖"),
    ("8", "驿站|小屋|哺乳室|休息点|设施|设备"),
    ("6", "书|资料|印"),
    ("5", "培训|托管|宣讲|讲座|活动|体检"),
    ("1", "伙食|餐"),
    ("3", "住宿"),
)
"""Code of 科目 -> words of what was paid for; the first that fits."""
_OTHER = "9"


def money_of(found: Deployment, deeds: Mapping[str, Record]) -> Iterator[Placed]:
    """Make the expenses and the budget.

    Args:
        deeds: name of a deed -> its record.
    """
    for n, one in enumerate(placed("经费", found.others.expenses, lambda p, place: _expense(p, deeds, place)), 1):
        yield Placed(record=one.record.read({"no": f"JF-{n:02d}"}), place=one.place)
    if found.others.budget is not None:
        budget = Budget.of(no="YS-01", fund=_SPECIAL_FUND, year=found.group.start.year, amount=fen(found.others.budget))
        yield Placed(record=budget, place="预算")


def _expense(part: ExpensePart, deeds: Mapping[str, Record], place: str) -> Expense:
    deed = deeds.get(part.what)
    return Expense.of(
        day=part.day,
        what=part.what,
        item=next((code for code, words in _ITEMS if re.search(words, part.what)), _OTHER),
        amount=fen(part.amount),
        fund=code_of("fund_source", part.fund, place),
        deed=deed.id if deed else None,
    )
