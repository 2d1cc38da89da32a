"""Commands about working days: the calendar, and the arrangement of another year."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from dundian_desktop import clock
from dundian_desktop.actions.working_days import take_calendar
from dundian_desktop.cli.console import Console
from dundian_desktop.errors import UserError
from dundian_desktop.policy.arrangement import Arrangement, spoken_days
from dundian_desktop.policy.calendar import WorkingCalendar, calendar_of
from dundian_desktop.store.store import Store


def calendar_show(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Show the holidays of a year, this one when none is named, and how far the calendar is known."""
    year: int = clock.today().year if arguments.year is None else arguments.year
    if not dt.MINYEAR < year <= dt.MAXYEAR:
        raise UserError(f"“{year}”不是年份，应写作2026。")
    calendar = calendar_of(store)
    count, note = _working_days(calendar, year), calendar.note(dt.date(year, 1, 1))
    known = calendar.years.get(year)
    plain: dict[str, Any] = known.plain if known else {"year": year, "source": "", "holidays": [], "workdays": []}
    lines = [f"工作日历：已知到{calendar.known_until}年。", *([note] if note else [])]
    lines += _told(known) if known else []
    console.say(
        "\n".join([*lines, f"{year}年共{count}个工作日。"]),
        {**plain, "working_days": count, "known_until": calendar.known_until, "note": note},
    )


def calendar_take(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Take in the arrangement of one year."""
    taken = take_calendar(store, arguments.file)
    until = calendar_of(store).known_until
    console.say(
        "\n".join([f"已载入{taken.year}年的放假安排。", *_told(taken), f"工作日历：已知到{until}年。"]),
        {**taken.plain, "known_until": until},
    )


def _working_days(calendar: WorkingCalendar, year: int) -> int:
    return calendar.between(dt.date(year - 1, 12, 31), dt.date(year, 12, 31))


def _told(known: Arrangement) -> list[str]:
    worked = spoken_days(known.workdays, known.year) or "无"
    return [f"依据：{known.source}", f"放假：{spoken_days(known.holidays, known.year)}", f"调休上班：{worked}"]
