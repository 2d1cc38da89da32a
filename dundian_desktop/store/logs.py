"""The logs as bundles need them: what is here, what is not yet cut into segments, and taking in what comes.

A segment is the unit that travels: some contiguous operations of one log, signed by their author. It is kept as its
very bytes, so that this device can pass on another's work without being able to forge it.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterator, Sequence
from typing import Any

from dundian_desktop.errors import UserError
from dundian_desktop.store.apply import Applier, LogPlace, Touched
from dundian_desktop.store.database import Connection
from dundian_desktop.store.operation import Logged
from dundian_desktop.store.reader import Reader


class ForkError(UserError):
    """Two different operations claim one place in one log: a copied disk is in use twice."""


class StrangeAuthorError(UserError):
    """A device wrote into the log of another."""


@dc.dataclass(frozen=True, kw_only=True)
class Unsealed:
    """Own operations that no segment holds yet, in order from `lo`; `head` is the chain before them."""

    log: bytes
    lo: int
    head: bytes
    bodies: list[bytes]
    vaults: list[bytes | None]


@dc.dataclass(frozen=True, kw_only=True)
class Arrived:
    """A verified segment, opened: operations `lo`..`hi` of a log by a device, and the bytes it came as."""

    log: bytes
    device: bytes
    lo: int
    hi: int
    head: bytes
    bodies: Sequence[bytes]
    vaults: Sequence[bytes | None]
    blob: bytes
    vault_blob: bytes


@dc.dataclass(frozen=True, kw_only=True)
class Gap:
    """Operations `lo`..`hi` of a log that are missing before others that wait for them."""

    log: bytes
    device: bytes
    lo: int
    hi: int


@dc.dataclass(frozen=True, kw_only=True)
class Taken:
    """What taking segments did: new operations applied, segments held back, and the records touched."""

    applied: int = 0
    held: int = 0
    touched: Touched = dc.field(default_factory=Touched)


@dc.dataclass(frozen=True, kw_only=True)
class KeptSegment:
    """A segment as it is kept; `after` is the head of its log's chain behind its last operation."""

    log: bytes
    lo: int
    hi: int
    blob: bytes
    vault: bytes
    after: bytes


def vector(reader: Reader) -> dict[bytes, int]:
    """Give log id -> how far it is applied here."""
    return dict[bytes, Any](reader.rows("SELECT id, seq FROM log WHERE seq>0"))


def heads(reader: Reader) -> dict[bytes, bytes]:
    """Give log id -> head of its hash chain here."""
    return dict[bytes, Any](reader.rows("SELECT id, head FROM log WHERE seq>0"))


def owners(reader: Reader) -> dict[bytes, bytes]:
    """Give log id -> the device that writes it, for every log of which an operation has come."""
    return dict[bytes, Any](reader.rows("SELECT id, device FROM log WHERE seq>0"))


def unsealed(reader: Reader, log: bytes, most: int) -> Unsealed | None:
    """Give the next own operations to cut into a segment, at most `most`; None when all are cut."""
    cut = reader.rows("SELECT hi, after FROM segment WHERE log=? ORDER BY hi DESC LIMIT 1", (log,))
    last, head = cut[0] if cut else (0, bytes(32))
    rows = reader.rows(
        "SELECT o.body, v.body FROM op o JOIN log l ON l.n=o.log LEFT JOIN vault v ON v.log=o.log AND v.seq=o.seq "
        "WHERE l.id=? AND o.seq>? ORDER BY o.seq LIMIT ?",
        (log, last, most),
    )
    if not rows:
        return None
    return Unsealed(log=log, lo=last + 1, head=head, bodies=[r[0] for r in rows], vaults=[r[1] for r in rows])


def keep_segment(connection: Connection, segment: KeptSegment) -> None:
    """Keep a segment's bytes; one already kept stays."""
    connection.execute(
        "INSERT OR IGNORE INTO segment(log, lo, hi, blob, vault, after) VALUES (?,?,?,?,?,?)",
        (segment.log, segment.lo, segment.hi, segment.blob, segment.vault, segment.after),
    )


def segments_beyond(reader: Reader, have: dict[bytes, int]) -> list[KeptSegment]:
    """Give every kept segment that holds operations beyond this vector, by log and place."""
    spans = reader.rows("SELECT log, lo, hi FROM segment ORDER BY log, lo")
    wanted = [(log, lo) for log, lo, hi in spans if hi > have.get(log, 0)]
    sql = "SELECT log, lo, hi, blob, vault, after FROM segment WHERE log=? AND lo=?"
    return [_as_kept(reader.rows(sql, place)[0]) for place in wanted]


