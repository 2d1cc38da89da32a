"""The entries of the rail, from the ledgers that are declared.

A ledger has an entry of its own, with words chosen for it or made from its declaration. Three small ledgers about the
work group itself share one entry.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Mapping

from dundian_desktop.ledger import Record
from ui.entries import GROUP_ENTRIES, Entry
from ui.words import NEW

TODAY, GROUP, REPORT, EXCHANGE, SETTINGS = "today", "group", "report", "exchange", "settings"
TOGETHER = ("group", "member", "site")
"""Tables that are tabs of the entry `GROUP`."""
_CARDS = 2


def entries_of(kinds: Mapping[str, type[Record]]) -> tuple[Entry, ...]:
    """Give the entries in the order of the rail; a ledger that nobody chose words for stands after the others."""
    known = {entry.key for entry in GROUP_ENTRIES}
    more = [_entry(kind) for table, kind in kinds.items() if table not in known and table not in TOGETHER]
    known_entries = [dc.replace(entry, new=NEW) if entry.key == GROUP else entry for entry in GROUP_ENTRIES]
    place = next(n for n, entry in enumerate(GROUP_ENTRIES) if entry.key == GROUP)
    return (*known_entries[:place], *more, *known_entries[place:])


def page_of(table: str) -> str:
    """Give the key of the page on which a ledger is shown."""
    return GROUP if table in TOGETHER else table


def _entry(kind: type[Record]) -> Entry:
    ledger = kind.ledger
    return Entry(
        key=ledger.table,
        title=ledger.title,
        short=ledger.title[:2],
        icon="notes",
        part=_CARDS,
        new=f"新增{ledger.noun}",
    )
