"""What the tests of the monthly report share: its text as people read it, and months made of a few records."""

from __future__ import annotations

import pypdfium2 as pdfium

from dundian_desktop.reports.document import Figure, Heading, Paragraph
from dundian_desktop.reports.month import Signing, month_document
from tests.policy.stints import month
from tests.reports import measure


def words_of(block):
    return block.text if isinstance(block, Heading) else "".join(span.text for span in block.spans)


def sections(document):
    """Give heading -> the text under it."""
    found, name = {"": ""}, ""
    for block in document.blocks:
        if isinstance(block, Heading):
            name = block.text
            found[name] = ""
        else:
            found[name] += words_of(block)
    return found


def body(document):
    return "\n".join(words_of(block) for block in document.blocks)


def spans(document):
    """Give every figure of the text."""
    blocks = (block for block in document.blocks if isinstance(block, Paragraph))
    return [span for block in blocks for span in block.spans if isinstance(span, Figure)]


def report(name, *records, signing=None, **more):
    return month_document(month(name, *records, **more), signing or Signing())


def told(name, heading, *records, **more):
    return sections(report(name, *records, **more))[heading]


def printed_lines(path):
    """Give the printed lines of a PDF without blanks, those of the text and those of tables."""
    document = pdfium.PdfDocument(path)
    try:
        return [measure.words(line) for page in document for line in measure.lines(measure.chars(page))]
    finally:
        document.close()
