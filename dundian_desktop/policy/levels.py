"""The level that people and harm of an incident suggest, and the moments by which it is to be told (domain notes §2.9).

* By people: from 10 Ⅳ, from 50 Ⅲ, from 300 Ⅱ, from 1000 Ⅰ; the thresholds are parameters of the group 〔设〕.
* By harm: as accidents at work are graded (国务院令第493号, art. 3).
* Sharpening, a death, a sensitive time and political safety each raise it by one. It is a suggestion; people decide.
* The clock runs from the moment an incident was learned of, never from when it was written down.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

from dundian_desktop.ledgers.incident import LOCAL_UNION, POLITICAL, SUPERIOR_UNION, Incident
from dundian_desktop.policy.check_incidents import ADDRESSEES, first_report, limits
from dundian_desktop.policy.parameters import Parameters

_HARM = ((30, 100), (10, 50), (3, 10))
"""Dead and gravely injured from which an accident is of level Ⅰ, Ⅱ, Ⅲ (国务院令第493号, art. 3)."""
_LOWEST = 4


@dc.dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A level by its code in the vocabulary ``incident_level``, "" when nothing suggests one, with the reasons."""

    level: str
    reasons: tuple[str, ...]


def suggested(incident: Incident, parameters: Parameters) -> Suggestion:
    """Give the level that people and harm suggest."""
    found, reasons = _by_people(incident, parameters)
    harm = _by_harm(incident)
    if harm and (not found or harm < found):
        found = harm
        reasons.append(f"死亡{incident.dead or 0}人、受伤{incident.injured or 0}人")
    raising = _raising(incident)
    if raising:
        found = max(1, (found or _LOWEST + 1) - len(raising))
        reasons.append(f"{'、'.join(raising)}，升{len(raising)}级")
    return Suggestion(level=str(found) if found else "", reasons=tuple(reasons))


def _by_people(incident: Incident, parameters: Parameters) -> tuple[int, list[str]]:
    steps = (
        (1, parameters.level_1_people),
        (2, parameters.level_2_people),
        (3, parameters.level_3_people),
        (4, parameters.level_4_people),
    )
    people = incident.people or 0
    for level, least in steps:
        if people >= least:
            return level, [f"涉及{people}人，达到{least}人"]
    return 0, []


def _by_harm(incident: Incident) -> int:
    dead, injured = incident.dead or 0, incident.injured or 0
    for level, (most_dead, most_injured) in enumerate(_HARM, start=1):
        if dead >= most_dead or injured >= most_injured:
            return level
    return _LOWEST if dead or injured else 0


def _raising(incident: Incident) -> list[str]:
    told = (
        ("有激化行为", incident.sharpened),
        ("有人员死亡", incident.dead),
        ("敏感时点", incident.sensitive_time),
        ("涉政治安全", incident.category == POLITICAL),
    )
    return [words for words, so in told if so]


@dc.dataclass(frozen=True, kw_only=True)
class Due:
    """One report that is wanted.

    Attributes:
        to: code of the addressee in the vocabulary ``report_to``.
        union: what it is called.
        written: on paper, else by word.
        by: the moment it is due.
        at: when it was made, None while it was not.
    """

    to: str
    union: str
    written: bool
    by: dt.datetime
    at: dt.datetime | None

    def late(self, now: dt.datetime) -> bool:
        """Tell whether it came, or is still missing, after its time."""
        return (self.at or now) > self.by


def first_reports(incident: Incident, parameters: Parameters) -> tuple[Due, ...]:
    """Give the first reports an incident wants: by word and on paper, to the local and to the superior union."""
    learned = incident.learned_at
    if learned is None:
        return ()
    limit = limits(incident, parameters)
    latest = dt.datetime.max.replace(tzinfo=dt.UTC)
    return tuple(
        Due(
            to=to,
            union=ADDRESSEES[to],
            written=written,
            by=learned + dt.timedelta(minutes=limit.written if written else limit.oral),
            at=first_report(incident, to, latest, written=written),
        )
        for written in (False, True)
        for to in (LOCAL_UNION, SUPERIOR_UNION)
    )
