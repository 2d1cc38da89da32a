"""Commands that write and read files: sheets, reports, backups; and the doctor."""

from __future__ import annotations

import argparse
from typing import cast

from dundian_desktop.actions import commons, listing, month_report, sheets
from dundian_desktop.actions import doctor as examination
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.printed import say_printed
from dundian_desktop.cli.records import found, kind_of, query_of
from dundian_desktop.fields import Money
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.policy.kpi import Line
from dundian_desktop.reports.pdf import write_pages
from dundian_desktop.store import backup
from dundian_desktop.store.store import Store

UNSOUND = 1
MONEY_UNIT = "元"
"""Figures of this unit are kept in 分."""


def sheet_write(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write a ledger to an xlsx file."""
    count = sheets.write_ledger(store, query_of(store, arguments), arguments.file, sensitive=arguments.sensitive)
    console.say(f"已写出{count}条：{arguments.file}", {"rows": count, "file": str(arguments.file)})


def sheet_read(store: Store, arguments: argparse.Namespace, console: Console) -> int:
    """Read a ledger from a sheet; with bad rows nothing is stored unless good ones are asked for."""
    reading = sheets.read_ledger(store, kind_of(store, arguments.ledger), arguments.file)
    bad = [{"row": row.number, "problems": list(row.problems)} for row in reading.bad]
    lines = [f"第{row.number}行：{'；'.join(row.problems)}" for row in reading.bad]
    lines += [f"没有用到的列：{'、'.join(reading.unknown_headers)}"] if reading.unknown_headers else []
    data = {"good": len(reading.good), "bad": bad, "unknown_headers": list(reading.unknown_headers)}
    if arguments.dry_run or (bad and not arguments.skip_bad):
        kept = "" if arguments.dry_run else "有坏行，一行也没有保存；改好后重读，或加 --skip-bad 只存好行。"
        console.say("\n".join([*lines, f"能用{len(reading.good)}行，不能用{len(bad)}行。{kept}"]), data)
        return 0 if arguments.dry_run else UNSOUND
    taken = sheets.take_rows(store, reading)
    twice = f"疑似重复{taken.alike}条，可用 dundian duplicates 查看。" if taken.alike else ""
    told = f"新增{taken.added}条，修改{taken.changed}条，未变{taken.same}条，跳过坏行{len(bad)}行。{twice}"
    console.say(
        "\n".join([*lines, told]),
        data | {"added": taken.added, "changed": taken.changed, "same": taken.same, "alike": taken.alike},
    )
    return 0


def report_month(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print the month's report; every figure is told with the records it was counted from."""
    report = month_report.month_report(store, arguments.month)
    printed = write_pages(month_report.month_pages(report, own_fonts=arguments.fonts), arguments.out)
    lines = [f"{line.indicator.label}：{_told(line)}" for line in report.figures.lines if line.kept]
    lines += [f"{finding.level}：{finding.sentence}" for finding in report.findings]
    say_printed(
        console,
        printed,
        lines,
        notices=list(printed.notices),
        findings=[{"level": f.level.value, "sentence": f.sentence} for f in report.findings],
        figures={line.indicator.code: _figure(line) for line in report.figures.lines},
    )


def report_common(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print the page of a common problem."""
    common = cast(CommonProblem, found(store, CommonProblem, arguments.id))
    printed = commons.print_common(store, common, arguments.out, own_fonts=arguments.fonts)
    say_printed(console, printed, no=common.no)


def report_listing(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print a ledger as a list."""
    printed = listing.print_ledger(store, query_of(store, arguments), arguments.out, own_fonts=arguments.fonts)
    say_printed(console, printed)


def _told(line: Line) -> str:
    unit = line.indicator.unit
    write = Money().format if unit == MONEY_UNIT else str
    return f"本月{write(line.month.value)}{unit}，累计{write(line.total.value)}{unit}"


def _figure(line: Line) -> dict[str, object]:
    return {
        "label": line.indicator.label,
        "unit": line.indicator.unit,
        "month": line.month.value,
        "total": line.total.value,
        "records": list(line.month.records),
    }


def backup_write(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write a whole backup."""
    made = backup.write_backup(store, arguments.folder)
    console.say(
        f"已备份并检验：{made.path}（{made.records}条记录）。请把它和恢复码分开保管。",
        {"file": str(made.path), "records": made.records, "operations": made.operations},
    )


def doctor(store: Store, arguments: argparse.Namespace, console: Console) -> int:
    """Examine the workspace."""
    diagnosis = examination.examine(store, rebuild=arguments.rebuild)
    lines = [f"{'✓' if f.sound else '▲'} {f.name}：{f.words}" for f in diagnosis.findings]
    data = {
        "sound": diagnosis.sound,
        "digest": diagnosis.digest,
        "findings": [{"name": f.name, "sound": f.sound, "words": f.words} for f in diagnosis.findings],
    }
    console.say("\n".join([*lines, f"核对码：{diagnosis.digest}"]), data)
    return 0 if diagnosis.sound else UNSOUND
