"""Sheets of marks drawn into a PDF: no scripts, no links, every font embedded, the same bytes for the same marks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas

from dundian_desktop.progress import Progress
from dundian_desktop.reports.marks import Ink, Mark, Rule, Sheet

_CREATOR = "蹲点工作台"


def draw(sheets: list[Sheet], title: str, font: str, target: BinaryIO, progress: Progress) -> None:
    """Write sheets as a PDF.

    Args:
        sheets: the pages.
        title: the only thing the metadata tell; no author, no machine, no time.
        font: registered name of a font; reportlab begins each page with it instead of Helvetica, never embedded.
        target: receives the bytes.
        progress: told of each page.
    """
    # invariant: fixed dates and an id made from the content, so that a second print of the same thing is the same file
    make: Any = Canvas  # reportlab has no types of its own; what comes of it stays in this file
    canvas = make(target, invariant=1, pageCompression=1, initialFontName=font, lang="zh-CN")
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(_CREATOR)
    for number, sheet in enumerate(sheets):
        progress.step(number, len(sheets), "生成文件")
        canvas.setPageSize((sheet.width, sheet.height))
        inks = [mark for mark in sheet.marks if isinstance(mark, Ink)]
        _write(canvas, [ink for ink in inks if ink.grey])  # beneath everything else
        _rule(canvas, sheet.marks)
        _write(canvas, [ink for ink in inks if not ink.grey])
        canvas.showPage()
    canvas.save()


def _rule(canvas: Any, marks: Iterable[Mark]) -> None:
    # rows share their lines with their neighbours; a dict draws each once and keeps the order
    rules = dict.fromkeys(mark for mark in marks if isinstance(mark, Rule))
    by_width: dict[float, list[tuple[float, float, float, float]]] = {}
    for rule in rules:
        by_width.setdefault(rule.width, []).append((rule.x, rule.y, rule.to_x, rule.to_y))
    for width, lines in by_width.items():
        canvas.setLineWidth(width)
        canvas.lines(lines)


def _write(canvas: Any, inks: Iterable[Ink]) -> None:
    text = canvas.beginText()
    style: tuple[str, float] | None = None
    space = grey = 0.0
    for ink in inks:
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
    text.setCharSpace(0)
    text.setFillGray(0)
    canvas.drawText(text)


def _place(text: Any, ink: Ink) -> None:
    if ink.angle:
        across, up = math.cos(math.radians(ink.angle)), math.sin(math.radians(ink.angle))
        text.setTextTransform(across, up, -up, across, ink.x, ink.y)
    else:
        text.setTextOrigin(ink.x, ink.y)
