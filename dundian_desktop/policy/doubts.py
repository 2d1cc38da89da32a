"""What single records still lack, and what looks wrong in them, as far as a month rests on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.policy.deeds import listed_on
from dundian_desktop.policy.finding import Finding, Level, finding
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.span import Span

MISSING = "待补"
"""The reason `Record.doubts` gives for an expected field that is empty."""


def records_outside_stint(month: Month) -> Iterator[Finding]:
    """What happened outside the stint is not counted, and said so (V-DATE)."""
    for shelf in month.books.shelves.values():
        outside = [record for record in shelf if not all(map(month.stint.whole.holds, _deciding_days(record)))]
        if outside:
            noun = outside[0].ledger.noun
            yield finding(Level.WARNING, f"{noun}有{len(outside)}条的日期不在蹲点期内，不计入月报，请核对。", outside)


def _deciding_days(record: Record) -> list[dt.date]:
    """Give the days that decide in which month a record counts."""
    days = [_month_day(record), listed_on(record) if isinstance(record, Deed) else None]
    return [day for day in days if day]


def _month_day(record: Record) -> dt.date | None:
    return getattr(record, record.ledger.month) if record.ledger.month else None


def conflicts_left(month: Month) -> Iterator[Finding]:
    """A figure should not rest on a record that two people wrote differently."""
    torn = [record for record in _concerned(month) if record.meta and record.meta.conflicts]
    if torn:
        yield finding(Level.WARNING, f"{len(torn)}条记录有两种写法尚未选定，数字可能会变，请先处理。", torn)


def records_doubtful(month: Month) -> Iterator[Finding]:
    """What the ledgers still want, and what looks wrong in them, gathered by ledger."""
    concerned = _concerned(month)
    for table in dict.fromkeys(record.ledger.table for record in concerned):
        some = [record for record in concerned if record.ledger.table == table]
        yield from _incomplete(some)
        yield from _odd(some)


def _incomplete(records: Sequence[Record]) -> Iterator[Finding]:
    lacking = {r.id: [d.label for d in r.doubts() if d.reason == MISSING] for r in records}
    found = [record for record in records if lacking[record.id]]
    if found:
        labels = "、".join(dict.fromkeys(label for record in found for label in lacking[record.id]))
        sentence = f"{found[0].ledger.noun}有{len(found)}条待补：{labels}。"
        yield finding(Level.NOTE, sentence, found)


def _odd(records: Sequence[Record]) -> Iterator[Finding]:
    told: dict[str, list[Record]] = {}
    for record in records:
        for doubt in record.doubts():
            if doubt.reason != MISSING:
                told.setdefault(str(doubt), []).append(record)
    for words, some in told.items():
        sentence = f"{some[0].ledger.noun}有{len(some)}条请核对：{words}。"
        yield finding(Level.NOTE, sentence, some)


def _concerned(month: Month) -> list[Record]:
    """Give the records a month rests on: those of its days, open deeds, and all cards."""
    found: list[Record] = []
    for shelf in month.books.shelves.values():
        found += [record for record in shelf if _concerns(record, month.span)]
    return found


def _concerns(record: Record, span: Span) -> bool:
    day = _month_day(record)
    return day is None or span.holds(day)
