"""What tells that two records are the same thing, from the groups a ledger declares (`Ledger.alike`).

* Two records are alike when they agree in every field of a group; an empty field, or 无 for a number, tells nothing.
* Words agree when their letters and digits do; a paragraph beside other fields of its group need only be close.
* A number the state gives to one thing only also parts: with two different ones, no weaker group counts.
* A record is paired with the oldest one it is like, so that n alike make n-1 pairs: as many as there are too many.
* What a person declared different is no pair.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import singledispatch
from typing import Any, TypeAlias

from dundian_desktop import fields
from dundian_desktop.ledger import Ledger, Record
from dundian_desktop.store.nearness import near, near_earlier
from dundian_desktop.store.rows import cell
from dundian_desktop.store.words import folded

NO_NUMBER = "无"
"""Stands for a number a unit does not have (yet)."""

Couple: TypeAlias = tuple[str, str]
"""Ids of two records, the smaller first."""
Marks: TypeAlias = tuple[str, ...]
"""What the compared fields of one record tell, in the order of `compared`; "" tells nothing."""
_ISSUED = (fields.IdCard, fields.Uscc)
"""Kinds of numbers that the state gives to one thing only (GB 11643, GB 32100)."""


@dc.dataclass(frozen=True, kw_only=True)
class Pair:
    """Two records that are likely the same thing.

    Attributes:
        one: id of the older record.
        other: id of the younger one.
        by: names of the fields in which they agree.
    """

    one: str
    other: str
    by: tuple[str, ...]


@dc.dataclass(frozen=True, kw_only=True)
class Shelf:
    """Records to be compared, one entry each.

    Attributes:
        ages: by which they are sorted; of two of one age, the smaller id is the older record.
        columns: for each compared field, what the record's table keeps of it; None when absent.
    """

    ids: Sequence[str]
    ages: Sequence[Any]
    columns: Sequence[Sequence[Any]]


def couple(one: str, other: str) -> Couple:
    """Give two ids in the order in which a decision about them is kept."""
    return (one, other) if one < other else (other, one)


def compared(ledger: Ledger) -> tuple[str, ...]:
    """Give the names of the fields that are compared, each once."""
    return tuple(dict.fromkeys(name for group in ledger.alike for name in group))


@singledispatch
def _marks(kind: fields.Kind[Any], cells: Sequence[Any]) -> list[str]:
    """Give what the cells of one field tell."""
    del kind
    return ["" if cell is None else str(cell) for cell in cells]


@_marks.register
def _(kind: fields.Text, cells: Sequence[Any]) -> list[str]:
    if kind.lines > 1:  # folded when two of them are compared
        return [cell or "" for cell in cells]
    return [folded(cell) if cell else "" for cell in cells]


@_marks.register
def _(_kind: fields.Uscc, cells: Sequence[Any]) -> list[str]:
    return ["" if cell in (None, NO_NUMBER) else cell for cell in cells]


def may_agree(kind: fields.Kind[Any], cell: Any, mark: str) -> bool:
    """Tell at one look whether what a cell tells may agree with a mark; a paragraph is looked at later."""
    return cell is not None and (_is_prose(kind) or _marks(kind, [cell])[0] == mark)


def marks_of(record: Record) -> Marks:
    """Give what a record tells."""
    ledger = record.ledger
    held = [(field, _kept(record, field)) for field in map(ledger.field, compared(ledger))]
    return tuple(_marks(field.kind, [kept])[0] for field, kept in held)


def columns_of(records: Sequence[Record]) -> list[list[Any]]:
    """Give what the table keeps of the compared fields of records of one ledger, field by field."""
    ledger = records[0].ledger
    return [[_kept(record, field) for record in records] for field in map(ledger.field, compared(ledger))]


def _kept(record: Record, field: fields.Field) -> Any:
    value = getattr(record, field.name)
    if type(value) is str and value and isinstance(field.kind, fields.Text | fields.Ref):
        return value  # kept as it stands
    kept = None if fields.is_absent(value) else cell(field, field.kind.split(value))
    return int(kept) if isinstance(kept, bool) else kept


def stops(ledger: Ledger, by: tuple[str, ...]) -> bool:
    """Tell whether no second record may be entered that agrees in this group (V-DUP, domain notes §3.0).

    So it is where every record of the ledger must give a number the state gives to one thing only, or is called by a
    word of a vocabulary alone, as a parameter is; a number that is asked for in need only, as that of an ID card, is a
    hint to merge.
    """
    return (_issued(ledger, by) or _chosen(ledger, by)) and ledger.field(by[0]).required


def _chosen(ledger: Ledger, group: tuple[str, ...]) -> bool:
    return group == ledger.headline and len(group) == 1 and isinstance(ledger.field(group[0]).kind, fields.Code)


def _issued(ledger: Ledger, group: tuple[str, ...]) -> bool:
    return len(group) == 1 and isinstance(ledger.field(group[0]).kind, _ISSUED)


class Comparison:
    """Compares the records of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        names = compared(ledger)
        places = {name: place for place, name in enumerate(names)}
        self._kinds = [ledger.field(name).kind for name in names]
        self._groups = [_Group.of(ledger, group, places) for group in ledger.alike]
        self._numbers = [places[group[0]] for group in ledger.alike if _issued(ledger, group)]

    def agreement(self, one: Marks, other: Marks) -> tuple[str, ...]:
        """Give the strongest group in which two records agree; () when they are not alike."""
        if any(one[place] and other[place] and one[place] != other[place] for place in self._numbers):
            return ()
        return next((group.names for group in self._groups if group.agrees(one, other)), ())

    def pairs(self, shelf: Shelf, distinct: Callable[[Sequence[str]], AbstractSet[Couple]]) -> list[Pair]:
        """Give the pairs among these records, strongest group first.

        Args:
            distinct: gives the couples that a person declared different, among those of these ids.
        """
        ids = shelf.ids
        columns = [_marks(kind, cells) for kind, cells in zip(self._kinds, shelf.columns, strict=True)]
        blocks = [(group, block) for group in self._groups for block in group.blocks(columns)]
        parted = distinct([ids[place] for place in sorted({place for _, block in blocks for place in block})])
        numbers = [columns[place] for place in self._numbers]
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        for group, block in blocks:
            block.sort(key=lambda place: (shelf.ages[place], ids[place]))
            for other, earlier in group.candidates(columns, block):
                fitting = (n for n in earlier if _fits(numbers, n, other) and couple(ids[n], ids[other]) not in parted)
                if (one := next(fitting, None)) is not None:
                    found.setdefault((one, other), group.names)
        return [Pair(one=ids[one], other=ids[other], by=by) for (one, other), by in found.items()]


