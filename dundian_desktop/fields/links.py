"""Kinds that hold several things: links to records, photos and files, and rows of a small table."""

from __future__ import annotations

import dataclasses as dc
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from typing_extensions import override

from dundian_desktop.fields.base import Field, Kind, Plain, declare
from dundian_desktop.fields.plain import expect

_ID = re.compile(r"[0-9a-f]{32}")
_SHA = re.compile(r"[0-9a-f]{64}")
_BETWEEN = re.compile(r"[、,，;；|\s]+")


@dc.dataclass(frozen=True, kw_only=True)
class Ref(Kind[str]):
    """The id (32 hex digits) of a record of another ledger; people see and type the record's name."""

    ledger: str

    @override
    def parse(self, text: str) -> str:
        words = text.strip()
        if not _ID.fullmatch(words):
            raise ValueError(f"没有找到“{words[:20]}”，请先登记或从列表中选")
        return words

    @override
    def value(self, plain: Plain) -> str:
        if not _ID.fullmatch(expect(plain, str)):
            raise ValueError("不是记录编号")
        return plain


@dc.dataclass(frozen=True, kw_only=True)
class Refs(Kind[tuple[str, ...]]):
    """A set of ids of records of another ledger, oldest id first; each travels as a part of its own."""

    many: ClassVar[bool] = True
    ledger: str

    @property
    def one(self) -> Ref:
        """Give the kind of a member."""
        return Ref(ledger=self.ledger)

    @override
    def parse(self, text: str) -> tuple[str, ...]:
        return tuple(sorted({self.one.parse(word) for word in _BETWEEN.split(text) if word}))

    @override
    def format(self, value: tuple[str, ...]) -> str:
        return "、".join(value)

    @override
    def split(self, value: tuple[str, ...]) -> dict[str, Plain]:
        return dict.fromkeys(value, True)

    @override
    def join(self, parts: Mapping[str, Plain]) -> tuple[str, ...] | None:
        return tuple(sorted(map(self.one.value, parts))) or None


@dc.dataclass(frozen=True, kw_only=True, order=True)
class Attachment:
    """A photo or file kept by its content: `sha` is the SHA-256 of its bytes in hex, `name` what people call it."""

    place: int = 0
    name: str
    sha: str


@dc.dataclass(frozen=True, kw_only=True)
class Files(Kind[tuple[Attachment, ...]]):
    """Files, in the order they were added; only photos when `photos`. Their text form is ``sha:name`` a line."""

    many: ClassVar[bool] = True
    most: int = 20
    photos: bool = False

    @override
    def parse(self, text: str) -> tuple[Attachment, ...]:
        made: list[Attachment] = []
        for line in filter(None, map(str.strip, text.split("\n"))):
            sha, _, name = line.partition(":")
            if not _SHA.fullmatch(sha):
                raise ValueError("照片和附件不能用文字填写，请在窗口中添加")
            made.append(Attachment(sha=sha, name=name, place=len(made)))
        return tuple(made)

    @override
    def format(self, value: tuple[Attachment, ...]) -> str:
        return "\n".join(f"{one.sha}:{one.name}" for one in value)

    @override
    def refuse(self, value: tuple[Attachment, ...]) -> str | None:
        return f"最多{self.most}个" if len(value) > self.most else None

    @override
    def split(self, value: tuple[Attachment, ...]) -> dict[str, Plain]:
        return {one.sha: [one.place, one.name] for one in value}

    @override
    def join(self, parts: Mapping[str, Plain]) -> tuple[Attachment, ...] | None:
        return tuple(sorted(_attachment(sha, part) for sha, part in parts.items())) or None


def _attachment(sha: str, part: Plain) -> Attachment:
    place, name = expect(part, list)
    if not _SHA.fullmatch(sha):
        raise ValueError("不是内容校验值")
    return Attachment(sha=sha, name=expect(name, str), place=expect(place, int))


