"""The words of a deployment file as codes and links; what cannot be understood is refused with its place."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import RecordError, UserError
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record

R = TypeVar("R", bound=Record)
P = TypeVar("P")
_NOTHING = "没有装入任何内容。"
_BRACKETS = re.compile(r"([^(（]*)(?:[(（](.*)[)）])?")


@dc.dataclass(frozen=True, kw_only=True)
class Placed:
    """A record, and in words where the file tells of it."""

    record: Record
    place: str


def placed(noun: str, parts: Iterable[P], make: Callable[[P, str], Record]) -> Iterator[Placed]:
    """Make a record of each entry of a list.

    Args:
        make: gives the record of an entry; its second argument are the words for the place, e.g. ``走访第3条``.
    """
    for n, part in enumerate(parts, start=1):
        place = f"{noun}第{n}条"
        yield Placed(record=make(part, place), place=place)


def code_of(name: str, word: str, place: str) -> str:
    """Give the code of a word.

    Raises:
        UserError: the vocabulary does not have it.
    """
    if (entry := vocabulary(name).find(word)) is None:
        raise UserError(f"{place}的“{word[:20]}”不在码表中，{_NOTHING}")
    return entry.code


def code_or_none(name: str, word: str | None, place: str) -> str | None:
    """Give the code of a word, None for none."""
    return code_of(name, word, place) if word else None


def required(known: Mapping[str, R], wanted: str, place: str) -> R:
    """Give the record an id of the file stands for.

    Raises:
        UserError: the file does not have it.
    """
    if wanted not in known:
        raise UserError(f"{place}提到“{wanted[:20]}”，文件里没有这一条，{_NOTHING}")
    return known[wanted]


def reference(known: Mapping[str, R], wanted: str | None, place: str) -> R | None:
    """Give the record an id of the file stands for, None for none."""
    return None if wanted is None else required(known, wanted, place)


def link(known: Mapping[str, R], wanted: str | None, place: str) -> str | None:
    """Give the id of the record an id of the file stands for, None for none."""
    found = reference(known, wanted, place)
    return found.id if found else None


def links(known: Mapping[str, R], wanted: Iterable[str], place: str) -> tuple[str, ...]:
    """Give the ids of the records some ids of the file stand for."""
    return tuple(sorted({id for one in wanted if (id := link(known, one, place))}))


def checked(one: Placed) -> Placed:
    """Give a record that may be kept.

    Raises:
        UserError: it may not; the sentence names the place and every reason.
    """
    try:
        one.record.validate()
    except RecordError as error:
        raise refuse(one.place, error) from error
    return one


def refuse(place: str, error: RecordError) -> UserError:
    """Give the refusal of a record: the place and every reason."""
    reasons = "；".join(map(str, error.problems))
    return UserError(f"{place}有误（{reasons}），{_NOTHING}")


def once(kept: dict[str, R], key: str, record: R, place: str) -> None:
    """Keep a record under its id in the file.

    Raises:
        UserError: the id is there already.
    """
    if key in kept:
        raise UserError(f"{place}的编号“{key[:20]}”重复，{_NOTHING}")
    kept[key] = record


def apart(words: str) -> tuple[str, str]:
    """Give the words before the brackets and those inside, e.g. of ``组员(维权服务)``."""
    found = _BRACKETS.fullmatch(words.strip())
    return (found[1].strip(), (found[2] or "").strip()) if found else (words, "")


def fen(yuan: int | float | None) -> int | None:
    """Give a sum in 分."""
    return None if yuan is None else round(yuan * 100)


def rows(cells: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Give rows in this order; their keys hold inside one record."""
    return tuple(Row(key=f"{n:032d}", cells=dict(each)) for n, each in enumerate(cells, start=1))


def said(day: dt.date) -> str:
    """Give a day as people say it, e.g. ``5月12日``."""
    return f"{day.month}月{day.day}日"
