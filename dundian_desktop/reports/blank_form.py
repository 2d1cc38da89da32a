"""The empty form of a ledger on paper, made from its declaration: what is written by hand where there is no computer.

* Every field a person fills has its label and its box, under the headings of the form in the window.
* Short fields stand in pairs; a list of words to choose from is printed to be ticked while it is short enough.
* A small table has its head and some empty rows.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterable, Sequence
from functools import singledispatch
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from dundian_desktop import fields
from dundian_desktop.fields import Field
from dundian_desktop.ledger import Ledger, Record
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Role
from dundian_desktop.reports.fonts import load
from dundian_desktop.reports.lines import break_lines, inks
from dundian_desktop.reports.marks import Ink, Mark, Rule, Sheet, frame
from dundian_desktop.reports.pdf import Pages, drawn
from dundian_desktop.reports.setting import Case, base_line
from dundian_desktop.reports.tables import Strip, deal
from dundian_desktop.reports.title import title_lines

PAPER = frame((210, 297), (20, 18), (170, 259))
"""A4 upright with margins of 20 mm; the sheets are filed with other papers of the group."""

_SIZE, _SMALL = 10.5, 9.0
_TITLE_SIZE, _TITLE_LEADING = 18.0, 27.0
_LABEL = 68.0
"""Width of a label, points: six characters and the air beside them."""
_ROW = 27.0
"""Least height of a box, points: 9.5 mm, a line written by hand."""
_LEADING = 14.0
_PAD = 4.0
_SHORT = 30
"""A text of at most so many characters stands in half a row."""
_MOST_TICKS = 16
"""Words to be ticked; a longer list is looked up in the program."""
_MOST_LINES = 6
_LONG = 100
"""A column of a small table whose text may be longer than this is three times as wide as one for a date."""
_PAIR = 2
_EMPTY_ROWS = 3
_TICK = "□"
_NO_HEAD = Strip((), 0.0)


@dc.dataclass(frozen=True, kw_only=True)
class Box:
    """Where one field is written.

    Attributes:
        half: it takes half a row.
        lines: how many lines are written by hand.
        words: what is printed in it.
        columns: label and share of the width of each column of a small table in its place.
    """

    half: bool = False
    lines: int = 1
    words: str = ""
    columns: tuple[tuple[str, float], ...] = ()


def form_title(ledger: Ledger) -> str:
    """Give what the empty form is called, e.g. 走访记录表."""
    noun = ledger.noun
    return noun if noun.endswith("表") else f"{noun}表" if noun.endswith(("记录", "清单")) else f"{noun}登记表"


def blank_pages(
    kind: type[Record], *, group: str = "", own_fonts: Path | None = None, progress: Progress = SILENT
) -> Pages:
    """Print the empty form of a ledger into memory.

    Args:
        group: who fills it, printed under the title.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    case = Case(fonts=load(own_fonts), missing=set())
    return drawn(compose_blank(kind.ledger, case, group), form_title(kind.ledger), case, progress)


def compose_blank(ledger: Ledger, case: Case, group: str = "") -> list[Sheet]:
    """Give the pages of an empty form, ready to be drawn."""
    top = _top(case, form_title(ledger), group)
    strips = [strip for title, some in _sections(ledger).items() for strip in _section(case, title, some)]
    strips += _closing(case, ledger)
    pages = deal(_NO_HEAD, strips, PAPER.high - top.height, PAPER.high)
    pages[0] = [*top.marks, *(mark.moved(0, -top.height) for mark in pages[0])]
    return [
        PAPER.sheet([*PAPER.place(page, 0), *_foot(case, number, len(pages))])
        for number, page in enumerate(pages, start=1)
    ]


@singledispatch
def box_for(kind: fields.Kind[Any]) -> Box | None:
    """Give the box of a kind; None for what is not written by hand."""
    del kind
    return Box(half=True)


@box_for.register
def _(kind: fields.Text) -> Box | None:
    if kind.lines > 1:
        return Box(lines=min(kind.lines + 1, _MOST_LINES))
    return Box(half=kind.max_length <= _SHORT, lines=1 if kind.max_length <= 2 * _SHORT else 2)


