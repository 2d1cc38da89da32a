"""From what a file holds to paragraphs as a person cites them.

* A paragraph is one line without white space at its ends; empty ones are left out.
* What cannot be seen (control, direction and joining marks) is dropped; forms of characters that only old fonts
  know (Kangxi radicals, compatibility ideographs) become the characters people type, so that search finds them.
* A PDF knows lines only. A line begins a paragraph when the line before ended early, when it is indented, when its
  letters are of another size, or when it begins as clauses do (第三条, 一、, （一）, 1.); a number alone at the head or
  foot of a page is its page number.
"""

from __future__ import annotations

import dataclasses as dc
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_OLD_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_CLAUSE = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]+[编章节条款]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
    r"|\d{1,3}[.．、](?!\d)|[①-⑳]|附件|附录"
)
_FOLIO = re.compile(r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d+\s*页(?:[\s，,/]*共\s*\d+\s*页)?")
_LATIN_ENDS = re.compile(r"[A-Za-z0-9,.;:]$")
_LATIN_STARTS = re.compile(r"^[A-Za-z0-9]")
_OTHER_SIZE = 1.2
"""How much larger the letters of a heading are: 2 号 to 3 号 is 1.4 (GB/T 9704-2012, 7.3)."""
_INDENTED, _EARLY = 1.2, 2.5
"""Character widths from the edges of the text from which a line counts as indented, or as ended early; by official
layout a paragraph is indented by two (GB/T 9704-2012, 7.3.3)."""


@dc.dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a page, with its left and right end in points, and the size of its letters where it is told."""

    text: str
    left: float
    right: float
    size: float = 0.0


def cleaned(text: str) -> str:
    """Give a text without what cannot be seen, old forms of characters in their usual one."""
    plain = _UNSEEN.sub(lambda found: " " if found[0] == "\t" else "", text)
    return _OLD_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), plain)


def kept(paragraphs: Iterable[str]) -> str:
    """Give the paragraphs as they are kept: clean, one a line, none of them empty."""
    lines = (cleaned(line).strip() for paragraph in paragraphs for line in paragraph.splitlines())
    return "\n".join(filter(None, lines))


def joined(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Give the paragraphs of the lines of a PDF."""
    lines = [line for page in pages for line in _without_folio(page)]
    if not lines:
        return
    edge = _Edge.of(lines)
    paragraph, before = lines[0].text.strip(), lines[0]
    for line in lines[1:]:
        if edge.begins(line, before):
            yield paragraph
            paragraph = line.text.strip()
        else:
            paragraph = _glued(paragraph, line.text.strip())
        before = line
    yield paragraph


@dc.dataclass(frozen=True, kw_only=True)
class _Edge:
    """Where the lines of a text begin and end, and how wide a character is, in points."""

    left: float
    right: float
    em: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Edge:
        long = sorted(lines, key=lambda line: line.right - line.left)[len(lines) // 2 :]
        widths = (_em(line) for line in long)
        rights = sorted(line.right for line in lines)
        return cls(left=median(line.left for line in long), right=rights[len(rights) * 9 // 10], em=median(widths))

    def begins(self, line: Line, before: Line) -> bool:
        """Tell whether a paragraph begins with this line."""
        return bool(
            before.right < self.right - _EARLY * self.em
            or line.left > self.left + _INDENTED * self.em
            or _CLAUSE.match(line.text.strip())
            or _sizes_differ(line.size, before.size)
        )


def _em(line: Line) -> float:
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in line.text)
    return (line.right - line.left) / (wide or 1)


def _sizes_differ(one: float, other: float) -> bool:
    return min(one, other) > 0 and max(one, other) > _OTHER_SIZE * min(one, other)


def _without_folio(page: Sequence[Line]) -> list[Line]:
    full = [line for line in page if line.text.strip()]
    return [
        line
        for place, line in enumerate(full)
        if place not in (0, len(full) - 1) or not _FOLIO.fullmatch(line.text.strip())
    ]


def _glued(before: str, after: str) -> str:
    blank = " " if _LATIN_ENDS.search(before) and _LATIN_STARTS.search(after) else ""
    return before + blank + after
