"""What is due and what is overdue, over all ledgers: the list of 今日工作台 and of 到期清单 (ui notes §4.1).

* A day once promised (deed, problem, answer to a letter) is late when it is over. What only a parameter of the group
  asks for (回访, reports of an incident) follows from `Parameters`, agreements are told as `check` tells them.
* What the local union took over (移交驻在工会) is no more for the group to do.
* What may hang on a wall is `posted`: never what somebody said nor of what sort it was, since in a small unit that
  tells who said it; never an incident, never a note.
* An incident is named by its number and sort, one of political safety by its number alone.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from dundian_desktop import clock
from dundian_desktop.codes import vocabulary
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.activity import Activity
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.incident import POLITICAL, Incident, IncidentState
from dundian_desktop.ledgers.jotting import Jotting
from dundian_desktop.ledgers.letter import Letter, LetterState
from dundian_desktop.ledgers.problem import AT_WORK, Problem
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.calendar import WorkingCalendar
from dundian_desktop.policy.check_incidents import ADDRESSEES, called, first_report, last_report, last_word, limits
from dundian_desktop.policy.check_unions import AGREEMENTS, answer_day
from dundian_desktop.policy.open_items import is_handed
from dundian_desktop.policy.parameters import Parameters, parameters_of
from dundian_desktop.store.records import uncollected

R = TypeVar("R", bound=Record)
SOON_DAYS = 3
"""A deadline this near is told with those that are over (ui notes §4.1)."""
_HOURS_TOLD = 48
"""What is timed by the minute is told in hours up to two days, in days beyond."""
_RESOLVED = frozenset({IncidentState.DONE, IncidentState.CLOSED})


class DueKind(enum.StrEnum):
    """What sort of thing is due; in the order in which equals are told."""

    REPORT = "报告"
    DEED = "实事"
    PROBLEM = "问题"
    REVISIT = "回访"
    ANSWER = "回函"
    AGREEMENT = "协议"
    JOTTING = "随手记"


@dc.dataclass(frozen=True, kw_only=True)
class DueItem:
    """One thing that waits for somebody.

    Attributes:
        record: where it is to be mended.
        title: what a member of the group reads; of political safety it tells nothing.
        posted: what may hang on a wall, "" for what may not.
        due: the day it is due, None for what has no day (a note).
        late: days since that day; below nothing, days until it; 0 on the day and for what has none.
        when: the same in words, e.g. ``超期 3 天``.
        overdue: whether its time is over.
        apart: of political safety.
        field: name of the field to begin at, "".
    """

    kind: DueKind
    record: Record
    title: str
    posted: str = ""
    due: dt.date | None = None
    late: int = 0
    when: str = ""
    overdue: bool = False
    apart: bool = False
    owner: str | None = None
    enterprise: str | None = None
    field: str = ""


@dc.dataclass(frozen=True, kw_only=True)
class _Look:
    """The day on which one looks, and how far ahead."""

    books: Books
    today: dt.date
    calendar: WorkingCalendar
    parameters: Parameters
    within: int

    @cached_property
    def moment(self) -> dt.datetime:
        """Give now, or the end of a day that is not today."""
        if self.today == clock.today():
            return clock.now()
        return dt.datetime.combine(self.today + dt.timedelta(days=1), dt.time()).astimezone()

    def near(self, due: dt.date | None, days: int | None = None) -> bool:
        """Tell whether a day is over or near."""
        return due is not None and (due - self.today).days <= (self.within if days is None else days)

    def dated(self, due: dt.date) -> dict[str, object]:
        """Give what an item tells of its day."""
        late = (self.today - due).days
        return {"due": due, "late": late, "when": late_words(late), "overdue": late > 0}

    def timed(self, due: dt.datetime) -> dict[str, object]:
        """Give what an item tells of a moment."""
        hours = (self.moment - due).total_seconds() / 3600
        day = clock.local(due).date()
        return {"due": day, "late": (self.today - day).days, "when": _hour_words(hours), "overdue": hours > 0}


def due_items(
    books: Books,
    today: dt.date,
    calendar: WorkingCalendar,
    parameters: Parameters | None = None,
    *,
    within: int = SOON_DAYS,
) -> tuple[DueItem, ...]:
    """Give what is overdue and what will be due soon: incidents first, then by day, notes that wait to be sorted last.

    Args:
        parameters: those of the books when left out.
        within: days ahead; agreements are told at least as many days before as the parameter says.
    """
    known = parameters or parameters_of(books)
    look = _Look(books=books, today=today, calendar=calendar, parameters=known, within=within)
    with uncollected():
        found = [item for give in _SORTS for item in give(look)]
    return tuple(sorted(found, key=_urgency))


def late_words(late: int) -> str:
    """Say how late something is: ``超期 3 天``, ``今天到期``, ``还有 2 天``."""
    if late > 0:
        return f"超期 {late} 天"
    return f"还有 {-late} 天" if late else "今天到期"


def _hour_words(hours: float) -> str:
    if hours > _HOURS_TOLD:
        return late_words(int(hours // 24))
    if hours > 0:
        return f"超 {int(hours)} 小时" if hours >= 1 else "刚到时限"
    return f"还有 {int(-hours)} 小时" if hours <= -1 else "不到 1 小时"


def _urgency(item: DueItem) -> tuple[int, dt.date, str]:
    last = {DueKind.AGREEMENT: 2, DueKind.JOTTING: 3}
    return 0 if item.kind is DueKind.REPORT else last.get(item.kind, 1), item.due or dt.date.max, item.record.no


# -- the sorts


def _ours(shelf: Iterable[R]) -> Iterator[R]:
    """Give what the local union did not take over."""
    return (one for one in shelf if not is_handed(one))


def _deeds(look: _Look) -> Iterator[DueItem]:
    for one in _ours(look.books.of(Deed)):
        due = one.deadline
        if due and look.near(due) and one.overdue(due + dt.timedelta(days=1)):
            yield _made(DueKind.DEED, one, one.content, posted=one.content, field="done_on", **look.dated(due))


def _problems(look: _Look) -> Iterator[DueItem]:
    for one in _ours(look.books.of(Problem)):
        due = one.deadline if one.state in AT_WORK else one.revisit_by(look.parameters.revisit_days)
        if due is None or not look.near(due):
            continue
        if one.state in AT_WORK:
            yield _made(DueKind.PROBLEM, one, one.headline, posted=f"职工反映的问题（{one.no}）", **look.dated(due))
        else:
            posted = f"解决后回访（{one.no}）"
            yield _made(DueKind.REVISIT, one, f"回访：{one.headline}", posted=posted, **look.dated(due))


def _letters(look: _Look) -> Iterator[DueItem]:
    for one in _ours(look.books.of(Letter)):
        due = answer_day(one, look.parameters) if one.state is LetterState.RUNNING else None
        if due and look.near(due):
            kind = vocabulary("letter_kind").label(one.kind or "")
            posted = f"函书的回复（{one.no}）"
            yield _made(DueKind.ANSWER, one, f"等{kind}的回复：{one.headline}", posted=posted, **look.dated(due))


def _reports(look: _Look) -> Iterator[DueItem]:
    for one in _ours(look.books.of(Incident)):
        if one.learned_at and one.learned_at <= look.moment:
            for words, due in _reports_of(look, one, one.learned_at):
                apart = one.category is None or one.category == POLITICAL
                yield _made(
                    DueKind.REPORT, one, f"{called(one)}{words}", apart=apart, field="reports", **look.timed(due)
                )


def _reports_of(look: _Look, incident: Incident, learned: dt.datetime) -> Iterator[tuple[str, dt.datetime]]:
    """Give what is still to be reported, and until which moment; what is far off is not told."""
    by, most = look.moment, limits(incident, look.parameters)
    missing = [word for to, word in ADDRESSEES.items() if first_report(incident, to, by) is None]
    if missing:
        yield f"首报{'、'.join(missing)}", learned + dt.timedelta(minutes=most.oral)
    elif unwritten := [word for to, word in ADDRESSEES.items() if not first_report(incident, to, by, written=True)]:
        yield f"书面报{'、'.join(unwritten)}", learned + dt.timedelta(minutes=most.written)
    if incident.state is IncidentState.RUNNING:
        yield "续报", last_word(incident, by) + dt.timedelta(hours=look.parameters.follow_up_hours)
    if incident.state in _RESOLVED and incident.resolved_at and last_report(incident, by) is None:
        day = look.calendar.add(clock.local(incident.resolved_at).date(), look.parameters.final_days)
        if look.near(day):
            yield "终报", dt.datetime.combine(day + dt.timedelta(days=1), dt.time()).astimezone()


def _agreements(look: _Look) -> Iterator[DueItem]:
    days, told = max(look.parameters.expiring_days, look.within), set[tuple[str, dt.date]]()
    for unit in look.books.of(Enterprise):
        for field, word in AGREEMENTS.items():
            until: dt.date | None = getattr(unit, field)
            if until:
                told.add((unit.id, until))
            if until and look.near(until, days):
                title, at = f"{unit.name}的{word}到期", {"enterprise": unit.id, "field": field}
                yield _made(DueKind.AGREEMENT, unit, title, posted=f"{word}到期", **at, **look.dated(until))
    for one in look.books.of(Activity):
        known = one.enterprises and all((unit, one.until) in told for unit in one.enterprises)
        if one.until and look.near(one.until, days) and not known:
            title = f"“{one.title or one.no}”签的协议到期"
            unit_id = one.enterprises[0] if len(one.enterprises) == 1 else None
            at = {"enterprise": unit_id, "field": "until"}
            yield _made(DueKind.AGREEMENT, one, title, posted="协议到期", **at, **look.dated(one.until))


def _jottings(look: _Look) -> Iterator[DueItem]:
    for one in look.books.of(Jotting):
        if one.workflow.open(one):
            yield _made(DueKind.JOTTING, one, one.headline, when="待整理")


_SORTS = (_reports, _deeds, _problems, _letters, _agreements, _jottings)


def _made(kind: DueKind, record: Record, title: str, **more: Any) -> DueItem:
    """Make an item; who answers for it and which unit it concerns stand in the record."""
    known: dict[str, Any] = {name: getattr(record, name, None) for name in ("owner", "enterprise")}
    return DueItem(kind=kind, record=record, title=title, **(known | more))
