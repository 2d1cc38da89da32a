"""Finds records that are likely the same thing, and keeps what people decided about them.

That two records are different things is written as a part of the record with the smaller id, ``_distinct/<other id>``:
so the decision is an operation like any other, which travels, merges by union whoever decided it twice, and can be
undone. No table is needed for it, and no form, sheet or page sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dundian_desktop import fields
from dundian_desktop.ledger import Record
from dundian_desktop.store.act import Act
from dundian_desktop.store.operation import ALIVE, DISTINCT, OF_A_DISTINCTION, packed_value
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.sameness import Comparison, Couple, Pair, Shelf, compared, couple, marks_of, may_agree

_BATCH = 500
_GONE = "EXISTS (SELECT 1 FROM superseded s WHERE (s.entity,s.field,s.log,s.seq)=(w.entity,w.field,w.log,w.seq))"
"""Of a write `w`: another replaced it."""


def alike(reader: Reader, record: Record) -> list[Pair]:
    """Give the living records that are likely the same thing as this one, best told first.

    Args:
        record: stored, new, or half written; in each pair it is `other`.
    """
    ledger = type(record).ledger
    mine = marks_of(record)
    told = dict(zip(compared(ledger), mine, strict=True))
    likely = {id for group in ledger.alike for id in _likely(reader, record, group, told)}
    if not likely:
        return []
    comparison = Comparison(ledger)
    distinct = _decided(reader, ledger.table, [*likely, record.id])
    pairs = [
        Pair(one=one.id, other=record.id, by=by)
        for one in (reader.get(type(record), id) for id in sorted(likely))
        if couple(one.id, record.id) not in distinct and (by := comparison.agreement(marks_of(one), mine))
    ]
    return sorted(pairs, key=lambda pair: ledger.alike.index(pair.by))


def _likely(reader: Reader, record: Record, group: tuple[str, ...], told: Mapping[str, str]) -> list[str]:
    """Give the ids of the living that agree in a group, as far as SQL and one look at the words can tell."""
    ledger = type(record).ledger
    if not all(told[name] for name in group):
        return []
    plain = [name for name in group if _is_plain(ledger.field(name))]
    words = [name for name in group if name not in plain]
    tests = "".join(f' AND "{name}"=?' for name in plain)
    sql = f'SELECT {_list(["id", *words])} FROM "{ledger.table}" WHERE deleted=0 AND id<>?{tests}'
    rows = reader.rows(sql, [record.id, *(told[name] for name in plain)])
    kinds = [ledger.field(name).kind for name in words]
    mine = [told[name] for name in words]
    return [id for id, *cells in rows if all(map(may_agree, kinds, cells, mine))]


def _is_plain(field: fields.Field) -> bool:
    """Tell whether equal values are kept as equal cells; words may differ in blanks and signs."""
    return not isinstance(field.kind, fields.Text)


def _list(names: Sequence[str]) -> str:
    return ",".join(f'"{name}"' for name in names)


def pairs(reader: Reader, kind: type[Record]) -> list[Pair]:
    """Give every pair of living records of a ledger that are likely the same thing and that nobody declared different.

    There are as many pairs as there are records too many.
    """
    ledger = kind.ledger
    if not ledger.alike:
        return []
    rows = reader.rows(
        f'SELECT id, created_at, {_list(compared(ledger))} FROM "{ledger.table}" WHERE deleted=0 ORDER BY n'
    )

    def distinct(ids: Sequence[str]) -> frozenset[Couple]:
        return _decided(reader, ledger.table, ids)

    if not rows:
        return []
    ids, ages, *columns = zip(*rows, strict=True)
    return Comparison(ledger).pairs(Shelf(ids=ids, ages=ages, columns=columns), distinct)


def declared_distinct(reader: Reader) -> frozenset[Couple]:
    """Give every couple of records, living or not, that a person declared different."""
    rows = reader.rows(
        "SELECT lower(hex(e.id)), w.field FROM write w JOIN entity e ON e.n=w.entity "
        f"WHERE {OF_A_DISTINCTION.replace('field', 'w.field')} AND w.value=? AND NOT {_GONE}",
        (packed_value(True),),
    )
    return frozenset((id, part.removeprefix(DISTINCT)) for id, part in rows)


def _decided(reader: Reader, table: str, ids: Sequence[str]) -> frozenset[Couple]:
    found: set[Couple] = set()
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        values: list[Any] = [*some, DISTINCT, DISTINCT[:-1] + "0", packed_value(True)]
        found.update(
            (id, part.removeprefix(DISTINCT))
            for id, part in reader.rows(
                f'SELECT t.id, w.field FROM "{table}" t JOIN write w ON w.entity=t.n '
                f"WHERE t.id IN ({','.join('?' * len(some))}) AND w.field>=? AND w.field<? AND w.value=? "
                f"AND NOT {_GONE}",
                values,
            )
        )
    return frozenset(found)


def declare_distinct(act: Act, kind: type[Record], one: str, other: str) -> None:
    """Keep that two records are different things; they are not called alike again."""
    first, second = couple(one, other)
    act.write(kind, first, {DISTINCT + second: True, ALIVE: True}, note="不是同一个")
