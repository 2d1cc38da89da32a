"""The entries of the rail, from the ledgers that are declared.

Ledgers that belong together share one entry, as tabs of its page. A ledger nobody chose a place for has an entry of its
own, made from its declaration.
"""

from __future__ import annotations

from collections.abc import Mapping

from dundian_desktop.ledger import Record
from ui.entries import GROUP_ENTRIES, Entry
from ui.words import NEW

TODAY, GROUP, REPORT, EXCHANGE, SETTINGS = "today", "group", "report", "exchange", "settings"
TOOLKIT = "toolkit_document"
CLOSING = "closing"
_CARDS = 2
_WORDS = {
    "diary": "写日志",
    "visit": "记走访",
    "incident": "报重大事项",
    "apart_mark": "打开另行保管",
    "rotation": "办理交接",
}
"""Table -> word of the button that adds a record, where 新增 is not what people say."""


def entries_of(kinds: Mapping[str, type[Record]]) -> tuple[Entry, ...]:
    """Give the entries in the order of the rail; a ledger that nobody chose words for stands after the others."""
    placed = {table for entry in GROUP_ENTRIES for table in (entry.key, *entry.tables)}
    more = [_entry(kind) for table, kind in kinds.items() if table not in placed]
    place = next(n for n, entry in enumerate(GROUP_ENTRIES) if entry.key == GROUP)
    return (*GROUP_ENTRIES[:place], *more, *GROUP_ENTRIES[place:])


def page_of(table: str) -> str:
    """Give the key of the page on which a ledger is shown."""
    return next((entry.key for entry in GROUP_ENTRIES if table in entry.tables), table)


def new_word(kind: type[Record]) -> str:
    """Give the word of the button that adds a record."""
    return _WORDS.get(kind.ledger.table, f"{NEW}{kind.ledger.noun}")


def _entry(kind: type[Record]) -> Entry:
    ledger = kind.ledger
    return Entry(
        key=ledger.table,
        title=ledger.title,
        short=ledger.title[:2],
        icon="notes",
        part=_CARDS,
        new=new_word(kind),
        tables=(ledger.table,),
    )
