"""The incidents of a deployment file, with their chain of reports (policy 四(六): 当地工会和上级工会)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dundian_desktop import clock
from dundian_desktop.actions.deployment_cards import Cards
from dundian_desktop.actions.deployment_shape import Deployment, EventPart
from dundian_desktop.actions.deployment_words import Placed, apart, code_of, code_or_none, link, placed, rows, said
from dundian_desktop.errors import UserError
from dundian_desktop.fields import Moment
from dundian_desktop.ledgers.incident import (
    FIRST_REPORT,
    FOLLOW_UP,
    LAST_REPORT,
    LOCAL_UNION,
    SUPERIOR_UNION,
    Incident,
    IncidentState,
)

_BY_PHONE, _IN_WRITING = "1", "3"
_ANOTHER = "9"


def events_of(found: Deployment, cards: Cards) -> Iterator[Placed]:
    """Make them."""
    return placed("重大事项", found.events, lambda part, place: _event(part, found.group.site, cards, place))


def _event(part: EventPart, site: str, cards: Cards, place: str) -> Incident:
    kind, what = apart(part.cat)
    reach = f"，涉及{part.people}人" if part.people else ""
    closed = _moment(part.closed, place)
    return Incident.of(
        no=part.no,
        learned_at=_moment(part.found, place),
        place="" if part.ent else site[:60],
        category=code_of("incident_category", kind, place),
        brief=f"{what or kind}{reach}。",
        state=IncidentState.DONE if closed else IncidentState.RUNNING,
        level=code_or_none("incident_level", part.level, place),
        enterprise=link(cards.enterprises, part.ent, place),
        people=part.people,
        reports=rows(_reports(part, place)),
        result=_ended(closed) if closed else "",
        resolved_at=closed,
    )


def _reports(part: EventPart, place: str) -> Iterator[dict[str, Any]]:
    """Give a row for each recipient and report, oldest first; what follows the call by phone goes in writing."""
    told = (
        (FIRST_REPORT, _BY_PHONE, part.oral),
        (FIRST_REPORT, _IN_WRITING, part.written),
        *((FOLLOW_UP, _IN_WRITING, each) for each in part.followups),
        (LAST_REPORT, _IN_WRITING, part.closed),
    )
    for stage, way, moment in told:
        for n, union in enumerate(part.to if moment else ()):
            to = (LOCAL_UNION, SUPERIOR_UNION)[n] if n <= 1 else _ANOTHER
            yield {"stage": stage, "to": to, "union": union, "way": way, "at": _moment(moment, place)}


def _moment(words: str | None, place: str) -> dt.datetime | None:
    """Give a moment of the place as records keep it, None for none."""
    try:
        return Moment().parse(words) if words else None
    except ValueError as error:
        raise UserError(f"{place}的时间“{(words or '')[:20]}”读不出来（{error}），没有装入任何内容。") from error


def _ended(moment: dt.datetime) -> str:
    here = clock.local(moment)
    return f"{said(here.date())}{here:%H:%M}化解，同时终报。"
