"""What a form lets be chosen: the states one step away, the people who may sign; and what stays as it was written."""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.fields import Field, is_absent
from dundian_desktop.ledger import Record
from dundian_desktop.store.signing import signers
from dundian_desktop.workflow import Signature
from ui.desk import Desk
from ui.editor import Setting

_ONWARD = "只列出现在可以走的下一步"


def setting_of(desk: Desk, record: Record, field: Field) -> Setting:
    """Give where the editor of a field of a record stands, and what it offers there."""
    if record.meta and field.once and not is_absent(getattr(record, field.name)):
        return Setting(desk, dc.replace(field, required=False, expected=False, help=_fixed(record, field)), fixed=True)
    flow = record.workflow
    if record.meta and flow and field.name == flow.field:
        ways = frozenset(map(str, flow.within_reach(flow.state(record))))
        return Setting(desk, dc.replace(field, help=field.help or _ONWARD), ways)
    if signature := signature_in(record, field.name):
        return Setting(desk, field, who_may_sign(desk, record, signature))
    return Setting(desk, field)


def signature_in(record: Record, name: str) -> Signature | None:
    """Give the signature that a link field of a record holds, None for other fields."""
    return next((one for one in record.workflow.signed.values() if one.by == name), None)


def who_may_sign(desk: Desk, record: Record, signature: Signature) -> frozenset[str]:
    """Give the ids of the people who may sign on the day that stands in the record, or today."""
    return frozenset(one.id for one in signers(desk.store.reader, desk.store.kinds, record, signature))


def _fixed(record: Record, field: Field) -> str:
    table = record.ledger.later(field)
    return "写下后不再改动" + (f"；要变更，在“{table.label}”中加一行" if table else "")
