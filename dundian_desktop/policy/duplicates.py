"""Records that are likely the same thing, among those that are counted: a person counts once, whoever wrote it down."""

from __future__ import annotations

from functools import partial
from typing import TypeVar, cast

from dundian_desktop.ledger import Record
from dundian_desktop.policy.books import Books
from dundian_desktop.store.sameness import Comparison, Pair, Shelf, columns_of, compared

R = TypeVar("R", bound=Record)


def duplicates(books: Books, kind: type[R]) -> tuple[tuple[R, ...], ...]:
    """Give the groups of records of a ledger that are likely one thing each, oldest first.

    Two that a person declared different (`Books.distinct`) make no group by themselves. What tells them alike is the
    ledger's own declaration (`Ledger.alike`).
    """
    name, groups = ("duplicates", books.distinct), partial(_groups, books, kind)
    return cast(tuple[tuple[R, ...], ...], books.of_shelf(books.of(kind), name, groups))


def _groups(books: Books, kind: type[Record]) -> tuple[tuple[Record, ...], ...]:
    shelf = books.of(kind)
    leaders = {record.id: record.id for record in shelf}
    for pair in _pairs(books, kind):
        one, other = _leader(leaders, pair.one), _leader(leaders, pair.other)
        leaders[other] = one
    groups: dict[str, list[Record]] = {}
    for record in shelf:
        groups.setdefault(_leader(leaders, record.id), []).append(record)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _pairs(books: Books, kind: type[Record]) -> list[Pair]:
    shelf = books.of(kind)
    if not shelf or not compared(kind.ledger):
        return []
    rows = Shelf(ids=[record.id for record in shelf], ages=range(len(shelf)), columns=columns_of(shelf))
    return Comparison(kind.ledger).pairs(rows, lambda _: books.distinct)


def _leader(leaders: dict[str, str], id: str) -> str:
    while leaders[id] != id:
        id = leaders[id]
    return id
