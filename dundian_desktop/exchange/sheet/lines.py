"""A small table inside a record, as lines a person can read and write in one cell.

A line is ``类别：工资社保；诉求：欠薪两个月``; a record a row links to stands there by its name.  A row that could not
be read back so (its words look like a label) is written as the kind itself writes it, and that form is always taken
back too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TypeAlias

from dundian_desktop.fields import Field, Row, Rows
from dundian_desktop.ledger import new_id

Told: TypeAlias = Callable[[Field, str], str]
"""Gives the words of a cell of this column in other words: a link by name instead of by id, or the other way."""


def to_lines(kind: Rows, rows: tuple[Row, ...], told: Told) -> str:
    """Write rows as lines; `told` gives the words people know for those the program keeps."""
    return "\n".join(_line(kind, row, told) for row in rows)


def _line(kind: Rows, row: Row, told: Told) -> str:
    kept = kind.labelled(row)
    cells = {c.label: told(c, kept[c.label]) for c in kind.columns if c.label in kept}
    line = "；".join(f"{label}：{words}" for label, words in cells.items())
    return line if _cells(kind, line) == cells else kind.format((row,))


def from_lines(kind: Rows, text: str, before: tuple[Row, ...], told: Told, meant: Told) -> str:
    """Give the text `kind.parse` takes for lines a person wrote.

    A line that stood there before keeps the key of its row, so that it is not taken for a new one.

    Args:
        told: as in `to_lines`.
        meant: gives the words the program keeps for those people know.

    Raises:
        ValueError: its message is a Chinese clause.
    """
    keys: dict[str, list[str]] = {}
    for row in before:
        keys.setdefault(_line(kind, row, told), []).append(row.key)
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    return "\n".join(_keyed(kind, line, keys.get(line, []), meant) for line in lines)


def _keyed(kind: Rows, line: str, keys: list[str], meant: Told) -> str:
    if line.startswith("{"):
        return line
    if (cells := _cells(kind, line)) is None:
        pattern = "；".join(f"{column.label}：…" for column in kind.columns)
        raise ValueError(f"“{line[:12]}”看不懂，应一行写一条，如“{pattern}”")
    kept = {c.label: meant(c, cells[c.label]) for c in kind.columns if cells.get(c.label)}
    return json.dumps({"#": keys.pop(0) if keys else new_id(), **kept}, ensure_ascii=False)


def _cells(kind: Rows, line: str) -> dict[str, str] | None:
    """Give a line's words by label, or None when it is not a line of this table."""
    labels = "|".join(sorted((re.escape(column.label) for column in kind.columns), key=len, reverse=True))
    marks = list(re.finditer(rf"(?:^|[；;])\s*({labels})[：:]", line))
    if not marks or marks[0].start() or "\n" in line:
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    cells = {mark[1]: line[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
    return cells if len(cells) == len(marks) else None
