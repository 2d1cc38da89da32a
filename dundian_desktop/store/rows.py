"""From a record to its parts as operations carry them, and from those to its row as the table keeps it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from dundian_desktop.fields import Field, is_absent
from dundian_desktop.ledger import Record

META_COLUMNS = ("id", "deleted", "created_at", "created_by", "updated_at", "updated_by", "revision", "conflicts")


def parts_of(record: Record) -> dict[str, Any]:
    """Give every present part of a record: ``field`` or ``field/part`` -> plain value."""
    parts: dict[str, Any] = {}
    for field in record.ledger.fields:
        value = getattr(record, field.name)
        if is_absent(value):
            continue
        for part, plain in field.kind.split(value).items():
            parts[f"{field.name}/{part}" if part else field.name] = plain
    return parts


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Give the parts that differ, with their new value; a part that went away is None."""
    names = {*before, *after}
    return {name: after.get(name) for name in sorted(names) if before.get(name) != after.get(name)}


def field_of(part: str) -> str:
    """Give the field name of a part name."""
    return part.partition("/")[0]


@cache
def columns(kind: type[Record]) -> tuple[str, ...]:
    """Give the columns of a ledger's table in the order rows are written: n, what the store knows, the fields."""
    return ("n", *META_COLUMNS, *(field.name for field in kind.ledger.fields))


def joined(field: Field, parts: Mapping[str, Any]) -> Any:
    """Give the value these parts make, or None; a part from a stranger that does not fit is left out alone."""
    try:
        return field.kind.join(parts)
    except (ValueError, TypeError):
        fitting = {key: part for key, part in parts.items() if len(parts) > 1 and _fits(field, key, part)}
        return field.kind.join(fitting) if fitting else None


def _fits(field: Field, key: str, part: Any) -> bool:
    try:
        return field.kind.join({key: part}) is not None
    except (ValueError, TypeError):
        return False


def cell(field: Field, parts: Mapping[str, Any]) -> Any:
    """Give what the table keeps of a field."""
    value = joined(field, parts)
    if is_absent(value):
        return None
    if field.kind.many:
        return json.dumps(field.kind.split(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return field.kind.plain(value)


def moment(milliseconds: int) -> dt.datetime:
    """Read a stamp; one no calendar can hold (a stranger's clock) becomes the last moment of 9999."""
    latest = 253_402_300_799_000
    return dt.datetime.fromtimestamp(min(milliseconds, latest) / 1000, dt.UTC)
