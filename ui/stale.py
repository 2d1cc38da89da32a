"""What came from elsewhere into a record while somebody was editing it."""

from __future__ import annotations

from dundian_desktop.ledger import Record
from ui.desk import Desk
from ui.names import names_in
from ui.shown import one_line, shown

_CUT = 40  # characters of a value


def differences(desk: Desk, before: Record, stored: Record) -> str:
    """Say in one line what the store holds now that the form did not know of."""
    names = names_in(desk.store, type(stored), [stored])
    told: list[str] = []
    for field in stored.ledger.fields:
        now = getattr(stored, field.name)
        if now != getattr(before, field.name):
            words = one_line(shown(field, now, names)) or "（空）"
            told.append(f"{field.label}＝{words[:_CUT]}")
    return f"现在是：{'；'.join(told)}。" if told else ""
