"""Checks of an open file that only the store can make."""

from __future__ import annotations

import tempfile
from pathlib import Path

from dundian_desktop.store.database import DATABASE_NAME
from dundian_desktop.store.operation import BrokenOperationError, chained, unpacked
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.store import Store


def structure_is_sound(reader: Reader) -> bool:
    """Tell whether SQLite finds the file's structure and its search index whole."""
    return reader.rows("PRAGMA integrity_check")[0][0] == "ok"


def damaged_pages(reader: Reader) -> int:
    """Count the pages whose authentication code does not fit."""
    return len(reader.rows("PRAGMA cipher_integrity_check"))


def broken_logs(reader: Reader) -> list[bytes]:
    """Give the logs whose hash chain, numbering or vault commitments do not fit their operations."""
    return [
        log for n, log, seq, head in reader.rows("SELECT n, id, seq, head FROM log") if not _fits(reader, n, seq, head)
    ]


def _fits(reader: Reader, n: int, last: int, expected: bytes) -> bool:
    head, seen = bytes(32), 0
    for lo in range(1, last + 2, 5000):
        rows = reader.rows(
            "SELECT o.seq, o.body, v.body FROM op o LEFT JOIN vault v ON v.log=o.log AND v.seq=o.seq "
            "WHERE o.log=? AND o.seq>=? AND o.seq<? ORDER BY o.seq",
            (n, lo, lo + 5000),
        )
        for seq, body, vault in rows:
            seen += 1
            if seq != seen or not _readable(body, vault):
                return False
            head = chained(head, body)
    return seen == last and head == expected


def _readable(body: bytes, vault: bytes | None) -> bool:
    try:
        unpacked(body, vault)
    except BrokenOperationError:
        return False
    return True


def tables_follow_operations(store: Store) -> bool:
    """Tell whether tables made anew from the operations, in a copy, equal the ones here."""
    with tempfile.TemporaryDirectory(dir=store.folder, prefix="examine-") as folder:
        store.copy_to(Path(folder) / DATABASE_NAME)
        copy = Store(Path(folder), store.key, store.kinds)
        try:
            before = copy.digest()
            copy.rebuild()
            return copy.digest() == before == store.digest()
        finally:
            copy.close()
