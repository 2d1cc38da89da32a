"""A sheet that was read: the rows that may be taken, the rows that may not with every reason, and what was left aside.

* Every row enters by the one door, `Record.reworded`; nothing is stored here.
* A row with a record id that is kept here (or, without one, with its number) changes that record; every other row
  makes a new one. A column that is not in the sheet, and a cell that still reads as we wrote it, change nothing.
* A masked cell means "unchanged" in a row of a known record, and is refused in any other.
* A row that says 合计 is a total, and is counted and left aside. Blank rows are passed over.
"""

from __future__ import annotations

import dataclasses as dc
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from dundian_desktop.errors import FieldError, RecordError
from dundian_desktop.exchange.sheet import limits
from dundian_desktop.exchange.sheet.cells import BLANK, Cell, Page, Sort, column_letters
from dundian_desktop.exchange.sheet.forms import form_of
from dundian_desktop.exchange.sheet.headers import Header, find_header
from dundian_desktop.exchange.sheet.naming import Naming, Remembered
from dundian_desktop.exchange.sheet.written import UNFINISHED, says_nothing_new
from dundian_desktop.fields import Field
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress

R = TypeVar("R", bound=Record)
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "总数", "本页合计"})
_ID = re.compile(r"[0-9a-f]{32}")
_MASK = re.compile(r"\*{4}|••••")
_STEP = 200


@dc.dataclass(frozen=True, kw_only=True)
class GoodRow(Generic[R]):
    """A row that may be taken.

    Attributes:
        number: of the row as people see it in the sheet.
        record: the record as it would be kept.
        texts: field name -> text, for what the row says and did not say before.
        before: the record as it is kept now; None when the row makes a new one.
    """

    number: int
    record: R
    texts: Mapping[str, str]
    before: R | None

    @property
    def changes(self) -> bool:
        """Whether taking it changes anything."""
        return self.before is None or self.record != self.before


@dc.dataclass(frozen=True, kw_only=True)
class BadRow:
    """A row that may not be taken: its number in the sheet, every reason in Chinese, and its cells by label."""

    number: int
    problems: tuple[str, ...]
    cells: Mapping[str, str]


@dc.dataclass(frozen=True, kw_only=True)
class SheetReading(Generic[R]):
    """What a sheet says.

    Attributes:
        sheet: name of the sheet that was read, "" for a block.
        others: names of further sheets of the file that have a fitting header and were not read.
        good: rows that may be taken; the person decides.
        bad: rows that may not.
        totals: numbers of the rows that are totals.
        unknown_headers: labels no field has; their columns were not read.
        unread_headers: labels of fields that are never read from a sheet: what the program fills, photos and files.
        missing_headers: labels of fields the sheet has no column for; they stay as they are.
    """

    sheet: str
    others: tuple[str, ...]
    good: tuple[GoodRow[R], ...]
    bad: tuple[BadRow, ...]
    totals: tuple[int, ...]
    unknown_headers: tuple[str, ...]
    unread_headers: tuple[str, ...]
    missing_headers: tuple[str, ...]


def read_best(pages: Sequence[Page], kind: type[R], naming: Naming, progress: Progress, sheet: str) -> SheetReading[R]:
    """Read the page whose header fits this ledger best, or the one named `sheet`.

    Raises:
        UserError: no page has a header of this ledger.
    """
    found = [(page, header) for page in pages if (header := find_header(page, kind.ledger))]
    asked = [one for one in found if one[0].name == sheet] if sheet else found
    if not asked:
        labels = "、".join(f.label for f in kind.ledger.fields if f.required) or kind.ledger.fields[0].label
        raise limits.refusal(
            f"没有在前10行中找到“{kind.ledger.title}”的表头", f"请在表格中写上一行栏目名，至少有：{labels}"
        )
    page, header = max(asked, key=lambda one: one[1].matches)
    others = tuple(one.name for one, _ in found if one is not page)
    return read_rows(page, header, kind, naming, progress, others)


def read_rows(  # one argument for each thing a reading depends on
    page: Page, header: Header, kind: type[R], naming: Naming, progress: Progress, others: tuple[str, ...] = ()
) -> SheetReading[R]:
    """Read the rows below a header."""
    door = _Door(kind, header, Remembered(naming))
    rows = [(number, cells) for number, cells in page.rows if number > header.last]
    for done, (number, cells) in enumerate(rows):
        if done % _STEP == 0:
            progress.step(done, len(rows), "正在核对各行")
        door.take(number, cells)
    return SheetReading(
        sheet=page.name,
        others=others,
        good=tuple(door.good),
        bad=tuple(door.bad),
        totals=tuple(door.totals),
        unknown_headers=header.unknown,
        unread_headers=header.unread,
        missing_headers=header.missing(kind.ledger),
    )