def _fits(numbers: Sequence[Sequence[str]], one: int, other: int) -> bool:
    return not any(told[one] and told[other] and told[one] != told[other] for told in numbers)


@dc.dataclass(frozen=True, kw_only=True)
class _Group:
    """One group of fields: those that must agree exactly, and the paragraph that need only be close."""

    names: tuple[str, ...]
    exact: tuple[int, ...]
    close: int | None

    @classmethod
    def of(cls, ledger: Ledger, names: tuple[str, ...], places: Mapping[str, int]) -> _Group:
        # Alone, closeness of wording tells too little.
        prose = next((name for name in names if len(names) > 1 and _is_prose(ledger.field(name).kind)), None)
        return cls(
            names=names,
            exact=tuple(places[name] for name in names if name != prose),
            close=None if prose is None else places[prose],
        )

    def agrees(self, one: Marks, other: Marks) -> bool:
        if any(not one[place] or one[place] != other[place] for place in self.exact):
            return False
        return self.close is None or near(one[self.close], other[self.close])

    def blocks(self, columns: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        """Give the places of those that agree exactly, several at a time."""
        first: dict[Marks, int] = {}
        blocks: dict[Marks, list[int]] = {}
        for place, key in enumerate(zip(*(columns[field] for field in self.exact), strict=True)):
            if first.setdefault(key, place) != place and "" not in key:
                blocks.setdefault(key, [first[key]]).append(place)
        return iter(blocks.values())

    def candidates(self, columns: Sequence[Sequence[str]], block: list[int]) -> Iterator[tuple[int, Iterator[int]]]:
        """Give each place of a block with the earlier ones that agree with it in this group."""
        if self.close is None:
            return ((other, iter(block[:n])) for n, other in enumerate(block))
        texts = [columns[self.close][place] for place in block]
        return ((block[n], (block[m] for m in earlier)) for n, earlier in near_earlier(texts))


def _is_prose(kind: fields.Kind[Any]) -> bool:
    return isinstance(kind, fields.Text) and kind.lines > 1
