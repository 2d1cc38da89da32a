"""What is left of a budget, and how much of a task is done: counted from the other ledgers, never typed."""

from __future__ import annotations

import pytest

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.task import Task
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.so_far import so_far
from tests.policy.stints import CARDS, E2, W2, day, visit


def told(record, *records, today="06-15"):
    return so_far(books_of((*CARDS, record, *records)), record, day(today))


def budget(yuan, **more):
    return Budget(**{"fund": "2", "year": 2026, "amount": yuan * 100, **more})


def expense(yuan, on="06-01", fund="2"):
    return Expense(day=day(on), what="车票", amount=yuan * 100, fund=fund)


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ((), "2026年差旅费已支出0元，余额300元。"),
        ((expense(120), expense(50, fund="1"), expense(60, on="06-16")), "2026年差旅费已支出120元，余额180元。"),
        ((expense(301),), "2026年差旅费已支出301元，超支1元。"),
        ((budget(100), expense(350)), "同一来源的2笔预算共400元，2026年差旅费已支出350元，余额50元。"),
    ],
)
def test_a_budget_tells_what_was_spent_and_what_is_left(records, words):
    assert told(budget(300), *records) == words


def test_a_task_that_names_an_indicator_is_done_as_far_as_it_says():
    visits = (visit("04-20"), visit("04-21", W2, E2), visit("06-16", W2, E2))
    assert told(Task(title="走访", indicator="K004", target=3), *visits) == "已完成2人次，完成率66%。"
    money = Task(title="慰问", indicator="K405", target=200, unit="元")
    assert told(money, expense(150)) == "已完成150元，完成率75%。"


def test_a_task_without_one_is_done_as_far_as_its_rows_say():
    rows = tuple(Row(key=str(n), cells={"day": day(on), "number": n}) for n, on in ((1, "04-01"), (2, "06-20")))
    assert told(Task(title="结对", target=4, unit="对", done=rows)) == "已完成1对，完成率25%。"


def test_of_other_records_there_is_nothing_to_tell():
    assert told(expense(1)) == ""
