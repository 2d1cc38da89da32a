"""The entries of the rail: which pages there are, what they are called and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page as the frame knows it.

    Attributes:
        key: code name; for a ledger the name of its table.
        title: its name in the rail and over the page.
        short: two characters for the collapsed rail.
        icon: name of a shipped icon.
        part: entries of one part stand together; a thin line parts them from the next.
        new: word on the button that adds something, "" when nothing is added here.
    """

    key: str
    title: str
    short: str
    icon: str
    part: int = 0
    new: str = ""


GROUP_ENTRIES: tuple[Entry, ...] = (
    Entry(key="today", title="今日工作台", short="今日", icon="layout-dashboard"),
    Entry(key="diary", title="蹲点日志", short="日志", icon="notebook", new="写日志", part=1),
    Entry(key="visit", title="走访职工", short="走访", icon="messages", new="记走访", part=1),
    Entry(key="deed", title="办实事", short="实事", icon="heart-handshake", new="新增实事", part=1),
    Entry(key="worker", title="职工名册", short="职工", icon="address-book", new="新增职工", part=2),
    Entry(key="enterprise", title="企业底册", short="企业", icon="building-factory-2", new="新增企业", part=2),
    Entry(key="group", title="工作组", short="组员", icon="users-group", part=2),
    Entry(key="report", title="月报", short="月报", icon="report-analytics", part=3),
    Entry(key="exchange", title="交换", short="交换", icon="arrows-exchange", part=3),
    Entry(key="settings", title="设置", short="设置", icon="settings", part=4),
)
"""The pages of a work group.  A dispatching union has a list of its own."""
