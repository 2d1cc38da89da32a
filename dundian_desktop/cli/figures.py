"""Commands about figures: what is counted, month by month and to date, and the closing of a month."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Mapping
from typing import Any

from dundian_desktop import clock
from dundian_desktop.actions.books import books_in
from dundian_desktop.cli.console import Console
from dundian_desktop.fields import Money
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.closed import moved_since, stint_figures
from dundian_desktop.policy.counting import FEN, Count
from dundian_desktop.policy.kpi import Figures, Line
from dundian_desktop.policy.month import month_of, stint_of
from dundian_desktop.policy.span import Stint
from dundian_desktop.policy.tasks import TaskLine
from dundian_desktop.store.store import Store


def kpi(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Tell every indicator with the records it was counted from; of one month, or of all and to date.

    A closed month is told as it was closed; 累计 of all months is counted from the records as they are now. What moved
    since a month was closed stands between them under 更正.
    """
    books, today = books_in(store), clock.today()
    stint = stint_of(books)[1]
    if arguments.month is None:
        _tell_stint(books, stint, today, console)
        return
    figures = month_of(books, arguments.month, today).figures
    lines = [_row(line) for line in figures.lines if line.kept]
    lines += [_task(line) for line in figures.tasks]
    console.say("\n".join(lines), {line.indicator.code: _month(line, figures) for line in figures.lines})


def _tell_stint(books: Books, stint: Stint, today: dt.date, console: Console) -> None:
    told = {month: month_of(books, month, today).figures for month in stint.months}
    moved = {indicator.code: count.value for indicator, count in moved_since(books, stint)}
    to_date = stint_figures(books, stint)
    corrected = {line.indicator.code: _corrected(line, told, moved) for line in to_date.lines}
    column = ["更正"] if any(corrected.values()) else []
    rows = ["\t".join(["指标", *told, *column, "累计"])]
    rows += [_across(line, told, corrected if column else {}) for line in to_date.lines if line.kept]
    data = {
        code: _all(line, told) | {"moved": plain(line, moved.get(code, 0)), "correction": plain(line, corrected[code])}
        for line in to_date.lines
        for code in [line.indicator.code]
    }
    console.say("\n".join(rows), data)


def _corrected(line: Line, told: Mapping[str, Figures], moved: Mapping[str, int]) -> int:
    """Give what moved after a month was closed: what later closed months told of it, and what none has told yet."""
    code = line.indicator.code
    return sum(one[code].correction.value for one in told.values() if one.closed) + moved.get(code, 0)


def plain(line: Line, value: int) -> int | float:
    """Give a figure as its unit says: money, which is kept in 分, in 元."""
    if not line.indicator.money:
        return value
    return value // FEN if value % FEN == 0 else value / FEN


def _row(line: Line) -> str:
    one = line.indicator
    parts = [f"{one.code}\t{one.label}（{one.unit}）\t本月{_shown(line, line.month)}\t上月{_shown(line, line.last)}"]
    if line.correction.value:
        parts.append(f"上月更正{_shown(line, line.correction)}")
    parts.append(f"累计{_shown(line, line.total)}")
    if line.target:
        parts.append(f"任务{line.target.value}，完成{line.percent}%")
    return "\t".join(parts)


def _task(line: TaskLine) -> str:
    task = line.task
    done = f"本月{line.month.value}\t累计{line.total.value}\t任务{task.target}，完成{line.percent}%"
    return f"任务\t{task.title}{f'（{task.unit}）' if task.unit else ''}\t{done}"


def _across(line: Line, told: Mapping[str, Figures], corrected: Mapping[str, int]) -> str:
    code = line.indicator.code
    values = [_shown(line, one[code].month) for one in told.values()]
    values += [_shown(line, Count(value=corrected[code]))] if corrected else []
    return "\t".join([f"{code} {line.indicator.label}（{line.indicator.unit}）", *values, _shown(line, line.total)])


def _shown(line: Line, count: Count) -> str:
    if not line.indicator.money:
        return str(count.value)
    return ("-" if count.value < 0 else "") + Money().format(abs(count.value))


def _known(line: Line, count: Count) -> dict[str, Any]:
    one = line.indicator
    return {
        "value": plain(line, count.value),
        "unit": one.unit,
        "clause": one.source,
        "records": list(count.records),
        "cards": list(count.cards),
        "label": one.label,
        "rule": one.rule,
        "ledger": one.ledger.ledger.table,
        "part_of": one.part_of,
        "kept": line.kept,
        "target": line.target.value if line.target else None,
        "percent": line.percent,
    }


def _month(line: Line, figures: Figures) -> dict[str, Any]:
    return _known(line, line.month) | {
        "last": plain(line, line.last.value),
        "before": plain(line, line.before),
        "correction": plain(line, line.correction.value),
        "correction_records": list(line.correction.records),
        "total": plain(line, line.total.value),
        "total_records": list(line.total.records),
        "closed": figures.closed,
    }


def _all(line: Line, told: Mapping[str, Figures]) -> dict[str, Any]:
    months = {name: _of_month(figures[line.indicator.code], figures) for name, figures in told.items()}
    return _known(line, line.total) | {"total": plain(line, line.total.value), "months": months}


def _of_month(line: Line, figures: Figures) -> dict[str, Any]:
    return {
        "value": plain(line, line.month.value),
        "correction": plain(line, line.correction.value),
        "records": list(line.month.records),
        "closed": figures.closed,
    }
