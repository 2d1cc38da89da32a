"""The words of the command line; `parser()` lists every command in one place."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any, Protocol

from dundian_desktop.cli.speech import Parser


def _path_from(name: str) -> Path | None:
    return Path(os.environ[name]) if os.environ.get(name) else None


def _common(*, defaults: bool) -> argparse.ArgumentParser:
    """Give the options that may stand before or after the command; only those before carry defaults."""
    common = argparse.ArgumentParser(add_help=False, argument_default=None if defaults else argparse.SUPPRESS)
    common.add_argument("--workspace", type=Path, metavar="DIR", help="工作区文件夹")
    common.add_argument("--passphrase-file", type=Path, metavar="FILE", help="口令文件")
    common.add_argument("--json", action="store_const", const=True, help="结果以JSON给出")
    if defaults:
        workspace = _path_from("DUNDIAN_WORKSPACE") or Path.cwd()
        passphrase = _path_from("DUNDIAN_PASSPHRASE_FILE")
        common.set_defaults(workspace=workspace, passphrase_file=passphrase, json=False)
    return common


class _Places(Protocol):
    """What argparse gives to hang commands on."""

    def add_parser(self, name: str, **more: Any) -> argparse.ArgumentParser: ...


class _Commands:
    """Adds commands, each with the common options behind it."""

    def __init__(self, actions: _Places) -> None:
        self._actions = actions

    def add(self, name: str, words: str, *, run: str = "") -> argparse.ArgumentParser:
        made = self._actions.add_parser(name, help=words, description=words, parents=[_common(defaults=False)])
        if run:
            made.set_defaults(run=run)
        return made

    def group(self, name: str, words: str) -> _Commands:
        made = self._actions.add_parser(name, help=words, description=words)
        return _Commands(made.add_subparsers(required=True, metavar="动作"))


def parser() -> argparse.ArgumentParser:
    """Give the parser; after parsing, `run` names the command's function."""
    top = Parser(prog="dundian", description="蹲点工作台的命令行", parents=[_common(defaults=True)])
    commands = _Commands(top.add_subparsers(required=True, metavar="命令"))
    _workspace_commands(commands)
    _record_commands(commands)
    _duplicate_commands(commands)
    _file_commands(commands)
    _toolkit_commands(commands)
    _figure_commands(commands)
    _handing_commands(commands)
    _incident_commands(commands)
    _exchange_commands(commands)
    _care_commands(commands)
    return top


def _workspace_commands(commands: _Commands) -> None:
    init = commands.add("init", "新建工作区", run="init")
    init.add_argument("--name", required=True, metavar="姓名")
    init.add_argument("--group-name", default="", metavar="组名")
    init.add_argument("--group-code", default="", metavar="组码")
    init.add_argument("--letter", default="A", choices=[chr(c) for c in range(65, 91)], help="本机在编号中的字母")
    init.add_argument("--leader-card", type=Path, metavar="FILE", help="从组长的身份文件加入")
    init.add_argument("--deployment", type=Path, metavar="FILE.json", help="载入部署数据")
    sample = commands.add("sample", "新建一个装有虚构示例数据的工作区", run="sample")
    sample.add_argument("folder", type=Path, metavar="DIR")


