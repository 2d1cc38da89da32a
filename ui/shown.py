"""How a value stands in a list or a panel; the window's one map from kinds to shown words.

What is sensitive is masked here as everywhere; counts of photos and rows tell nothing and are shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from dundian_desktop import fields
from dundian_desktop.fields import Field, is_absent
from ui.names import joined
from ui.parts.day_line import day_text

Names = Mapping[str, str]


def shown(field: Field, value: Any, names: Names) -> str:
    """Give the words of a value for a person who may not see what is sensitive."""
    if is_absent(value):
        return ""
    if field.masked and not isinstance(field.kind, fields.Files | fields.Rows):
        return field.kind.mask(value)
    return written(field.kind, value, names)


def full(field: Field, value: Any, names: Names) -> str:
    """Give the words of a value for a person who asked to see it."""
    return "" if is_absent(value) else written(field.kind, value, names)


def one_line(text: str) -> str:
    """Put a text on one line, as a cell of a list needs it."""
    return " ".join(text.split("\n")) if "\n" in text else text


@singledispatch
def written(kind: fields.Kind[Any], value: Any, names: Names) -> str:
    """Write a present value of a kind."""
    del names
    return kind.format(value)


@written.register
def _(_kind: fields.Day, value: dt.date, names: Names) -> str:
    del names
    return day_text(value)


@written.register
def _(kind: fields.Whole, value: int, names: Names) -> str:
    del names
    return f"{value}{kind.unit}" if kind.unit == "%" else str(value)


@written.register
def _(kind: fields.Money, value: int, names: Names) -> str:
    del names
    whole, _, rest = kind.format(value).partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


@written.register
def _(_kind: fields.Ref, value: str, names: Names) -> str:
    return joined(names, [value])


@written.register
def _(_kind: fields.Refs, value: tuple[str, ...], names: Names) -> str:
    return joined(names, value)


@written.register
def _(_kind: fields.Region, value: str, names: Names) -> str:
    del names
    return fields.Region().format(value)[6:] or value


@written.register
def _(kind: fields.FullText, value: str, names: Names) -> str:
    del names
    return kind.brief(value)


@written.register
def _(kind: fields.Files, value: tuple[Any, ...], names: Names) -> str:
    del names
    return f"{len(value)} 张" if kind.photos else f"{len(value)} 个"


@written.register
def _(_kind: fields.Rows, value: tuple[Any, ...], names: Names) -> str:
    del names
    return f"{len(value)} 项"
