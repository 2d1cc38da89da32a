"""What the first page tells, gathered away from the window's thread: first what is to be done, then what was found.

* What is due, the figures and the calendar are there at once; the checks look at every record and come a moment later.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from dundian_desktop import clock
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.peers import peers
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.policy.awaiting import Awaited, awaited
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.calendar import calendar_of
from dundian_desktop.policy.checks import check, findings
from dundian_desktop.policy.due import DueItem, DueKind, due_items
from dundian_desktop.policy.finding import Finding
from dundian_desktop.policy.kpi import Figures
from dundian_desktop.policy.month import Month, month_of
from dundian_desktop.policy.span import Stint
from dundian_desktop.progress import Progress
from dundian_desktop.store import logs
from dundian_desktop.store.drafts import Draft
from dundian_desktop.store.store import Store
from ui.defaults import this_person
from ui.standing import last_backup, stint_words

_PATIENT = (DueKind.AGREEMENT, DueKind.JOTTING)


@dc.dataclass(frozen=True, kw_only=True)
class Unsent:
    """How many changes a peer is not known to have."""

    name: str
    changes: int
    sent_ever: bool


@dc.dataclass(frozen=True, kw_only=True)
class TodayFacts:
    """Everything the page shows.

    Attributes:
        day: which day of the stint it is, in words; "" before the group is written down.
        due: what is overdue or will be soon, over all ledgers, the most urgent first.
        owners: id -> name of who answers for it.
        diary: today's diary of the person at this machine, or None.
        visits: today's visits.
        written: day -> diary of that day, for the calendar: of the person at this machine, of anybody where nobody
            of the group sits here.
        whole: the month that is shown, None when there is no stint.
        awaited: what others have not answered.
    """

    today: dt.date
    me: str
    group: Group | None
    day: str
    due: tuple[DueItem, ...]
    owners: Mapping[str, str]
    drafts: tuple[Draft, ...]
    diary: Diary | None
    visits: tuple[Visit, ...]
    written: Mapping[dt.date, Diary]
    whole: Month | None
    awaited: tuple[Awaited, ...]
    backup: dt.datetime | None
    unsent: tuple[Unsent, ...]

    @property
    def month(self) -> str:
        """Give the name of the month that is shown, as in ``2026-06``; "" when there is no stint."""
        return self.whole.name if self.whole else ""

    @property
    def figures(self) -> Figures | None:
        """Give the figures of the month that is shown."""
        return self.whole.figures if self.whole else None

    @property
    def pressing(self) -> tuple[DueItem, ...]:
        """Give what is due without what presses nobody yet."""
        return tuple(item for item in self.due if item.kind not in _PATIENT)

    @property
    def diary_wanted(self) -> bool:
        """Whether today is a day of the stint."""
        group = self.group
        return bool(group and group.starts and group.ends and group.starts <= self.today <= group.ends)

    @property
    def left(self) -> int | None:
        """Give the days left of the stint; below nothing, the days since its end; None while it is not known."""
        return (self.group.ends - self.today).days if self.group and self.group.ends else None


@dc.dataclass(frozen=True, kw_only=True)
class TodayFindings:
    """What the checks found.

    Attributes:
        lacks: what the month's report lacks.
        doubts: what the stint as a whole lacks or contradicts besides.
        note: a sentence when working days of this year are not known yet, else "".
    """

    lacks: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    note: str


def gathering(store: Store) -> Callable[[Progress], TodayFacts]:
    """Give the work of gathering the facts."""

    def work(progress: Progress) -> TodayFacts:
        progress.step(0, 0, "")
        return _gathered(store, books_in(store), clock.today())

    return work


def looking_over(store: Store, month: Month) -> Callable[[Progress], TodayFindings]:
    """Give the work of looking over a month and its stint."""

    def work(progress: Progress) -> TodayFindings:
        calendar = calendar_of(store)
        lacks = findings(month, calendar)
        progress.step(0, 0, "")
        doubts = _besides(check(month.books, month.today, calendar), lacks)
        return TodayFindings(lacks=lacks, doubts=doubts, note=calendar.note(month.today))

    return work


def _gathered(store: Store, books: Books, today: dt.date) -> TodayFacts:
    group = next(iter(books.of(Group)), None)
    me = this_person(store)
    return TodayFacts(
        today=today,
        me=me,
        group=group,
        day=stint_words(group, today),
        due=due_items(books, today, calendar_of(store)),
        owners={one.id: one.name for one in books.of(Member)},
        drafts=tuple(store.drafts.all()),
        diary=next((d for d in books.of(Diary) if d.day == today and d.author == me), None) if me else None,
        visits=tuple(visit for visit in books.of(Visit) if visit.visited_on == today),
        written=_written(books, me),
        whole=_month(books, today),
        awaited=awaited(books),
        backup=last_backup(store.folder),
        unsent=tuple(unsent(store)),
    )


def _besides(found: Sequence[Finding], told: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give the findings that are not told already."""
    known = {one.sentence for one in told}
    return tuple(one for one in found if one.sentence not in known)


def month_shown(stint: Stint, today: dt.date) -> str:
    """Give the month the first page is about: this one, or the nearest of the stint."""
    name = f"{today:%Y-%m}"
    return min(max(name, stint.months[0]), stint.months[-1])


def unsent(store: Store) -> list[Unsent]:
    """Count for each trusted device what it is not known to have."""
    here = logs.vector(store.reader)
    return [
        Unsent(
            name=peer.card.name,
            changes=sum(max(0, seq - peer.known.have.get(log, 0)) for log, seq in here.items()),
            sent_ever=peer.known.sent > 0,
        )
        for peer in peers(store)
        if peer.known.trusted
    ]


def _month(books: Books, today: dt.date) -> Month | None:
    group = next(iter(books.of(Group)), None)
    if group is None or not (group.starts and group.ends):
        return None
    stint = Stint(starts=group.starts, ends=group.ends)
    try:
        return month_of(books, month_shown(stint, today), today)
    except UserError:
        return None


def _written(books: Books, me: str) -> dict[dt.date, Diary]:
    found: dict[dt.date, Diary] = {}
    for diary in books.of(Diary):
        if diary.day and (not me or diary.author == me):
            found[diary.day] = diary
    return found
