"""R09 and X18: incidents are reported at once to two unions, with a proposal (policy 四(六); domain notes §2.9, §5.3).

* The clock runs from the moment an incident was learned of (获知时间), not from when it was written down.
* The minutes are parameters of the group: what came late is kept as a trace and told, it cannot be mended any more.
* Sentences name an incident by number and sort, one of political safety (政治安全) by its number alone.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator

from dundian_desktop import clock
from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.incident import (
    LAST_REPORT,
    LOCAL_UNION,
    POLITICAL,
    SUPERIOR_UNION,
    Incident,
    IncidentState,
)
from dundian_desktop.ledgers.visit import MADE_INCIDENT, SIGN_OF_UNREST, Visit
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import Basis, Finding, Level, Telling, opening, told
from dundian_desktop.policy.inspection import Inspection
from dundian_desktop.policy.parameters import Parameters

ADDRESSEES = {LOCAL_UNION: "当地工会", SUPERIOR_UNION: "上级工会"}
"""The two the policy names (四(六))."""
WRITTEN = frozenset({"3", "4"})
"""Codes of 书面 and 数据包 in the vocabulary ``report_way``."""
GRAVE = frozenset({"1", "2"})
"""Codes of Ⅰ and Ⅱ in the vocabulary ``incident_level``."""
_RESOLVED = frozenset({IncidentState.DONE, IncidentState.CLOSED})


def called(incident: Incident) -> str:
    """Give what a sentence calls an incident."""
    apart = incident.category is None or incident.category == POLITICAL
    sort = "" if apart else vocabulary("incident_category").label(incident.category or "")
    return f"重大事项{incident.no}" + (f"（{sort}）" if sort else "")


@dc.dataclass(frozen=True, kw_only=True)
class Limits:
    """Minutes from learning of an incident to its first report, by word and on paper."""

    oral: int
    written: int


def limits(incident: Incident, parameters: Parameters) -> Limits:
    """Give the minutes that hold for an incident: fewer for levels Ⅰ and Ⅱ."""
    if incident.level in GRAVE:
        return Limits(oral=parameters.grave_oral_minutes, written=parameters.grave_written_minutes)
    return Limits(oral=parameters.oral_minutes, written=parameters.written_minutes)


def first_report(incident: Incident, to: str, by: dt.datetime, *, written: bool = False) -> dt.datetime | None:
    """Give when an addressee was first told, by any way or on paper, as far as that was before a moment."""
    rows = (row.cells for row in incident.reports if row.cells.get("to") == to)
    moments = (cells.get("at") for cells in rows if not written or cells.get("way") in WRITTEN)
    return min((at for at in moments if at and at <= by), default=None)


def _known(seen: Inspection) -> list[Incident]:
    """Give the incidents that had been learned of, in the order of their ledger."""
    by = seen.moment
    return [one for one in seen.books.of(Incident) if one.learned_at and one.learned_at <= by]


def incidents_unreported(seen: Inspection) -> Iterator[Finding]:
    """An incident is reported to the local and to the superior union (R09)."""
    by = seen.moment

    def missing(incident: Incident) -> str:
        return "、".join(word for to, word in ADDRESSEES.items() if first_report(incident, to, by) is None)

    telling = Telling[Incident](
        duty=Duty.R09,
        level=Level.RED,
        one=lambda one: f"{called(one)}没有登记向{missing(one)}报告的时间，请立即报告并登记。",
        many="{n}起重大事项没有登记向当地工会和上级工会报告的时间，请立即报告并登记。",
        mend=opening("reports"),
    )
    yield from telling.of([one for one in _known(seen) if missing(one)])


NO_PROPOSAL = Telling[Incident](
    duty=Duty.R09,
    level=Level.RED,
    one=lambda one: f"{called(one)}没有写对策建议，请补上。",
    many="{n}起重大事项没有写对策建议，请补上。",
    mend=opening("proposal"),
)


def incidents_without_proposal(seen: Inspection) -> Iterator[Finding]:
    """A report of an incident carries a proposal (R09)."""
    yield from NO_PROPOSAL.of([one for one in _known(seen) if not one.proposal.strip()])


def first_reports_late(seen: Inspection) -> Iterator[Finding]:
    """The first report comes in so many minutes, first by word, then on paper (R09)."""
    by = seen.moment

    def slow(incident: Incident) -> str:
        return "，".join(_slow(incident, seen.parameters, by))

    telling = Telling[Incident](
        duty=Duty.R09,
        level=Level.WARNING,
        one=lambda one: f"{called(one)}首报超过本组参数：{slow(one)}。",
        many="{n}起重大事项首报超过本组参数定的时间。",
        basis=Basis.PARAMETER,
        mend=opening("reports"),
    )
    yield from telling.of([one for one in _known(seen) if seen.span.holds(_day(one.learned_at)) and slow(one)])


def _slow(incident: Incident, parameters: Parameters, by: dt.datetime) -> Iterator[str]:
    limit = limits(incident, parameters)
    for written, most, word in ((False, limit.oral, "首次报告"), (True, limit.written, "书面报告")):
        for to, union in ADDRESSEES.items():
            if first_report(incident, to, by) is None:
                continue  # that nobody there was told is told by itself
            at = first_report(incident, to, by, written=written)
            minutes = ((at or by) - (incident.learned_at or by)).total_seconds() / 60
            if minutes > most:
                spent = f"用了{int(minutes)}分钟" if at else "还没有"
                yield f"向{union}的{word}{spent}（{most}分钟）"


def follow_ups_due(seen: Inspection) -> Iterator[Finding]:
    """What is being handled is reported on every day (R09)."""
    by, most = seen.moment, dt.timedelta(hours=seen.parameters.follow_up_hours)
    running = (one for one in _known(seen) if one.state is IncidentState.RUNNING)
    silent = [one for one in running if by - last_word(one, by) > most]
    yield from NO_FOLLOW_UP.of(silent)


def last_word(incident: Incident, by: dt.datetime) -> dt.datetime:
    """Give when somebody was told last, or when it was learned of."""
    moments = (row.cells.get("at") for row in incident.reports)
    return max((at for at in moments if at and at <= by), default=incident.learned_at or by)


NO_FOLLOW_UP = Telling[Incident](
    duty=Duty.R09,
    level=Level.WARNING,
    one=lambda one: f"{called(one)}正在处置，续报已过本组参数定的间隔，请续报。",
    many="{n}起重大事项正在处置，续报已过本组参数定的间隔，请续报。",
    basis=Basis.PARAMETER,
    mend=opening("reports"),
)


def last_reports_due(seen: Inspection) -> Iterator[Finding]:
    """What was resolved is reported on for the last time in so many working days (R09)."""
    by = seen.moment
    resolved = [one for one in _known(seen) if one.state in _RESOLVED and one.resolved_at and one.resolved_at <= by]
    for telling, wanted in ((NO_LAST_REPORT, False), (LAST_REPORT_LATE, True)):
        some = [one for one in resolved if (last_report(one, by) is not None) is wanted]
        yield from telling.of([one for one in some if _too_late(seen, one, by)])


def last_report(incident: Incident, by: dt.datetime) -> dt.datetime | None:
    """Give when the last report (终报) was made, None while it is missing."""
    rows = (row.cells for row in incident.reports if row.cells.get("stage") == LAST_REPORT)
    return min((cells["at"] for cells in rows if cells.get("at") and cells["at"] <= by), default=None)


def _too_late(seen: Inspection, incident: Incident, by: dt.datetime) -> bool:
    resolved = _day(incident.resolved_at)
    limit = seen.calendar.add(resolved, seen.parameters.final_days)
    at = last_report(incident, by)
    return _day(at) > limit and seen.span.holds(_day(at)) if at else seen.passed(limit)


NO_LAST_REPORT = Telling[Incident](
    duty=Duty.R09,
    level=Level.WARNING,
    one=lambda one: f"{called(one)}已化解，还没有终报，已过本组参数定的工作日。",
    many="{n}起重大事项已化解，还没有终报，已过本组参数定的工作日。",
    basis=Basis.PARAMETER,
    mend=opening("reports"),
)
LAST_REPORT_LATE = Telling[Incident](
    duty=Duty.R09,
    level=Level.NOTE,
    one=lambda one: f"{called(one)}的终报超过本组参数定的工作日。",
    many="{n}起重大事项的终报超过本组参数定的工作日。",
    basis=Basis.PARAMETER,
)


def signs_noticed(seen: Inspection) -> Iterator[Finding]:
    """What may become an incident is looked at again, or is one by now (policy 四(六))."""
    noted = {one.visit for one in seen.books.of(Incident) if one.visit}
    visits = (one for one in seen.books.of(Visit) if seen.span.holds(one.visited_on))
    signs = [one for one in visits if one.mood == SIGN_OF_UNREST or MADE_INCIDENT in one.results]
    if left := [one for one in signs if one.id not in noted]:
        sentence = (
            f"有{len(left)}次走访的情绪记为“有苗头”或结果写了“转重大事项”，还没有登记重大事项，请核实是否须报告。"
        )
        yield told(Duty.X18, Level.WARNING, sentence, left)


def _day(moment: dt.datetime | None) -> dt.date:
    return clock.local(moment).date() if moment else dt.date.min
