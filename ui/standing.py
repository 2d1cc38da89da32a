"""How a workspace stands, in the words of the line at the foot; and the names of its settings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.ledgers.group import Group
from dundian_desktop.store.backup import automatic_backups
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store
from ui.status_line import Status

LOCK_MINUTES, TEXT_SCALE, OWN_FONTS = "lock_minutes", "text_scale", "own_fonts"
"""Settings: minutes until the window locks; how large text is; the folder of the person's own fonts."""

_LATE_HOURS = 72


def status_of(store: Store) -> Status:
    """Say how things stand."""
    made = last_backup(store.folder)
    group = next(iter(store.reader.list(Query(kind=Group))), None)
    return Status(
        saved="已保存",
        backup=f"备份 {moment_words(made)}" if made else "还没有备份",
        backup_late=bool(made) and clock.now() - made > dt.timedelta(hours=_LATE_HOURS),
        group=short_group(group.name if group else store.settings.get("group_name", "")),
        person=store.settings.get("person", ""),
        day=stint_words(group, clock.today()),
    )


def last_backup(folder: Path) -> dt.datetime | None:
    """Give the moment of the latest automatic backup, or None."""
    newest = next(iter(automatic_backups(folder)), None)
    return dt.datetime.fromtimestamp(newest.stat().st_mtime, dt.UTC) if newest else None


def moment_words(moment: dt.datetime) -> str:
    """Write a moment as people say it: ``今天08:12``, ``昨天17:30``, ``6月7日``."""
    when = clock.local(moment)
    days = (clock.today() - when.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'}{when:%H:%M}"
    return f"{when.month}月{when.day}日"


def stint_words(group: Group | None, today: dt.date) -> str:
    """Say which day of the stint it is."""
    if group is None or not (group.starts and group.ends):
        return ""
    whole = (group.ends - group.starts).days + 1
    if today < group.starts:
        return f"还有{(group.starts - today).days}天开始"
    if today > group.ends:
        return f"蹲点已结束（共{whole}天）"
    return f"第{(today - group.starts).days + 1}/{whole}天"


def short_group(name: str) -> str:
    """Give a name short enough for the line at the foot."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


_LONGEST = 18
