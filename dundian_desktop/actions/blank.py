"""Empty forms of ledgers on paper, with the name of the work group."""

from __future__ import annotations

from pathlib import Path

from dundian_desktop.ledger import Record
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.blank_form import blank_pages
from dundian_desktop.reports.pdf import Pages, Printed, write_pages
from dundian_desktop.store.store import Store


def blank_form(
    store: Store, kind: type[Record], progress: Progress = SILENT, *, own_fonts: Path | None = None
) -> Pages:
    """Print the empty form of a ledger into memory.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    return blank_pages(kind, group=store.group()[0], own_fonts=own_fonts, progress=progress)


def print_blank(
    store: Store, kind: type[Record], path: Path, progress: Progress = SILENT, *, own_fonts: Path | None = None
) -> Printed:
    """Print the empty form of a ledger.

    Raises:
        MachineError: the file cannot be written.
        CancelledError: the person stopped; nothing was changed.
    """
    return write_pages(blank_form(store, kind, progress, own_fonts=own_fonts), path)
