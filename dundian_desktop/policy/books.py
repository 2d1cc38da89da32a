"""`Books`: the living records of all ledgers, as figures and checks read them."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from dundian_desktop.ledger import Record

R = TypeVar("R", bound=Record)


@dc.dataclass(frozen=True, kw_only=True)
class Books:
    """Living records by ledger; what lies in the recycle bin is not here."""

    shelves: Mapping[str, tuple[Record, ...]]

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """Give all records of a ledger; none when the ledger is not kept."""
        return cast(tuple[R, ...], self.shelves.get(kind.ledger.table, ()))

    def find(self, kind: type[R], wanted: str | None) -> R | None:
        """Give the living record of this id, or None."""
        return next((record for record in self.of(kind) if record.id == wanted), None)


def books_of(records: Iterable[Record]) -> Books:
    """Put records on their shelves, in the order given."""
    shelves: dict[str, list[Record]] = {}
    for record in records:
        shelves.setdefault(record.ledger.table, []).append(record)
    return Books(shelves={table: tuple(some) for table, some in shelves.items()})
