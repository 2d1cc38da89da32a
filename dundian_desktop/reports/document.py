"""A report as a value: what is said, not where it stands on the page.

A composer builds a `Document` from records; `pdf.print_document` prints it. Every figure may carry the ids of the
records it was counted from, so that the window can answer "which ones?" from the same value that was printed::

    Document(
        title="关于2026年5月蹲点工作情况的报告",
        addressee="南江省总工会蹲点工作联络指导小组",
        blocks=(
            Heading(level=1, text="本月工作情况"),
            paragraph("本月走访职工", Figure(text="26", records=ids, meaning="K002"), "人次。"),
        ),
        appendices=(Appendix(title="蹲点工作统计表", table=table),),
        signature="驻青麓县蹲点工作组",
        date=dt.date(2026, 5, 31),
    )

The numbers of headings (一、 （一） 1. （1）), appendices and pages, and all white space, belong to the page; do not
write them. Any text may hold any character; what no font has is printed as 〓 and named in the result of printing.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

Align = Literal["left", "center", "right"]


class Role(StrEnum):
    """The five faces of an official document (GB/T 9704-2012, 5.2.2 and 7.3)."""

    FANG = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"
    BIAOSONG = "小标宋"


@dc.dataclass(frozen=True, kw_only=True)
class Words:
    """A stretch of text in one face."""

    text: str
    role: Role = Role.FANG


@dc.dataclass(frozen=True, kw_only=True)
class Figure:
    """A number, with the records it was counted from.

    Attributes:
        text: the number as printed, e.g. ``"53,860"``.
        records: ids of the records counted, in their order; empty when nothing was counted.
        meaning: code of the indicator, e.g. ``"K301"``.
    """

    text: str
    records: tuple[str, ...] = ()
    meaning: str = ""
    role: Role = Role.FANG


Span = Words | Figure
Cell = str | Figure


@dc.dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading; its number is counted by the page.

    Attributes:
        level: 1 to 4 for 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).
        numbered: False leaves the number out and does not count.
    """

    level: int
    text: str
    numbered: bool = True


@dc.dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text; a line feed inside begins a new line.

    Attributes:
        indent: False begins flush left instead of two characters in.
    """

    spans: tuple[Span, ...]
    indent: bool = True


@dc.dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table; `width` counts only against the widths of the other columns."""

    label: str
    width: float = 1.0
    align: Align = "left"


@dc.dataclass(frozen=True, kw_only=True)
class Band:
    """A row of one cell across the whole table, which names the rows after it."""

    text: str


Row = tuple[Cell, ...] | Band


@dc.dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under a head that is repeated on every page.

    Attributes:
        rows: as many cells each as there are columns.
        size: height of the letters in points; 12 (小四) upright and 10.5 (五号) across when None.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float | None = None

    def __post_init__(self) -> None:
        """Refuse rows of another length; such a table is a bug of its composer."""
        for row in self.rows:
            if not isinstance(row, Band) and len(row) != len(self.columns):
                raise ValueError(row)


Block = Heading | Paragraph | Table


@dc.dataclass(frozen=True, kw_only=True)
class Appendix:
    """A table on pages of its own behind the text (GB/T 9704-2012, 7.3.7).

    Attributes:
        orientation: "landscape" turns the page, and its page number with it (8.2).
        notes: sentences under the table.
    """

    title: str
    table: Table
    orientation: Literal["portrait", "landscape"] = "portrait"
    notes: tuple[str, ...] = ()


@dc.dataclass(frozen=True, kw_only=True)
class Document:
    """A whole report, without seal and without red head.

    Attributes:
        title: a line feed forces a new line; otherwise it is balanced over lines.
        addressee: 主送; the colon is added. Empty: none.
        attachments: names in the 附件说明; the titles of `appendices` when empty.
        signature: 署名. Empty: neither it nor the date is printed.
        note: 附注; the round brackets are added.
        mark: words at the top right of page 1, e.g. 内部.
        issue: words at the top left of page 1, e.g. 首报.
        one_page: set the text closer than the standard's grid where that brings it onto one page.
        watermark: pale words across every page, e.g. 演示.
    """

    title: str
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    attachments: tuple[str, ...] = ()
    signature: str = ""
    date: dt.date | None = None
    note: str = ""
    mark: str = ""
    issue: str = ""
    one_page: bool = False
    watermark: str = ""

    @property
    def attached(self) -> tuple[str, ...]:
        """Names of the attachments, in order."""
        return self.attachments or tuple(each.title for each in self.appendices)


def paragraph(*parts: str | Span) -> Paragraph:
    """Make a paragraph of words and figures; plain strings are 仿宋."""
    return Paragraph(spans=tuple(Words(text=part) if isinstance(part, str) else part for part in parts))


def figures(document: Document) -> Iterator[Figure]:
    """Give every figure of the document in the order of reading."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (span for span in block.spans if isinstance(span, Figure))
        elif isinstance(block, Table):
            yield from _in_table(block)
    for appendix in document.appendices:
        yield from _in_table(appendix.table)


def _in_table(table: Table) -> Iterator[Figure]:
    for row in table.rows:
        if not isinstance(row, Band):
            yield from (cell for cell in row if isinstance(cell, Figure))


def cell_text(cell: Cell) -> str:
    """Give what a cell shows."""
    return cell if isinstance(cell, str) else cell.text
