"""What a toast says once a record is saved: its name, and what the same save made in other ledgers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from dundian_desktop.ledger import Record
from ui.desk import Desk
from ui.ledger_words import SEE
from ui.names import name_of


def say_saved(desk: Desk, record: Record, verb: str, show_all: Callable[[], None]) -> None:
    """Say that a record is saved; where it made one other, a button leads there, where several, to all of them.

    Args:
        verb: what was done, e.g. ``已保存``.
        show_all: shows everything that belongs to the record.
    """
    born = desk.born
    told = f"{verb} {name_of(desk.store, record)}"
    if not born:
        desk.said.emit(told, "", None)
        return
    counted = Counter(one.ledger.noun for one in born)
    told += "，并建好 " + "、".join(f"{number} 条{noun}" for noun, number in counted.items())
    only = partial(desk.record_asked.emit, born[0].ledger.table, born[0].id)
    desk.said.emit(told, SEE, only if len(born) == 1 else show_all)
