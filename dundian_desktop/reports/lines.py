"""Atoms broken into lines: drawn in by squeezing punctuation (推入) or pushed out (推出), then spread to full width.

A line is broken where it is full. Where the laws of `atoms` forbid that, the forbidden pieces are drawn in if the
white of the line's punctuation gives the room, else the line ends at the last lawful place before. Only a line without
any lawful place is broken against them. All lengths are in em until `inks`.
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Sequence
from itertools import accumulate

from dundian_desktop.reports.atoms import Atom
from dundian_desktop.reports.fonts import Glyph
from dundian_desktop.reports.marks import Ink

_SLACK = 1e-6
_WIDEST_GAP = 0.5
"""A line is left ragged rather than spread by more than this between two characters."""


@dc.dataclass(frozen=True, slots=True)
class Line:
    """One line: what it holds, where it begins, and how wide it may be."""

    atoms: tuple[Atom, ...]
    indent: float
    width: float
    last: bool

    @property
    def natural(self) -> float:
        """Width before squeezing and spreading."""
        return sum(atom.width for atom in self.atoms)

    @property
    def text(self) -> str:
        """The characters as drawn."""
        return "".join(glyph.char for atom in self.atoms for glyph in atom.glyphs)


def break_lines(found: Sequence[Atom], width: float, *, first: float = 0.0, rest: float = 0.0) -> list[Line]:
    """Break atoms into lines.

    Args:
        found: atoms of one paragraph.
        width: of the measure.
        first: indent of the first line.
        rest: indent of the other lines.

    Returns:
        At least one line, which is empty for no atoms.
    """
    pieces = [part for atom in found for part in (atom.split() if atom.width > width - rest else (atom,))]
    ends = [0.0, *accumulate(atom.width for atom in pieces)]
    lines: list[Line] = []
    start = 0
    while start < len(pieces) or not lines:
        indent = rest if lines else first
        end = _end(pieces, ends, start, width - indent)
        lines.append(Line(_trimmed(pieces[start:end]), indent, width - indent, end >= len(pieces)))
        start = end
        while start < len(pieces) and pieces[start].space:
            start += 1
    return lines


def _end(pieces: list[Atom], ends: list[float], start: int, width: float) -> int:
    """Give the index after the last atom of the line that begins at `start`."""
    full = start
    while full < len(pieces) and (ends[full + 1] - ends[start] <= width + _SLACK or pieces[full].space):
        full += 1
    if _lawful(pieces, full):
        return max(full, min(start + 1, len(pieces)))
    later = full + 1
    while not _lawful(pieces, later):
        later += 1
    blank = sum(atom.blank_before + atom.blank_after for atom in pieces[start:later])
    if ends[later] - ends[start] - blank <= width + _SLACK:
        return later
    earlier = full
    while earlier > start and not _lawful(pieces, earlier):
        earlier -= 1
    return earlier if earlier > start else max(full, start + 1)


def _lawful(pieces: list[Atom], place: int) -> bool:
    """Whether a line may end before the atom at `place`."""
    if place == 0 or place >= len(pieces):
        return True
    return not (pieces[place - 1].no_end or pieces[place].no_start)


def widest_piece(found: Sequence[Atom]) -> float:
    """Give the narrowest measure, in em, in which nothing has to be broken against the laws."""
    widest = current = 0.0
    pieces = list(found)
    for place, atom in enumerate(pieces):
        current = atom.width + (0.0 if _lawful(pieces, place) else current)
        widest = max(widest, current)
    return widest


def _trimmed(line: list[Atom]) -> tuple[Atom, ...]:
    end = len(line)
    while end and line[end - 1].space:
        end -= 1
    return tuple(line[:end])


def inks(line: Line, size: float, *, align: str = "full", x: float = 0.0, y: float = 0.0) -> list[Ink]:
    """Give the text of a line as drawn.

    Args:
        line: the line.
        size: of the letters, points.
        align: "full", "left", "center" or "right"; a squeezed line is always full.
        x: left end of the measure, points.
        y: base line, points.
    """
    slack = line.width - line.natural
    start, gap = line.indent, 0.0
    if align == "center":
        start += max(slack, 0) / 2
    elif align == "right":
        start += max(slack, 0)
    elif align == "full" and not line.last and len(line.atoms) > 1:
        gap = max(slack, 0) / (len(line.atoms) - 1)
        gap = gap if gap <= _WIDEST_GAP else 0.0
    cuts = _cuts(line.atoms, -slack) if slack < -_SLACK else [(0.0, 0.0)] * len(line.atoms)
    return _joined(_placed(line.atoms, cuts, start, gap), size, x, y)


def _cuts(found: tuple[Atom, ...], excess: float) -> list[tuple[float, float]]:
    """Give what to take from both sides of each atom, the mark at the end of the line first, the others alike."""
    final = min(found[-1].blank_after, excess)
    others = sum(atom.blank_before + atom.blank_after for atom in found) - found[-1].blank_after
    share = min((excess - final) / others, 1.0) if others else 0.0
    cuts = [(atom.blank_before * share, atom.blank_after * share) for atom in found]
    cuts[-1] = (cuts[-1][0], final)
    return cuts


def _placed(
    found: tuple[Atom, ...], cuts: list[tuple[float, float]], start: float, gap: float
) -> list[tuple[Glyph, float]]:
    """Give every glyph with its place; a cut opening mark moves left into its own white."""
    places: list[tuple[Glyph, float]] = []
    x = start
    for atom, (before, after) in zip(found, cuts, strict=True):
        inside = x - before
        for glyph in atom.glyphs:
            places.append((glyph, inside))
            inside += glyph.width
        x += atom.width - before - after + gap
    return places


def _joined(places: list[tuple[Glyph, float]], size: float, x: float, y: float) -> list[Ink]:
    """Join neighbours of one font and one gap, so that a line of plain text is one piece of the PDF."""
    found: list[Ink] = []
    start = 0
    while start < len(places):
        end, gap = _run(places, start)
        text = "".join(glyph.char for glyph, _ in places[start:end])
        glyph, left = places[start]
        found.append(Ink(x + left * size, y, text, glyph.font, size, round(gap * size, 4)))
        start = end
    return found


def _run(places: list[tuple[Glyph, float]], start: int) -> tuple[int, float]:
    """Give the end of the run that begins at `start`, and the gap between its glyphs in em."""
    font, gap, end = places[start][0].font, 0.0, start + 1
    while end < len(places) and places[end][0].font == font:
        glyph, left = places[end - 1]
        seen = places[end][1] - left - glyph.width
        if end == start + 1:
            gap = seen
        elif abs(seen - gap) > _SLACK:
            break
        end += 1
    return end, gap
