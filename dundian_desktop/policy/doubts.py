"""X16, X17, D01 and D02: what single records lack or contradict, whatever ledger they are in.

* D01 (待补) and D02 (请核对) are about completeness: apart from what is irregular, and gathered by ledger.
* What a duty tells by itself is not told here once more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from dundian_desktop import clock
from dundian_desktop.errors import FieldError
from dundian_desktop.ledger import AWAITED, Record
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.outcome import Outcome
from dundian_desktop.ledgers.problem import AT_WORK, Nature, Problem
from dundian_desktop.ledgers.publicity import Publicity
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.ledgers.summary import Summary
from dundian_desktop.ledgers.training import Training
from dundian_desktop.policy.deeds import listed_on
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Finding, Level, told
from dundian_desktop.policy.inspection import Inspection

_MAY_LIE_OUTSIDE = (Outcome, Publicity, ResearchTopic, Summary)
"""What is written or issued after a stint as well."""

_DUTIES = frozenset(
    {("member", "is_leading_cadre"), ("member", "handover"), ("member", "pledged"), ("incident", "proposal")}
)
"""Ledger and field of what R04, R05, R16 and R09 tell."""
_NAMED = 3
"""So many records are named in a sentence."""
_LISTED = "列入清单"
"""What the day is called on which a deed was promised: of its start, or else of its entry."""
_UNREST = ("visit", "mood", False)
"""Ledger, field and whether it only waits to be filled, of the doubt that X18 tells."""
_PLAN = frozenset({"handling", "owner", "due"})
"""Fields of an open problem of one unit that R11 tells."""


def records_outside_stint(seen: Inspection) -> Iterator[Finding]:
    """What happened outside the stint is not counted, and said so (V-DATE)."""
    for shelf in seen.books.shelves.values():
        if outside := _outside(seen, shelf):
            named = "、".join(_dated_outside(seen, one) for one in outside[:_NAMED])
            more = "等" if len(outside) > _NAMED else ""
            noun = outside[0].ledger.noun
            sentence = f"{noun}有{len(outside)}条的日期不在蹲点期内，不计入月报，请核对：{named}{more}。"
            yield told(Duty.X16, Level.WARNING, sentence, outside)


def _outside(seen: Inspection, shelf: Sequence[Record]) -> list[Record]:
    if not shelf or not (shelf[0].ledger.month or isinstance(shelf[0], Deed)):
        return []

    def found() -> list[Record]:
        return [record for record in shelf if _days_outside(seen, record)]

    return seen.books.of_shelf(shelf, ("outside", seen.stint), found)


def _dated_outside(seen: Inspection, record: Record) -> str:
    """Give the number of a record, and which of its days lie outside, as its form calls them."""
    days = "、".join(f"{label}{day}" for label, day in _days_outside(seen, record))
    return f"{record.no or record.headline} {days}"


def _days_outside(seen: Inspection, record: Record) -> list[tuple[str, dt.date]]:
    first, last = seen.stint.starts, seen.stint.ends
    return [(label, day) for label, day in _deciding_days(record) if not first <= day <= last]


def _deciding_days(record: Record) -> list[tuple[str, dt.date]]:
    """Give the days that decide in which month a record counts; lessons before setting out are before the stint."""
    if isinstance(record, _MAY_LIE_OUTSIDE) or (isinstance(record, Training) and record.before):
        return []
    label = record.ledger.field(record.ledger.month).label if record.ledger.month else ""
    listed = listed_on(record) if isinstance(record, Deed) else None
    found = ((label, _month_day(record)), (_LISTED, listed))
    return [(said, day) for said, day in found if day]


def _month_day(record: Record) -> dt.date | None:
    day = getattr(record, record.ledger.month) if record.ledger.month else None
    return day if isinstance(day, dt.date) else None


def conflicts_left(seen: Inspection) -> Iterator[Finding]:
    """A figure should not rest on a record that two people wrote differently."""
    torn = [record for record in _concerned(seen) if record.meta and record.meta.conflicts]
    if torn:
        sentence = f"{len(torn)}条记录有两种写法尚未选定，数字可能会变，请先处理。"
        yield told(Duty.X17, Level.WARNING, sentence, torn)


def records_doubtful(seen: Inspection) -> Iterator[Finding]:
    """What the ledgers still want, and what looks wrong in them, gathered by ledger (D01, D02)."""
    shelves: dict[str, list[tuple[Record, list[FieldError]]]] = {}
    today = clock.today()
    for record in _concerned(seen):
        doubts = [one for one in record.doubts(today) if not _told_elsewhere(record, one)]
        if doubts:
            shelves.setdefault(record.ledger.table, []).append((record, doubts))
    for doubtful in shelves.values():
        yield from _incomplete(doubtful)
        yield from _odd(doubtful)


def _told_elsewhere(record: Record, doubt: FieldError) -> bool:
    field = doubt.name
    if (record.ledger.table, field) in _DUTIES or (record.ledger.table, field, doubt.reason == AWAITED) == _UNREST:
        return True
    planned = isinstance(record, Problem) and record.nature is Nature.SINGLE and record.state in AT_WORK
    return planned and field in _PLAN


def _incomplete(doubtful: list[tuple[Record, list[FieldError]]]) -> Iterator[Finding]:
    lacking = {record.id: [one.label for one in doubts if one.reason == AWAITED] for record, doubts in doubtful}
    found = [record for record, _ in doubtful if lacking[record.id]]
    if found:
        labels = "、".join(dict.fromkeys(label for record in found for label in lacking[record.id]))
        yield told(Duty.D01, Level.NOTE, f"{found[0].ledger.noun}有{len(found)}条待补：{labels}。", found)


def _odd(doubtful: list[tuple[Record, list[FieldError]]]) -> Iterator[Finding]:
    said: dict[str, list[Record]] = {}
    for record, doubts in doubtful:
        for doubt in doubts:
            if doubt.reason != AWAITED:
                said.setdefault(str(doubt), []).append(record)
    for words, some in said.items():
        yield told(Duty.D02, Level.NOTE, f"{some[0].ledger.noun}有{len(some)}条请核对：{words}。", some)


def _concerned(seen: Inspection) -> Iterator[Record]:
    """Give the records that count: those of the days looked at, and all that have no day, as cards."""
    for shelf in seen.books.shelves.values():
        yield from _concerned_in(seen, shelf)


def _concerned_in(seen: Inspection, shelf: Sequence[Record]) -> Sequence[Record]:
    if not shelf or not shelf[0].ledger.month:
        return shelf

    def found() -> list[Record]:
        days = ((record, _month_day(record)) for record in shelf)
        return [record for record, day in days if day is None or seen.span.holds(day)]

    return seen.books.of_shelf(shelf, ("concerned", seen.span), found)
