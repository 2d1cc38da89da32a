"""What each kind of field looks like in a sheet: the one map of this layer from kind to form.

A form knows what a cell holds, how a cell is read, how it is shown, what may be chosen, and how to explain all this to
the person who fills the sheet.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum
import re
from functools import partial, singledispatch
from typing import Any, ClassVar, Generic, TypeVar

from typing_extensions import override

from dundian_desktop import clock, fields, ledgers
from dundian_desktop.exchange.sheet.cells import Cell, Held, Sort
from dundian_desktop.exchange.sheet.lines import from_lines, to_lines
from dundian_desktop.exchange.sheet.naming import Naming

K = TypeVar("K", bound="fields.Kind[Any]")
EXACT = 10**15
"""Beyond 15 places a sheet rounds numbers."""
_FIRST_YEAR = 1900
"""Sheets know no earlier days."""
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+?\d+")
_PIECE = re.compile(r"[^、,，;；|\s]+")
_LONGEST = 6
"""Pieces one name may have at most."""
_ID = re.compile(r"[0-9a-f]{32}")


class Look(enum.StrEnum):
    """How a cell is shown; the values are Excel's number formats."""

    TEXT = "@"
    WHOLE = "0"
    MONEY = "#,##0.00"
    DAY = "yyyy-mm-dd"
    TIME = "hh:mm"
    MOMENT = "yyyy-mm-dd hh:mm"


@dc.dataclass(frozen=True)
class Form(Generic[K]):
    """The form of a kind that is written as text."""

    look: ClassVar[Look] = Look.TEXT
    taken: ClassVar[bool] = True
    kind: K

    def held(self, value: Any, naming: Naming) -> Held:
        """Give what a cell holds for a value that is present."""
        del naming
        return self.kind.format(value)

    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        """Give the text of a cell that is not blank, as `Record.reworded` takes it.

        `before` is the value in the record as it is kept now, or an absent value.

        Raises:
            ValueError: its message is a Chinese clause.
        """
        del naming, before
        if cell.sort is Sort.NUMBER and len(cell.words.lstrip("-").split(".")[0]) > len(str(EXACT)) - 1:
            raise ValueError("数字超过15位，末几位已被表格软件改掉，请把该列设为文本后重填")
        return cell.words

    def choices(self) -> tuple[str, ...]:
        """Give what a drop-down list offers; empty for no list."""
        return ()

    def meaning(self) -> str:
        """Say what a cell may hold."""
        raise NotImplementedError


class _Text(Form[fields.Text]):
    @override
    def meaning(self) -> str:
        least = f"至少{self.kind.min_length}个字，" if self.kind.min_length else ""
        return f"文字，{least}最多{self.kind.max_length}个字" + ("，可以分段" if self.kind.lines > 1 else "")


class _Digits(Form["fields.IdCard | fields.Uscc | fields.Mobile"]):
    @override
    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        rounded = cell.sort is Sort.NUMBER and len(cell.words) > len(str(EXACT)) - 1
        if rounded or _SCIENTIFIC.fullmatch(cell.words.strip()):
            raise ValueError("被表格软件改成了科学计数，请把该列设为文本后重填")
        return super().words(cell, naming, before)

    @override
    def meaning(self) -> str:
        places = 11 if isinstance(self.kind, fields.Mobile) else 18
        return f"{places}位，请先把单元格设为文本再填"


class _Region(Form[fields.Region]):
    @override
    def meaning(self) -> str:
        return "6位行政区划代码，或省市县全称"


class _Whole(Form[fields.Whole]):
    look: ClassVar[Look] = Look.WHOLE

    @override
    def held(self, value: int, naming: Naming) -> Held:
        return value if abs(value) < EXACT else str(value)

    @override
    def meaning(self) -> str:
        unit = f"，单位{self.kind.unit}" if self.kind.unit else ""
        return f"整数，{self.kind.low}至{self.kind.high}{unit}"


