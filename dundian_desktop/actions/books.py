"""The living records of a workspace, as figures and checks read them."""

from __future__ import annotations

from dundian_desktop.policy.books import Books
from dundian_desktop.store.likeness import declared_distinct
from dundian_desktop.store.store import Store


def books_in(store: Store) -> Books:
    """Give the living records of a workspace, oldest first, and which of them a person declared different."""
    return Books(shelves=store.shelves.now(), distinct=declared_distinct(store.reader))
