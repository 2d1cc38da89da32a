"""The command that prints what is due, for the wall of a workshop."""

from __future__ import annotations

import argparse
import re
from typing import Any

from dundian_desktop.actions.due_list import WALL_DAYS, due_list, due_pages
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.duties import day_of
from dundian_desktop.cli.printed import say_printed
from dundian_desktop.errors import UserError
from dundian_desktop.policy.due import DueItem
from dundian_desktop.reports.pdf import write_pages
from dundian_desktop.store.store import Store


def report_due(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print what is due, for the wall of a workshop."""
    found = due_list(store, day_of(arguments.as_of), within=_days(arguments.days))
    printed = write_pages(due_pages(store, found, own_fonts=arguments.fonts), arguments.out)
    lines = [f"{item.when}\t{item.kind}\t{item.record.no}" for item in found.items]
    items = [_due(item) for item in found.items]
    say_printed(console, printed, lines, as_of=found.today.isoformat(), items=items)


def _due(item: DueItem) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "ledger": item.record.ledger.table,
        "record": item.record.id,
        "number": item.record.no,
        "due": item.due.isoformat() if item.due else None,
        "late": item.late,
    }


def _days(words: str | None) -> int:
    if words is None:
        return WALL_DAYS
    if not re.fullmatch("[0-9]{1,3}", words):
        raise UserError(f"“{words}”不是天数，应写0至999的整数，如30。没有打印，数据没有变化。")
    return int(words)