def _record_commands(commands: _Commands) -> None:
    commands.add("ledgers", "列出各台账", run="ledgers")
    listing = commands.add("list", "列出记录", run="list_records")
    listing.add_argument("ledger", metavar="LEDGER")
    listing.add_argument("--where", action="append", default=[], metavar="字段=值")
    listing.add_argument("--month", metavar="YYYY-MM")
    listing.add_argument("--sensitive", action="store_true", help="敏感内容不打码")
    show = commands.add("show", "看一条记录", run="show")
    show.add_argument("ledger", metavar="LEDGER")
    show.add_argument("id", metavar="ID")
    show.add_argument("--history", action="store_true", help="连同历次修改")
    show.add_argument("--sensitive", action="store_true", help="敏感内容不打码")
    put = commands.add("put", "新增或修改一条记录", run="put")
    put.add_argument("ledger", metavar="LEDGER")
    put.add_argument("--id", metavar="ID")
    put.add_argument("values", nargs="+", metavar="字段=值")
    void = commands.add("void", "删除一条记录（进回收站）", run="void")
    void.add_argument("ledger", metavar="LEDGER")
    void.add_argument("id", metavar="ID")
    restore = commands.add("restore", "从回收站取回一条记录", run="restore")
    restore.add_argument("ledger", metavar="LEDGER")
    restore.add_argument("id", metavar="ID")
    commands.add("undo", "撤销本机最近一次改动", run="undo")
    search = commands.add("search", "搜索", run="search")
    search.add_argument("words", nargs="+", metavar="WORDS")


def _duplicate_commands(commands: _Commands) -> None:
    listing = commands.add("duplicates", "列出疑似重复的记录", run="duplicates")
    listing.add_argument("ledger", nargs="?", metavar="LEDGER")
    merge = commands.add("merge", "把两条合成一条，另一条进回收站", run="merge")
    unmerge = commands.add("unmerge", "把合并掉的一条拆出来", run="unmerge")
    distinct = commands.add("distinct", "记下两条不是同一个", run="distinct")
    names = ((merge, ("kept", "gone")), (unmerge, ("gone",)), (distinct, ("one", "other")))
    for command, given in names:
        for name in ("ledger", *given):
            command.add_argument(name, metavar=name.upper())


def _file_commands(commands: _Commands) -> None:
    sheets = commands.group("sheet", "Excel和WPS表格")
    write = sheets.add("write", "写出台账", run="sheet_write")
    write.add_argument("ledger", metavar="LEDGER")
    write.add_argument("file", type=Path, metavar="FILE.xlsx")
    write.add_argument("--month", metavar="YYYY-MM")
    write.add_argument("--sensitive", action="store_true", help="敏感内容不打码")
    read = sheets.add("read", "读入台账", run="sheet_read")
    read.add_argument("ledger", metavar="LEDGER")
    read.add_argument("file", type=Path, metavar="FILE.xlsx")
    read.add_argument("--dry-run", action="store_true", help="只检查，不保存")
    read.add_argument("--skip-bad", action="store_true", help="有坏行时也保存好行")
    reports = commands.group("report", "打印")
    month = reports.add("month", "月度汇报", run="report_month")
    month.add_argument("month", metavar="YYYY-MM")
    month.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    month.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")
    listing = reports.add("listing", "把一本台账印成清单", run="report_listing")
    listing.add_argument("ledger", metavar="LEDGER")
    listing.add_argument("--where", action="append", default=[], metavar="字段=值")
    listing.add_argument("--month", metavar="YYYY-MM")
    listing.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    listing.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")
    common = reports.add("common", "一个共性问题的专报", run="report_common")
    common.add_argument("id", metavar="ID")
    common.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    common.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")
    due = reports.add("due", "到期清单：可贴在车间，不写职工姓名", run="report_due")
    due.add_argument("--as-of", metavar="YYYY-MM-DD", help="从哪一天算起，不写时为今天；办结与否按现在的记录")
    due.add_argument("--days", metavar="N", help="连同今后几天到期的，不写时为30天")
    due.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    due.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")
    blank = reports.add("blank", "印一本台账的空白表，供手写", run="report_blank")
    blank.add_argument("ledger", metavar="LEDGER")
    blank.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    blank.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")


def _figure_commands(commands: _Commands) -> None:
    kpi = commands.add("kpi", "各项指标，每个数连同依据的记录", run="kpi")
    kpi.add_argument("--month", metavar="YYYY-MM", help="只看一个月，带上月、更正和累计")
    month = commands.group("month", "月份")
    close = month.add("close", "封账：由组长签字，数字不再变动", run="month_close")
    close.add_argument("month", metavar="YYYY-MM")
    close.add_argument("--by", metavar="组长姓名")
    month.add("list", "各月月报到了哪一步", run="month_list")


