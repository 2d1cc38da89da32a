"""A document laid out on the page of GB/T 9704-2012: A4, 156 x 225 mm, 22 lines of 28 characters.

A document that asks for one page is set closer where that brings it onto one page, and by the standard where not.
Nothing is drawn outside the 156 x 225 mm but the page number and the watermark.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterable

from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.appendix import appendix_pages, frame_of
from dundian_desktop.reports.body import block_slots, opening_slots
from dundian_desktop.reports.closing import attachment_slots, kept_together, signature_slots
from dundian_desktop.reports.document import Document
from dundian_desktop.reports.folio import page_number, watermark
from dundian_desktop.reports.marks import CLOSER, UPRIGHT, Frame, Mark, Sheet
from dundian_desktop.reports.setting import Case, Slot, paginate, placed


def compose(document: Document, case: Case, progress: Progress = SILENT) -> list[Sheet]:
    """Give the pages of a document, ready to be drawn.

    Args:
        document: what to print.
        case: faces, and the set that collects characters none has.
        progress: told of each part that is laid out; it may stop the work.
    """
    parts = len(document.appendices) + 1
    progress.step(0, parts, "排版")
    pages = [(UPRIGHT, page) for page in _text_pages(case, document)]
    for place, appendix in enumerate(document.appendices):
        progress.step(place + 1, parts, "排版")
        label = f"附件{place + 1}" if len(document.attached) > 1 else "附件"
        pages += [(frame_of(appendix), page) for page in appendix_pages(case, appendix, label)]
    return list(_sheets(document, case, pages))


def _text_pages(case: Case, document: Document) -> list[list[Mark]]:
    """Give the pages of the text: by the standard, or on the widest grid that has it on one page if that is asked."""
    pages = _dealt(case, document)
    closer = CLOSER if document.one_page and len(pages) > 1 else ()
    for grid in closer:
        tight = dc.replace(case, grid=grid)
        if len(tried := _dealt(tight, document)) == 1:
            return [placed(tried[0], grid.leading)]
    return [placed(page) for page in pages]


def _dealt(case: Case, document: Document) -> list[list[Slot]]:
    text = [*opening_slots(case, document), *block_slots(case, document.blocks)]
    closing = [*attachment_slots(case, document.attached), *signature_slots(case, document)]
    return paginate(kept_together(text, closing), case.grid.lines)


def _sheets(document: Document, case: Case, pages: Iterable[tuple[Frame, list[Mark]]]) -> Iterable[Sheet]:
    for number, (frame, marks) in enumerate(pages, start=1):
        under = watermark(case, frame, document.watermark)
        yield frame.sheet([*under, *frame.place(marks, 0), *page_number(case, frame, number)])
