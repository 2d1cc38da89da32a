"""`Act`: one act of a person on the records: one transaction, one step of undo.

What a form changed is found against what the form was opened with, and only those parts are written. When the stored
record has moved on in the same parts meanwhile (an import came in), the act is refused and names them: nothing is
silently lost.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Mapping
from typing import Any, TypeVar

from dundian_desktop import clock
from dundian_desktop.errors import FieldError, RecordError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.store.apply import Applier, LogPlace, Touched
from dundian_desktop.store.database import Connection
from dundian_desktop.store.drafts import Drafts
from dundian_desktop.store.lawful import refuse_misplaced, refuse_thrown_away, refuse_unlawful
from dundian_desktop.store.operation import ALIVE, Base, Logged, Operation, next_stamp, packed
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.rows import changed_parts, field_of, parts_of
from dundian_desktop.store.settings import Settings
from dundian_desktop.store.signing import signers
from dundian_desktop.workflow import Signature

R = TypeVar("R", bound=Record)


class StaleError(UserError):
    """The record changed in the very fields the person was editing."""


@dc.dataclass(frozen=True, kw_only=True)
class Author:
    """Who writes here: this device, its log, and how the numbers it gives begin and end.

    Attributes:
        prefix: what stands before the ledger's code in a number, e.g. ``QL-2026-01``.
        letter: this device's letter in a number.
        apart: whether this file keeps what is kept apart, and nothing else.
    """

    device: bytes
    prefix: str = ""
    letter: str = "A"
    apart: bool = False


class Act:
    """Writes operations of this device; made by `Store.act`, alive inside its transaction only."""

    def __init__(self, connection: Connection, applier: Applier, place: LogPlace, author: Author, stamp: int) -> None:
        self._connection = connection
        self._applier = applier
        self._place = place
        self._author = author
        self._first = place.seq + 1
        self.stamp = stamp
        self.reader = Reader(connection)
        self.changed: set[str] = set()
        self.born: list[Record] = []
        """What saves made in other ledgers by themselves."""

    def save(self, record: R, before: R | None = None) -> R:
        """Write a new record, or what differs in an old one, and give it back as stored.

        Args:
            before: the record as it was when the person opened it; the stored one when left out.

        Raises:
            RecordError: the record does not pass its own checks.
            StaleError: an import changed the same fields since `before` was read.
        """
        record.validate()
        refuse_misplaced(record, apart=self._author.apart)
        stored = self.reader.find(type(record), record.id)
        if stored is None:
            record = dc.replace(record.filed(clock.today()), no=record.no or self._number(type(record)))
        refuse_unlawful(stored, record, self._signs)
        old = before or stored
        changes = changed_parts(parts_of(old) if old else {}, parts_of(record))
        if before is not None and stored is not None:
            self._refuse_stale(before, stored, changes)
        if changes or stored is None or (stored.meta and stored.meta.deleted):
            self.write(type(record), record.id, {**changes, ALIVE: True})
            self._follow(record, stored)
        return self.reader.get(type(record), record.id)

    def forget_draft(self, id: str) -> None:
        """Forget what stood in the form of a record, together with the rest of the act."""
        Drafts.drop_in(self._connection, id)

    def _follow(self, record: Record, before: Record | None) -> None:
        """Save into other records what follows from this one; ledgers that are not kept here are let pass."""
        for follow in record.follows(before):
            if (kind := self._applier.kinds.get(follow.ledger)) is None:
                continue
            there = self.reader.find(kind, follow.id)
            made = follow.make(there)
            if made is not None and made != there:
                kept = self._save_beside(made, there)
                self.born += [] if there else [kept]

    def _save_beside(self, record: Record, before: Record | None) -> Record:
        """Save what follows from another record; a refusal says of which record it speaks.

        Raises:
            RecordError: the record does not pass its own checks.
        """
        try:
            return self.save(record, before)
        except RecordError as error:
            told = "；".join(map(str, error.problems))
            which = f"一并要写的{record.ledger.noun}“{record.headline}”"
            raise RecordError((FieldError("", which, told),)) from error

    def _signs(self, record: Record, signature: Signature) -> bool:
        """Tell whether the person linked to may sign."""
        signer = getattr(record, signature.by)
        return any(one.id == signer for one in signers(self.reader, self._applier.kinds, record, signature))

    def _refuse_stale(self, before: Record, stored: Record, changes: Mapping[str, Any]) -> None:
        moved = changed_parts(parts_of(before), parts_of(stored))
        both = {field_of(p) for p in moved.keys() & changes.keys() if moved[p] != changes[p]}
        both |= _newly_torn(before, stored) & {field_of(part) for part in changes}
        if both:
            labels = "、".join(f.label for f in stored.ledger.fields if f.name in both)
            raise StaleError(f"您编辑时，别处来的数据已改了“{labels}”。您写的还在，请对照后再存。")

    def void(self, kind: type[Record], id: str) -> None:
        """Put a record into the recycle bin.

        Raises:
            UserError: its state seals it.
        """
        if there := self.reader.find(kind, id):
            refuse_thrown_away(there)
        self.write(kind, id, {ALIVE: False})

    def restore(self, kind: type[Record], id: str) -> None:
        """Take a record out of the recycle bin."""
        self.write(kind, id, {ALIVE: True})

    def settle(self, kind: type[Record], id: str, field: str, value: Any) -> None:
        """End a conflict: write one value over every competing one of a field."""
        spec = kind.ledger.field(field)
        parts = dict(spec.kind.split(value)) if value not in (None, "", ()) else {}
        named = {f"{field}/{key}" if key else field: plain for key, plain in parts.items()}
        standing = self.reader.head_parts(id, field)
        self.write(kind, id, {**dict.fromkeys(standing), **named})

    def write(self, kind: type[Record], id: str, parts: Mapping[str, Any], *, note: str = "") -> None:
        """Log one operation that writes these parts over every head they have now."""
        personal_fields = {f.name for f in kind.ledger.fields if f.personal}
        personal = {p: v for p, v in parts.items() if v is not None and field_of(p) in personal_fields}
        self.stamp = next_stamp(self.stamp)
        operation = Operation(
            hlc=self.stamp,
            act=self._first,
            ledger=kind.ledger.table,
            entity=bytes.fromhex(id),
            actor=self._author.device,
            fields={p: v for p, v in parts.items() if p not in personal},
            base=self._base(id, parts),
            hidden=[],
            note=note,
        )
        body, vault = packed(operation, personal)
        one = Logged(log=self._place.id, seq=self._place.seq + 1, body=body, vault=vault)
        self.note(self._applier.apply([(self._place, [one])]))

    def note(self, touched: Touched) -> None:
        """Remember which ledgers changed."""
        self.changed |= touched.ledgers

    def _base(self, id: str, parts: Mapping[str, Any]) -> Base:
        heads = self.reader.heads(id)
        return {part: heads[part] for part in parts if part in heads}

    def _number(self, kind: type[Record]) -> str:
        """Give the next number of this device in a ledger, e.g. ``QL-2026-01-ZF-A0007``."""
        start = f"{self._author.prefix}-{kind.ledger.code}-{self._author.letter}".lstrip("-")
        counter = f"number:{start}"
        last = Settings.get_in(self.reader, counter, 0) or self._largest(kind, start)
        Settings.put_in(self._connection, counter, last + 1)
        return f"{start}{last + 1:04d}"

    def _largest(self, kind: type[Record], start: str) -> int:
        row = self._connection.execute(
            f'SELECT max(CAST(substr(no, ?) AS INTEGER)) FROM "{kind.ledger.table}" WHERE no >= ? AND no < ?',
            (len(start) + 1, start, start + "~"),
        ).fetchone()
        return row[0] or 0


def _newly_torn(before: Record, stored: Record) -> set[str]:
    """Give the fields for which a second value came in; writing over it would settle what nobody has seen."""
    if before.meta is None or stored.meta is None:
        return set()
    return set(stored.meta.conflicts) - set(before.meta.conflicts)