class _Money(Form[fields.Money]):
    look: ClassVar[Look] = Look.MONEY

    @override
    def held(self, value: int, naming: Naming) -> Held:
        return value / 100 if abs(value) < EXACT else self.kind.format(value)

    @override
    def meaning(self) -> str:
        return "金额，单位元，最多两位小数"


class _Flag(Form[fields.Flag]):
    @override
    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        return {"TRUE": "是", "FALSE": "否"}.get(cell.words.strip().upper(), cell.words)

    @override
    def choices(self) -> tuple[str, ...]:
        return ("是", "否")

    @override
    def meaning(self) -> str:
        return "“是”或“否”"


class _Day(Form[fields.Day]):
    look: ClassVar[Look] = Look.DAY

    @override
    def held(self, value: dt.date, naming: Naming) -> Held:
        return value if value.year >= _FIRST_YEAR else value.isoformat()

    @override
    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        if cell.sort is Sort.NUMBER and re.fullmatch(r"\d+\.\d", cell.words):
            month, day = cell.words.split(".")
            raise ValueError(f"“{cell.words}”分不清是{month}月{day}日还是{month}月{day}0日，请写成日期")
        return super().words(cell, naming, before)

    @override
    def meaning(self) -> str:
        return "日期，如 2026-06-12"


class _TimeOfDay(Form[fields.TimeOfDay]):
    look: ClassVar[Look] = Look.TIME

    @override
    def held(self, value: dt.time, naming: Naming) -> Held:
        return value

    @override
    def meaning(self) -> str:
        return "时间，如 14:20"


class _Moment(Form[fields.Moment]):
    look: ClassVar[Look] = Look.MOMENT

    @override
    def held(self, value: dt.datetime, naming: Naming) -> Held:
        return clock.local(value).replace(tzinfo=None, second=0, microsecond=0)

    @override
    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        midnight = cell.sort is Sort.DAY and " " not in cell.words
        return f"{cell.words} 00:00" if midnight else cell.words

    @override
    def meaning(self) -> str:
        return "日期和时间，如 2026-06-12 14:20"


class _Choice(Form[fields.Choice]):
    @override
    def choices(self) -> tuple[str, ...]:
        return tuple(self.kind.options)

    @override
    def meaning(self) -> str:
        return "从这些中选一个：" + "、".join(self.choices())


class _Code(Form[fields.Code]):
    @override
    def choices(self) -> tuple[str, ...]:
        return tuple(entry.label for entry in self.kind.words.choices())

    @override
    def meaning(self) -> str:
        return "从这些中选一个：" + "、".join(self.choices())


class _Codes(Form[fields.Codes]):
    @override
    def meaning(self) -> str:
        return "可填几个，中间用“、”隔开：" + "、".join(_Code(self.kind.one).choices())


class _Ref(Form[fields.Ref]):
    @override
    def held(self, value: str, naming: Naming) -> Held:
        return naming.name_of(self.kind.ledger, value) or value

    @override
    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        words = super().words(cell, naming, before).strip()
        if _ID.fullmatch(words):
            return words
        found = naming.find(self.kind.ledger, words)
        if len(found) > 1:
            raise ValueError(f"“{words[:20]}”有{len(found)}个同名，请填编号")
        return found[0] if found else words

    @override
    def meaning(self) -> str:
        return f"{_title(self.kind.ledger)}中已登记的名称或编号"