@box_for.register
def _(_kind: fields.FullText | fields.Files) -> Box | None:
    return None


@box_for.register
def _(kind: fields.Whole) -> Box | None:
    return Box(half=True, words=f"　　　　　{kind.unit}" if kind.unit else "")


@box_for.register
def _(_kind: fields.Money) -> Box | None:
    return Box(half=True, words="　　　　　元")


@box_for.register
def _(_kind: fields.Day) -> Box | None:
    return Box(half=True, words="　　　　年　　月　　日")


@box_for.register
def _(_kind: fields.TimeOfDay) -> Box | None:
    return Box(half=True, words="　　时　　分")


@box_for.register
def _(_kind: fields.Moment) -> Box | None:
    return Box(half=True, words="　　年　　月　　日　　时　　分")


@box_for.register
def _(_kind: fields.Flag) -> Box | None:
    return Box(half=True, words=f"{_TICK}是　　{_TICK}否")


@box_for.register
def _(kind: fields.Choice) -> Box | None:
    return _ticks(list(kind.options))


@box_for.register
def _(kind: fields.Code | fields.Codes) -> Box | None:
    words = kind.words if isinstance(kind, fields.Code) else kind.one.words
    return _ticks([entry.label for entry in words.choices()])


@box_for.register
def _(_kind: fields.Refs) -> Box | None:
    return Box()


@box_for.register
def _(kind: fields.Rows) -> Box | None:
    return Box(columns=tuple((column.label, _share(column.kind)) for column in kind.columns))


def _share(kind: fields.Kind[Any]) -> float:
    if isinstance(kind, fields.Text):
        return 3.0 if kind.max_length > _LONG else 2.0
    return 1.0


def _ticks(words: Sequence[str]) -> Box:
    if len(words) > _MOST_TICKS:
        return Box()
    lines = [""]
    for tick in (f"{_TICK}{word}" for word in words):
        longer = f"{lines[-1]}　{tick}" if lines[-1] else tick
        if len(longer) * _SIZE <= PAPER.wide - _LABEL - 2 * _PAD or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(tick)
    half = len(lines[0]) * _SIZE <= PAPER.wide / 2 - _LABEL - 2 * _PAD
    return Box(half=half and len(lines) == 1, words="\n".join(lines))


def _sections(ledger: Ledger) -> dict[str, list[tuple[Field, Box]]]:
    sections: dict[str, list[tuple[Field, Box]]] = {}
    for field in ledger.fields:
        if not field.system and (box := box_for(field.kind)):
            sections.setdefault(field.section, []).append((field, box))
    return sections


def _section(case: Case, title: str, some: Sequence[tuple[Field, Box]]) -> list[Strip]:
    band = [_band(case, title)] if title else []
    strips: list[Strip] = []
    waiting: list[tuple[Field, Box]] = []
    for field, box in some:
        if box.half:
            waiting.append((field, box))
        if len(waiting) == _PAIR or (waiting and not box.half):
            strips.append(_row(case, waiting))
            waiting = []
        if not box.half:
            strips += _table(case, field, box) if box.columns else [_row(case, [(field, box)])]
    return [*band, *strips, *([_row(case, waiting)] if waiting else [])]


def _row(case: Case, cells: Sequence[tuple[Field, Box]]) -> Strip:
    """Give a row of one box across the sheet, or of two."""
    wide = PAPER.wide / len(cells)
    texts: list[tuple[float, str, float, Role]] = []
    for place, (field, box) in enumerate(cells):
        left = place * wide
        texts.append((left, _label(field), _LABEL, Role.HEI))
        texts.append((left + _LABEL, box.words, wide - _LABEL, Role.FANG))
    least = max(_ROW + (box.lines - 1) * _ROW * 0.8 for _, box in cells)
    height = max(least, *(len(_broken(case, text, room, role)) * _LEADING + 2 * _PAD for _, text, room, role in texts))
    marks = [mark for left, text, room, role in texts for mark in _words(case, text, (left, room), height, role)]
    sides = sorted({0.0, PAPER.wide, *(left for left, *_ in texts)})
    return Strip((*_ruled(sides, height), *marks), height)


