"""Drafts: what stands in a form that was not saved, kept word by word, required fields or not."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from dundian_desktop import clock
from dundian_desktop.store.database import Connection
from dundian_desktop.store.reader import Reader


@dc.dataclass(frozen=True, kw_only=True)
class Draft:
    """A form as it stood: field name -> text as typed.

    Attributes:
        record: id of the record being written, stored or not.
    """

    record: str
    ledger: str
    texts: Mapping[str, str]
    saved_at: dt.datetime


class Drafts:
    """The drafts of a workspace; they stay on this device and are no operations."""

    def __init__(self, reader: Reader, writing: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reader = reader
        self._writing = writing

    def keep(self, ledger: str, record: str, texts: Mapping[str, str]) -> dt.datetime:
        """Keep the form's texts and give the moment."""
        now = clock.now()
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO draft(record, ledger, texts, saved_at) VALUES (?,?,?,?)",
                (record, ledger, json.dumps(dict(texts), ensure_ascii=False), int(now.timestamp())),
            )
        return now

    def drop(self, record: str) -> None:
        """Forget the draft of a record."""
        with self._writing() as connection:
            self.drop_in(connection, record)

    @staticmethod
    def drop_in(connection: Connection, record: str) -> None:
        """Forget the draft of a record within somebody's transaction."""
        connection.execute("DELETE FROM draft WHERE record=?", (record,))

    def all(self, ledger: str = "") -> list[Draft]:
        """Give the drafts, of one ledger or of all, latest first."""
        rows = self._reader.rows(
            "SELECT record, ledger, texts, saved_at FROM draft WHERE ledger=? OR ?='' ORDER BY saved_at DESC",
            (ledger, ledger),
        )
        return [
            Draft(
                record=record,
                ledger=table,
                texts=json.loads(texts),
                saved_at=dt.datetime.fromtimestamp(saved_at, dt.UTC),
            )
            for record, table, texts, saved_at in rows
        ]
