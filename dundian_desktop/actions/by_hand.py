"""Ledgers in which only the program writes (`Ledger.by_hand`)."""

from __future__ import annotations

from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Record


def refuse_by_hand(kind: type[Record]) -> None:
    """Refuse what a person would write, import or delete in a ledger.

    Raises:
        UserError: only the program writes in it.
    """
    if kind.ledger.by_hand:
        raise UserError(kind.ledger.by_hand)