def _as_kept(row: tuple[Any, ...]) -> KeptSegment:
    log, lo, hi, blob, vault, after = row
    return KeptSegment(log=log, lo=lo, hi=hi, blob=blob, vault=vault, after=after)


def stashed(reader: Reader) -> list[tuple[bytes, KeptSegment]]:
    """Give (device, segment) of every segment held back because operations before it are missing."""
    rows = reader.rows("SELECT device, log, lo, hi, blob, vault, X'' FROM stash ORDER BY log, lo")
    return [(row[0], _as_kept(row[1:])) for row in rows]


def gaps(reader: Reader) -> list[Gap]:
    """Give what is missing before the held segments, the first gap of each log."""
    have = vector(reader)
    first: dict[bytes, Gap] = {}
    for device, segment in stashed(reader):
        here = have.get(segment.log, 0)
        if segment.log not in first and segment.lo > here + 1:
            first[segment.log] = Gap(log=segment.log, device=device, lo=here + 1, hi=segment.lo - 1)
    return list(first.values())


def take(connection: Connection, applier: Applier, arrived: Sequence[Arrived]) -> Taken:
    """Apply what follows without a gap, hold the rest, and skip what is here already.

    Raises:
        ForkError: a segment contradicts what is here.
        StrangeAuthorError: a segment goes on with the log of another device.
        BrokenOperationError: a segment holds something that is no operation.
    """
    before = sum(vector(Reader(connection)).values())
    waiting = len(stashed(Reader(connection)))
    touched = applier.apply(_runs(connection, applier, arrived))
    connection.execute("DELETE FROM stash WHERE hi <= (SELECT seq FROM log WHERE log.id=stash.log)")
    applied = sum(vector(Reader(connection)).values()) - before
    return Taken(applied=applied, held=max(0, len(stashed(Reader(connection))) - waiting), touched=touched)


def _runs(
    connection: Connection, applier: Applier, arrived: Sequence[Arrived]
) -> Iterator[tuple[LogPlace, list[Logged]]]:
    """Give what follows without a gap, segment by segment; each must be applied before the next is asked for."""
    for segment in sorted(arrived, key=lambda one: (one.log, one.lo)):
        place = applier.place(segment.log, segment.device)
        if segment.lo > place.seq + 1:
            _hold(connection, segment)
            continue
        if place.device != segment.device:
            raise StrangeAuthorError(
                "交换包里有冒用别的设备名义的记录，已整包拒收，本机数据没有变化。请当面联系对方核实。"
            )
        _refuse_fork(connection, place, segment)
        if fresh := _fresh(segment, place.seq):
            yield place, fresh
            keep_segment(connection, _kept(segment, place.head))


def _kept(segment: Arrived, after: bytes) -> KeptSegment:
    return KeptSegment(
        log=segment.log, lo=segment.lo, hi=segment.hi, blob=segment.blob, vault=segment.vault_blob, after=after
    )


def _hold(connection: Connection, segment: Arrived) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO stash(log, lo, hi, blob, vault, device) VALUES (?,?,?,?,?,?)",
        (segment.log, segment.lo, segment.hi, segment.blob, segment.vault_blob, segment.device),
    )


def _fresh(segment: Arrived, done: int) -> list[Logged]:
    pairs = enumerate(zip(segment.bodies, segment.vaults, strict=True), start=segment.lo)
    return [Logged(log=segment.log, seq=seq, body=body, vault=vault) for seq, (body, vault) in pairs if seq > done]


def _refuse_fork(connection: Connection, place: LogPlace, segment: Arrived) -> None:
    rows = connection.execute(
        "SELECT seq, body FROM op WHERE log=? AND seq BETWEEN ? AND ?",
        (place.n, segment.lo, min(segment.hi, place.seq)),
    )
    differs = any(segment.bodies[seq - segment.lo] != body for seq, body in list[tuple[int, bytes]](rows))
    if differs or (segment.lo == place.seq + 1 and segment.head != place.head):
        raise ForkError(
            "有两台电脑用着同一份复制出来的数据，记录互相矛盾，已整包拒收，本机数据没有变化。"
            "请在其中一台用“设置—恢复备份”重新开一份，再交换。"
        )
