from __future__ import annotations

import datetime as dt

import pypdfium2 as pdfium
import pytest

from dundian_desktop.reports.document import Appendix, Band, Column, Document, Figure, Heading, Table, paragraph
from dundian_desktop.reports.fonts import load
from dundian_desktop.reports.pdf import print_document
from dundian_desktop.reports.setting import Case
from tests.reports.samples import SENTENCE, ledger_table


@pytest.fixture
def case():
    return Case(fonts=load(), missing=set())


@pytest.fixture
def printed(tmp_path):
    """Print a document; give it opened by pdfium."""
    opened = []

    def print_it(document):
        result = print_document(document, tmp_path / "report.pdf")
        opened.append(pdfium.PdfDocument(result.path))
        return opened[-1]

    yield print_it
    for each in opened:
        each.close()


@pytest.fixture
def month():
    """A report the size of a real month: text, signature, one table upright and one across."""
    blocks = []
    for name in ("本月工作情况", "问题台账情况", "经费使用情况", "下月工作打算"):
        blocks += [
            Heading(level=1, text=name),
            Heading(level=2, text="走访调研"),
            paragraph("本月走访职工", Figure(text="26", records=("a", "b"), meaning="K002"), "人次。" + SENTENCE),
            paragraph("一是" + SENTENCE),
        ]
    upright = Table(
        columns=(Column(label="指标", width=4), Column(label="本月", align="right")),
        rows=(Band(text="一、走访调研"), *(("走访职工（人次）", Figure(text="26", meaning="K002")) for _ in range(40))),
    )
    return Document(
        title="南江省总工会驻云麓市青麓县蹲点工作组关于2026年5月蹲点工作情况的报告",
        addressee="南江省总工会蹲点工作联络指导小组",
        blocks=tuple(blocks),
        appendices=(
            Appendix(title="蹲点工作统计表", table=upright, notes=("注：数据由台账自动取得。",)),
            Appendix(title="问题台账", table=ledger_table(), orientation="landscape"),
        ),
        signature="南江省总工会驻青麓县蹲点工作组",
        date=dt.date(2026, 5, 31),
        note="填报人：邓小满　联系电话：19900001234",
        watermark="演示",
    )
