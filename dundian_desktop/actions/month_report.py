"""The monthly report of a workspace: its figures, its text, and what it still lacks; and its PDF."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.books import books_in
from dundian_desktop.policy.calendar import calendar_of
from dundian_desktop.policy.checks import findings
from dundian_desktop.policy.finding import Finding
from dundian_desktop.policy.kpi import Figures
from dundian_desktop.policy.month import month_of
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Document
from dundian_desktop.reports.month import Signing, month_document
from dundian_desktop.reports.pdf import Pages, Printed, pages_of, print_document
from dundian_desktop.store.store import Store


@dc.dataclass(frozen=True, kw_only=True)
class MonthReport:
    """A month as it would be reported now.

    Attributes:
        document: what is printed; each figure in it names its records.
        figures: every indicator, this month and to date.
        findings: what a person should look at first, gravest first.
    """

    document: Document
    figures: Figures
    findings: tuple[Finding, ...]


def month_report(
    store: Store, month: str, *, signing: Signing | None = None, today: dt.date | None = None
) -> MonthReport:
    """Compose the report of a month written ``2026-06``.

    Args:
        signing: by whom and when it is signed; this workspace's person, without a telephone number, when left out.
        today: the day it is composed on.

    Raises:
        MonthRefusedError: it is no month, or lies outside the stint.
        UserError: the group and its stint are not registered.
    """
    whole = month_of(books_in(store), month, today or clock.today())
    signed = signing or Signing(filed_by=store.settings.get("person", ""))
    demo = signed.demo or store.settings.get("demo", False)
    document = month_document(whole, dc.replace(signed, demo=demo))
    return MonthReport(document=document, figures=whole.figures, findings=findings(whole, calendar_of(store)))


def month_pages(report: MonthReport, progress: Progress = SILENT, own_fonts: Path | None = None) -> Pages:
    """Print a report into memory, to be looked at.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    return pages_of(report.document, own_fonts=own_fonts, progress=progress)


def print_month(
    store: Store, month: str, path: Path, progress: Progress = SILENT, own_fonts: Path | None = None
) -> Printed:
    """Print the report of a month, signed by this workspace's person.

    Raises:
        MonthRefusedError, UserError: as `month_report`.
        MachineError: the file cannot be written.
        CancelledError: the person stopped; nothing was changed.
    """
    report = month_report(store, month)
    return print_document(report.document, path, own_fonts=own_fonts, progress=progress)
