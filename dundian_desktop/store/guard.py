"""Guard triggers: whoever writes to a synced table outside `apply` is stopped, not overlooked.

The triggers look into the one-row table ``gate``, which `apply` opens and shuts inside its own transaction; a crash
rolls it back shut. (A function of the connection would do too, but SQLite refuses those under trusted_schema=OFF.)
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable

from dundian_desktop.store.database import Connection

GUARDED = ("op", "write", "superseded")


def guards(tables: Iterable[str]) -> list[str]:
    """Give the statements that put guards on the operation tables and on these ledger tables."""
    return [
        f'CREATE TRIGGER guard_{table}_{act} BEFORE {act} ON "{table}" WHEN (SELECT open FROM gate) IS NOT 1 '
        "BEGIN SELECT RAISE(ABORT, 'a synced table is written outside apply'); END"
        for table in (*GUARDED, *tables)
        for act in ("insert", "update", "delete")
    ]


@contextlib.contextmanager
def gate_opened(connection: Connection) -> Generator[None]:
    """Let writes through while the block runs, inside the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO gate(n, open) VALUES (1, 1)")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("DELETE FROM gate")
