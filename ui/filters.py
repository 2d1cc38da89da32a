"""What the person narrowed a list to, field by field, as a value."""

from __future__ import annotations

import dataclasses as dc
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from dundian_desktop import fields
from dundian_desktop.fields import Field, Flag
from dundian_desktop.ledger import Record
from dundian_desktop.store.query import Condition, Query
from dundian_desktop.store.store import Store
from ui.ledger_words import BLANK, FILLED
from ui.names import called
from ui.shown import shown

Filters = Mapping[str, Condition]
_MANY = 400
_NAMED = 2  # values a token names; the others it counts


class Anything:
    """Stands among the values to choose from for: whatever is filled in."""


@dc.dataclass(frozen=True, kw_only=True)
class Choosable:
    """One value a column holds, in words, and in how many records."""

    value: Any
    words: str
    count: int


def narrowed(query: Query, filters: Filters) -> Query:
    """Give the query with the filters upon it."""
    return dc.replace(query, conditions=(*query.conditions, *filters.values()))


def choosable(store: Store, query: Query, field: Field) -> list[Choosable]:
    """Give what can be chosen in a column, commonest first; of what is sensitive only whether it is there."""
    counts: Counter[Any] = Counter()
    for kept, count in store.reader.distinct(query, field.name, _MANY):
        for value in _values(field, kept):
            counts[value] += count
    if field.masked or isinstance(field.kind, fields.Files | fields.Rows):
        return _presence(counts)
    words = _words(store, field, [v for v in counts if v is not None])
    made = [Choosable(value=v, words=words.get(v, BLANK), count=n) for v, n in counts.most_common()]
    return sorted(made, key=lambda one: one.value is None)


def _presence(counts: Counter[Any]) -> list[Choosable]:
    blank = counts.pop(None, 0)
    there = sum(counts.values())
    both = ((Anything, FILLED, there), (None, BLANK, blank))
    return [Choosable(value=value, words=words, count=count) for value, words, count in both if count]


def _values(field: Field, kept: Any) -> list[Any]:
    if kept is None:
        return [None]
    if field.kind.many:
        return list(json.loads(kept)) if not isinstance(field.kind, fields.Files | fields.Rows) else [True]
    return [bool(kept)] if isinstance(field.kind, Flag) else [kept]


def _words(store: Store, field: Field, plains: list[Any]) -> dict[Any, str]:
    kind = field.kind
    if isinstance(kind, fields.Ref | fields.Refs):
        return called(store, kind.ledger, plains)
    if isinstance(kind, fields.Codes):
        return {plain: kind.one.format(plain) for plain in plains}
    words: dict[Any, str] = {}
    for plain in plains:
        try:
            words[plain] = shown(field, kind.value(plain), {}).split("\n")[0]
        except ValueError:
            words[plain] = str(plain)
    return words


def condition_of(field: Field, chosen: list[Choosable]) -> Condition:
    """Give the condition that holds for the chosen values."""
    if any(one.value is Anything for one in chosen):
        return Condition(field=field.name, low="" if not field.kind.numeric else -(2**62))
    return Condition(field=field.name, values=tuple(one.value for one in chosen))


def told(store: Store, kind: type[Record], condition: Condition) -> str:
    """Say a filter in words, e.g. ``进度：进行中、延期``."""
    field = kind.ledger.field(condition.field)
    if condition.values:
        given = [value for value in condition.values if value is not None]
        known = _words(store, field, given)
        names = [known.get(value, str(value)) for value in given] + [BLANK] * (None in condition.values)
        more = f"等{len(names)}项" if len(names) > _NAMED else ""
        return f"{field.label}：{'、'.join(names[:_NAMED])}{more}"
    if field.masked or condition.low == "":
        return f"{field.label}：{FILLED}"
    return f"{field.label}：{_bound(field, condition.low)}至{_bound(field, condition.high)}"


def _bound(field: Field, plain: Any) -> str:
    return "" if plain is None else field.kind.format(field.kind.value(plain))
