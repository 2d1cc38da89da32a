"""Finding the row of labels in a sheet that people have decorated.

* It is one of the first ten rows: titles, units and dates may stand above it.
* Labels are compared without blanks, stars, what stands in brackets, and full width.
* A column may be headed by the field's label or by its code name.
* Where some labels span two rows and others have sub-labels, both rows together are the header.
"""

from __future__ import annotations

import dataclasses as dc
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from dundian_desktop.exchange.sheet.cells import BLANK, Cell, Page
from dundian_desktop.exchange.sheet.forms import form_of
from dundian_desktop.exchange.sheet.written import ID_LABEL
from dundian_desktop.fields import Field
from dundian_desktop.ledger import Ledger

_DEPTH = 10
_SURE = 2
_FEW = 3
_DECORATION = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|[\s*:]")


@dc.dataclass(frozen=True, kw_only=True)
class Header:
    """The header of a sheet.

    Attributes:
        last: number of its last row; data begin below.
        columns: the field of each column that has one.
        id_column: the column of record ids, or None.
        unknown: labels no field has, or a second column of the same field.
    """

    last: int
    columns: Mapping[int, Field]
    id_column: int | None = None
    unknown: tuple[str, ...] = ()

    @property
    def matches(self) -> int:
        """How many columns are known."""
        return len(self.columns) + (self.id_column is not None)

    @cached_property
    def taken(self) -> dict[int, Field]:
        """The columns from which values are read."""
        return {n: f for n, f in self.columns.items() if not f.system and form_of(f.kind).taken}

    @property
    def unread(self) -> tuple[str, ...]:
        """Labels of columns that are known and never read: what the program fills, photos and files."""
        return tuple(f.label for n, f in self.columns.items() if n not in self.taken)

    def missing(self, ledger: Ledger) -> tuple[str, ...]:
        """Labels of fields that could be read and have no column."""
        present = {field.name for field in self.columns.values()}
        fields = (f for f in ledger.fields if not f.system and form_of(f.kind).taken)
        return tuple(f.label for f in fields if f.name not in present)


def folded(words: str) -> str:
    """Give a label without what people add to it."""
    bare = unicodedata.normalize("NFKC", words).lower()
    return _DECORATION.sub("", bare) or bare.strip()


def find_header(page: Page, ledger: Ledger) -> Header | None:
    """Give the header of a page for this ledger, or None."""
    rows = [(number, cells) for number, cells in page.rows if number <= _DEPTH]
    best = max(_candidates(rows, ledger), key=lambda header: header.matches, default=None)
    return best if best and best.matches else None


def _candidates(rows: Sequence[tuple[int, tuple[Cell, ...]]], ledger: Ledger) -> Iterator[Header]:
    """Give the possible headers, each row alone before two rows together, so that two must be better than one."""
    alone = [_header(number, cells, ledger) for number, cells in rows]
    yield from (one for one, (_, cells) in zip(alone, rows, strict=True) if _is_likely(one, cells))
    for (_, upper), (number, lower) in pairwise(rows):
        both = _header(number, _overlaid(upper, lower), ledger)
        if both.matches >= _SURE:
            yield both


def _is_likely(header: Header, cells: Sequence[Cell]) -> bool:
    """One known label among many strange ones is chance."""
    return header.matches >= _SURE or sum(not cell.blank for cell in cells) <= _FEW


def _overlaid(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[Cell, ...]:
    width = max(len(upper), len(lower))
    above, below = ((*row, *([BLANK] * (width - len(row)))) for row in (upper, lower))
    return tuple(low if not low.blank else high for high, low in zip(above, below, strict=True))


def _header(number: int, cells: Sequence[Cell], ledger: Ledger) -> Header:
    known = _known(ledger)
    columns: dict[int, Field] = {}
    unknown: list[str] = []
    ids: list[int] = []
    for column, cell in enumerate(cells):
        field = known.get(cell.words.strip()) or known.get(folded(cell.words))
        if folded(cell.words) == ID_LABEL and not ids:
            ids.append(column)
        elif field and field not in columns.values():
            columns[column] = field
        elif not cell.blank:
            unknown.append(cell.words.strip())
    return Header(last=number, columns=columns, id_column=ids[0] if ids else None, unknown=tuple(unknown))


def _known(ledger: Ledger) -> dict[str, Field]:
    by_name = {folded(field.name): field for field in ledger.fields}
    by_label = {folded(field.label): field for field in ledger.fields}
    return {**by_name, **by_label, **{field.label: field for field in ledger.fields}}
