"""What the XML of a workbook says that a reader of values does not pass on.

* A formula that was never calculated has no value; a reader gives an empty cell.
* An error (#DIV/0!, #N/A) is given as an empty cell too.
* Whether a number is shown as percents stands in its style.
* How far the cells reach stands nowhere: a reader takes room for all between the first and the last.
"""

from __future__ import annotations

import dataclasses as dc
import posixpath
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from dundian_desktop.exchange.sheet import limits
from dundian_desktop.exchange.sheet.cells import column_number

Attributes = Mapping[str, str]
_PERCENTS = frozenset({9, 10})
"""Built-in number formats ``0%`` and ``0.00%`` (ECMA-376 part 1, 18.8.30)."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dc.dataclass(kw_only=True)
class Marks:
    """What was found in one sheet, whose XML is in `part`: by row and column, both counted from 0.

    Attributes:
        lost: why a cell cannot be read.
        percents: the columns whose numbers are shown as percents.
        height, width: how far cells reach that hold something.
        part: name of the part.
    """

    lost: dict[int, dict[int, str]] = dc.field(default_factory=dict[int, dict[int, str]])
    percents: dict[int, set[int]] = dc.field(default_factory=dict[int, set[int]])
    height: int = 0
    width: int = 0
    part: str = ""

    def reach(self, row: int, column: int) -> None:
        """Note that a cell holds something.

        Raises:
            UserError: it lies further out than any ledger does.
        """
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)
        if self.height > limits.ROWS:
            raise limits.too_large(f"超过{limits.ROWS}行")
        if self.width > limits.COLUMNS:
            raise limits.too_large(f"超过{limits.COLUMNS}列")
        if self.height * self.width > limits.AREA:
            raise limits.too_large("行和列太多")


def sheet_marks(parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """Give the marks of every sheet by its name.

    Raises:
        UserError: the XML is damaged, or a sheet is larger than it may be.
    """
    percents = _percent_styles(parts.get("xl/styles.xml", b""))
    lengths = _string_lengths(parts.get("xl/sharedstrings.xml", b""))
    places = {name: part for name, part in _sheet_parts(parts).items() if part in parts}
    budget = _Budget(limits.WORDS)
    return {name: _SheetWalk(percents, lengths, budget, part).walk(parts[part]) for name, part in places.items()}


@dc.dataclass
class _Budget:
    left: int

    def spend(self, words: int) -> None:
        if words > limits.CELL:
            raise limits.too_large(f"有一格超过{limits.CELL}个字")
        self.left -= words
        if self.left < 0:
            raise limits.too_large("的文字太多")


def _walk(
    data: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
) -> None:
    """Walk through XML, giving names without their namespaces."""
    if not data:
        return
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition("}")[2], attributes)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition("}")[2])
    if words:
        parser.CharacterDataHandler = words
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:  # the latter: an encoding nobody knows
        raise limits.damaged() from error


def _refuse_doctype(*_: object) -> None:
    raise limits.damaged()


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Give the part of every sheet by the name of the sheet."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def link(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            ids = [value for name, value in attributes.items() if name.endswith("relationships}id")]
            names[attributes.get("name", "")] = ids[0] if ids else ""

    _walk(parts.get("xl/_rels/workbook.xml.rels", b""), link)
    _walk(parts.get("xl/workbook.xml", b""), sheet)
    return {name: targets.get(link_id, "") for name, link_id in names.items()}


def _percent_styles(data: bytes) -> frozenset[str]:
    """Give the numbers of the cell styles that show percents."""
    formats = set(map(str, _PERCENTS))
    styles: list[str] = []
    path: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes.get("numFmtId", ""))
        if tag == "xf" and path[-1:] == ["cellXfs"]:
            styles.append(attributes.get("numFmtId", ""))
        path.append(tag)

    def end(_: str) -> None:
        path.pop()

    _walk(data, start, end)
    return frozenset(str(place) for place, number in enumerate(styles) if number in formats)


def _string_lengths(data: bytes) -> list[int]:
    lengths: list[int] = []

    def start(tag: str, _: Attributes) -> None:
        if tag == "si":
            lengths.append(0)

    def words(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    _walk(data, start, words=words)
    return lengths


class _SheetWalk:
    """Walks through the XML of one sheet and notes its marks."""

    def __init__(self, percents: frozenset[str], lengths: list[int], budget: _Budget, part: str) -> None:
        self._percents = percents
        self._lengths = lengths
        self._budget = budget
        self._marks = Marks(part=part)
        self._row = self._column = -1
        self._cell: Attributes = {}
        self._inside = ""
        self._value: list[str] = []
        self._has_formula = False

    def walk(self, data: bytes) -> Marks:
        """Give the marks of the sheet."""
        _walk(data, self._start, self._end, self._words)
        return self._marks

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._cell = attributes
            self._has_formula = False
            self._value.clear()
            self._place(attributes.get("r", ""))
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdigit() else self._row + 1
            self._column = -1
        elif tag == "f":
            self._has_formula = True
        self._inside = tag

    def _place(self, name: str) -> None:
        if found := _PLACE.fullmatch(name):
            self._row, self._column = int(found[2]) - 1, column_number(found[1])
        else:
            self._column += 1

    def _words(self, text: str) -> None:
        if self._inside in {"v", "t"}:
            self._value.append(text)

    def _end(self, tag: str) -> None:
        self._inside = ""
        if tag == "c":
            self._note("".join(self._value), self._cell.get("t", ""), (self._row, self._column))

    def _note(self, value: str, sort: str, place: tuple[int, int]) -> None:
        if not value and not self._has_formula:
            return
        self._marks.reach(*place)
        self._budget.spend(self._length(value) if sort == "s" else len(value))
        if sort == "e":
            self._lose(place, f"是错误值{value[:10]}，请在表格中改正")
        elif self._has_formula and not value and sort != "str":
            self._lose(place, "是没有算过的公式，请用WPS或Excel打开这个文件，保存一次后再导入")
        if self._cell.get("s", "") in self._percents:
            self._marks.percents.setdefault(place[0], set()).add(place[1])

    def _lose(self, place: tuple[int, int], reason: str) -> None:
        self._marks.lost.setdefault(place[0], {})[place[1]] = reason

    def _length(self, value: str) -> int:
        number = int(value) if value.isdecimal() else -1
        return self._lengths[number] if 0 <= number < len(self._lengths) else 0
