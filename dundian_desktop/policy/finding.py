"""What a check gives: a finding with its level, its sentence and the records where it is mended.

红: the policy asks for it, or the figures contradict each other. 警告: very likely wrong. 提示: worth a look.
"""

from __future__ import annotations

import dataclasses as dc
import enum
from collections.abc import Iterable

from dundian_desktop.ledger import Record


class Level(enum.StrEnum):
    """How grave a finding is, gravest first."""

    RED = "红"
    WARNING = "警告"
    NOTE = "提示"


@dc.dataclass(frozen=True, kw_only=True)
class RecordRef:
    """A record to open: table name of its ledger and its id."""

    ledger: str
    id: str


@dc.dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to look at.

    Attributes:
        sentence: whole, in Chinese.
        records: where to mend it.
    """

    level: Level
    sentence: str
    records: tuple[RecordRef, ...] = ()


def finding(level: Level, sentence: str, records: Iterable[Record] = ()) -> Finding:
    """Make a finding that points at records."""
    refs = tuple(RecordRef(ledger=record.ledger.table, id=record.id) for record in records)
    return Finding(level=level, sentence=sentence, records=refs)
