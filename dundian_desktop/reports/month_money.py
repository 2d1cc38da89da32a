"""四、经费使用情况: what was spent, by source, and what is left of the budgets (policy 五(二))."""

from __future__ import annotations

from dundian_desktop.codes import vocabulary
from dundian_desktop.policy.check_money import budgets_of, spent_by
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.document import Figure
from dundian_desktop.reports.month_words import Part, day_words, listed, money_words, sentence, sum_figure


def money_told(month: Month) -> list[Part]:
    """Tell what was spent, by source, and what is left."""
    line = month.figures["K405"]
    if not line.total.value:
        return []
    to_date = ["蹲点以来累计支出", sum_figure(line.total, "K405"), "。"]
    return [*_money_of_month(month), *(to_date if line.total.value != line.month.value else []), *_left(month)]


def _money_of_month(month: Month) -> list[Part]:
    line = month.figures["K405"].month
    if not line.value:
        return ["本月没有支出。"]
    parts = [one for one in month.figures.parts("K405") if one.month.value]
    whole: list[Part] = ["本月支出", sum_figure(line, "K405")]
    if len(parts) == 1 and parts[0].month.value == line.value:
        return sentence(whole, [f"均为{parts[0].indicator.label}"])
    named = [[one.indicator.label, sum_figure(one.month, one.indicator.code)] for one in parts]
    return sentence(whole, ["其中", *listed(named)] if named else [])


def _left(month: Month) -> list[Part]:
    """Tell what is left of each budget of the year; what is overspent is told as such."""
    year, spent = month.as_of.year, spent_by(month.books, month.as_of)
    found = budgets_of(month.books, month.group, month.stint)
    clauses = [
        _balance(fund, amount, spent[fund, year], record.id)
        for (fund, of_year), (amount, record) in sorted(found.items())
        if of_year == year and spent[fund, year]
    ]
    return [f"截至{day_words(month.as_of, year)}，", *listed(clauses, "；"), "。"] if clauses else []


def _balance(fund: str, amount: int, spent: int, source: str) -> list[Part]:
    label, left = vocabulary("fund_source").label(fund), amount - spent
    words = "结余" if left >= 0 else "超支"
    budget, rest = (Figure(text=money_words(abs(value)), records=(source,)) for value in (amount, left))
    return [f"{label}预算", budget, f"，{words}", rest] if left else [f"{label}预算", budget, "，已全部使用"]
