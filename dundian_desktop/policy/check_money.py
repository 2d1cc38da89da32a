"""X05 and X06: money, as deeds, payments and budgets tell of it (policy 五(二); domain notes §3.9, §4.1).

* The money of a month is what the payments say; what a deed says it cost is the sum of the payments for it.
* The budget of the group's own fund may stand on its card; a budget of its own ledger stands before it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Money
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.group import Group
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.deeds import done_by
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Finding, Level, Telling, opening, told
from dundian_desktop.policy.inspection import Inspection
from dundian_desktop.policy.span import Stint

OWN_FUND = "1"
"""Code of 蹲点专项经费 in the vocabulary ``fund_source``: the fund whose budget stands on the group's card."""


def costs_fit_payments(seen: Inspection) -> Iterator[Finding]:
    """What a deed cost is what was paid for it (X05)."""
    paid: dict[str, int] = defaultdict(int)
    for one in seen.books.of(Expense):
        if one.deed and seen.seen(one.day):
            paid[one.deed] += one.amount or 0
    done = (one for one in seen.books.of(Deed) if one.cost is not None and done_by(one, seen.today))
    telling = Telling[Deed](
        duty=Duty.X05,
        level=Level.WARNING,
        one=lambda one: (
            f"实事“{one.content}”写的支出是{_yuan(one.cost or 0)}元，"
            f"经费支出里用在这件实事的是{_yuan(paid[one.id])}元，请核对。"
        ),
        many="{n}件实事写的支出与经费支出里用在这件实事的不一致，请核对。",
        mend=opening("cost"),
    )
    yield from telling.of([one for one in done if one.cost != paid[one.id]])


def budgets_kept(seen: Inspection) -> Iterator[Finding]:
    """No more is spent of a fund in a year than its budget (X06)."""
    spent = spent_by(seen.books, seen.today)
    for (fund, year), (amount, record) in budgets_of(seen.books, seen.group, seen.stint).items():
        if spent[fund, year] > amount:
            name = vocabulary("fund_source").label(fund)
            sentence = f"{year}年{name}已支出{_yuan(spent[fund, year])}元，超过预算{_yuan(amount)}元。"
            yield told(Duty.X06, Level.WARNING, sentence, [record])


def spent_by(books: Books, day: dt.date) -> Mapping[tuple[str, int], int]:
    """Give fund and year -> what was spent by a day."""
    spent: dict[tuple[str, int], int] = defaultdict(int)
    for one in books.of(Expense):
        if one.fund and one.day and one.day <= day:
            spent[one.fund, one.day.year] += one.amount or 0
    return spent


def budgets_of(books: Books, group: Group, stint: Stint) -> dict[tuple[str, int], tuple[int, Record]]:
    """Give fund and year -> (what may be spent, the record that says so)."""
    found: dict[tuple[str, int], tuple[int, Record]] = {}
    if group.budget is not None:
        found[OWN_FUND, stint.starts.year] = group.budget, group
    own: dict[tuple[str, int], tuple[int, Record]] = {}
    for one in books.of(Budget):
        if one.fund and one.year and one.amount is not None:
            before = own[one.fund, one.year][0] if (one.fund, one.year) in own else 0
            own[one.fund, one.year] = before + one.amount, one
    return found | own


def _yuan(cents: int) -> str:
    return Money().format(cents)
