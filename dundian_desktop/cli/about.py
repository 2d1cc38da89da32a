"""Commands about whole workspaces: making, sampling, verifying, restoring."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dundian_desktop.actions import backups, deployment, setup
from dundian_desktop.cli.console import Console, passphrase_from
from dundian_desktop.errors import UserError
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.resources import resource
from dundian_desktop.store.passphrase import require


def _new_passphrase(file: Path | None, person: str) -> str:
    words = passphrase_from(file, "设一个口令（至少12个字符或4个词）：")
    if file is None and sys.stdin.isatty() and passphrase_from(None, "再输一遍：") != words:
        raise UserError("两次输入的口令不一样，没有新建。请再试一次。")
    require(words, [person])
    return words


def init(arguments: argparse.Namespace, console: Console) -> None:
    """Make a workspace, with a deployment in it when one is given."""
    newcomer = setup.Newcomer(
        person=arguments.name,
        group_name=arguments.group_name,
        group_code=arguments.group_code,
        letter=arguments.letter,
        leader_card=arguments.leader_card,
    )
    _make(arguments.workspace, newcomer, arguments, console, arguments.deployment)


def sample(arguments: argparse.Namespace, console: Console) -> None:
    """Make a workspace that holds the fictional sample deployment."""
    newcomer = setup.Newcomer(person="陆知远", demo=True)
    _make(arguments.folder, newcomer, arguments, console, resource("sample", "deployment.json"))


def _make(
    folder: Path, newcomer: setup.Newcomer, arguments: argparse.Namespace, console: Console, file: Path | None
) -> None:
    passphrase = _new_passphrase(arguments.passphrase_file, newcomer.person)
    workspace, code = setup.set_up(folder, passphrase, newcomer)
    try:
        loaded = deployment.load_deployment(workspace.store, file) if file else None
    except BaseException:  # nobody has seen the recovery code yet
        workspace.close()
        setup.take_down(folder)
        raise
    workspace.close()
    counts = dict(loaded.counts) if loaded else {}
    titles = {table: kind.ledger.title for table, kind in all_ledgers().items()}
    words = "、".join(f"{titles.get(table, table)}{n}条" for table, n in counts.items())
    console.say(
        f"工作区已建好：{folder}\n恢复码（请抄在纸上，装进信封封好，忘记口令时只有它能打开数据）：\n{code}"
        + (f"\n已载入：{words}" if words else ""),
        {"workspace": str(folder), "recovery_code": code, "loaded": counts},
    )


def ledgers(_arguments: argparse.Namespace, console: Console) -> None:
    """List the ledgers."""
    kinds = all_ledgers()
    lines = [f"{table}\t{kind.ledger.title}\t{len(kind.ledger.fields)}栏" for table, kind in kinds.items()]
    data = [
        {
            "ledger": table,
            "title": kind.ledger.title,
            "fields": [
                {"name": f.name, "label": f.label, "required": f.required, "kind": type(f.kind).__name__}
                for f in kind.ledger.fields
            ],
        }
        for table, kind in kinds.items()
    ]
    console.say("\n".join(lines), data)


def backup_verify(arguments: argparse.Namespace, console: Console) -> None:
    """Prove a backup readable."""
    passphrase = passphrase_from(arguments.passphrase_file)
    checked = backups.verify(arguments.workspace, arguments.file, passphrase)
    console.say(
        f"备份完好：{checked.records}条记录、{checked.operations}条操作，可以用来恢复。",
        {"records": checked.records, "operations": checked.operations},
    )


def backup_restore(arguments: argparse.Namespace, console: Console) -> None:
    """Restore a backup into an empty folder."""
    passphrase = passphrase_from(arguments.passphrase_file)
    restored = backups.restore(arguments.file, arguments.to, passphrase)
    console.say(
        f"已恢复到{arguments.to}：{restored.records}条记录。以后从这个文件夹打开。",
        {"workspace": str(arguments.to), "records": restored.records},
    )
