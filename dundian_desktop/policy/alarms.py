"""Incidents reported: K008 (policy 四(六)).

* An incident counts on the day it was learned of, not on the day it was written down.
* Those that are kept apart (政治安全) are counted by their marks, which tell the day and nothing else.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from operator import attrgetter

from dundian_desktop import clock
from dundian_desktop.ledgers.apart_mark import ApartMark
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import Count, Indicator, Section, in_days, one_each
from dundian_desktop.policy.span import Span

_day = attrgetter("day")


def day_learned(incident: Incident) -> dt.date | None:
    """Give the day on which an incident was learned of, as the wall clock here says."""
    return clock.local(incident.learned_at).date() if incident.learned_at else None


def incidents_reported(books: Books, span: Span) -> Count:
    """K008; what is kept apart is counted by its mark, which tells a day and nothing else."""
    told = one_each(in_days(books, span, Incident, day_learned))
    marks = one_each(in_days(books, span, ApartMark, _day))
    return dc.replace(told, value=told.value + marks.value, cards=marks.records)


INDICATORS = (
    Indicator(
        code="K008",
        label="重大事项报告",
        unit="起",
        section=Section.INCIDENTS,
        source="四(六)",
        rule="获知时间落在本期的重大事项，另行保管的只计起数",
        ledger=Incident,
        count=incidents_reported,
    ),
)