def _toolkit_commands(commands: _Commands) -> None:
    toolkit = commands.group("toolkit", "政策工具包")
    add = toolkit.add("add", "载入文件或整个文件夹（PDF、DOCX、TXT、图片）", run="toolkit_add")
    add.add_argument("files", type=Path, nargs="+", metavar="FILE")
    add.add_argument("--folder", default="", metavar="文件夹", help="放入哪个文件夹，用/分层")
    add.add_argument("--version", default="", metavar="版本")
    add.add_argument("--source", default="", metavar="出处")
    add.add_argument("--replaces", metavar="ID", help="换下哪一份；不写时按名称和文件夹认")
    listing = toolkit.add("list", "列出政策文件", run="toolkit_list")
    listing.add_argument("words", nargs="*", metavar="WORDS", help="只列出文中有这些词的")
    listing.add_argument("--all", action="store_true", help="连同已更新、已废止的")
    text = toolkit.add("text", "看一份文件的文字，逐段编号", run="toolkit_text")
    text.add_argument("id", metavar="ID")
    cite = toolkit.add("cite", "把一段引用到问题、共性问题或重大事项", run="toolkit_cite")
    cite.add_argument("id", metavar="ID")
    cite.add_argument("paragraph", type=int, metavar="段")
    cite.add_argument("ledger", metavar="LEDGER")
    cite.add_argument("record", metavar="RECORD")


def _handing_commands(commands: _Commands) -> None:
    handover = commands.group("handover", "办理交接：离组的人把手上的事交给接替的人")
    listing = handover.add("list", "列出一位组员名下未办结的事项", run="handover_list")
    listing.add_argument("--from", dest="leaving", required=True, metavar="组员")
    do = handover.add("do", "把未办结的事项一次交给接替的人", run="handover_do")
    do.add_argument("--from", dest="leaving", required=True, metavar="离组的组员")
    do.add_argument("--to", dest="successor", required=True, metavar="接替的组员")
    do.add_argument("--day", metavar="YYYY-MM-DD", help="交接日期，不写时为今天")
    do.add_argument("--by", metavar="组长姓名", help="监交人，不写时为当天的组长")
    do.add_argument("--without", action="append", default=[], metavar="编号", help="这一件不交，可写多次")
    do.add_argument("--words", default="", metavar="交接说明")
    do.add_argument("--leaves", action="store_true", help="把交接日期写成离组日期")
    do.add_argument("--out", type=Path, metavar="FILE.pdf", help="连同印出交接清单")
    do.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")
    paper = handover.add("print", "印一次交接的清单", run="handover_print")
    paper.add_argument("id", metavar="ID")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    paper.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")
    close = commands.group("close", "蹲点收尾")
    close.add("check", "收尾前还差什么", run="close_check")
    hand = close.add("hand", "把未办结的事项移交驻在工会", run="close_hand")
    hand.add_argument("--to", default="", metavar="工会名称", help="不写时为工作组里登记的驻在工会")
    hand.add_argument("--day", metavar="YYYY-MM-DD", help="移交日期，不写时为今天")
    hand.add_argument("--without", action="append", default=[], metavar="编号", help="这一件不移交，可写多次")
    pack = close.add("pack", "生成移交包：清单、总结、调研报告、评估表和台账", run="close_pack")
    pack.add_argument("folder", type=Path, metavar="DIR", help="放在哪个文件夹里")
    pack.add_argument("--ledger", action="append", default=[], metavar="LEDGER", help="只带这几本台账，可写多次")
    pack.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")


