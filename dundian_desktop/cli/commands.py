"""Which function each command runs; commands that need an open workspace get it open.

A command's module is read when the command is run: `dundian check` does not wait for the libraries of PDF and sheets.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TypeAlias

from dundian_desktop.cli.console import Console, passphrase_from
from dundian_desktop.store.hardening import harden
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import open_workspace

Closed: TypeAlias = Callable[[argparse.Namespace, Console], int | None]
Open: TypeAlias = Callable[[Store, argparse.Namespace, Console], int | None]

WITHOUT_WORKSPACE: Mapping[str, str] = {
    "init": "about.init",
    "sample": "about.sample",
    "ledgers": "about.ledgers",
    "backup_verify": "about.backup_verify",
    "backup_restore": "about.backup_restore",
}

WITH_WORKSPACE: Mapping[str, str] = {
    "list_records": "records.list_records",
    "show": "records.show",
    "put": "records.put",
    "void": "records.void",
    "restore": "records.restore",
    "undo": "records.undo",
    "search": "records.search",
    "duplicates": "duplicates.duplicates",
    "merge": "duplicates.merge",
    "unmerge": "duplicates.unmerge",
    "distinct": "duplicates.distinct",
    "sheet_write": "files.sheet_write",
    "sheet_read": "files.sheet_read",
    "report_month": "files.report_month",
    "report_common": "files.report_common",
    "report_listing": "files.report_listing",
    "report_due": "due.report_due",
    "report_blank": "toolkit.report_blank",
    "toolkit_add": "toolkit.add",
    "toolkit_list": "toolkit.list_papers",
    "toolkit_text": "toolkit.text",
    "toolkit_cite": "toolkit.cite",
    "backup_write": "files.backup_write",
    "doctor": "files.doctor",
    "check": "duties.check",
    "calendar_show": "days.calendar_show",
    "kpi": "figures.kpi",
    "month_close": "months.month_close",
    "month_list": "months.month_list",
    "calendar_take": "days.calendar_take",
    "handover_list": "handing.handover_list",
    "handover_do": "handing.handover_do",
    "handover_print": "handing.handover_print",
    "close_check": "handing.close_check",
    "close_hand": "handing.close_hand",
    "close_pack": "handing.close_pack",
    "incident_page": "incident.page",
    "incident_flash": "incident.flash",
    "incident_read": "incident.read",
    "apart_init": "incident.apart_init",
    "apart_put": "incident.apart_put",
    "apart_list": "incident.apart_list",
    "peer_self": "travel.peer_self",
    "peer_add": "travel.peer_add",
    "peer_list": "travel.peer_list",
    "bundle_write": "travel.bundle_write",
    "bundle_read": "travel.bundle_read",
    "bundle_inspect": "travel.bundle_inspect",
}


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command that was asked for and give its exit status.

    Raises:
        UserError: it was refused.
        MachineError: the machine was at fault.
    """
    harden()
    if name := WITHOUT_WORKSPACE.get(arguments.run):
        closed: Closed = function(name)
        return closed(arguments, console) or 0
    wanted: Open = function(WITH_WORKSPACE[arguments.run])
    passphrase = passphrase_from(arguments.passphrase_file)
    with open_workspace(arguments.workspace, passphrase) as workspace:
        return wanted(workspace.store, arguments, console) or 0


def function(name: str) -> Callable[..., int | None]:
    """Give the function of a command by module and name, e.g. ``duties.check``."""
    module, _, own = name.partition(".")
    found: Callable[..., int | None] = getattr(import_module(f"dundian_desktop.cli.{module}"), own)
    return found
