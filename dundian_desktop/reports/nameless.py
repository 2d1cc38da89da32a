"""What people wrote, without the names of the workers it tells of.

* A title or a description was written for the group; the names of registered workers stay behind when it is printed.
* A cadre of the group keeps the name, also one who is in the register of workers.
"""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import Books
from dundian_desktop.reports.month_words import said, shortened

SOMEBODY = "某职工"
_LEAST_NAME = 2


@dc.dataclass(frozen=True)
class _Names:
    """The names that are not printed, looked up letter by letter: a register may hold tens of thousands."""

    known: frozenset[str]
    lengths: tuple[int, ...]

    def at(self, words: str, place: int) -> int:
        """Give the length of the longest name that begins at a place, 0 for none."""
        return next((length for length in self.lengths if words[place : place + length] in self.known), 0)


def _names(books: Books) -> _Names:
    def found() -> _Names:
        cadres = {one.name for one in books.of(Member)}
        known = frozenset(one.name for one in books.of(Worker) if len(one.name) >= _LEAST_NAME) - cadres
        return _Names(known, tuple(sorted({len(name) for name in known}, reverse=True)))

    return books.once("names of workers", found)


def _nameless(words: str, names: _Names) -> str:
    """Put 某职工 for each of these names."""
    kept: list[str] = []
    place = 0
    while place < len(words):
        length = names.at(words, place)
        kept.append(SOMEBODY if length else words[place])
        place += length or 1
    return "".join(kept)


def spoken(books: Books, words: str, most: int = 0) -> str:
    """Give what somebody wrote, fit to stand inside a sentence and without names of workers.

    Args:
        books: that know the workers.
        words: what was written.
        most: only the first sentence, and of it about so many characters; 0 for all.
    """
    fit = shortened(words, most) if most else said(words)
    return _nameless(fit, _names(books))
