"""What the sending union asks for (任务数) and how far it is: the 几个一 of the task list (domain notes §1.2, §3.9).

* A task that names an indicator is done as far as that indicator's 累计; several that name the same one add up.
* A task that names none is done as far as its rows say: a row without a number counts as one.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Collection, Mapping

from dundian_desktop.ledgers.task import Task
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import Count
from dundian_desktop.policy.span import Span


@dc.dataclass(frozen=True, kw_only=True)
class Target:
    """What is asked for, in the unit of the indicator (money in 元), and the ids of the tasks that ask it."""

    value: int
    tasks: tuple[str, ...]


@dc.dataclass(frozen=True, kw_only=True)
class TaskLine:
    """A task that no indicator counts: what was ticked off in the month and to date."""

    task: Task
    month: Count
    total: Count

    @property
    def percent(self) -> int:
        """Give 完成率 in whole per cent, rounded down."""
        return self.total.value * 100 // (self.task.target or 1)


def targets_of(books: Books) -> Mapping[str, Target]:
    """Give code -> target of the indicators that tasks name."""
    found: dict[str, Target] = {}
    for task in _in_order(books):
        if (code := named(task)) and task.target:
            before = found.get(code, Target(value=0, tasks=()))
            found[code] = Target(value=before.value + task.target, tasks=(*before.tasks, task.id))
    return found


def named(task: Task) -> str:
    """Give the code of the indicator a task names, "" when it names none."""
    return (task.indicator or "").strip().upper()


def ticked_tasks(books: Books, span: Span, codes: Collection[str]) -> tuple[TaskLine, ...]:
    """Give the tasks that none of these indicators counts, in the order of their numbers."""
    found = (task for task in _in_order(books) if named(task) not in codes)
    return tuple(TaskLine(task=task, month=_ticked(task, span), total=_ticked(task, _ever(span))) for task in found)


def _in_order(books: Books) -> list[Task]:
    return sorted(books.of(Task), key=lambda task: (task.no, task.id))


def _ever(span: Span) -> Span:
    """Give all days to the end of the span, those before the stint too: a task may be begun early."""
    return dc.replace(span, first=span.first.min)


def _ticked(task: Task, span: Span) -> Count:
    rows = [row.cells for row in task.done if span.holds(row.cells.get("day"))]
    numbers = (cells.get("number") for cells in rows)
    value = sum(1 if number is None else number for number in numbers)
    return Count(value=value, records=(task.id,) if rows else ())
