"""What waits for somebody else: reports to the union above and letters to units without an answer yet (domain §2.8).

* A problem that belongs to a common problem is told by it, once.
* An answer is waited for from the day of the report; it is told at once, since whoever promised it may forget.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.common_problem import CommonProblem, CommonState
from dundian_desktop.ledgers.letter import Letter, LetterState
from dundian_desktop.ledgers.problem import Problem, ProblemState
from dundian_desktop.policy.books import Books

_COMMON = frozenset({CommonState.REPORTED, CommonState.ACCEPTED})
_SINGLE = frozenset({ProblemState.REPORTED, ProblemState.ACCEPTED})
ANSWERED = "收到答复"
"""The step that ends the waiting of a report; that of a letter is `REPLIED`."""
REPLIED = "收到回复"


@dc.dataclass(frozen=True, kw_only=True)
class Awaited:
    """One thing that has no answer yet.

    Attributes:
        title: what it is.
        since: the day it went out; None where nobody wrote it down.
        step: word of the step that takes the answer.
    """

    record: Record
    title: str
    since: dt.date | None
    step: str

    def days(self, today: dt.date) -> int:
        """Give for how many days it has waited."""
        return max(0, (today - self.since).days) if self.since else 0


def awaited(books: Books) -> tuple[Awaited, ...]:
    """Give what has no answer yet, what waited longest first."""
    found = (*_commons(books), *_problems(books), *_letters(books))
    return tuple(sorted(found, key=lambda one: (one.since or dt.date.max, one.record.no)))


def _commons(books: Books) -> Iterator[Awaited]:
    for one in books.of(CommonProblem):
        if one.state in _COMMON:
            yield Awaited(record=one, title=f"共性问题：{one.title}", since=one.reported_on, step=ANSWERED)


def _problems(books: Books) -> Iterator[Awaited]:
    for one in books.of(Problem):
        if one.state in _SINGLE and not one.common:
            yield Awaited(record=one, title=f"上报的问题：{one.headline}", since=one.reported_on, step=ANSWERED)


def _letters(books: Books) -> Iterator[Awaited]:
    for one in books.of(Letter):
        if one.state is LetterState.RUNNING:
            kind = vocabulary("letter_kind").label(one.kind or "")
            yield Awaited(record=one, title=f"{kind}：{one.headline}", since=one.issued_on, step=REPLIED)
