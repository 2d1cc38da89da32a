"""The text of a document as slots: title, 主送, headings, paragraphs, tables."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Sequence
from itertools import zip_longest

from dundian_desktop.reports.document import Block, Document, Heading, Paragraph, Role, Table
from dundian_desktop.reports.lines import break_lines
from dundian_desktop.reports.marks import EM, UPRIGHT, Mark
from dundian_desktop.reports.setting import BLANK, Case, Slot, running, text_slots
from dundian_desktop.reports.tables import UPRIGHT_SIZE, set_table, size_within
from dundian_desktop.reports.title import title_lines

TITLE_SIZE = 22.0
"""2 号 in points (GB/T 9704-2012, 7.3.1)."""

_FACES = (Role.HEI, Role.KAI, Role.FANG, Role.FANG)
"""Faces of the four levels of headings (GB/T 9704-2012, 7.3.3)."""

_DIGITS = "一二三四五六七八九"
_TEN = 10
_BLANKS_ABOVE_TITLE = 2


def title_slots(case: Case, title: str, wide: float = UPRIGHT.wide) -> list[Slot]:
    """Give the lines of a title, centred in a measure of so many points; its letters shrink as those of the grid do."""
    size = TITLE_SIZE * (case.grid.em / EM)
    width = wide / size
    texts = title_lines(title, width, lambda text: case.width(text, Role.BIAOSONG))
    lines = [line for text in texts for line in break_lines(case.atoms(text, Role.BIAOSONG)[0], width)]
    return text_slots(lines, grid=case.grid, size=size, align="center", keep=True)


def opening_slots(case: Case, document: Document) -> list[Slot]:
    """Give what stands above the text: two blank lines or the mark, the title, 主送.

    Without a red line the title stands where it would stand below one: two lines down (7.3.1).
    """
    slots = [_mark_slot(case, document), *[BLANK] * (_BLANKS_ABOVE_TITLE - 1)]
    slots += [*title_slots(case, document.title), BLANK]
    if document.addressee:
        slots += running(case, [(document.addressee.rstrip("：:") + "：", Role.FANG)], first=0, keep=True)
    return slots


def _mark_slot(case: Case, document: Document) -> Slot:
    """Give the first line of all: which issue it is at its left, the mark at its right."""
    marks: list[Mark] = []
    for words, align in ((document.issue, "left"), (document.mark, "right")):
        line = break_lines(case.atoms(words, Role.HEI)[0], case.grid.characters)[:1] if words else []
        marks += [mark for slot in text_slots(line, grid=case.grid, align=align) for mark in slot.marks]
    return Slot(tuple(marks))


def block_slots(case: Case, blocks: Sequence[Block]) -> list[Slot]:
    """Give the slots of all blocks, with the headings numbered, and run in where the grid says so."""
    slots: list[Slot] = []
    counts = [0] * len(_FACES)
    head: list[tuple[str, Role]] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Heading):
            words, face = _heading_words(block, counts)
            head = [(f"{words}。", face)] if case.grid.run_in and isinstance(after, Paragraph) else []
            slots += [] if head else running(case, [(words, face)], keep=True)
        elif isinstance(block, Paragraph):
            spans = [(span.text, span.role) for span in block.spans]
            slots += running(case, [*head, *spans], first=2 if block.indent else 0)
            head = []
        else:
            slots += _table_slots(case, block)
    return slots


def _heading_words(heading: Heading, counts: list[int]) -> tuple[str, Role]:
    """Give the words of a heading; `counts` holds the last number of every level and is moved on."""
    level = heading.level - 1
    number = ""
    if heading.numbered:
        counts[level:] = [counts[level] + 1] + [0] * (len(_FACES) - level - 1)
        number = heading_number(heading.level, counts[level])
    return number + heading.text, _FACES[level]


def heading_number(level: int, count: int) -> str:
    """Give the number of a heading with its mark: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3)."""
    return (f"{chinese(count)}、", f"（{chinese(count)}）", f"{count}.", f"（{count}）")[level - 1]


def chinese(number: int) -> str:
    """Write 1 to 99 in Chinese; a larger number stays in digits."""
    tens, ones = divmod(number, _TEN)
    if tens >= _TEN:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")


def _table_slots(case: Case, table: Table) -> list[Slot]:
    """Give a table in the text, its rows as high as whole lines, its head repeated on every page."""
    leading = case.grid.leading
    sized = dc.replace(table, size=table.size or min(UPRIGHT_SIZE, size_within(leading)))
    found = set_table(case, sized, UPRIGHT.wide, room=(case.grid.lines - 2) * leading, step=leading)
    head = Slot(found.head.marks, lines=round(found.head.height / leading), keep=True)
    rows = [Slot(row.marks, lines=round(row.height / leading), keep=row.keep, head=head) for row in found.rows]
    return [head, *rows]
