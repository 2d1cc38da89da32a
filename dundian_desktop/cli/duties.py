"""Commands about the duties of the policy: what a stint, or one month of it, lacks or contradicts."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from dundian_desktop import fields
from dundian_desktop.actions.check import Checked, check_month, check_stint
from dundian_desktop.cli.console import Console
from dundian_desktop.errors import UserError
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Finding
from dundian_desktop.store.store import Store


def check(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Tell what is irregular; that something was found is no error.

    Without ``--all`` a whole stint is looked over for irregularities only; fields still to be filled (D01), to be
    looked at (D02) and days without a diary are told with it. A month is always told with them, as its report asks.
    """
    day = day_of(arguments.as_of)
    if arguments.month is not None:
        found = check_month(store, arguments.month, day)
    else:
        found = check_stint(store, day, everything=arguments.all)
    told = [_line(one) for one in found.findings] or ["没有发现要核对的。"]
    head = f"截至{found.today}，要核对的{len(found.findings)}项。"
    console.say("\n".join([head, *filter(None, [found.note]), *told]), _data(found))


def day_of(words: str | None) -> dt.date | None:
    """Give the day of a word, None of none.

    Raises:
        UserError: it is no day.
    """
    try:
        day = None if words is None else dt.date.fromisoformat(words)
    except ValueError:
        raise UserError(f"“{words}”不是日期，应写作2026-07-12。数据没有变化。") from None
    if day and (slip := fields.Day().refuse(day)):
        raise UserError(f"“{words}”{slip}。数据没有变化。")
    return day


def _line(one: Finding) -> str:
    numbers = "、".join(ref.no for ref in one.records if ref.no)
    source = f"（{one.source}）" if one.source else ""
    return f"{one.level}\t{one.rule}{source}\t{one.sentence}" + (f"\t{numbers}" if numbers else "")


def _data(found: Checked) -> dict[str, Any]:
    broken = {one.rule for one in found.findings}
    return {
        "as_of": found.today.isoformat(),
        "note": found.note,
        "findings": [_finding(one) for one in found.findings],
        "satisfied": [duty.code for duty in Duty if duty.code.startswith("R") and duty.code not in broken],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "title": Duty[one.rule].title,
        "level": one.level.value,
        "clause": one.clause,
        "basis": one.basis.value,
        "sentence": one.sentence,
        "ledgers": list(dict.fromkeys(ref.ledger for ref in one.records)),
        "records": [ref.id for ref in one.records],
        "numbers": [ref.no for ref in one.records],
    }
