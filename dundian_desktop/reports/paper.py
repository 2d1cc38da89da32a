"""Sheets of marks drawn into a PDF: no scripts, no links, no font that is not embedded, the same bytes for the same marks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from dundian_desktop.progress import Progress
from dundian_desktop.reports.marks import Ink, Mark, Rule, Sheet

_CREATOR = "蹲点工作台"


def draw(sheets: list[Sheet], title: str, font: str, target: BinaryIO, progress: Progress) -> None:
    """Write sheets as a PDF.

    Args:
        sheets: the pages.
        title: the only thing the metadata tell; no author, no machine, no time.
        font: registered name of a font; reportlab starts each page with it instead of Helvetica, which it would not embed.
        target: receives the bytes.
        progress: told of each page.
    """
    # invariant: fixed dates and an id made from the content, so that a second print of the same thing is the same file
    canvas = Canvas(target, invariant=1, pageCompression=1, initialFontName=font, lang="zh-CN")
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(_CREATOR)
    for number, sheet in enumerate(sheets):
        progress.step(number, len(sheets), "生成文件")
        canvas.setPageSize((sheet.width, sheet.height))
        _rule(canvas, sheet.marks)
        _write(canvas, sheet.marks)
        canvas.showPage()
    canvas.save()


def _rule(canvas: Canvas, marks: Iterable[Mark]) -> None:
    # rows share their lines with their neighbours; a dict draws each once and keeps the order
    rules = dict.fromkeys(mark for mark in marks if isinstance(mark, Rule))
    by_width: dict[float, list[tuple[float, float, float, float]]] = {}
    for rule in rules:
        by_width.setdefault(rule.width, []).append((rule.x, rule.y, rule.to_x, rule.to_y))
    for width, lines in by_width.items():
        canvas.setLineWidth(width)
        canvas.lines(lines)


def _write(canvas: Canvas, marks: Iterable[Mark]) -> None:
    text = canvas.beginText()
    style: tuple[str, float] | None = None
    space = grey = 0.0
    for ink in (mark for mark in marks if isinstance(mark, Ink)):
        _place(text, ink)
        if (ink.font, ink.size) != style:
            style = (ink.font, ink.size)
            text.setFont(ink.font, ink.size)
        if ink.space != space:
            space = ink.space
            text.setCharSpace(space)
        if ink.grey != grey:
            grey = ink.grey
            text.setFillGray(grey)
        text.textOut(ink.text)
    canvas.drawText(text)


def _place(text: PDFTextObject, ink: Ink) -> None:
    if ink.angle:
        across, up = math.cos(math.radians(ink.angle)), math.sin(math.radians(ink.angle))
        text.setTextTransform(across, up, -up, across, ink.x, ink.y)
    else:
        text.setTextOrigin(ink.x, ink.y)
