"""What people wrote, without the names of the workers it tells of.

* A title or a description was written for the group; the names of registered workers stay behind when it is printed.
* A cadre of the group keeps the name, also one who is in the register of workers.
"""

from __future__ import annotations

from collections.abc import Sequence

from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import Books
from dundian_desktop.reports.month_words import said, shortened

SOMEBODY = "某职工"
_LEAST_NAME = 2


def names_of_workers(books: Books) -> tuple[str, ...]:
    """Give the names that are not printed, the longest first."""

    def found() -> tuple[str, ...]:
        cadres = {one.name for one in books.of(Member)}
        names = {one.name for one in books.of(Worker) if len(one.name) >= _LEAST_NAME}
        return tuple(sorted(names - cadres, key=len, reverse=True))

    return books.once("names of workers", found)


def nameless(words: str, names: Sequence[str]) -> str:
    """Put 某职工 for each of these names."""
    for name in names:
        if name in words:
            words = words.replace(name, SOMEBODY)
    return words


def spoken(books: Books, words: str, most: int = 0) -> str:
    """Give what somebody wrote, fit to stand inside a sentence and without names of workers.

    Args:
        books: that know the workers.
        words: what was written.
        most: only the first sentence, and of it about so many characters; 0 for all.
    """
    fit = shortened(words, most) if most else said(words)
    return nameless(fit, names_of_workers(books))
