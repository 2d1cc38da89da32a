"""How far one record is, as it follows from the other ledgers of a workspace."""

from __future__ import annotations

from dundian_desktop import clock
from dundian_desktop.actions.books import books_in
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.budget import Budget
from dundian_desktop.ledgers.task import Task
from dundian_desktop.policy.so_far import so_far
from dundian_desktop.store.store import Store


def is_counted(kind: type[Record]) -> bool:
    """Tell whether something of the records of a ledger follows from others."""
    return issubclass(kind, Budget | Task)


def told_so_far(store: Store, record: Record) -> str:
    """Say what is spent of a budget and what is left, or how much of a task is done; "" of other records."""
    return so_far(books_in(store), record, clock.today()) if is_counted(type(record)) else ""
