"""`Books`: the living records of all ledgers, as figures and checks read them."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from dundian_desktop.ledger import Record
from dundian_desktop.store.shelves import Whole

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dc.dataclass(frozen=True, kw_only=True)
class Books:
    """Living records by ledger; what lies in the recycle bin is not here.

    Attributes:
        distinct: ids, the smaller first, of two records that a person declared different, however alike.
    """

    shelves: Mapping[str, tuple[Record, ...]]
    distinct: frozenset[tuple[str, str]] = frozenset()
    _known: dict[Hashable, Any] = dc.field(default_factory=dict[Hashable, Any], init=False, compare=False, repr=False)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Give all records of a ledger; none when the ledger is not kept."""
        return cast(tuple[R, ...], self.shelves.get(kind.ledger.table, ()))

    def find(self, kind: type[R], wanted: str | None) -> R | None:
        """Give the living record of this id, or None."""
        by_id = self.of_shelf(self.of(kind), "by id", lambda: {record.id: record for record in self.of(kind)})
        return by_id.get(wanted) if wanted else None

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """Give what was made of these records under this name; it is made when first asked for, e.g. an index."""
        if name not in self._known:
            self._known[name] = make()
        return cast(T, self._known[name])

    def of_shelf(self, shelf: Sequence[Record], name: Hashable, make: Callable[[], T]) -> T:
        """Give what was made under this name of the records of one ledger, and of nothing else.

        It is kept with them, so that other books made before anything in the ledger changes need not make it again.
        """
        if not isinstance(shelf, Whole):
            return self.once((name, shelf[0].ledger.table if shelf else ""), make)
        if name not in shelf.known:
            shelf.known[name] = make()
        return cast(T, shelf.known[name])


def books_of(records: Iterable[Record]) -> Books:
    """Put records on their shelves, in the order given."""
    shelves: dict[str, list[Record]] = {}
    for record in records:
        shelves.setdefault(record.ledger.table, []).append(record)
    return Books(shelves={table: tuple(some) for table, some in shelves.items()})
