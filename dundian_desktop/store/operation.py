"""Operations: the small signed-in-bulk facts from which every table is made.

* An operation writes some parts of some fields of one record. Each write names in `base` the writes it saw and
  replaces, so a field with more than one write that nobody replaced is a visible conflict.
* Personal values are not in the operation but in its *vault part*, tied to it by a salted commitment, so that they can
  be erased later without breaking a signature.
* Creating is writing ``_alive`` true; deleting is writing it false; every edit writes it true again, so that an edit
  beside a deletion survives and is seen.
* The hybrid clock (48 bits of milliseconds, 16 of counter) orders what people see and breaks ties. It never refuses.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, TypeAlias, cast

import msgspec

from dundian_desktop import clock
from dundian_desktop.errors import UserError

ALIVE = "_alive"
DISTINCT = "_distinct/"
"""Begins a part that says: the record of this id is another thing, whatever they have in common."""
OF_A_DISTINCTION = f"field>='{DISTINCT}' AND field<'{DISTINCT[:-1]}0'"
"""Which writes say so, in SQL; the index of them is asked in these very words."""
INTO, FROM = "_into/", "_from/"
"""Begin the parts that say into which record one was merged, and which one it took in."""
SCHEMA = 1
ID_BYTES = 16
_AHEAD = 24 * 3600 * 1000 << 16
"""How far a foreign clock may be ahead and still move ours: 24 hours."""

_DEEPEST = 8
"""How deep the values of an operation may be nested; ours are four: fields, a row, a cell, the members of a set."""

_NESTED = frozenset({dict, list})
"""What a decoded value may consist of parts in."""

Base: TypeAlias = dict[str, list[tuple[bytes, int]]]
"""Part -> the writes (log id, seq) it replaces."""


class Operation(msgspec.Struct, array_like=True, frozen=True, kw_only=True):
    """One operation as it is logged and travels; field order is the format, new ones go to the end.

    Attributes:
        act: seq of the first operation of the same act of the person; one act is one step of undo.
        fields: part name (``field`` or ``field/part``) -> plain value, None when absent or kept in the vault.
        hidden: the part names whose values are in the vault part.
        commit: SHA-256 over salt and packed values of the vault part, or None.
    """

    version: int = 1
    hlc: int
    act: int
    ledger: str
    entity: bytes
    actor: bytes
    schema: int = SCHEMA
    fields: dict[str, Any]
    base: Base
    hidden: list[str]
    commit: bytes | None = None
    note: str = ""


class About(msgspec.Struct, array_like=True, frozen=True):
    """The beginning of an operation: enough to count with, at a third of the cost."""

    version: int
    hlc: int
    act: int
    ledger: str
    entity: bytes


class Vault(msgspec.Struct, array_like=True, frozen=True, kw_only=True):
    """The detachable personal values of one operation."""

    salt: bytes
    fields: dict[str, Any]


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """An operation at its place in a log; `body` and `vault` are its very bytes."""

    log: bytes
    seq: int
    body: bytes
    vault: bytes | None = None


class BrokenOperationError(UserError):
    """Bytes that claim to be an operation are none."""

    def __init__(self) -> None:
        super().__init__("交换包里有无法识别的记录，已整包拒收，本机数据没有变化。请让对方重新导出。")


_pack = msgspec.msgpack.Encoder().encode
_read_operation = msgspec.msgpack.Decoder(Operation).decode
_read_about = msgspec.msgpack.Decoder(About).decode
_read_vault = msgspec.msgpack.Decoder(Vault).decode


def packed(operation: Operation, personal: dict[str, Any]) -> tuple[bytes, bytes | None]:
    """Give the bytes of an operation and of its vault part.

    Args:
        personal: part name -> value, for the vault.
    """
    if not personal:
        return _pack(operation), None
    salt = secrets.token_bytes(16)
    commit = _commitment(salt, personal)
    whole = msgspec.structs.replace(operation, hidden=sorted(personal), commit=commit)
    return _pack(whole), _pack(Vault(salt=salt, fields=personal))


def _commitment(salt: bytes, personal: dict[str, Any]) -> bytes:
    return hashlib.sha256(salt + _pack(personal)).digest()


def unpacked(body: bytes, vault: bytes | None) -> tuple[Operation, dict[str, Any]]:
    """Read an operation and its personal values; without the vault part these are absent.

    Raises:
        BrokenOperationError: the bytes are no operation, or the vault part is not the one committed to.
    """
    try:
        operation = _read_operation(body)
        part = _read_vault(vault) if vault is not None else None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BrokenOperationError from None
    if not _sound(operation):
        raise BrokenOperationError
    if part is None:
        return operation, {}
    if (
        not _flat(part.fields)
        or _commitment(part.salt, part.fields) != operation.commit
        or set(part.fields) != set(operation.hidden)
    ):
        raise BrokenOperationError
    return operation, part.fields


def about(body: bytes) -> About:
    """Read only what an operation is about.

    Raises:
        BrokenOperationError: the bytes are no operation.
    """
    try:
        return _read_about(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BrokenOperationError from None


def _sound(operation: Operation) -> bool:
    if len(operation.entity) != ID_BYTES or len(operation.actor) != ID_BYTES or not 0 <= operation.hlc < 1 << 63:
        return False
    for pairs in operation.base.values():
        for log, seq in pairs:
            if len(log) != ID_BYTES or not 0 < seq < 1 << 62:
                return False
    return _flat(operation.fields)


def _flat(value: Any, room: int = _DEEPEST) -> bool:
    """Tell whether a value is nested no deeper than any of ours, so that packing it later cannot fail."""
    inner = cast("list[Any]", value) if isinstance(value, list) else cast("dict[Any, Any]", value).values()
    if _NESTED.isdisjoint(map(type, inner)):
        return True
    return room > 1 and all(_flat(one, room - 1) for one in inner if type(one) in _NESTED)


def chained(head: bytes, body: bytes) -> bytes:
    """Give the head of a log after one more operation: SHA-256 over the old head and the body's hash."""
    return hashlib.sha256(head + hashlib.sha256(body).digest()).digest()


def packed_value(value: Any) -> bytes | None:
    """Give the bytes of one written value; None stays None (absent)."""
    return None if value is None else _pack(value)


def milliseconds(hlc: int) -> int:
    """Give the wall time in a hybrid stamp, in milliseconds since 1970 UTC."""
    return hlc >> 16


def next_stamp(last: int) -> int:
    """Give the next hybrid stamp of this device after `last`."""
    wall = int(clock.now().timestamp() * 1000) << 16
    return max(last + 1, wall)


def stamp_after(last: int, foreign: int) -> int:
    """Give our stamp after seeing a foreign one; a clock more than 24 hours ahead does not move ours."""
    wall = int(clock.now().timestamp() * 1000) << 16
    return max(last, foreign) if foreign <= wall + _AHEAD else last
