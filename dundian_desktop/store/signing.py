"""Who may sign for a state: the people who have the role on the day of signing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dundian_desktop import clock
from dundian_desktop.fields import Ref
from dundian_desktop.ledger import Record
from dundian_desktop.store.query import Query
from dundian_desktop.store.reader import Reader
from dundian_desktop.workflow import Signature


def signers(
    reader: Reader, kinds: Mapping[str, type[Record]], record: Record, signature: Signature
) -> tuple[Record, ...]:
    """Give the people who may sign for a record.

    When nobody has the role on that day (before the first day of a stint, or after its last) all who ever had it may.
    """
    link = record.ledger.field(signature.by).kind
    kind = kinds.get(link.ledger) if isinstance(link, Ref) else None
    if kind is None:
        return ()
    ever = reader.list(Query(kind=kind).where(signature.roles, signature.role))
    day: dt.date = (getattr(record, signature.on) if signature.on else None) or clock.today()
    then = [person for person in ever if _serves(person, signature, day)]
    return tuple(then or ever)


def _serves(person: Record, signature: Signature, day: dt.date) -> bool:
    since: dt.date | None = getattr(person, signature.since)
    until: dt.date | None = getattr(person, signature.until)
    return (since is None or since <= day) and (until is None or day <= until)