@dc.dataclass(frozen=True, kw_only=True, order=True)
class Row:
    """One row of a `Rows` field: a key made once (so rows merge), and its cells by column name."""

    key: str
    cells: Mapping[str, Any] = dc.field(compare=False, default_factory=dict[str, Any])

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and (self.key, dict(self.cells)) == (other.key, dict(other.cells))

    @override
    def __hash__(self) -> int:
        return hash(self.key)


@dc.dataclass(frozen=True, kw_only=True)
class Rows(Kind[tuple[Row, ...]]):
    """A small table inside a record; `append` tables only grow, and each row travels as a part of its own.

    Columns are ledger fields of plain kinds. The text form is one JSON line a row, labels as keys.
    """

    many: ClassVar[bool] = True
    columns: tuple[Field, ...]
    append: bool = False
    most: int = 200

    @override
    def parse(self, text: str) -> tuple[Row, ...]:
        lines = filter(None, map(str.strip, text.split("\n")))
        return tuple(self._read(n, line) for n, line in enumerate(lines, start=1))

    def _read(self, number: int, line: str) -> Row:
        try:
            words: dict[str, str] = json.loads(line)
            cells = {c.name: c.read(str(words[c.label])) for c in self.columns if words.get(c.label)}
        except (ValueError, TypeError, AttributeError):
            raise ValueError(f"第{number}行不是这个表的格式") from None
        return Row(key=str(words.get("#") or f"{number:032d}"), cells=cells)

    @override
    def format(self, value: tuple[Row, ...]) -> str:
        return "\n".join(json.dumps(self.labelled(row), ensure_ascii=False) for row in value)

    def column(self, name: str) -> Field | None:
        """Give the column of this name, None when there is none."""
        return next((one for one in self.columns if one.name == name), None)

    def labelled(self, row: Row) -> dict[str, str]:
        """Give a row's present cells as label -> words, with its key under ``#``."""
        cells = {c.label: c.show(row.cells.get(c.name)) for c in self.columns}
        return {"#": row.key, **{label: words for label, words in cells.items() if words}}

    @override
    def refuse(self, value: tuple[Row, ...]) -> str | None:
        if len(value) > self.most:
            return f"最多{self.most}行"
        for number, row in enumerate(value, start=1):
            for column in self.columns:
                cell = row.cells.get(column.name)
                if (cell is not None or column.required) and (problem := column.refusal(cell)):
                    return f"第{number}行{problem}"
        return None

    @override
    def split(self, value: tuple[Row, ...]) -> dict[str, Plain]:
        return {row.key: self._carried(row) for row in value}

    def _carried(self, row: Row) -> Plain:
        present = ((c, row.cells.get(c.name)) for c in self.columns)
        return {c.name: c.kind.plain(cell) for c, cell in present if cell is not None and cell != ""}

    @override
    def join(self, parts: Mapping[str, Plain]) -> tuple[Row, ...] | None:
        return tuple(Row(key=key, cells=self._cells(parts[key])) for key in sorted(parts)) or None

    def _cells(self, part: Plain) -> dict[str, Any]:
        given = expect(part, dict)
        return {c.name: c.kind.value(given[c.name]) for c in self.columns if c.name in given}


def ref(label: str, ledger: str, **more: Any) -> Any:
    """Declare a link to one record; its annotation is `str | None`."""
    return declare(Ref(ledger=ledger), label, None, more)


def refs(label: str, ledger: str, **more: Any) -> Any:
    """Declare links to several records; its annotation is `tuple[str, ...]`."""
    return declare(Refs(ledger=ledger), label, (), more)


def photos(label: str, *, most: int = 3, **more: Any) -> Any:
    """Declare photos; its annotation is `tuple[Attachment, ...]`."""
    return declare(Files(most=most, photos=True), label, (), more)


def files(label: str, *, most: int = 20, **more: Any) -> Any:
    """Declare files; its annotation is `tuple[Attachment, ...]`."""
    return declare(Files(most=most), label, (), more)


def rows(label: str, columns: Iterable[Field], *, append: bool = False, **more: Any) -> Any:
    """Declare a small table; its annotation is `tuple[Row, ...]`."""
    return declare(Rows(columns=tuple(columns), append=append), label, (), more)
