"""What was spent: K405 (policy 五(二)).

* Money counts on the day of payment, from the ledger of expenses, whatever it was for; what a deed says it cost is
  compared with it and is no second figure.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.policy.counting import MONEY, Counting, Indicator, Section, adding

NO_MONEY = "0"
"""Code of 不花钱 in the vocabulary ``fund_source``."""

_day = attrgetter("day")
_amount = attrgetter("amount")


def _from_fund(code: str) -> Callable[[Expense], bool]:
    return lambda expense: expense.fund == code


def _indicator(code: str, label: str, rule: str, count: Counting) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=MONEY,
        section=Section.DEEDS,
        source="五(二)",
        rule=rule,
        ledger=Expense,
        count=count,
        part_of=code.partition(".")[0] if "." in code else "",
    )


INDICATORS = (
    _indicator("K405", "支出", "本期经费支出台账各笔金额之和", adding(Expense, _day, _amount)),
    *(
        _indicator(
            f"K405.{fund.code}",
            fund.label,
            f"其中来源为{fund.label}的",
            adding(Expense, _day, _amount, _from_fund(fund.code)),
        )
        for fund in vocabulary("fund_source").entries
        if fund.code != NO_MONEY
    ),
)
