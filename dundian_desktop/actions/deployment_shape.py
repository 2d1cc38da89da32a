"""The shape of a deployment file: a whole stint as one JSON object, e.g. the shipped sample.

Days and moments are those of the place, sums are in 元, and ids (``E1``, ``W01``, ``M1``) hold inside the file only.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias

import msgspec

Texts: TypeAlias = dict[str, dict[str, dict[str, str | int | list[str | dict[str, str | int]]]]]
"""Ledger table -> number or name of a record -> field name -> what a person would type there."""


class GroupPart(msgspec.Struct, frozen=True):
    """The group; `site` names several places with 、 between them."""

    code: str
    name: str
    dispatch_org: str
    host: str
    site: str
    region: str
    start: dt.date
    end: dt.date
    dispatch_headcount: int | None = None
    sent: int | None = None


class MemberPart(msgspec.Struct, frozen=True, array_like=True):
    """A member as a list of seven."""

    id: str
    name: str
    sex: str
    role: str
    post: str
    starts: dt.date
    ends: dt.date


class EnterprisePart(msgspec.Struct, frozen=True):
    """A unit."""

    id: str
    uscc: str
    name: str
    staff: int
    reg_type: str | None = None
    industry: str | None = None
    union_status: str | None = None
    plan_org: str | None = None
    build_mode: str | None = None


class WorkerPart(msgspec.Struct, frozen=True):
    """A worker; `enterprise` is the id of a unit in this file."""

    id: str
    name: str
    category: str
    sex: str | None = None
    id_no: str = ""
    mobile: str = ""
    enterprise: str | None = None
    member_before: bool | None = None
    hardship: str | None = None
    cause: str = ""


class VisitPart(msgspec.Struct, frozen=True):
    """A visit; `worker`, `ent` and `by` are ids in this file.  Whether it is a first one follows, and is not read."""

    no: str
    date: dt.date
    way: str
    by: tuple[str, ...]
    worker: str | None = None
    ent: str | None = None


class ProblemPart(msgspec.Struct, frozen=True):
    """A problem; whether it came late follows from `due` and `done`, and is not read."""

    no: str
    found: dt.date
    category: str
    desc: str
    nature: str | None = None
    ent: str | None = None
    due: dt.date | None = None
    done: dt.date | None = None
    status: str | None = None


class DeedPart(msgspec.Struct, frozen=True):
    """A deed; `cost` in 元."""

    no: str
    name: str
    category: str
    start: dt.date
    due: dt.date
    benefit: int | None = None
    done: dt.date | None = None
    cost: int | float | None = None


class UnionPart(msgspec.Struct, frozen=True):
    """A union that was founded, or is to be; `covers` are ids of units."""

    no: str
    name: str
    type: str | None = None
    mode: str | None = None
    covers: tuple[str, ...] = ()
    approved: dt.date | None = None
    new_members: int | None = None
    new_form_members: int | None = None


class EventPart(msgspec.Struct, frozen=True):
    """An incident, with moments like ``2026-05-11T09:40``.

    Attributes:
        to: whom it was reported to: first the local union, then the superior one.
    """

    no: str
    found: str
    cat: str
    level: str | None = None
    people: int | None = None
    ent: str | None = None
    to: tuple[str, ...] = ()
    oral: str | None = None
    written: str | None = None
    followups: tuple[str, ...] = ()
    closed: str | None = None


class ActivityPart(msgspec.Struct, frozen=True, array_like=True):
    """A talk or lesson, with how many took part."""

    day: dt.date
    what: str
    people: int | None = None


class UnitDayPart(msgspec.Struct, frozen=True, array_like=True):
    """What happened at one unit on one day: a bargaining, a congress, a letter."""

    day: dt.date
    ent: str
    what: str


class LegalAidPart(msgspec.Struct, frozen=True, array_like=True):
    """Legal aid on one day."""

    day: dt.date
    people: int


class ResearchPart(msgspec.Struct, frozen=True):
    """The topic of research, with the days of its outline and of its report."""

    title: str
    outline: dt.date | None = None
    report: dt.date | None = None
    pages: int | None = None


class ExpensePart(msgspec.Struct, frozen=True, array_like=True):
    """An expense; one that is called like a deed was made for it."""

    day: dt.date
    fund: str
    what: str
    amount: int | float


class OthersPart(msgspec.Struct, frozen=True):
    """What the file keeps in short lists."""

    activities: tuple[ActivityPart, ...] = ()
    collective: tuple[UnitDayPart, ...] = ()
    letters: tuple[UnitDayPart, ...] = ()
    standardized: tuple[str, ...] = ()
    legal_aid: tuple[LegalAidPart, ...] = ()
    questionnaire: int | None = None
    research: ResearchPart | None = None
    expenses: tuple[ExpensePart, ...] = ()
    budget: int | float | None = None


class Deployment(msgspec.Struct, frozen=True):
    """The whole file.

    Attributes:
        kpi: the figures the author of the file expects; they are counted anew here, never taken over.
        note: what the file says of itself, e.g. that all in it is invented.
    """

    group: GroupPart
    members: tuple[MemberPart, ...] = ()
    enterprises: tuple[EnterprisePart, ...] = ()
    workers: tuple[WorkerPart, ...] = ()
    visits: tuple[VisitPart, ...] = ()
    problems: tuple[ProblemPart, ...] = ()
    deeds: tuple[DeedPart, ...] = ()
    unions: tuple[UnionPart, ...] = ()
    events: tuple[EventPart, ...] = ()
    others: OthersPart = OthersPart()
    texts: Texts = {}
    kpi: dict[str, Any] = {}
    note: str = ""
