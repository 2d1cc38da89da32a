"""What is told of one budget or one task besides what was typed: how much of it is spent, or done (domain notes §3.9).

* It follows from the other ledgers and is never kept: 余额 from expenses, 完成数 from an indicator or from rows.
"""

from __future__ import annotations

import datetime as dt

from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Money
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.task import Task
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.check_money import spent_by
from dundian_desktop.policy.counting import FEN
from dundian_desktop.policy.kpi import DICTIONARY
from dundian_desktop.policy.span import Span
from dundian_desktop.policy.tasks import named, ticked_tasks


def so_far(books: Books, record: Record, today: dt.date) -> str:
    """Say how far a record is by a day, in a sentence; "" of records of which there is nothing to say."""
    match record:
        case Budget():
            return _left(books, record, today)
        case Task():
            return _done(books, record, today)
        case _:
            return ""


def _left(books: Books, budget: Budget, today: dt.date) -> str:
    """Tell what is left of all that may be spent of this source in this year, since an expense names no budget."""
    if budget.fund is None or budget.year is None:
        return ""
    alike = [one for one in books.of(Budget) if (one.fund, one.year) == (budget.fund, budget.year)]
    whole = sum(one.amount or 0 for one in alike)
    spent = spent_by(books, today)[budget.fund, budget.year]
    several = f"同一来源的{len(alike)}笔预算共{_yuan(whole)}元，" if len(alike) > 1 else ""
    left = f"余额{_yuan(whole - spent)}元" if spent <= whole else f"超支{_yuan(spent - whole)}元"
    label = vocabulary("fund_source").label(budget.fund)
    return f"{several}{budget.year}年{label}已支出{_yuan(spent)}元，{left}。"


def _done(books: Books, task: Task, today: dt.date) -> str:
    groups = [one for one in books.of(Group) if one.starts]
    start = groups[-1].starts if groups and groups[-1].starts else today
    span = Span(first=start, last=max(start, today), start=start)
    indicator = next((one for one in DICTIONARY if one.code == named(task)), None)
    if indicator:
        done, share = indicator.count(books, span).value, FEN if indicator.money else 1
    else:
        lines = ticked_tasks(books, span, ())
        done, share = next((line.total.value for line in lines if line.task.id == task.id), 0), 1
    words = Money().format(done) if share == FEN else str(done)
    unit = task.unit or (indicator.unit if indicator else "")
    percent = f"，完成率{max(0, done) * 100 // (task.target * share)}%" if task.target else ""
    return f"已完成{words}{unit}{percent}。"


def _yuan(cents: int) -> str:
    return Money().format(cents)
