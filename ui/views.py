"""The built-in views of a ledger: all, mine, open, near and over their deadline, to be filled in, torn, thrown away.

They follow from the declaration; no view names a ledger.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Sequence
from functools import partial

from dundian_desktop.fields import Field, Ref, Refs
from dundian_desktop.ledger import Record
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store
from ui.defaults import PEOPLE, this_person
from ui.ledger_words import ALL, BIN, MINE, OVERDUE, SOON, STILL_OPEN, TO_FILL, TORN
from ui.states import has_deadline, is_overdue, is_soon
from ui.wanted import Wanted


@dc.dataclass(frozen=True, kw_only=True)
class PageView:
    """One view.

    Attributes:
        lazy: it reads every record, so it is counted only when it is looked at or the ledger is short.
        quiet: it is not offered while it is empty.
    """

    key: str
    word: str
    wanted: Wanted
    lazy: bool = False
    quiet: bool = False
    good: str = ""


def views_of(store: Store, kind: type[Record], today: dt.date) -> list[PageView]:
    """Give the views of a ledger, the usual one first."""
    every = Query(kind=kind)
    views = [PageView(key="all", word=ALL, wanted=Wanted(query=every))]
    me = this_person(store)
    owner = owner_field(kind)
    if me and owner:
        views.append(PageView(key="mine", word=MINE, wanted=Wanted(query=every.where(owner.name, me))))
    views += [*_under_way(kind, today), *_shelves(kind)]
    if any(field.expected for field in kind.ledger.fields) or any(law.warning for law in kind.ledger.rules):
        doubtful = Wanted(query=every, sieve=_doubtful)
        views.append(PageView(key="to_fill", word=TO_FILL, wanted=doubtful, lazy=True, good="都填齐了。"))
    torn = Wanted(query=dc.replace(every, torn=True))
    thrown = Wanted(query=dc.replace(every, deleted=True, order=(("updated_at", True),)))
    views.append(PageView(key="torn", word=TORN, wanted=torn, quiet=True, good="没有冲突。"))
    views.append(PageView(key="bin", word=BIN, wanted=thrown, good="回收站是空的。"))
    return views


def _under_way(kind: type[Record], today: dt.date) -> list[PageView]:
    """Give the views of what is still to be done, and of what of it is near or over its deadline."""
    flow, still = kind.workflow, Query(kind=kind)
    views: list[PageView] = []
    if flow:
        options = [one for step in flow.steps for one in (*step.sources, step.to) if one is not None]
        still = still.where(flow.field, None, *dict.fromkeys(str(one) for one in options if one not in flow.settled))
        views.append(PageView(key="open", word=STILL_OPEN, wanted=Wanted(query=still), good="都办完了。"))
    if has_deadline(kind):
        soon = Wanted(query=still, sieve=partial(_soon, today))
        over = Wanted(query=still, sieve=partial(_over, today))
        views.append(PageView(key="soon", word=SOON, wanted=soon, good="3 天内没有到期的。"))
        views.append(PageView(key="overdue", word=OVERDUE, wanted=over, good="没有超期的。"))
    return views


def _shelves(kind: type[Record]) -> list[PageView]:
    """Give the views a ledger declares of itself."""
    found = [(one, Query(kind=kind).where(one.field, *map(str, one.values))) for one in kind.shelves]
    return [PageView(key=f"shelf_{one.word}", word=one.word, wanted=Wanted(query=q), quiet=True) for one, q in found]


def owner_field(kind: type[Record]) -> Field | None:
    """Give the listed field that says whose a record is: its first link to a person of the group."""
    for field in kind.ledger.fields:
        if field.listed and isinstance(field.kind, Ref | Refs) and field.kind.ledger == PEOPLE:
            return field
    return None


def counts(store: Store, views: Sequence[PageView]) -> dict[str, int]:
    """Count what each view holds."""
    return {view.key: view.wanted.count(store.reader) for view in views}


def _soon(today: dt.date, record: Record) -> bool:
    return is_soon(record, today)


def _over(today: dt.date, record: Record) -> bool:
    return is_overdue(record, today)


def _doubtful(record: Record) -> bool:
    return bool(record.doubts())
