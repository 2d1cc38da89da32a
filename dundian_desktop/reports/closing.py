"""What follows the text: 附件说明, 署名 and 成文日期 without a seal, 附注 (GB/T 9704-2012, 7.3.4 to 7.3.6)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop.reports.document import Document, Role
from dundian_desktop.reports.lines import Line, break_lines
from dundian_desktop.reports.marks import Grid, Ink
from dundian_desktop.reports.setting import BLANK, Case, Slot, base_line, running, text_slots

_INDENT = 2.0
_LABEL = "附件："
_KEPT = 2


def attachment_slots(case: Case, names: tuple[str, ...]) -> list[Slot]:
    """Give 附件说明: one line below the text, two characters in, long names hanging under their first character."""
    if not names:
        return []
    slots = [BLANK]
    start = _INDENT + len(_LABEL)
    for place, name in enumerate(names):
        number = f"{place + 1}." if len(names) > 1 else ""
        hanging = start + case.width(number, Role.FANG)
        found = case.atoms(name.rstrip("。；，、;,."), Role.FANG)[0]
        slots_of_name = text_slots(
            break_lines(found, case.grid.characters, first=hanging, rest=hanging), grid=case.grid
        )
        lead = _LABEL + number if place == 0 else number
        at = _INDENT if place == 0 else start
        marks = _set_at(case, lead, at)
        slots_of_name[0] = Slot((*marks, *slots_of_name[0].marks))
        slots += slots_of_name
    return slots


def date_text(day: dt.date) -> str:
    """Write a date in Arabic figures, without zeros in front (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def signature_slots(case: Case, document: Document) -> list[Slot]:
    """Give 署名, 成文日期 and 附注, one line below what precedes.

    署名 ends two characters before the right side; the date begins two characters right of its beginning.
    If the date is the longer one, it ends two characters before the right side and 署名 moves left with it (7.3.5.3).
    """
    slots: list[Slot] = []
    if document.signature:
        lines = break_lines(case.atoms(document.signature, Role.FANG)[0], case.grid.characters - 2 * _INDENT)
        date = date_text(document.date) if document.date else ""
        begins, date_begins = _begins(lines, case.width(date, Role.FANG), case.grid.characters)
        slots += [BLANK, *(_line_at(line, begin, case.grid) for line, begin in zip(lines, begins, strict=True))]
        if date:
            slots.append(Slot(tuple(_set_at(case, date, date_begins))))
    if document.note:
        slots += running(case, [(bracketed(document.note), Role.FANG)])
    return slots


def _set_at(case: Case, words: str, begin: float) -> list[Ink]:
    """Give words on the first line of a slot, `begin` em from the left."""
    em, leading = case.grid.em, case.grid.leading
    return [ink.moved(begin * em, -base_line(em, leading)) for ink in case.ink(words, Role.FANG, em)]


def _begins(lines: list[Line], date: float, characters: float) -> tuple[list[float], float]:
    """Give where the lines of the signature and the date begin, in em."""
    longest = max(line.natural for line in lines)
    if date > longest:
        date_begins = characters - _INDENT - date
        return [date_begins - _INDENT] * len(lines), date_begins
    begins = [characters - _INDENT - line.natural for line in lines]
    return begins, min(begins[0] + _INDENT, characters - date)


def _line_at(line: Line, begin: float, grid: Grid) -> Slot:
    moved = Line(line.atoms, begin, max(line.natural, 0.0), True)
    return text_slots([moved], grid=grid)[0]


def bracketed(note: str) -> str:
    """Put a note into round brackets, once."""
    return note if note.startswith("（") and note.endswith("）") else f"（{note}）"


def kept_together(text: list[Slot], closing: list[Slot]) -> list[Slot]:
    """Join text and what follows it so that no page holds a signature without two lines of text above it.

    A page that began with 附件说明 or 署名 would look like one put in later (the old 此页无正文 is no longer allowed).
    """
    if not closing:
        return text
    tail = [Slot(slot.marks, slot.lines, True, slot.head) for slot in (*text[-_KEPT:], *closing[:-1])]
    return [*text[:-_KEPT], *tail, closing[-1]]
