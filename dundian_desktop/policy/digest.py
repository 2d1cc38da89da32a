"""政策要点: our own short words for each clause of 湘工发〔2022〕8号, and the ledgers in which it is carried out.

The text lies in ``resources/toolkit/digest.json``. No sentence of it is the policy's own; the policy itself, like any
other paper, comes in as a file.
"""

from __future__ import annotations

import dataclasses as dc
from functools import cache

import msgspec

from dundian_desktop.resources import resource


@dc.dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause.

    Attributes:
        clause: its place in the policy, e.g. ``三（二）``.
        words: one to three sentences of ours.
        ledgers: tables in which it is carried out, the nearest first.
    """

    clause: str
    heading: str
    words: str
    ledgers: tuple[str, ...]

    @property
    def title(self) -> str:
        """Give place and heading as a list shows them."""
        return f"{self.clause}{self.heading}"


@dc.dataclass(frozen=True, kw_only=True)
class Digest:
    """All clauses, the number of the paper they are of, and what they are not."""

    source: str
    about: str
    clauses: tuple[Clause, ...]

    def found(self, words: str) -> tuple[Clause, ...]:
        """Give the clauses that hold all these words."""
        wanted = words.split()
        return tuple(one for one in self.clauses if all(word in f"{one.title} {one.words}" for word in wanted))


@cache
def digest() -> Digest:
    """Read the shipped digest."""
    return msgspec.json.decode(resource("toolkit", "digest.json").read_bytes(), type=Digest)