def _table(case: Case, field: Field, box: Box) -> list[Strip]:
    """Give a small table: its label, its head, and empty rows."""
    shares = [share for _, share in box.columns]
    sides = list(accumulate((share / sum(shares) * PAPER.wide for share in shares), initial=0.0))
    cells = [
        (label, (left, right - left)) for (label, _), (left, right) in zip(box.columns, pairwise(sides), strict=True)
    ]
    high = max(len(_broken(case, label, room, Role.SONG)) for label, (_, room) in cells) * _LEADING + 2 * _PAD
    head = [mark for label, place in cells for mark in _words(case, label, place, high, Role.SONG)]
    empty = Strip(tuple(_ruled(sides, _ROW)), _ROW)
    return [_band(case, _label(field)), Strip((*_ruled(sides, high), *head), high, keep=True), *[empty] * _EMPTY_ROWS]


def _band(case: Case, title: str) -> Strip:
    height = 20.0
    marks = _words(case, title, (0.0, PAPER.wide), height, Role.HEI)
    return Strip((*_ruled([0.0, PAPER.wide], height), *marks), height, keep=True)


def _label(field: Field) -> str:
    return f"{field.label}＊" if field.required else field.label


def _broken(case: Case, text: str, room: float, role: Role) -> list[Any]:
    return [line for part in case.atoms(text, role) for line in break_lines(part, (room - 2 * _PAD) / _SIZE)]


def _words(case: Case, text: str, place: tuple[float, float], height: float, role: Role) -> list[Mark]:
    """Give words in the middle of a box that begins at `place` and is so wide."""
    left, room = place
    lines = _broken(case, text, room, role) if text else []
    down = (height - len(lines) * _LEADING) / 2
    marks: list[Mark] = []
    for number, line in enumerate(lines):
        y = -(down + number * _LEADING + base_line(_SIZE, _LEADING))
        marks += inks(line, _SIZE, align="left", x=left + _PAD, y=y)
    return marks


def _ruled(sides: Iterable[float], height: float) -> list[Mark]:
    lines: list[Mark] = [Rule(0, y, PAPER.wide, y) for y in (0.0, -height)]
    return [*lines, *(Rule(side, 0, side, -height) for side in sides)]


@dc.dataclass(frozen=True, slots=True)
class _Top:
    marks: list[Mark]
    height: float


def _top(case: Case, title: str, group: str) -> _Top:
    marks: list[Mark] = []
    height = 0.0
    for line in title_lines(title, PAPER.wide / _TITLE_SIZE, lambda text: case.width(text, Role.BIAOSONG)):
        start = (PAPER.wide - case.width(line, Role.BIAOSONG) * _TITLE_SIZE) / 2
        y = height + base_line(_TITLE_SIZE, _TITLE_LEADING)
        marks += [ink.moved(start, -y) for ink in case.ink(line, Role.BIAOSONG, _TITLE_SIZE)]
        height += _TITLE_LEADING
    marks += _words(case, f"填写单位：{group}", (-_PAD, PAPER.wide * 0.68), 2 * (height + 10.0), Role.FANG)
    marks += _words(case, "录入后的编号：", (PAPER.wide * 0.68, PAPER.wide * 0.32), 2 * (height + 10.0), Role.FANG)
    return _Top(marks, height + 22.0)


def _closing(case: Case, ledger: Ledger) -> list[Strip]:
    """Give who filled the form and when, and what the star means."""
    notes = ["带＊的必填。录入电脑后，把编号抄在右上角。"]
    if any(field.personal for field in ledger.fields):
        notes.append("填了个人信息的表请妥善保管，不拍照外传。")
    signing = "填表人：　　　　　　　　　　　　填表日期：　　　　年　　月　　日"
    lines = [(signing, 30.0), *((note, 15.0) for note in notes)]
    return [Strip(tuple(_words(case, text, (-_PAD, PAPER.wide), high, Role.FANG)), high) for text, high in lines]


def _foot(case: Case, number: int, count: int) -> list[Ink]:
    text = f"第 {number} 页，共 {count} 页"
    start = (PAPER.wide - case.width(text, Role.SONG) * _SMALL) / 2
    return [ink.moved(PAPER.left + start, PAPER.bottom - 20.0) for ink in case.ink(text, Role.SONG, _SMALL)]
