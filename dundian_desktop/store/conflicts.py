"""What stands against what in a record that two people changed without knowing of each other.

The values of a clash are values of the whole field, each with one of the competing parts in its place, so that
`Act.settle` can be given the chosen one as it is.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections import defaultdict
from typing import Any

import msgspec

from dundian_desktop.fields import Field
from dundian_desktop.ledger import Record
from dundian_desktop.store.operation import ALIVE, milliseconds
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.rows import field_of, joined

_read = msgspec.msgpack.Decoder().decode


@dc.dataclass(frozen=True, kw_only=True)
class Rival:
    """One of the values that stand: who wrote it and when.

    Attributes:
        device: id of the writing device, 32 hex digits.
        value: of the whole field; None when the field would be empty.
    """

    device: str
    at: dt.datetime
    value: Any


@dc.dataclass(frozen=True, kw_only=True)
class Clash:
    """A field with several values; the latest comes first, and that is the one shown until somebody chooses."""

    field: Field
    rivals: tuple[Rival, ...]


def clashes(reader: Reader, kind: type[Record], id: str) -> list[Clash]:
    """Give every unreconciled field of a record, in form order."""
    heads: defaultdict[str, list[tuple[int, str, Any]]] = defaultdict(list)
    for part, hlc, value, device in reader.rows(
        "SELECT w.field, w.hlc, w.value, lower(hex(l.device)) FROM write w JOIN entity e ON e.n=w.entity "
        "JOIN log l ON l.n=w.log WHERE e.id=? AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.entity=w.entity "
        "AND s.field=w.field AND s.log=w.log AND s.seq=w.seq) ORDER BY w.hlc DESC, l.id DESC",
        (bytes.fromhex(id),),
    ):
        heads[part].append((hlc, device, None if value is None else _read(value)))
    shown = {part: some[0][2] for part, some in heads.items() if some[0][2] is not None}
    found = (_clash(kind, part, some, shown) for part, some in heads.items() if _torn(part, some))
    place = {field.name: n for n, field in enumerate(kind.ledger.fields)}
    return sorted(filter(None, found), key=lambda clash: place[clash.field.name])


def _torn(part: str, some: list[tuple[int, str, Any]]) -> bool:
    return part != ALIVE and any(value != some[0][2] for _, _, value in some)


def _clash(kind: type[Record], part: str, some: list[tuple[int, str, Any]], shown: dict[str, Any]) -> Clash | None:
    field = next((f for f in kind.ledger.fields if f.name == field_of(part)), None)
    if field is None:
        return None
    beside = {p.partition("/")[2]: plain for p, plain in shown.items() if field_of(p) == field.name}
    rivals: list[Rival] = []
    for hlc, device, plain in some:
        parts = {key: v for key, v in {**beside, part.partition("/")[2]: plain}.items() if v is not None}
        at = dt.datetime.fromtimestamp(milliseconds(hlc) / 1000, dt.UTC)
        rivals.append(Rival(device=device, at=at, value=joined(field, parts)))
    return Clash(field=field, rivals=tuple(rivals))
