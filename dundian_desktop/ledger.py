"""`Record`: the base of every ledger row; `rule`: a law between fields; `Ledger`: what outer layers know of them.

A record may say what follows from it: `Record.follows` gives what the same save writes into other ledgers, so that
what was written once stands everywhere.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, Self, TypeVar

from typing_extensions import dataclass_transform

from dundian_desktop import clock, fields
from dundian_desktop.errors import FieldError, RecordError
from dundian_desktop.workflow import Step, Workflow

R = TypeVar("R", bound="Record")
_RULE = "dundian_rule"
_DOUBTS = "dundian_doubts"
AWAITED = "待补"
"""The reason of what is kept all the same and wanted later: an expected field that is empty, or a rule that says so."""
HEADLINE_PART = 40
"""Characters of one field in a headline."""


@dc.dataclass(frozen=True, kw_only=True)
class Rule:
    """A law between the fields of one record.

    Attributes:
        field: name of the field beside which the reason stands.
        reason: a Chinese clause, e.g. ``"不能早于开始日期"``.
        holds: true of a lawful record.
        warning: a broken law is told, and the record is kept all the same.
    """

    field: str
    reason: str
    holds: Callable[[Any], bool]
    warning: bool = False


def rule(field: str, reason: str, *, warning: bool = False) -> Callable[[Callable[[R], bool]], Callable[[R], bool]]:
    """Mark a method as a law; when it gives False, `reason` stands beside `field`."""

    def mark(method: Callable[[R], bool]) -> Callable[[R], bool]:
        setattr(method, _RULE, Rule(field=field, reason=reason, holds=method, warning=warning))
        return method

    return mark


class Meta(NamedTuple):
    """What the store knows of a stored record beyond what people wrote; a tuple, since there is one for each record.

    Attributes:
        created_by, updated_by: device ids, 32 hex digits.
        revision: how many operations touched it.
        deleted: whether it lies in the recycle bin.
        conflicts: names of the fields that hold more than one unreconciled value.
    """

    created_at: dt.datetime
    created_by: str
    updated_at: dt.datetime
    updated_by: str
    revision: int
    deleted: bool = False
    conflicts: tuple[str, ...] = ()


@dc.dataclass(frozen=True, kw_only=True)
class Ledger:
    """The whole declaration of a ledger.

    Attributes:
        table: code name, singular; the store's table.
        title: Chinese title of page, sheet and listing.
        code: two or three letters in the numbers people see, e.g. ``ZF`` in ``QL-2026-01-ZF-A0007``.
        noun: what one record is called, e.g. ``走访记录``.
        order: place in the menu, smallest first.
        headline: names of the fields by which people know a record.
        month: name of the day by which a record belongs to a month, or "".
        empty: one Chinese sentence for the page without records.
        alike: groups of field names, strongest first; records that agree in all of a group are likely the same thing.
        by_hand: what is said to who would write here where only the program does; "" where people write.
    """

    table: str
    title: str
    code: str
    noun: str
    order: int = 1000
    headline: tuple[str, ...] = ()
    month: str = ""
    empty: str = ""
    alike: tuple[tuple[str, ...], ...] = ()
    by_hand: str = ""
    fields: tuple[fields.Field, ...] = ()
    rules: tuple[Rule, ...] = ()

    def field(self, name: str) -> fields.Field:
        """Give the field of this name.

        Raises:
            KeyError: there is none.
        """
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    def later(self, once: fields.Field) -> fields.Field | None:
        """Give the small table in which later values of a field that is written once stand, e.g. its delays."""
        for one in self.fields:
            if isinstance(one.kind, fields.Rows) and one.kind.append and one.kind.column(once.name):
                return one
        return None


@dc.dataclass(frozen=True, kw_only=True)
class Follow:
    """What a save writes into another record.

    Attributes:
        ledger: table of the other record.
        id: of a record that is there, or of the one to be made.
        make: gives the other record as it shall be from the one that is there, or None, which leaves it alone.
    """

    ledger: str
    id: str
    make: Callable[[Any], Any]


@dc.dataclass(frozen=True, kw_only=True)
class Gift:
    """A record that others can give, e.g. a deed that comes from a problem; its form begins with what they say.

    Attributes:
        word: what its button says, e.g. ``列为实事``.
        ledger: table of the record to be made.
        make: gives field name -> value from the records that give it; it refuses them by a `UserError`.
        several: it may come from several records of the ledger together.
        leaves: gives what the giver becomes, from it, the ledger and the id of what was made; None leaves it alone.
    """

    word: str
    ledger: str
    make: Callable[[Any], Mapping[str, Any]]
    several: bool = False
    leaves: Callable[[Any, str, str], Any] | None = None


@dc.dataclass(frozen=True, kw_only=True)
class Shelf:
    """Records of a ledger that people look at together, offered as a view of its page.

    Attributes:
        word: what the view is called, e.g. ``待回访``.
        field: name of the field it looks at.
        values: the records hold one of them there.
    """

    word: str
    field: str
    values: tuple[enum.StrEnum, ...]


def born_of(parent: str, part: str) -> str:
    """Give the id of the record that follows from one part of another: the same on every device."""
    return hashlib.sha256(f"{parent}/{part}".encode()).hexdigest()[:32]


def new_id() -> str:
    """Make a record id: a UUIDv7 (RFC 9562) as 32 hex digits, so that ids of one device sort by age."""
    stamp = int(time.time() * 1000) & ((1 << 48) - 1)
    noise = secrets.randbits(74)
    number = stamp << 80 | 7 << 76 | (noise >> 62) << 64 | 2 << 62 | noise & ((1 << 62) - 1)
    return f"{number:032x}"


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(
        fields.text,
        fields.whole,
        fields.money,
        fields.flag,
        fields.day,
        fields.time_of_day,
        fields.moment,
        fields.choice,
        fields.code,
        fields.codes,
        fields.ref,
        fields.refs,
        fields.photos,
        fields.files,
        fields.rows,
        fields.id_card,
        fields.uscc,
        fields.mobile,
        fields.region,
        dc.field,
    ),
)
@dc.dataclass(frozen=True, kw_only=True)
class Record:
    """One row of one ledger: immutable, so it may cross threads.

    A record in hand may be incomplete (a form being filled); what the store takes from a person never is.
    Common to all ledgers (domain notes §3.0): the number people see, the site, and attachments.
    """

    ledger: ClassVar[Ledger] = Ledger(table="", title="", code="", noun="")
    workflow: ClassVar[Workflow] = Workflow()
    gives: ClassVar[tuple[Gift, ...]] = ()
    shelves: ClassVar[tuple[Shelf, ...]] = ()

    id: str = dc.field(default_factory=new_id)
    meta: Meta | None = dc.field(default=None, compare=False)
    no: str = fields.text("编号", max_length=40, search=True, system=True, listed=True, width=9, section="其他")
    site: str | None = fields.ref("驻点", "site", section="其他", help="在哪个驻点的工作，只有一个驻点时不必填")
    files: tuple[fields.Attachment, ...] = fields.files("附件", section="其他", sensitivity=fields.Sensitivity.PERSONAL)

    def __init_subclass__(
        cls, *, table: str, title: str, code: str, noun: str = "", order: int = 1000, **more: Any
    ) -> None:
        """Make the class a frozen dataclass and read its declaration.

        Args:
            **more: as in `Ledger`; `without`, common fields it has no use for.
        """
        made = dc.dataclass(frozen=True, kw_only=True)(cls)
        without = more.pop("without", ())
        specs = [spec for f in dc.fields(made) if (spec := fields.spec_of(f)) and spec.name not in without]
        common = {"no", "site", "files"}
        specs.sort(key=lambda spec: spec.name in common)
        cls.ledger = Ledger(
            table=table,
            title=title,
            code=code,
            noun=noun or title,
            order=order,
            fields=tuple(specs),
            rules=tuple(found for m in vars(cls).values() if (found := getattr(m, _RULE, None))),
            **more,
        )

    @classmethod
    def derived(cls, texts: Mapping[str, str]) -> dict[str, str]:
        """Give texts that follow from others, e.g. sex from the ID card; a form shows them at once.

        Args:
            texts: field name -> what stands in the form now.
        """
        del texts
        return {}

    @classmethod
    def unkept(cls, texts: Mapping[str, str]) -> str:
        """Say in a whole sentence why what stands in a form may not be kept here even as a draft; "" when it may."""
        del texts
        return ""

    def filed(self, today: dt.date) -> Self:
        """Give the record as it is kept for the first time on `today`, with what the program fills in by itself."""
        del today
        return self

    @classmethod
    def of(cls, **values: Any) -> Self:
        """Make a record from some of its fields; a type checker cannot see that every field has a default."""
        return cls(**values)

    def stepped(self, step: Step) -> Self:
        """Give the record one step on, emptied of what it clears; what the step asks for is still to be filled."""
        emptied = {name: self.ledger.field(name).nothing for name in step.clears}
        return dc.replace(self, **emptied, **({self.workflow.field: step.to} if step.to else {}))

    def follows(self, before: Any) -> tuple[Follow, ...]:
        """Give what saving this record writes into other records in the same act.

        Args:
            before: the record as it was stored, None when it is new.
        """
        del before
        return ()

    @property
    def headline(self) -> str:
        """Give the words by which people know this record, links left out."""
        shown = (self._shown(name) for name in self.ledger.headline)
        return " ".join(filter(None, shown)) or self.no or "（未命名）"

    def _shown(self, name: str) -> str:
        field = self.ledger.field(name)
        value = getattr(self, name)
        links = isinstance(field.kind, fields.Ref | fields.Refs)
        return "" if links else field.shade(value).split("\n")[0][:HEADLINE_PART]

    @property
    def sensitivity(self) -> fields.Sensitivity:
        """Give the highest class among the fields that are filled."""
        filled = (f.sensitivity for f in self.ledger.fields if not fields.is_absent(getattr(self, f.name)))
        return max(filled, default=fields.Sensitivity.PUBLIC)

    def problems(self) -> tuple[FieldError, ...]:
        """Give every reason to refuse this record, in form order; empty when it may be kept."""
        each = [f.refusal(getattr(self, f.name)) for f in self.ledger.fields]
        alone = [problem for problem in each if problem]
        return (*alone, *self._lacking(), *self._broken(warning=False))

    def doubts(self, today: dt.date | None = None) -> tuple[FieldError, ...]:
        """Give what looks wrong in a record that may be kept all the same, and what the ledgers still want of it.

        Worked out once: a record never changes, and what is doubted depends on nothing else but the day. Who asks
        many records at once gives it, and spares asking the clock as often.
        """
        today = today or clock.today()
        day, doubts = self.__dict__.get(_DOUBTS, (None, ()))
        if day != today:
            doubts = (*self._doubtful(today), *self._broken(warning=True))
            self.__dict__[_DOUBTS] = (today, doubts)
        return doubts

    def _doubtful(self, today: dt.date) -> Iterator[FieldError]:
        held = self.__dict__  # where what a stored record does not hold is not even written, see store/records
        for name, said, field in _watched(type(self), today):
            value = held.get(name)
            if value or (value is not None and not fields.is_absent(value)):
                if said and (reason := said(value)):
                    yield FieldError(name, field.label, reason)
            elif field.expected:
                yield FieldError(name, field.label, AWAITED)

    def _lacking(self) -> tuple[FieldError, ...]:
        if not self.workflow:
            return ()
        return self.workflow.lacking(self, {field.name: field.label for field in self.ledger.fields})

    def _broken(self, *, warning: bool) -> list[FieldError]:
        broken = (r for r in self.ledger.rules if r.warning is warning and not r.holds(self))
        return [FieldError(r.field, self.ledger.field(r.field).label, r.reason) for r in broken]

    def validate(self) -> None:
        """Check every field, then every law.

        Raises:
            RecordError: holds all refusals.
        """
        if problems := self.problems():
            raise RecordError(problems)

    def reworded(self, texts: Mapping[str, str]) -> Self:
        """Give a valid copy with some fields read again from text; the one door for form, sheet and paste.

        Args:
            texts: field name -> what was typed.

        Raises:
            RecordError: holds every text that cannot be read, else every refusal.
        """
        copy = self.read(texts)
        copy.validate()
        return copy

    def read(self, texts: Mapping[str, str]) -> Self:
        """Give a copy with some fields read again from text, lawful or not (a draft).

        Raises:
            RecordError: holds every text that cannot be read.
        """
        values, problems = dict[str, Any](), list[FieldError]()
        for name, words in texts.items():
            try:
                values[name] = self.ledger.field(name).read(words)
            except FieldError as error:
                problems.append(error)
        if problems:
            raise RecordError(tuple(problems))
        return dc.replace(self, **values)


@lru_cache(maxsize=256)
def _watched(kind: type[Record], _today: dt.date) -> tuple[tuple[str, fields.Look | None, fields.Field], ...]:
    """Give the fields that can leave a doubt, and what says so on this day; what it said is kept."""
    return tuple((one.name, said, one) for one in kind.ledger.fields if (said := one.kind.said()) or one.expected)
