"""What is still open and who answers for it: the substance of every hand-over (policy 四(一), R05; domain notes §4.2).

* Open is what its own workflow does not call settled; what was handed to the local union is open no more.
* A hardship lead is handed over when it was reported to the union, a founding when its rest was written down (遗留问题
  和移交), all else when it says so itself. A topic of research is finished by the group, nobody else takes it.
* Of an incident of political safety nothing is here: it is kept apart.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.hardship_lead import HardshipLead, LeadState
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.ledgers.union_building import UnionBuilding
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import Books


@dc.dataclass(frozen=True, kw_only=True)
class OpenItem:
    """One thing that is left to do.

    Attributes:
        kind: code in the vocabulary ``handover_kind``.
        owner: id of the member who answers for it, or None.
        owner_field: name of the field that says so.
        words: what it is; `state`: how far it is; `next`: what is to be done next.
        unit: where it is, `contact`: whom to ask there; "" when nobody wrote it down.
        takeable: whether a local union can take it over.
        handed: whether it did.
    """

    record: Record
    kind: str
    owner: str | None
    owner_field: str
    words: str
    state: str
    next: str
    due: dt.date | None
    unit: str
    contact: str
    takeable: bool
    handed: bool

    @property
    def standing(self) -> str:
        """Give how far it is, and that the local union took it over."""
        return f"{self.state}，已移交" if self.handed else self.state


_KINDS: tuple[tuple[type[Record], str, str], ...] = (
    (Problem, "1", "owner"),
    (Deed, "2", "owner"),
    (UnionBuilding, "3", "owner"),
    (Incident, "4", "owner"),
    (HardshipLead, "5", "owner"),
    (Letter, "7", "owner"),
    (ResearchTopic, "8", "lead"),
)
"""Ledger, code in the vocabulary ``handover_kind``, and the field that says who answers for it."""
_WITH_UNION = (LeadState.HANDED, LeadState.FILED)


def open_items(books: Books, owner: str | None = None, *, handed: bool = False) -> tuple[OpenItem, ...]:
    """Give what is open, by kind, the earliest deadline first.

    Args:
        books: of the group.
        owner: of this member only.
        handed: what was handed to the local union counts as open too.
    """
    found = (item for kind, code, field in _KINDS for item in _of(books, kind, code, field))
    mine = [item for item in found if (owner is None or item.owner == owner) and (handed or not item.handed)]
    return tuple(sorted(mine, key=lambda item: (item.kind, item.due or dt.date.max, item.record.no)))


def is_handed(record: Record) -> bool:
    """Tell whether the local union took a record over."""
    match record:
        case HardshipLead():
            return record.state in _WITH_UNION
        case UnionBuilding():
            return bool(record.leftover.strip())
        case _:
            return bool(getattr(record, "handed_to_host", None))


def _of(books: Books, kind: type[Record], code: str, field: str) -> Iterator[OpenItem]:
    for record in books.of(kind):
        if record.workflow.open(record):
            unit = _unit(books, record)
            yield OpenItem(
                record=record,
                kind=code,
                owner=getattr(record, field),
                owner_field=field,
                words=_WORDS.get(kind, _headline)(books, record),
                state=str(record.workflow.state(record) or ""),
                next=_next(record),
                due=getattr(record, "deadline", None),
                unit=unit.name if unit else "",
                contact=unit.contact if unit else "",
                takeable=kind is not ResearchTopic,
                handed=is_handed(record),
            )


def _next(record: Record) -> str:
    """Give the word of the first step that leads on from where a record is."""
    steps = record.workflow.steps_from(record.workflow.state(record))
    return steps[0].word if steps else ""


def _unit(books: Books, record: Record) -> Enterprise | None:
    """Give the unit a record concerns, the first of several."""
    several: tuple[str, ...] = getattr(record, "enterprises", ())
    return books.find(Enterprise, getattr(record, "enterprise", None) or next(iter(several), None))


def _headline(_books: Books, record: Any) -> str:
    return record.headline


def _lead(books: Books, record: Any) -> str:
    worker = books.find(Worker, record.worker)
    return f"{worker.name if worker else '未留名职工'}的困难线索"


_WORDS: dict[type[Record], Callable[[Books, Any], str]] = {HardshipLead: _lead}
