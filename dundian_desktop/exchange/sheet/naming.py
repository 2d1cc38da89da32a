"""How a sheet asks for the names of the records it speaks of; who answers is no concern of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dundian_desktop.ledger import Record


class Naming(Protocol):
    """Knows the records that are kept, by name and by id."""

    def name_of(self, ledger: str, record_id: str) -> str:
        """Give the words by which people know a record; "" when it is not kept here."""
        ...

    def find(self, ledger: str, words: str) -> Sequence[str]:
        """Give the ids of the records known by these words, which are a name or a number (编号)."""
        ...

    def stored(self, ledger: str, record_id: str) -> Record | None:
        """Give the record of this id as it is kept now, or None."""
        ...


class Remembered:
    """A naming that asks another one each question once, since a sheet asks the same thousands of times."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._names: dict[tuple[str, str], str] = {}
        self._found: dict[tuple[str, str], Sequence[str]] = {}

    def name_of(self, ledger: str, record_id: str) -> str:
        """Give the words by which people know a record; "" when it is not kept here."""
        if (ledger, record_id) not in self._names:
            self._names[ledger, record_id] = self._naming.name_of(ledger, record_id)
        return self._names[ledger, record_id]

    def find(self, ledger: str, words: str) -> Sequence[str]:
        """Give the ids of the records known by these words."""
        if (ledger, words) not in self._found:
            self._found[ledger, words] = self._naming.find(ledger, words)
        return self._found[ledger, words]

    def stored(self, ledger: str, record_id: str) -> Record | None:
        """Give the record of this id as it is kept now, or None; asked every time, records are large."""
        return self._naming.stored(ledger, record_id)