class _Door(Generic[R]):
    """Takes the rows one by one and sorts them."""

    def __init__(self, kind: type[R], header: Header, naming: Naming) -> None:
        self.good: list[GoodRow[R]] = []
        self.bad: list[BadRow] = []
        self.totals: list[int] = []
        self._kind = kind
        self._header = header
        self._naming = naming
        self._seen: dict[str, int] = {}

    def take(self, number: int, cells: Sequence[Cell]) -> None:
        """Take the next row."""
        here = {column: _at(cells, column) for column in self._header.taken}
        if all(cell.blank for cell in here.values()):
            return
        if _is_total(cells):
            self.totals.append(number)
            return
        record_id, before = self._identity(cells)
        if record_id in self._seen:
            first = self._seen[record_id]
            reason = f"与第{first}行是同一条记录（像是复制来的），要新登记的请清空这一行的“编号”和隐藏的“记录号”"
            self._refuse(number, cells, (reason,))
            return
        if record_id:
            self._seen[record_id] = number
        self._judge(number, cells, before, before or (self._kind(id=record_id) if record_id else self._kind()))

    def _identity(self, cells: Sequence[Cell]) -> tuple[str, R | None]:
        """Give the id the row speaks of, or "", and the record as it is kept now."""
        if self._header.id_column is not None:
            record_id = _at(cells, self._header.id_column).words.strip().lower()
            if _ID.fullmatch(record_id):
                return record_id, self._kept(record_id)
        number = next((_at(cells, n).words.strip() for n, f in self._header.columns.items() if f.name == "no"), "")
        found = self._naming.find(self._kind.ledger.table, number) if number else ()
        before = self._kept(found[0]) if len(found) == 1 else None
        return (before.id, before) if before and before.no == number else ("", None)

    def _kept(self, record_id: str) -> R | None:
        record = self._naming.stored(self._kind.ledger.table, record_id)
        return record if isinstance(record, self._kind) else None

    def _judge(self, number: int, cells: Sequence[Cell], before: R | None, base: R) -> None:
        texts, problems = self._texts(number, cells, before)
        if before is not None and not texts and not problems:
            self.good.append(GoodRow(number=number, record=before, texts=texts, before=before))
            return
        try:
            record = _entered(base, texts, problems)
        except RecordError as error:
            self._refuse(number, cells, tuple(map(str, error.problems)))
        else:
            self.good.append(GoodRow(number=number, record=record, texts=texts, before=before))

    def _texts(self, number: int, cells: Sequence[Cell], before: R | None) -> tuple[dict[str, str], list[FieldError]]:
        """Give what the row says and did not say before, and the cells that cannot be read."""
        texts: dict[str, str] = {}
        problems: list[FieldError] = []
        for column, field in self._header.taken.items():
            cell = _at(cells, column)
            try:
                words = self._words(field, cell, before)
            except ValueError as error:
                place = f"{column_letters(column)}{number}格" if cell.sort is Sort.LOST else ""
                problems.append(FieldError(field.name, field.label, place + str(error)))
            else:
                texts |= {} if words is None else {field.name: words}
        return texts, problems

    def _words(self, field: Field, cell: Cell, before: R | None) -> str | None:
        """Give the text of a cell, or None when it changes nothing."""
        if cell.sort is Sort.LOST:
            raise ValueError(cell.words)
        value = getattr(before, field.name) if before is not None else None
        if before is None and cell.blank:
            return None
        if before is not None and says_nothing_new(field, value, cell.words, self._naming):
            return None
        if field.masked and _MASK.search(cell.words):
            if before is not None:
                return None
            raise ValueError("是遮盖过的内容，请填写完整，或清空这一格")
        if cell.words.endswith(UNFINISHED):
            raise ValueError("导出时没有写完，请在软件中修改这一项")
        return "" if cell.blank else form_of(field.kind).words(cell, self._naming, value)

    def _refuse(self, number: int, cells: Sequence[Cell], problems: tuple[str, ...]) -> None:
        shown = {field.label: _at(cells, column).words for column, field in self._header.columns.items()}
        self.bad.append(BadRow(number=number, problems=problems, cells=shown))


def _entered(base: R, texts: Mapping[str, str], problems: Sequence[FieldError]) -> R:
    """Give the record with the texts in it, by the one door.

    Raises:
        RecordError: holds every reason.
    """
    if not problems:
        with suppress(RecordError):
            return base.reworded(texts)
    raise RecordError(_reasons(base, texts, {problem.name: problem for problem in problems}))


def _reasons(base: Record, texts: Mapping[str, str], unread: dict[str, FieldError]) -> tuple[FieldError, ...]:
    """Give every cell that cannot be read and every refusal of the others, in form order.

    Laws between fields are asked only when all could be read; they would judge what is not there.
    """
    for name, words in texts.items():
        try:
            base.ledger.field(name).read(words)
        except FieldError as error:
            unread[name] = error
    copy = base.read({name: words for name, words in texts.items() if name not in unread})
    if not unread:
        return copy.problems()
    each = (unread.get(f.name) or f.refusal(getattr(copy, f.name)) for f in base.ledger.fields)
    return tuple(filter(None, each))


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else BLANK


def _is_total(cells: Sequence[Cell]) -> bool:
    """Tell whether one of the first words of a row says that it is a total."""
    words = [re.sub(r"[\s:：]", "", cell.words) for cell in cells if not cell.blank][:3]
    return not _TOTALS.isdisjoint(words)
