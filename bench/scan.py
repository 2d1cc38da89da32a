"""Looks for words in every file under some folders, in every encoding in which a program might have left them."""

from __future__ import annotations

import dataclasses as dc
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


@dc.dataclass(frozen=True, kw_only=True)
class Found:
    """A word that stands in a file, or in its name (`where` is then ``name``)."""

    path: Path
    word: str
    where: str


def scan(folders: Iterable[Path], words: Iterable[str], but: Iterable[Path] = ()) -> list[Found]:
    """Give every place where one of the words stands.

    Args:
        but: folders left out, e.g. one for plain exports the person asked for.
    """
    wanted = list(words)
    spelled = [(word, name, data) for word in wanted for name, data in _spellings(word)]
    left_out = [one.resolve() for one in but]
    found: list[Found] = []
    for path in _files(folders, left_out):
        found += (Found(path=path, word=word, where="name") for word in wanted if word in str(path))
        content = path.read_bytes()
        found += (Found(path=path, word=word, where=name) for word, name, data in spelled if data in content)
    return found


def _spellings(word: str) -> Iterator[tuple[str, bytes]]:
    for name in ENCODINGS:
        yield name, word.encode(name)
    if not word.isascii():
        yield "escaped", json.dumps(word)[1:-1].encode()


def _files(folders: Iterable[Path], left_out: list[Path]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted(folder.resolve().rglob("*")):
            if path.is_file() and not any(path.is_relative_to(one) for one in left_out):
                yield path
