"""The history of a record, and undo: both read the logged operations."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeAlias

from dundian_desktop.errors import UserError
from dundian_desktop.fields import Ref, Refs
from dundian_desktop.ledger import Record
from dundian_desktop.store.act import Act
from dundian_desktop.store.logs import owners
from dundian_desktop.store.operation import ALIVE, DISTINCT, FROM, INTO, Operation, about, milliseconds, unpacked
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.rows import field_of, joined, moment

_TOLD = {INTO: "并入", FROM: "并来", DISTINCT: "不是同一个"}
"""What parts that are no fields are called; each names another record of the ledger."""


class CannotUndoError(UserError):
    """Something was built upon what should be undone."""


@dc.dataclass(frozen=True, kw_only=True)
class Change:
    """One field as one operation left it.

    Attributes:
        device: id of the device that signed it, 32 hex digits, whoever the operation says wrote it.
        label: of the field; ``新增``, ``删除``, ``恢复``, ``并入``, ``并来`` or ``不是同一个`` for the record itself.
        words: the new value for people who may see it, "" when it was emptied.
        masked: whether a list must mask the words.
    """

    at: dt.datetime
    device: str
    label: str
    words: str
    masked: bool = False
    note: str = ""


_Found: TypeAlias = tuple[bytes, int, Operation, dict[str, Any]]
"""Log id, seq, the operation and its personal values."""


def _operations(reader: Reader, where: str, values: tuple[Any, ...]) -> list[_Found]:
    rows = reader.rows(
        "SELECT l.id, o.seq, o.body, v.body FROM op o JOIN log l ON l.n=o.log "
        f"LEFT JOIN vault v ON v.log=o.log AND v.seq=o.seq WHERE {where} ORDER BY o.seq",
        values,
    )
    return [(log, seq, *unpacked(body, vault)) for log, seq, body, vault in rows]


def history(
    reader: Reader, kind: type[Record], id: str, kinds: Mapping[str, type[Record]] | None = None
) -> list[Change]:
    """Give every change ever made to a record, oldest first; links by name where their ledger is among `kinds`."""
    found = _operations(
        reader,
        "(o.log, o.seq) IN (SELECT w.log, w.seq FROM write w JOIN entity e ON e.n=w.entity WHERE e.id=?)",
        (bytes.fromhex(id),),
    )
    changes: list[Change] = []
    values: dict[str, dict[str, Any]] = {}
    writers = {log: device.hex() for log, device in owners(reader).items()}
    for log, _, operation, personal in sorted(found, key=lambda one: (one[2].hlc, one[0])):
        changes += _changes(kind, writers[log], operation, personal, values)
    named = {f.label: f.kind.ledger for f in kind.ledger.fields if isinstance(f.kind, Ref | Refs)}
    changes = [_by_number(reader, kind, change) for change in changes]
    return [_by_name(reader, change, (kinds or {}).get(named.get(change.label, ""))) for change in changes]


def _by_name(reader: Reader, change: Change, linked: type[Record] | None) -> Change:
    """Give a change of links with the names of the records instead of their ids."""
    if linked is None or not change.words:
        return change
    ids = change.words.split("、")
    names = reader.names(linked, ids)
    return dc.replace(change, words="、".join(names.get(one, "（数据未到）") for one in ids))


def _by_number(reader: Reader, kind: type[Record], change: Change) -> Change:
    """Give a change that names another record of the ledger with its number and name instead of its id."""
    if change.label not in _TOLD.values():
        return change
    other = reader.find(kind, change.words)
    return dc.replace(change, words=_numbered(other) if other else "（数据未到）")


def _numbered(record: Record) -> str:
    return record.no if record.headline == record.no else f"{record.no} {record.headline}".strip()


def _changes(
    kind: type[Record],
    device: str,
    operation: Operation,
    personal: Mapping[str, Any],
    values: dict[str, dict[str, Any]],
) -> list[Change]:
    written = {**operation.fields, **personal}
    plain = Change(at=moment(milliseconds(operation.hlc)), device=device, label="", words="", note=operation.note)
    made = [dc.replace(plain, label=label) for label in _life(operation, written, values)]
    made += [dc.replace(plain, label=label, words=other) for label, other in _others(written)]
    for part, value in written.items():
        if part != ALIVE:
            values.setdefault(field_of(part), {})[part.partition("/")[2]] = value
    touched = {field_of(part) for part in written if part != ALIVE}
    for field in kind.ledger.fields:
        if field.name in touched:
            present = {key: value for key, value in values[field.name].items() if value is not None}
            words = field.show(joined(field, present))
            made.append(dc.replace(plain, label=field.label, words=words, masked=field.masked))
    return made


def _life(operation: Operation, written: Mapping[str, Any], values: dict[str, dict[str, Any]]) -> list[str]:
    before = values.get(ALIVE, {}).get("")
    after = written.get(ALIVE)
    values[ALIVE] = {"": after if ALIVE in written else before}
    if after is False:
        return ["删除"]
    if after and before is False:
        return ["恢复"]
    return ["新增"] if before is None and not operation.base else []


def _others(written: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Give (label, id) of the records an operation names beside the fields."""
    named = [(part, start) for part, value in written.items() if value is True for start in _TOLD]
    return [(_TOLD[start], part.removeprefix(start)) for part, start in named if part.startswith(start)]


