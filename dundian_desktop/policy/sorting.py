"""Sorts records by what is told of them, each under one telling only, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dundian_desktop.ledger import Record
from dundian_desktop.policy.finding import Finding, Telling

R = TypeVar("R", bound=Record)


def sorted_out(records: Iterable[R], telling: Callable[[R], Telling[R] | None]) -> Iterator[Finding]:
    """Give the findings about records.

    Args:
        telling: gives what is told of a record, None for nothing.
    """
    kept: dict[Telling[R], list[R]] = {}
    for record in records:
        if one := telling(record):
            kept.setdefault(one, []).append(record)
    for one, some in kept.items():
        yield from one.of(some)
