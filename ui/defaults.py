"""What a new record begins with: today, me, and the place, unit and company of the last one.

* The first required day that is not planned is today.
* A required link to a person is the person at this machine, whose name stands in the setting ``person``.
* A link to something that is no person (a unit, a site), a required set of people, a required short text that is not
  what the record is known by, and a required code that tells nothing personal are those of the last record saved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dundian_desktop import clock, fields
from dundian_desktop.fields import Field, Sensitivity
from dundian_desktop.ledger import Ledger, Record
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

PEOPLE = "member"
"""The ledger of the people who write here."""


def remembered(record: Record) -> tuple[str, dict[str, str]]:
    """Give the setting under which a record leaves its like a beginning, and that beginning."""
    kept = {f.name: f.show(getattr(record, f.name)) for f in record.ledger.fields if _carries(record.ledger, f)}
    return _setting(record.ledger), {name: text for name, text in kept.items() if text}


def beginning(store: Store, kind: type[Record]) -> dict[str, str]:
    """Give the texts a new record's form begins with."""
    texts = _still_there(store, kind, store.settings.get(_setting(kind.ledger), dict[str, str]()))
    if me := this_person(store):
        for field in kind.ledger.fields:
            if field.required and _leads_to(field, PEOPLE):
                texts[field.name] = me if isinstance(field.kind, fields.Ref) else texts.get(field.name) or me
    if day := _day_of(kind.ledger):
        texts[day.name] = day.show(clock.today())
    return texts


def this_person(store: Store) -> str:
    """Give the record id of the person at this machine among the living members, or ""."""
    name = store.settings.get("person", "")
    kind = store.kinds.get(PEOPLE)
    if not name or kind is None:
        return ""
    people = store.reader.list(Query(kind=kind).where(kind.ledger.headline[0], name))
    return people[-1].id if people else ""


def today_or_none(field: Field) -> dt.date | None:
    """Give today for a day that has come, nothing for one that is planned."""
    kind = field.kind
    return clock.today() if isinstance(kind, fields.Day) and not kind.planned else None


def now_text(field: Field) -> str:
    """Give today, or now, as a text for a day or a moment that has come; "" for other fields."""
    if isinstance(field.kind, fields.Moment):
        return field.show(clock.now())
    return field.show(today_or_none(field))


def _setting(ledger: Ledger) -> str:
    return f"last.{ledger.table}"


def _leads_to(field: Field, table: str) -> bool:
    return isinstance(field.kind, fields.Ref | fields.Refs) and field.kind.ledger == table


def _day_of(ledger: Ledger) -> Field | None:
    return next((f for f in ledger.fields if f.required and today_or_none(f)), None)


def _carries(ledger: Ledger, field: Field) -> bool:
    kind = field.kind
    if field.system or field.name in ledger.headline:
        return False
    if isinstance(kind, fields.Ref):
        return not _is_person(kind.ledger)
    if isinstance(kind, fields.Refs):
        return field.required
    if isinstance(kind, fields.Text):
        return field.required and kind.lines == 1 and field.sensitivity < Sensitivity.PERSONAL
    return isinstance(kind, fields.Code) and field.required and field.sensitivity < Sensitivity.PERSONAL


def _is_person(table: str) -> bool:
    """Tell whether a ledger is known by something personal; of one not declared here, say yes."""
    kind = all_ledgers().get(table)
    if kind is None:
        return True
    return any(kind.ledger.field(name).personal for name in kind.ledger.headline)


def _still_there(store: Store, kind: type[Record], texts: Mapping[str, str]) -> dict[str, str]:
    """Give the texts whose field is still declared and whose links still lead to something living."""
    known = {f.name: f for f in kind.ledger.fields}
    return {n: t for n, t in texts.items() if n in known and _leads_somewhere(store, known[n], t)}


def _leads_somewhere(store: Store, field: Field, text: str) -> bool:
    if not isinstance(field.kind, fields.Ref | fields.Refs):
        return True
    target = store.kinds.get(field.kind.ledger)
    ids = [text] if isinstance(field.kind, fields.Ref) else list(field.kind.parse(text))
    found = [store.reader.find(target, id) for id in ids] if target else [None]
    return all(one and one.meta and not one.meta.deleted for one in found)
