"""What operations are about: counts for a preview, and the attachments they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dundian_desktop.fields import Files
from dundian_desktop.ledger import Record
from dundian_desktop.store.operation import about, unpacked
from dundian_desktop.store.reader import Reader


def beyond(reader: Reader, have: Mapping[bytes, int]) -> list[tuple[bytes, bytes | None]]:
    """Give (body, vault) of every operation here that a holder of this vector lacks."""
    found: list[tuple[bytes, bytes | None]] = []
    for n, log, seq in reader.rows("SELECT n, id, seq FROM log WHERE seq>0"):
        if seq > have.get(log, 0):
            found += reader.rows(
                "SELECT o.body, v.body FROM op o LEFT JOIN vault v ON v.log=o.log AND v.seq=o.seq "
                "WHERE o.log=? AND o.seq>? ORDER BY o.seq",
                (n, have.get(log, 0)),
            )
    return found


def tally(bodies: Iterable[bytes]) -> Counter[str]:
    """Count the different records per ledger that operations touch."""
    records = {(op.ledger, op.entity) for op in map(about, bodies)}
    return Counter(ledger for ledger, _ in records)


def named_files(ops: Iterable[tuple[bytes, bytes | None]], kinds: Mapping[str, type[Record]]) -> set[str]:
    """Give the SHA-256 (hex) of every attachment operations name."""
    shas: set[str] = set()
    for body, vault in ops:
        operation, personal = unpacked(body, vault)
        if kind := kinds.get(operation.ledger):
            holders = {f.name for f in kind.ledger.fields if isinstance(f.kind, Files)}
            parts = (part.partition("/") for part in (*operation.fields, *personal))
            shas |= {sha for field, _, sha in parts if field in holders and sha}
    return shas


def wanted_files(reader: Reader, kinds: Mapping[str, type[Record]]) -> set[str]:
    """Give the SHA-256 (hex) of every attachment the records here name now."""
    shas: set[str] = set()
    for table, kind in kinds.items():
        for field in kind.ledger.fields:
            if isinstance(field.kind, Files):
                sql = f'SELECT DISTINCT j.key FROM "{table}" t, json_each(t."{field.name}") j'
                shas.update(sha for (sha,) in reader.rows(sql))
    return shas
