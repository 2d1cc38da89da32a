"""States and deadlines as chips, each by shape, word and colour.

* The tone of a state follows from the code name of its member: ``DONE`` is good in every ledger.  A state in which
  nothing is left to do is good too, unless its name says that it was given up or went elsewhere.
* In a ledger with a workflow only its states are chips; other choices are plain words.
* A ledger whose records have a `deadline` and can say that they are `overdue` shows both in its field ``due``; one
  whose records wait for something after that (回访) shows it there too.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import Protocol, cast, runtime_checkable

from dundian_desktop.fields import Choice, Field
from dundian_desktop.ledger import Record
from dundian_desktop.policy.due import SOON_DAYS
from ui.parts.chip import Chip, Tone
from ui.parts.day_line import day_text

DUE = "due"
"""The field in which a ledger with deadlines shows them."""

_TONES = {
    "PLANNED": Tone.IDLE,
    "OPEN": Tone.IDLE,
    "DRAFT": Tone.IDLE,
    "TODO": Tone.IDLE,
    "SURVEY": Tone.IDLE,
    "RUNNING": Tone.WARN,
    "WRITING": Tone.WARN,
    "CAMPAIGN": Tone.WARN,
    "PREPARING": Tone.WARN,
    "REQUESTED": Tone.WARN,
    "REPORTED": Tone.WARN,
    "ACCEPTED": Tone.WARN,
    "HAZARD": Tone.WARN,
    "SIGN": Tone.WARN,
    "EVENT": Tone.BAD,
    "DELAYED": Tone.NOTE,
    "MOVED": Tone.NOTE,
    "HANDED": Tone.NOTE,
    "FILED": Tone.NOTE,
    "ANSWERED": Tone.NOTE,
    "APPROVED": Tone.WARN,
    "ELECTED": Tone.WARN,
    "RATIFIED": Tone.WARN,
    "OPENED": Tone.WARN,
    "REGISTERED": Tone.WARN,
    "ACCOUNT": Tone.GOOD,
    "ADOPTED": Tone.GOOD,
    "TURNED": Tone.GOOD,
    "DONE": Tone.GOOD,
    "CLOSED": Tone.GOOD,
    "CANCELLED": Tone.REFUSED,
    "DROPPED": Tone.REFUSED,
}
_ELSEWHERE = frozenset({"MOVED", "CANCELLED", "DROPPED"})
"""Names of states that end a matter without its being done here."""


@runtime_checkable
class Dated(Protocol):
    """A record with a deadline."""

    @property
    def deadline(self) -> dt.date | None:
        """Give the deadline in force."""
        ...

    def overdue(self, today: dt.date) -> bool:
        """Tell whether it is open after its deadline."""
        ...


@runtime_checkable
class Awaiting(Protocol):
    """A record that is asked after (回访) when it is done."""

    def revisit_by(self, days: int) -> dt.date | None:
        """Give until which day, None when there is nothing to ask."""
        ...


def has_deadline(kind: type[Record]) -> bool:
    """Tell whether the records of a ledger have deadlines."""
    return hasattr(kind, "deadline") and hasattr(kind, "overdue") and any(f.name == DUE for f in kind.ledger.fields)


def is_overdue(record: Record, today: dt.date) -> bool:
    """Tell whether a record is open after its deadline."""
    return isinstance(record, Dated) and record.overdue(today)


def is_soon(record: Record, today: dt.date) -> bool:
    """Tell whether a record is open and its deadline is near."""
    if not isinstance(record, Dated) or record.deadline is None or record.overdue(today):
        return False
    left = (record.deadline - today).days
    # Whoever would be overdue on the day after the deadline is open now.
    return left <= SOON_DAYS and record.overdue(record.deadline + dt.timedelta(days=1))


def chip_of(field: Field, record: Record, today: dt.date, revisit_days: int) -> Chip | None:
    """Give the chip of a cell, None for cells that are plain words.

    Args:
        revisit_days: the group's parameter.
    """
    value = getattr(record, field.name)
    if isinstance(field.kind, Choice) and value is not None and not field.masked:
        flow = record.workflow
        return state_chip(value, ended=value in flow.settled) if not flow or field.name == flow.field else None
    return (due_chip(record, today) or awaited_chip(record, today, revisit_days)) if field.name == DUE else None


def state_chip(state: enum.StrEnum, *, ended: bool = False) -> Chip:
    """Give the chip of a state; `ended` when nothing is left to do in it."""
    if ended and state.name not in _ELSEWHERE:
        return Chip(str(state), Tone.GOOD)
    return Chip(str(state), _TONES.get(state.name, Tone.NOTE))


def awaited_chip(record: Record, today: dt.date, revisit_days: int) -> Chip | None:
    """Give the chip of the return visit a record waits for."""
    until = record.revisit_by(revisit_days) if isinstance(record, Awaiting) else None
    if until is None:
        return None
    left = (until - today).days
    if left < 0:
        return Chip(f"回访 超{-left}天", Tone.BAD)
    told = f"剩{left}天" if left else "今天到期"
    return Chip(f"回访 {told}", Tone.WARN if left <= SOON_DAYS else Tone.NOTE)


def due_chip(record: Record, today: dt.date) -> Chip | None:
    """Give the chip of a deadline that is over or near."""
    if not isinstance(record, Dated) or record.deadline is None:
        return None
    day = f"{record.deadline:%m-%d}"
    if is_overdue(record, today):
        return Chip(f"{day} 超{(today - record.deadline).days}天", Tone.BAD)
    if is_soon(record, today):
        left = (record.deadline - today).days
        return Chip(f"{day} " + (f"剩{left}天" if left else "今天到期"), Tone.WARN)
    return None


def due_words(record: Record) -> str:
    """Give the deadline in force as words, which may be later than the first one promised."""
    dated = cast("Dated", record)
    return day_text(dated.deadline) if isinstance(record, Dated) and dated.deadline else ""
