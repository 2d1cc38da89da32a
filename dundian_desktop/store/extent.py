"""How long a list can be at most, known at once: what tells a window whether to wait or to ask beside."""

from __future__ import annotations

from dundian_desktop.ledger import Record
from dundian_desktop.store.reader import Reader


def at_most(reader: Reader, kind: type[Record]) -> int:
    """Give a bound on the number of records of a ledger: its latest surrogate."""
    return reader.rows(f'SELECT coalesce(max(n), 0) FROM "{kind.ledger.table}"')[0][0]
