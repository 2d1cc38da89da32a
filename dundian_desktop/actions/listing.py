"""A ledger on paper: the columns its list shows, as a PDF across A4."""

from __future__ import annotations

from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.naming import shown
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Column
from dundian_desktop.reports.listing import Listing, print_listing
from dundian_desktop.reports.pdf import Printed
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store


def print_ledger(
    store: Store, query: Query, path: Path, progress: Progress = SILENT, *, own_fonts: Path | None = None
) -> Printed:
    """Print the records that fit; sensitive values are masked.

    Raises:
        MachineError: the file cannot be written.
        CancelledError: the person stopped; nothing was changed.
    """
    ledger = query.kind.ledger
    columns = [field for field in ledger.fields if field.listed]
    rows = [tuple(shown(store, f, getattr(r, f.name)) for f in columns) for r in store.reader.list(query)]
    group, _ = store.group()
    day = clock.today()
    listing = Listing(
        title=ledger.title,
        subtitle="　".join(filter(None, (group, f"{day.year}年{day.month}月{day.day}日", f"共{len(rows)}条"))),
        columns=tuple(Column(label=field.label, width=field.width) for field in columns),
        rows=rows,
        watermark="演示" if store.settings.get("demo", False) else "",
    )
    return print_listing(listing, path, own_fonts=own_fonts, progress=progress)