def _incident_commands(commands: _Commands) -> None:
    incident = commands.group("incident", "重大事项的专报和急报；政治安全类另行保管")
    page = incident.add("page", "印一起重大事项的专报", run="incident_page")
    page.add_argument("id", metavar="ID")
    page.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    page.add_argument("--fonts", type=Path, metavar="DIR", help="自备字体文件夹")
    flash = incident.add("flash", "写急报：单独成件，只带这一起", run="incident_flash")
    flash.add_argument("id", metavar="ID")
    flash.add_argument("--to", required=True, metavar="PEER")
    flash.add_argument("--out", type=Path, required=True, metavar="DIR")
    read = incident.add("read", "核对并查看收到的急报，不导入", run="incident_read")
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="把其中的专报存到这里")
    for one in (page, flash, read):
        one.add_argument("--apart", type=Path, metavar="口令文件", help="在另行保管的里面找")
    apart = commands.group("apart", "另行保管的政治安全类事项，单独口令")
    init = apart.add("init", "建立另行保管的地方", run="apart_init")
    put = apart.add("put", "新增或修改一起", run="apart_put")
    put.add_argument("--id", metavar="ID")
    put.add_argument("values", nargs="+", metavar="字段=值")
    listing = apart.add("list", "列出另行保管的事项", run="apart_list")
    listing.add_argument("--sensitive", action="store_true", help="敏感内容不打码")
    for one in (init, put, listing):
        one.add_argument("--apart", type=Path, metavar="口令文件", help="另行保管的口令；不写时在提示后输入")


def _exchange_commands(commands: _Commands) -> None:
    peers = commands.group("peer", "别的设备")
    own = peers.add("self", "写出本机身份文件", run="peer_self")
    own.add_argument("--out", type=Path, required=True, metavar="FILE")
    add = peers.add("add", "登记对方身份文件", run="peer_add")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--digits", metavar="八位数", help="对方读出的八位数字，不一致就不登记")
    peers.add("list", "列出已登记的设备", run="peer_list")
    bundles = commands.group("bundle", "数据包")
    write = bundles.add("write", "写出数据包", run="bundle_write")
    write.add_argument("--to", required=True, metavar="PEER")
    write.add_argument("--out", type=Path, required=True, metavar="DIR")
    read = bundles.add("read", "导入数据包", run="bundle_read")
    read.add_argument("file", type=Path, metavar="FILE")
    read.add_argument("--dry-run", action="store_true", help="只看会发生什么")
    inspect = bundles.add("inspect", "查看数据包", run="bundle_inspect")
    inspect.add_argument("file", type=Path, metavar="FILE")


def _care_commands(commands: _Commands) -> None:
    backups = commands.group("backup", "备份")
    write = backups.add("write", "写出完整备份", run="backup_write")
    write.add_argument("folder", type=Path, metavar="DIR")
    verify = backups.add("verify", "检验备份", run="backup_verify")
    verify.add_argument("file", type=Path, metavar="FILE")
    restore = backups.add("restore", "恢复到空文件夹", run="backup_restore")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--to", type=Path, required=True, metavar="DIR")
    check = commands.add("check", "核对：政策要求的、各台账之间对不上的", run="check")
    check.add_argument("--as-of", metavar="YYYY-MM-DD", help="按哪一天的情况核对，不写时为今天")
    check.add_argument("--month", metavar="YYYY-MM", help="只核对一个月，同月报前的核对")
    check.add_argument("--all", action="store_true", help="连同还没填全的栏目和缺的日志")
    calendar = commands.group("calendar", "工作日历")
    show = calendar.add("show", "看一年的放假安排", run="calendar_show")
    show.add_argument("--year", type=int, metavar="YYYY")
    take = calendar.add("take", "载入一年的放假安排", run="calendar_take")
    take.add_argument("file", type=Path, metavar="FILE.json")
    doctor = commands.add("doctor", "检查工作区", run="doctor")
    doctor.add_argument("--rebuild", action="store_true", help="先按操作重建台账")
