"""A common problem as it is reported: its page (policy 四(四))."""

from __future__ import annotations

from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.group import Group
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.common import common_document
from dundian_desktop.reports.document import Document
from dundian_desktop.reports.pdf import Pages, Printed, pages_of, print_document
from dundian_desktop.reports.summary import Signed
from dundian_desktop.store.store import Store


def common_page(store: Store, common: CommonProblem) -> Document:
    """Compose the page (专报) of a common problem as it stands."""
    books = books_in(store)
    group = next(iter(books.of(Group)), None)
    return common_document(
        common,
        books,
        Signed(
            group=group.name if group else store.group()[0],
            addressee=group.dispatch_union if group else "",
            day=clock.today(),
            demo=store.settings.get("demo", False),
        ),
    )


def common_pages(
    store: Store, common: CommonProblem, progress: Progress = SILENT, *, own_fonts: Path | None = None
) -> Pages:
    """Print the page into memory, to be looked at.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    return pages_of(common_page(store, common), own_fonts=own_fonts, progress=progress)


def print_common(store: Store, common: CommonProblem, path: Path, *, own_fonts: Path | None = None) -> Printed:
    """Print the page of a common problem.

    Raises:
        MachineError: the file cannot be written.
    """
    return print_document(common_page(store, common), path, own_fonts=own_fonts)