class _Refs(Form[fields.Refs]):
    @override
    def held(self, value: tuple[str, ...], naming: Naming) -> Held:
        one = _Ref(self.kind.one)
        return "、".join(str(one.held(record_id, naming)) for record_id in value)

    @override
    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        one = _Ref(self.kind.one)
        return "、".join(self.kind.one.parse(one.words(Cell(w), naming, None)) for w in self._names(cell, naming))

    def _names(self, cell: Cell, naming: Naming) -> list[str]:
        """Part a list of names; a name may itself hold blanks and marks, so the longest words that are a name win."""
        words = super().words(cell, naming, None)
        pieces = [piece.span() for piece in _PIECE.finditer(words)]
        names: list[str] = []
        while pieces:
            runs = [(words[pieces[0][0] : end], count) for count, (_, end) in enumerate(pieces[:_LONGEST], start=1)]
            known = (run for run in reversed(runs) if naming.find(self.kind.ledger, run[0]))
            name, count = next(known, runs[0])
            names.append(name)
            del pieces[:count]
        return names

    @override
    def meaning(self) -> str:
        return f"{_title(self.kind.ledger)}中已登记的名称或编号，可填几个，中间用“、”隔开"


class _Rows(Form[fields.Rows]):
    @override
    def held(self, value: tuple[fields.Row, ...], naming: Naming) -> Held:
        return to_lines(self.kind, value, partial(_told, naming))

    @override
    def words(self, cell: Cell, naming: Naming, before: Any) -> str:
        text = super().words(cell, naming, before)
        return from_lines(self.kind, text, before or (), partial(_told, naming), partial(_meant, naming))

    @override
    def meaning(self) -> str:
        pattern = "；".join(f"{column.label}：…" for column in self.kind.columns)
        return f"一行写一条（单元格内换行用 Alt+回车），如：{pattern}"


class _Files(Form[fields.Files]):
    taken: ClassVar[bool] = False

    @override
    def held(self, value: tuple[fields.Attachment, ...], naming: Naming) -> Held:
        return "\n".join(one.name for one in value)

    @override
    def meaning(self) -> str:
        return "只列出文件名，不从表格读取；照片和附件请在软件中添加"


class _FullText(Form[fields.FullText]):
    taken: ClassVar[bool] = False

    @override
    def held(self, value: str, naming: Naming) -> Held:
        return self.kind.brief(value)

    @override
    def meaning(self) -> str:
        return "只写多少段、多少字，不从表格读取；全文请在软件中查看"


def _told(naming: Naming, column: fields.Field, words: str) -> str:
    """Give the name of a link in a row; its id where the name would not lead back to it."""
    if not isinstance(column.kind, fields.Ref):
        return words
    name = naming.name_of(column.kind.ledger, words)
    return name if list(naming.find(column.kind.ledger, name)) == [words] else words


def _meant(naming: Naming, column: fields.Field, words: str) -> str:
    """Give the id of a link in a row."""
    return _Ref(column.kind).words(Cell(words), naming, None) if isinstance(column.kind, fields.Ref) else words


def _title(table: str) -> str:
    kind = ledgers.all_ledgers().get(table)
    return f"“{kind.ledger.title}”" if kind else "相关台账"


@singledispatch
def form_of(kind: fields.Kind[Any]) -> Form[Any]:
    """Give the form of a kind.

    Raises:
        NotImplementedError: nobody has said yet what this kind looks like in a sheet.
    """
    raise NotImplementedError(kind)


form_of.register(fields.Text, _Text)
form_of.register(fields.IdCard, _Digits)
form_of.register(fields.Uscc, _Digits)
form_of.register(fields.Mobile, _Digits)
form_of.register(fields.Region, _Region)
form_of.register(fields.Whole, _Whole)
form_of.register(fields.Money, _Money)
form_of.register(fields.Flag, _Flag)
form_of.register(fields.Day, _Day)
form_of.register(fields.TimeOfDay, _TimeOfDay)
form_of.register(fields.Moment, _Moment)
form_of.register(fields.Choice, _Choice)
form_of.register(fields.Code, _Code)
form_of.register(fields.Codes, _Codes)
form_of.register(fields.Ref, _Ref)
form_of.register(fields.Refs, _Refs)
form_of.register(fields.Rows, _Rows)
form_of.register(fields.Files, _Files)
form_of.register(fields.FullText, _FullText)
