"""Commands that write and read files: sheets, reports, backups; and the doctor."""

from __future__ import annotations

import argparse

from dundian_desktop.actions import doctor as examination
from dundian_desktop.actions import month_report, sheets
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.records import kind_of, query_of
from dundian_desktop.store import backup
from dundian_desktop.store.store import Store

UNSOUND = 1


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
    console.say(
        "\n".join([*lines, f"新增{taken.added}条，修改{taken.changed}条，跳过坏行{len(bad)}行。"]),
        data | {"added": taken.added, "changed": taken.changed},
    )
    return 0


def report_month(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print the month's report."""
    printed = month_report.print_month(store, arguments.month, arguments.out, own_fonts=arguments.fonts)
    figures = {
        figure.code: {"label": figure.label, "unit": figure.unit, "month": figure.month, "total": figure.total}
        for figure in printed.figures
    }
    lines = [f"已写出{printed.pages}页：{arguments.out}", *printed.notices]
    lines += [
        f"{one['label']}：本月{one['month']}{one['unit']}，累计{one['total']}{one['unit']}" for one in figures.values()
    ]
    console.say(
        "\n".join(lines),
        {"file": str(arguments.out), "pages": printed.pages, "figures": figures, "notices": list(printed.notices)},
    )


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
