"""Appendices: on pages of their own, 附件1 on the first line, the title on the third (GB/T 9704-2012, 7.3.7)."""

from __future__ import annotations

from dundian_desktop.reports.body import title_slots
from dundian_desktop.reports.document import Appendix, Role
from dundian_desktop.reports.lines import break_lines
from dundian_desktop.reports.marks import ACROSS, EM, LEADING, UPRIGHT, Frame, Mark, moved
from dundian_desktop.reports.setting import BLANK, Case, Slot, placed, text_slots
from dundian_desktop.reports.tables import ACROSS_SIZE, UPRIGHT_SIZE, deal, note_strips, set_table


def frame_of(appendix: Appendix) -> Frame:
    """Give the paper an appendix stands on."""
    return ACROSS if appendix.orientation == "landscape" else UPRIGHT


def appendix_pages(case: Case, appendix: Appendix, label: str) -> list[list[Mark]]:
    """Give the pages of one appendix, origin at the top left corner of the printed area.

    Args:
        case: the type case.
        appendix: what to print.
        label: 附件 or 附件1.
    """
    frame = frame_of(appendix)
    top = _top_slots(case, appendix.title, label, frame)
    used = len(top) * LEADING
    found = set_table(case, appendix.table, frame.wide, room=frame.high - used)
    size = ACROSS_SIZE if frame is ACROSS else UPRIGHT_SIZE
    notes = note_strips(case, appendix.notes, frame.wide, size)
    pages = deal(found.head, [*found.rows, *notes], frame.high - used, frame.high)
    return [[*placed(top), *moved(pages[0], 0, -used)], *pages[1:]]


def _top_slots(case: Case, title: str, label: str, frame: Frame) -> list[Slot]:
    line = break_lines(case.atoms(label, Role.HEI)[0], frame.wide / EM)
    titles = title_slots(case, title, frame.wide)
    return [*text_slots(line), BLANK, *titles, BLANK]
