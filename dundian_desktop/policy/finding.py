"""A finding: something a person should look at, in a whole sentence, with the records concerned and a way to mend it.

红: the policy asks for it, or the figures contradict each other. 警告: very likely wrong. 提示: worth a look.
What rests on a number of this group or on usual practice only has no clause and says so; it is never called 规定.
"""

from __future__ import annotations

import dataclasses as dc
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar

from dundian_desktop.ledger import Record
from dundian_desktop.policy.duties import Duty

R = TypeVar("R", bound=Record)
MOST_SINGLE = 10
"""So many findings of one sort are told one by one; more are one finding, or nobody reads them."""


class Level(enum.StrEnum):
    """How grave a finding is, gravest first."""

    RED = "红"
    WARNING = "警告"
    NOTE = "提示"


class Basis(enum.StrEnum):
    """On what a finding rests."""

    POLICY = "政策"
    PARAMETER = "本组参数"
    USUAL = "建议"


@dc.dataclass(frozen=True, kw_only=True)
class RecordRef:
    """A record to open: table name of its ledger, its id, and the number people see."""

    ledger: str
    id: str
    no: str = dc.field(default="", compare=False)


@dc.dataclass(frozen=True, kw_only=True)
class OpenRecord:
    """Open a record, at a field when one is named."""

    ledger: str
    id: str
    field: str = ""


@dc.dataclass(frozen=True, kw_only=True)
class BeginRecord:
    """Begin a new record of a ledger; `texts` is what its form begins with."""

    ledger: str
    texts: Mapping[str, str] = dc.field(default_factory=dict[str, str])


@dc.dataclass(frozen=True, kw_only=True)
class OpenPage:
    """Open a page: that of a ledger by its table name, or `REPORT_PAGE`."""

    page: str


@dc.dataclass(frozen=True, kw_only=True)
class TakeStep:
    """Take a step of a record's workflow, named by the word of its button."""

    ledger: str
    id: str
    step: str


Mend: TypeAlias = OpenRecord | BeginRecord | OpenPage | TakeStep
REPORT_PAGE = "report"
"""The page of the monthly report."""


@dc.dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to look at.

    Attributes:
        sentence: whole, in Chinese.
        records: the records concerned.
        rule: code of the duty.
        clause: of the policy, "" unless the policy itself asks for it.
        basis: on what it rests.
        mend: what one press does about it; None where looking at the records is all that can be done.
    """

    level: Level
    sentence: str
    records: tuple[RecordRef, ...] = ()
    rule: str = ""
    clause: str = ""
    basis: Basis = Basis.POLICY
    mend: Mend | None = None

    @property
    def source(self) -> str:
        """Give in words on what it rests: a clause, or that it is no more than a parameter or usual."""
        return self.clause or ("" if self.basis is Basis.POLICY else str(self.basis))


@dc.dataclass(frozen=True, kw_only=True)
class Telling(Generic[R]):
    """How findings of one sort are told.

    Attributes:
        one: gives the sentence about one record.
        many: the sentence about more than `MOST_SINGLE` of them, with ``{n}`` for how many.
        mend: gives what mends one record.
    """

    duty: Duty
    level: Level
    one: Callable[[R], str]
    many: str
    basis: Basis = Basis.POLICY
    mend: Callable[[R], Mend] | None = None

    def of(self, records: Sequence[R]) -> tuple[Finding, ...]:
        """Give the findings about records."""
        if len(records) > MOST_SINGLE:
            return (self._made(self.many.format(n=len(records)), records, None),)
        return tuple(self._made(self.one(one), (one,), self.mend(one) if self.mend else None) for one in records)

    def _made(self, sentence: str, records: Sequence[R], mend: Mend | None) -> Finding:
        return told(self.duty, self.level, sentence, records, basis=self.basis, mend=mend)


def told(
    duty: Duty,
    level: Level,
    sentence: str,
    records: Iterable[Record] = (),
    *,
    basis: Basis = Basis.POLICY,
    mend: Mend | None = None,
) -> Finding:
    """Make a finding about a duty that points at records."""
    return Finding(
        level=level,
        sentence=sentence,
        records=tuple(RecordRef(ledger=one.ledger.table, id=one.id, no=one.no) for one in records),
        rule=duty.code,
        clause=duty.clause if basis is Basis.POLICY else "",
        basis=basis,
        mend=mend,
    )


def opening(field: str = "") -> Callable[[Record], Mend]:
    """Give the mending that opens a record at a field."""

    def mend(record: Record) -> Mend:
        return OpenRecord(ledger=record.ledger.table, id=record.id, field=field)

    return mend


def stepping(step: str) -> Callable[[Record], Mend]:
    """Give the mending that takes a step of a record, or opens the record when none of this word leads on from it."""

    def mend(record: Record) -> Mend:
        leads = (one.word for one in record.workflow.steps_from(record.workflow.state(record)))
        return (
            TakeStep(ledger=record.ledger.table, id=record.id, step=step)
            if step in leads
            else OpenRecord(ledger=record.ledger.table, id=record.id)
        )

    return mend