def act_number(body: bytes) -> int:
    """Give the act an operation's bytes belong to."""
    return about(body).act


def undo(act: Act, kinds: Mapping[str, type[Record]], log: bytes, number: int) -> int:
    """Take one act back by writing what stood before it, and give how many operations that took.

    Args:
        log: the log the act is in.
        number: the act, i.e. the seq of its first operation.

    Raises:
        CannotUndoError: somebody wrote over it since.
    """
    found = _operations(act.reader, "l.id=? AND o.seq>=?", (log, number))
    mine = [one for one in found if one[2].act == number]
    for entity in dict.fromkeys(operation.entity for _, _, operation, _ in reversed(mine)):
        _take_back(act, kinds, [one for one in mine if one[2].entity == entity])
    return len(mine)


def _take_back(act: Act, kinds: Mapping[str, type[Record]], mine: list[_Found]) -> None:
    """Take back what one act did to one record, in however many operations."""
    earliest: dict[str, Operation] = {}
    latest: dict[str, tuple[bytes, int]] = {}
    for log, seq, operation, personal in mine:
        for part in (*operation.fields, *personal):
            earliest.setdefault(part, operation)
            latest[part] = (log, seq)
    first = mine[0][2]
    kind, id = kinds[first.ledger], first.entity.hex()
    heads = act.reader.heads(id)
    changed = {p for p in latest if p != ALIVE and heads.get(p) != [latest[p]]}
    if moved := {part for part in changed if _moved(act.reader, id, part, latest[part])}:
        raise CannotUndoError(_refusal(act.reader, kind, id, moved))
    parts = {part: _stood(act.reader, operation, part) for part, operation in earliest.items()}
    act.write(kind, id, parts if first.base else {ALIVE: False}, note="撤销")


def _moved(reader: Reader, id: str, part: str, mine: tuple[bytes, int]) -> bool:
    """Tell whether another value stands now: the same one, written twice, stands in nobody's way."""
    sql = (
        "SELECT l.id, w.seq, w.value FROM write w JOIN entity e ON e.n=w.entity JOIN log l ON l.n=w.log "
        "WHERE e.id=? AND w.field=?"
    )
    values = {(log, seq): value for log, seq, value in reader.rows(sql, (bytes.fromhex(id), part))}
    return any(values[head] != values[mine] for head in reader.heads(id).get(part, []))


def _refusal(reader: Reader, kind: type[Record], id: str, moved: set[str]) -> str:
    record = reader.get(kind, id)
    names = set(map(field_of, moved))
    labels = "、".join(f.label for f in kind.ledger.fields if f.name in names) or "合并"
    return (
        f"{kind.ledger.noun}{record.no or record.headline}的“{labels}”后来又改过，没有撤销，数据没有变化。"
        "请打开这条记录，在“历史”里查看并手工改回。"
    )


def _stood(reader: Reader, operation: Operation, part: str) -> Any:
    """Give the value a part had when the operation replaced it: the latest of those it names; alive if any was."""
    seen = operation.base.get(part, [])
    older: list[tuple[int, bytes, Any]] = []
    for log, seq in seen:
        for _, _, before, personal in _operations(reader, "l.id=? AND o.seq=?", (log, seq)):
            older.append((before.hlc, log, {**before.fields, **personal}.get(part)))
    if part == ALIVE and any(value is True for _, _, value in older):
        return True
    return max(older, key=lambda one: one[:2])[2] if older else None
