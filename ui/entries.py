"""The entries of the rail: which pages there are, what they are called and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page as the frame knows it.

    Attributes:
        key: code name; where a ledger is shown, the name of its table, of the first one if there are several.
        title: its name in the rail and over the page.
        short: two characters for the collapsed rail.
        icon: name of a shipped icon.
        part: entries of one part stand together; a thin line parts them from the next.
        new: word on the button that adds something, "" when nothing is added here.
        tables: the ledgers shown here, as tabs if there are several.
    """

    key: str
    title: str
    short: str
    icon: str
    part: int = 0
    new: str = ""
    tables: tuple[str, ...] = ()


def _ledgers(title: str, short: str, icon: str, *tables: str, part: int = 1, new: str = "新增") -> Entry:
    return Entry(key=tables[0], title=title, short=short, icon=icon, part=part, new=new, tables=tables)


GROUP_ENTRIES: tuple[Entry, ...] = (
    Entry(key="today", title="今日工作台", short="今日", icon="layout-dashboard"),
    _ledgers("蹲点日志", "日志", "notebook", "diary", "jotting", new="写日志"),
    _ledgers("走访职工", "走访", "messages", "visit", "worker", "hardship_lead", new="记走访"),
    _ledgers("问题台账", "问题", "list-check", "problem", "common_problem", new="新增问题"),
    _ledgers("办实事", "实事", "heart-handshake", "deed", "expense", "budget", new="新增实事"),
    _ledgers("建会入会", "建会", "users-group", "union_building", "union_org", new="新增建会事项"),
    _ledgers("重大事项", "风险", "alert-triangle", "incident", "apart_mark", new="报重大事项"),
    _ledgers("活动宣传", "活动", "flag", "activity", "letter", "publicity", new="新增活动"),
    _ledgers("调研课题", "调研", "bulb", "research_topic", "outcome", new="新增课题"),
    _ledgers("企业底册", "企业", "building-factory-2", "enterprise", part=2, new="新增单位"),
    _ledgers("工作组", "组员", "id-badge-2", "group", "site", "member", "task", "parameter", part=2),
    _ledgers(
        *("队伍建设", "队伍", "school", "liaison", "leader_visit", "rotation", "absence", "training", "pledge"), part=2
    ),
    _ledgers(
        *("月报总结", "月报", "report-analytics", "report", "month_report", "summary", "evaluation", "closing"),
        part=3,
        new="",
    ),
    _ledgers("政策工具包", "政策", "folder-open", "toolkit_document", part=3, new="载入文件"),
    Entry(key="exchange", title="交换", short="交换", icon="arrows-exchange", part=3),
    Entry(key="settings", title="设置", short="设置", icon="settings", part=4),
)
"""The pages of a work group.  A dispatching union has a list of its own."""
