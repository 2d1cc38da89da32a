"""Keeps the search index and the initials up to date, and searches across ledgers."""

from __future__ import annotations

import dataclasses as dc
from collections import defaultdict
from collections.abc import Iterable, Mapping

from dundian_desktop.ledger import Record
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.database import Connection
from dundian_desktop.store.query import Query
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.words import index_words, match_expression

_BATCH = 500


@dc.dataclass(frozen=True, kw_only=True)
class Hit:
    """One record that search found; `words` is the text around, for the eye."""

    ledger: str
    id: str
    headline: str
    words: str


def searched_text(record: Record) -> str:
    """Give the text of a record that search looks at, one field a line; what lists mask is not searched."""
    shown = (f.show(getattr(record, f.name)) for f in record.ledger.fields if f.search and not f.masked)
    return "\n".join(filter(None, shown))


def catch_up(connection: Connection, kinds: Mapping[str, type[Record]], progress: Progress = SILENT) -> int:
    """Index every record that changed since the last call, and give how many; call inside a transaction."""
    waiting = connection.execute("SELECT p.entity, e.ledger FROM pending p JOIN entity e ON e.n=p.entity").fetchall()
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for entity, ledger in waiting:
        groups[ledger].append(entity)
    done = 0
    for ledger, numbers in groups.items():
        for start in range(0, len(numbers), _BATCH):
            some = numbers[start : start + _BATCH]
            progress.step(done, len(waiting), "更新搜索")
            _index(connection, kinds[ledger], some)
            done += len(some)
    connection.execute("DELETE FROM pending")
    return done


def _index(connection: Connection, kind: type[Record], numbers: list[int]) -> None:
    marks = ",".join("?" * len(numbers))
    connection.execute(f"DELETE FROM word WHERE rowid IN ({marks})", numbers)
    connection.execute(f"DELETE FROM initial WHERE entity IN ({marks})", numbers)
    reader = Reader(connection)
    records = reader.numbered(kind, numbers)
    texts = [(n, index_words(searched_text(r))) for n, r in records.items()]
    connection.executemany("INSERT INTO word(rowid, body) VALUES (?,?)", texts)
    named = [f.name for f in kind.ledger.fields if f.initials]
    if named:
        connection.executemany("INSERT OR IGNORE INTO initial VALUES (?,?,?)", _initials(kind, records, named))


def _initials(kind: type[Record], records: Mapping[int, Record], named: Iterable[str]) -> list[tuple[int, str, str]]:
    # The pinyin table costs 50 MB and 0.2 s; a program that only reads never pays it.
    from dundian_desktop.store.pinyin import initials  # noqa: PLC0415 - heavy, and seldom needed

    return [
        (n, letters, kind.ledger.table)
        for n, record in records.items()
        for name in named
        for letters in initials(getattr(record, name))
    ]


def search(reader: Reader, kinds: Mapping[str, type[Record]], asked: str, most: int = 50) -> list[Hit]:
    """Find living records of any ledger that hold all the words, newest first within a ledger."""
    match = match_expression(asked)
    if not match:
        return []
    rows = reader.rows(
        "SELECT e.n, e.ledger FROM word w JOIN entity e ON e.n=w.rowid WHERE word MATCH ? "
        "ORDER BY w.rowid DESC LIMIT ?",
        (match, 4 * most),
    )
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for n, ledger in rows:
        groups[ledger].append(n)
    hits: list[Hit] = []
    for table in filter(groups.__contains__, kinds):
        living = _living(reader, kinds[table], groups[table], most - len(hits))
        hits += [
            Hit(ledger=table, id=r.id, headline=r.headline, words=_around(searched_text(r), asked)) for r in living
        ]
    return hits


def _living(reader: Reader, kind: type[Record], numbers: list[int], most: int) -> list[Record]:
    """Give at most so many living records of these, in this order, reading hardly more than those."""
    living: list[Record] = []
    while numbers and len(living) < most:
        some, numbers = numbers[:most], numbers[most:]
        living += [record for record in reader.page(kind, some) if record.meta and not record.meta.deleted]
    return living[:most]


def _around(text: str, asked: str, width: int = 24) -> str:
    first = asked.split(maxsplit=1)[0]
    at = text.casefold().find(first.casefold())
    start = max(0, at - width // 2)
    cut = text[start : start + 2 * width].replace("\n", " ")
    return ("…" if start else "") + cut + ("…" if start + 2 * width < len(text) else "")


def suggest(reader: Reader, kind: type[Record], typed: str, most: int = 12) -> list[str]:
    """Give ids of living records for type-ahead: by initials, or by any part of the name; recent first.

    Blank text gives the most recently touched ones.
    """
    words = typed.strip()
    if not words:
        recent = Query(kind=kind, order=(("updated_at", True),))
        return [r.id for r in reader.page(kind, list(reader.ids(recent)[:most]))]
    named = [f.name for f in kind.ledger.fields if f.initials] or list(kind.ledger.headline)
    tests = " OR ".join(f'instr("{name}", ?)' for name in named)
    sql = (
        f'SELECT id FROM "{kind.ledger.table}" WHERE deleted=0 AND ({tests} OR n IN '
        "(SELECT entity FROM initial WHERE ledger=? AND letters >= ? AND letters < ?)) "
        "ORDER BY updated_at DESC LIMIT ?"
    )
    low = words.lower()
    return [id for (id,) in reader.rows(sql, (*[words] * len(named), kind.ledger.table, low, low + "~", most))]
