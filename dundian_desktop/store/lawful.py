"""What the store refuses besides a record's own laws: how a stored record may change.

* A state changes along a declared step only, and one that wants a signature gets it from who has the role.
* What is declared `once` stays as it was first stored; what is added to an `append` table stays as it was written.
* A deadline put off becomes later and never earlier; what is settled is put off no more.
* What is sealed by its state (a closed month) is not thrown away.
* Political safety is kept apart; a workspace that is not made for it refuses it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator

from dundian_desktop.errors import FieldError, RecordError, UserError
from dundian_desktop.fields import Day, Field, Row, Rows, Sensitivity, is_absent
from dundian_desktop.ledger import Record
from dundian_desktop.workflow import Signature, Workflow


def refuse_misplaced(record: Record, *, apart: bool) -> None:
    """Refuse what is to be kept apart in an ordinary file, and anything else in the file apart.

    Raises:
        UserError: it belongs into the other file; nothing was kept.
    """
    political = record.sensitivity is Sensitivity.POLITICAL
    if political and not apart:
        raise UserError(f"这条{record.ledger.noun}须用单独口令另行保管，没有存在这里。请改用“另行保管”登记。")
    if apart and not political:
        raise UserError(f"这里只保管政治安全类事项，这条{record.ledger.noun}没有保存。请记在平时的台账里。")


def refuse_thrown_away(record: Record) -> None:
    """Refuse to put into the recycle bin what its state seals.

    Raises:
        UserError: it stays where it is.
    """
    state = record.workflow.state(record)
    if state in record.workflow.sealed:
        named = f"{record.ledger.noun}“{record.headline}”{state}"
        raise UserError(f"{named}，不能删除，数据没有变化。里面有错的，照常改各本台账，更正会另行写明。")


def refuse_unlawful(stored: Record | None, record: Record, signs: Callable[[Record, Signature], bool]) -> None:
    """Refuse a change that the ledger's own course does not know.

    Args:
        stored: the record as it is kept, None when it is new.
        record: as it shall be.
        signs: tells whether a signature on the record holds.

    Raises:
        RecordError: holds every refusal.
    """
    found = [*_steps(stored, record, signs), *(_kept(stored, record) if stored else ()), *_put_off(stored, record)]
    if found:
        raise RecordError(tuple(found))


def _steps(stored: Record | None, record: Record, signs: Callable[[Record, Signature], bool]) -> Iterator[FieldError]:
    flow = record.workflow
    if not flow:
        return
    before, after = (flow.state(stored) if stored else None), flow.state(record)
    if stored is not None and not flow.leads(before, after):
        label = record.ledger.field(flow.field).label
        yield FieldError(flow.field, label, f"“{before}”不能直接改为“{after}”，{_ways_on(flow, before)}")
    signature = flow.signed.get(after) if after else None
    if signature and _is_fresh(signature, stored, record) and not signs(record, signature):
        by = record.ledger.field(signature.by)
        told = f"“{after}”须由{signature.words}签字，请选当天的{signature.words}"
        yield FieldError(by.name, by.label, told)


def _ways_on(flow: Workflow, state: enum.StrEnum | None) -> str:
    ways = "、".join(f"“{one}”" for one in flow.within_reach(state) if one != state)
    return f"可改为{ways}" if ways else "这里已是最后一步，改错了请用“撤销”"


def _is_fresh(signature: Signature, stored: Record | None, record: Record) -> bool:
    """Tell whether somebody signs now; what was signed before stays signed, whoever leads today."""
    if stored is None:
        return True
    state = stored.workflow.state(stored)
    signed = state is not None and stored.workflow.signed.get(state) == signature
    names = filter(None, (signature.by, signature.on))
    return not signed or any(getattr(stored, name) != getattr(record, name) for name in names)


def _kept(stored: Record, record: Record) -> Iterator[FieldError]:
    for field in record.ledger.fields:
        before, after = getattr(stored, field.name), getattr(record, field.name)
        if before == after or is_absent(before):
            continue
        if field.once:
            later = record.ledger.later(field)
            told = f"，要变更请在“{later.label}”中加一行" if later else ""
            yield FieldError(field.name, field.label, f"写下后不再改动{told}")
        elif isinstance(field.kind, Rows) and field.kind.append and not set(before) <= set(after):
            yield FieldError(field.name, field.label, "只能往后加，写下的不能改、不能删；写错的请加一行更正")


def _put_off(stored: Record | None, record: Record) -> Iterator[FieldError]:
    """Refuse new rows beside a deadline that do not put it off, or that come when all is done.

    Only what is new is looked at: two people who put off apart may have written rows that cross, and both stand.
    """
    for field in record.ledger.fields:
        later = record.ledger.later(field) if field.once and isinstance(field.kind, Day) else None
        old = getattr(stored, later.name) if stored and later else ()
        new = sorted(set(getattr(record, later.name)) - set(old)) if later else ()
        if later and new:
            told = _settled_still(stored, record) or _backwards(field, old, new, record)
            yield from (FieldError(later.name, later.label, words) for words in told)


def _settled_still(stored: Record | None, record: Record) -> tuple[str, ...]:
    flow = record.workflow
    if stored is None or flow.open(stored) or flow.open(record):
        return ()
    return (f"“{flow.state(record)}”以后不再延期，还要办的请先重新办理",)


def _backwards(promise: Field, old: Iterable[Row], new: Iterable[Row], record: Record) -> tuple[str, ...]:
    """Say of the first new row that does not put a deadline off that it does not."""
    before = max(filter(None, (getattr(record, promise.name), *_days(promise, old))), default=None)
    crossed = [day for day in _days(promise, new) if before and day <= before]
    return tuple(f"新的{promise.label}{day}应晚于原来的{before}" for day in crossed[:1])


def _days(promise: Field, rows: Iterable[Row]) -> list[dt.date]:
    found = (row.cells.get(promise.name) for row in rows)
    return [day for day in found if day]
