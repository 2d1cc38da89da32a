"""The ledgers.  A new ledger is one new module here and one migration; nothing else is touched."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from dundian_desktop.ledger import Record


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")


def all_ledgers() -> dict[str, type[Record]]:
    """Give every ledger declared in this folder by table name, in menu order; one declared elsewhere is handed over."""
    _load()
    here = (kind for kind in _under(Record) if kind.__module__.startswith(f"{__name__}."))
    classes = sorted(here, key=lambda kind: (kind.ledger.order, kind.ledger.table))
    return {kind.ledger.table: kind for kind in classes}


def _under(kind: type[Record]) -> list[type[Record]]:
    return [k for child in kind.__subclasses__() for k in (child, *_under(child))]
