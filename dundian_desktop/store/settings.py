"""Small named values of a workspace, kept inside the encrypted file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar, cast

import msgspec

from dundian_desktop.store.database import Connection
from dundian_desktop.store.reader import Reader

T = TypeVar("T")


class Settings:
    """Names -> plain values (text, bytes, numbers, lists, dicts)."""

    def __init__(self, reader: Reader, writing: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reader = reader
        self._writing = writing

    def get(self, name: str, default: T) -> T:
        """Give a value, or the default when it was never put."""
        return self.get_in(self._reader, name, default)

    def put(self, name: str, value: Any) -> None:
        """Keep a value."""
        with self._writing() as connection:
            self.put_in(connection, name, value)

    @staticmethod
    def get_in(reader: Reader, name: str, default: T) -> T:
        """Give a value as the reader's own transaction sees it."""
        rows = reader.rows("SELECT value FROM setting WHERE name=?", (name,))
        return cast(T, msgspec.msgpack.decode(rows[0][0])) if rows else default

    @staticmethod
    def put_in(connection: Connection, name: str, value: Any) -> None:
        """Keep a value inside the caller's transaction."""
        connection.execute(
            "INSERT OR REPLACE INTO setting(name, value) VALUES (?,?)", (name, msgspec.msgpack.encode(value))
        )
