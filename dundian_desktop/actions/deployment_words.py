"""The words of a deployment file as codes and links; what cannot be understood is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import RecordError, UserError
from dundian_desktop.ledger import Record

R = TypeVar("R", bound=Record)
_NOTHING = "没有装入任何内容。"


def made(kind: type[R], /, **values: Any) -> R:
    """Make a record from some of its fields; a type checker cannot see that every field has a default."""
    return kind(**values)


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


def reference(known: Mapping[str, R], wanted: str | None, place: str) -> R | None:
    """Give the record an id of the file stands for, None for none.

    Raises:
        UserError: the file does not have it.
    """
    if wanted is None:
        return None
    if wanted not in known:
        raise UserError(f"{place}提到“{wanted[:20]}”，文件里没有这一条，{_NOTHING}")
    return known[wanted]


def checked(record: R, place: str) -> R:
    """Give a record that may be kept.

    Raises:
        UserError: it may not; the sentence names the place and every reason.
    """
    try:
        record.validate()
    except RecordError as error:
        reasons = "；".join(map(str, error.problems))
        raise UserError(f"{place}有误（{reasons}），{_NOTHING}") from error
    return record


def once(kept: dict[str, R], key: str, record: R, place: str) -> None:
    """Keep a record under its id in the file.

    Raises:
        UserError: the id is there already.
    """
    if key in kept:
        raise UserError(f"{place}的编号“{key[:20]}”重复，{_NOTHING}")
    kept[key] = checked(record, place)
