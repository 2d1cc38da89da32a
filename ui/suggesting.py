"""What type-ahead lines offer: records by name or initials, words of a vocabulary, regions."""

from __future__ import annotations

from dundian_desktop import fields
from dundian_desktop.codes import Vocabulary
from dundian_desktop.fields import Field
from dundian_desktop.fields.numbers import regions
from dundian_desktop.ledger import Record
from dundian_desktop.store import search
from ui.desk import Desk
from ui.names import called, name_of, names_in
from ui.shown import one_line, shown

Offer = tuple[str, str, str]
"""Id, label, and a note that tells it from its namesakes."""

NEW = "+"
"""Begins the id of an offer to make a record of what was typed."""

_MOST = 12


def offer_records(desk: Desk, kind: type[Record], typed: str) -> list[Offer]:
    """Give records that fit, recent ones first, and the offer to make a new one."""
    reader = desk.store.reader
    found = [reader.find(kind, one) for one in search.suggest(reader, kind, typed, _MOST)]
    records = [record for record in found if record]
    names = names_in(desk.store, kind, records)
    offers = [(r.id, name_of(desk.store, r), note_of(kind, r, names)) for r in records]
    noun = kind.ledger.noun
    fresh = f"＋ 新增{noun}“{typed}”" if typed else f"＋ 新增{noun}"
    return [*offers, (NEW + typed, fresh, "")]


def offer_some(desk: Desk, field: Field, ids: list[str], typed: str) -> list[Offer]:
    """Give those of some records whose name holds what was typed; nobody else may be chosen."""
    offers = known(desk, field, ids)
    return [offer for offer in offers if typed in offer[1]] or offers


def note_of(kind: type[Record], record: Record, names: dict[str, str]) -> str:
    """Give what tells a record from its namesakes: where it belongs, else its first other column."""
    others = [f for f in kind.ledger.fields if f.listed and not f.system and f.name not in kind.ledger.headline]
    others.sort(key=lambda f: not isinstance(f.kind, fields.Ref))
    texts = (one_line(shown(f, getattr(record, f.name), names)) for f in others)
    return next(filter(None, texts), "")


def offer_words(vocabulary: Vocabulary, typed: str) -> list[Offer]:
    """Give the words that hold what was typed, in the order people choose from."""
    entries = vocabulary.choices()
    fit = [e for e in entries if any(typed in word for word in (e.label, e.code, *e.synonyms))]
    return [(e.code, e.label, "、".join(e.synonyms[:2])) for e in fit]


def offer_regions(typed: str) -> list[Offer]:
    """Give regions whose name or code holds what was typed, newest codes first among namesakes."""
    if not typed:
        return []
    found = [(code, name) for code, name in regions().items() if typed in name or code.startswith(typed)]
    found.sort(key=lambda one: (len(one[1]), one[0]))
    return [(code, name, code) for code, name in found[:_MOST]]


def known(desk: Desk, field: Field, ids: list[str]) -> list[Offer]:
    """Give the offers of ids that are linked already."""
    table = field.kind.ledger if isinstance(field.kind, fields.Ref | fields.Refs) else ""
    names = called(desk.store, table, ids)
    return [(one, names.get(one, "（未收到）"), "") for one in ids]
