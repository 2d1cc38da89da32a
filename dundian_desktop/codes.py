"""Controlled vocabularies (码表): shipped as CSV, grown by the union, disabled but never deleted.

A vocabulary file has the columns code, label, english, parent, enabled, source and synonyms (split by ``|``), in the
order people choose from.  `source` names the policy or the standard a list comes from, or says it is our own.
"""

from __future__ import annotations

import csv
import dataclasses as dc
from collections.abc import Mapping
from functools import cache, cached_property

from dundian_desktop.resources import resource


@dc.dataclass(frozen=True, kw_only=True)
class Entry:
    """One word of a vocabulary."""

    code: str
    label: str
    english: str = ""
    parent: str = ""
    enabled: bool = True
    source: str = ""
    synonyms: tuple[str, ...] = ()


@dc.dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """A named list of words in the order people choose from."""

    name: str
    entries: tuple[Entry, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        """Give the entries by code."""
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def _by_word(self) -> Mapping[str, Entry]:
        words: dict[str, Entry] = {}
        for entry in self.entries:
            for word in (*entry.synonyms, entry.label, entry.code):
                words[word] = entry
        return words

    def choices(self) -> tuple[Entry, ...]:
        """Give the entries that may still be chosen."""
        return tuple(entry for entry in self.entries if entry.enabled)

    def find(self, word: str) -> Entry | None:
        """Find an entry by its code, label or a synonym, enabled or not."""
        return self._by_word.get(word.strip())

    def label(self, code: str) -> str:
        """Give the words of a code; a code unknown here (a newer list) stands for itself."""
        entry = self.by_code.get(code)
        return entry.label if entry else code


@cache
def vocabulary(name: str) -> Vocabulary:
    """Read a shipped vocabulary, e.g. ``vocabulary("worker_category")``."""
    with resource("codes", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        entries = tuple(_entry(row) for row in csv.DictReader(file))
    return Vocabulary(name=name, entries=entries)


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        code=row["code"],
        label=row["label"],
        english=row["english"],
        parent=row["parent"],
        enabled=row["enabled"] != "0",
        source=row["source"],
        synonyms=tuple(filter(None, row["synonyms"].split("|"))),
    )
