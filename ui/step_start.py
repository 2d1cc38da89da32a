"""What the small form of a step asks, and what stands in it at first."""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop import fields
from dundian_desktop.fields import Field, is_absent
from dundian_desktop.ledger import AWAITED, Record
from dundian_desktop.workflow import Signature, Step
from ui.defaults import PEOPLE, this_person
from ui.desk import Desk
from ui.lawful import signature_in, who_may_sign


def steps_of(record: Record) -> list[Step]:
    """Give the ways on that a person can go; a step that wants what only the program writes is its own affair."""
    flow = record.workflow
    state = flow.state(record) if flow else None
    return [step for step in flow.steps_from(state) if not _waits_for_program(record, step)]


def _waits_for_program(record: Record, step: Step) -> bool:
    needed = record.workflow.needed(step, record.workflow.state(record))
    return any(record.ledger.field(name).system and is_absent(getattr(record, name)) for name in needed)


def asked(desk: Desk, record: Record, step: Step) -> list[Field]:
    """Give the fields of its form; what the new state needs is required there, what it waits for is expected."""
    awaited = {doubt.name for doubt in record.stepped(step).doubts() if doubt.reason == AWAITED}
    needed = record.workflow.needed(step, record.workflow.state(record))
    lacking = [name for name in needed if name not in step.asks and is_absent(getattr(record, name))]
    found = (record.ledger.field(name) for name in (*step.asks, *sorted(lacking)))
    made = (_as_needed(desk, record, field, needed=field.name in needed) for field in found)
    return [dc.replace(one, expected=one.expected or one.name in awaited) for one in made]


def _as_needed(desk: Desk, record: Record, field: Field, *, needed: bool) -> Field:
    signature = signature_in(record, field.name) if needed else None
    told = _told(desk, record, signature) if signature else field.help
    return dc.replace(field, required=field.required or needed, help=told)


def _told(desk: Desk, record: Record, signature: Signature) -> str:
    """Say whose signature it is, and what somebody else does who sits at this machine."""
    who = signature.words
    may = who_may_sign(desk, record, signature)
    if not may:
        return f"须由{who}签字。组员里还没有{who}，请先在组员的“角色”中选上"
    if this_person(desk.store) in may:
        return f"由{who}签字"
    return f"须由{who}签字：您不是当天的{who}。请{who}本人操作，或在纸上签过字后在这里选{who}"


def beginning_of(desk: Desk, record: Record, step: Step, shown: list[Field]) -> dict[str, str]:
    """Give field name -> text to begin with: what the step says, and this person where a person is asked for."""
    texts: dict[str, str] = {}
    for field in shown:
        value = getattr(record, field.name)
        if not is_absent(value) and value != field.default:
            continue
        if field.name in step.fills:
            texts[field.name] = field.show(field.read(step.fills[field.name]))
        elif isinstance(field.kind, fields.Ref) and field.kind.ledger == PEOPLE:
            texts[field.name] = _person(desk, record, field)
    return {name: text for name, text in texts.items() if text}


def _person(desk: Desk, record: Record, field: Field) -> str:
    """Give this person, unless somebody else has to sign."""
    me = this_person(desk.store)
    signature = signature_in(record, field.name)
    return me if signature is None or me in who_may_sign(desk, record, signature) else ""


def row_of(record: Record, step: Step, table: Field) -> dict[str, str]:
    """Give column name -> text of the row a step adds: its new state, where a column tells the state."""
    flow = record.workflow
    if not isinstance(table.kind, fields.Rows) or step.to is None:
        return {}
    state = record.ledger.field(flow.field).kind
    return {column.name: str(step.to) for column in table.kind.columns if column.kind == state}
