"""`Workflow`: the states of a record, the lawful steps between them, and what each state asks for.

* A record may begin in any state whose needs it meets: what is written down late begins where it stands.
* From a stored state only a declared step leads on; whoever asks (form, sheet, script), everything else is refused.
* A step may stay in its state and only write something down: a delay (延期) adds a row with the new deadline.
* A state may want a signature: a link to a person of the group who has the role on that day (组长签字).
* A step may empty fields that the new state cannot have, e.g. the closing day of what is taken up again.
"""

from __future__ import annotations

import dataclasses as dc
import enum
from collections.abc import Mapping

from dundian_desktop.errors import FieldError
from dundian_desktop.fields import is_absent


@dc.dataclass(frozen=True, kw_only=True)
class Step:
    """One way on.

    Attributes:
        word: what its button says, e.g. ``销号``.
        sources: the states it leads from.
        to: the state it leads to; None stays where it is.
        asks: names of the fields its small form shows, in order; those it needs are marked there.
        fills: field name -> text its form begins with, e.g. ``{"done_on": "今天"}``.
        needs: names of the fields it wants besides those of the state it leads to.
        adds: names of the small tables to which it adds a row.
        clears: names of the fields it empties.
        help: one Chinese sentence for its form.
    """

    word: str
    sources: tuple[enum.StrEnum, ...]
    to: enum.StrEnum | None = None
    asks: tuple[str, ...] = ()
    fills: Mapping[str, str] = dc.field(default_factory=dict[str, str])
    needs: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    help: str = ""

    def omitted(self, before: object, after: object, labels: Mapping[str, str]) -> tuple[FieldError, ...]:
        """Give what the step itself wants and a record that took it does not have.

        Args:
            before: the record before the step.
            after: the record as it would be kept.
            labels: field name -> label.
        """
        missing = [FieldError(name, labels[name], "不能为空") for name in self.needs if is_absent(getattr(after, name))]
        same = [name for name in self.adds if set(getattr(after, name)) <= set(getattr(before, name))]
        return (*missing, *(FieldError(name, labels[name], f"“{self.word}”须加一行") for name in same))


@dc.dataclass(frozen=True, kw_only=True)
class Signature:
    """A link to a person that counts only when that person has a role on that day.

    Attributes:
        by: name of the link field.
        on: name of the field that holds the day of signing; "" where it is the day of saving.
        roles: name of the field of the linked record that holds its roles.
        role: the code that must be among them.
        since, until: names of the fields of the linked record between which it has them.
        words: what the role is called.
    """

    by: str
    on: str = ""
    roles: str
    role: str
    since: str
    until: str
    words: str


@dc.dataclass(frozen=True, kw_only=True)
class Workflow:
    """The states of one ledger.

    Attributes:
        field: name of the field that holds the state; "" where a ledger has no states, which makes it false.
        steps: in the order in which they are offered.
        needs: state -> names of the fields a record in it must have.
        signed: state -> the signature it wants.
        settled: the states in which nothing is left to do.
        sealed: the states in which a record is not thrown away.
    """

    field: str = ""
    steps: tuple[Step, ...] = ()
    needs: Mapping[enum.StrEnum, tuple[str, ...]] = dc.field(default_factory=dict[enum.StrEnum, tuple[str, ...]])
    signed: Mapping[enum.StrEnum, Signature] = dc.field(default_factory=dict[enum.StrEnum, Signature])
    settled: frozenset[enum.StrEnum] = frozenset()
    sealed: frozenset[enum.StrEnum] = frozenset()

    def __bool__(self) -> bool:
        """Whether the ledger has states at all."""
        return bool(self.field)

    def state(self, record: object) -> enum.StrEnum | None:
        """Give the state a record is in; None when nobody said."""
        return getattr(record, self.field) if self.field else None

    def open(self, record: object) -> bool:
        """Tell whether something is left to do."""
        return self.state(record) not in self.settled

    def steps_from(self, state: enum.StrEnum | None) -> tuple[Step, ...]:
        """Give the ways on from a state."""
        return tuple(step for step in self.steps if state in step.sources)

    def needed(self, step: Step, state: enum.StrEnum | None) -> frozenset[str]:
        """Give the names of the fields that must be filled once a step is taken from a state."""
        to = step.to or state
        return frozenset((*self.needs.get(to, ()), *step.needs, *step.adds)) if to else frozenset(step.needs)

    def within_reach(self, state: enum.StrEnum | None) -> tuple[enum.StrEnum, ...]:
        """Give the state and those to which one step leads, each once."""
        onward = (step.to for step in self.steps_from(state))
        return tuple(dict.fromkeys(one for one in (state, *onward) if one is not None))

    def leads(self, before: enum.StrEnum | None, after: enum.StrEnum | None) -> bool:
        """Tell whether a record may go from one state to another; staying is always lawful."""
        return before == after or any(step.to == after for step in self.steps_from(before))

    def lacking(self, record: object, labels: Mapping[str, str]) -> tuple[FieldError, ...]:
        """Give what the record's state needs and the record does not have.

        Args:
            record: any record of the ledger.
            labels: field name -> label.
        """
        state = self.state(record)
        if state is None:
            return ()
        signature = self.signed.get(state)
        signs = {signature.by: f"由{signature.words}签字"} if signature else {}
        missing = [name for name in self.needs.get(state, ()) if is_absent(getattr(record, name))]
        return tuple(FieldError(name, labels[name], f"“{state}”须{signs.get(name, '填写')}") for name in missing)
