"""Kinds whose values are words from a list: a closed enum, or a vocabulary the union may extend."""

from __future__ import annotations

import dataclasses as dc
import enum
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from typing_extensions import override

from dundian_desktop.codes import Vocabulary, vocabulary
from dundian_desktop.fields.base import Kind, Plain, declare
from dundian_desktop.fields.plain import expect

_NAMED = 8
"""How many words a refusal names."""
_BETWEEN = re.compile(r"[、,，;；/|\n]+")


@dc.dataclass(frozen=True, kw_only=True)
class Choice(Kind[enum.StrEnum]):
    """One member of a closed enum: its value is stored and shown, its name is for code."""

    options: type[enum.StrEnum]

    @override
    def parse(self, text: str) -> enum.StrEnum:
        try:
            return self.options(text.strip())
        except ValueError:
            raise ValueError("应为：" + "、".join(self.options)) from None

    @override
    def plain(self, value: enum.StrEnum) -> Plain:
        return str(value)

    @override
    def value(self, plain: Plain) -> enum.StrEnum:
        return self.options(expect(plain, str))


@dc.dataclass(frozen=True, kw_only=True)
class Code(Kind[str]):
    """A code of one vocabulary; typed as its label, a synonym or the code itself."""

    vocabulary: str

    @property
    def words(self) -> Vocabulary:
        """Give the vocabulary."""
        return vocabulary(self.vocabulary)

    @override
    def parse(self, text: str) -> str:
        if entry := self.words.find(text):
            return entry.code
        labels = [entry.label for entry in self.words.choices()]
        more = "等" if len(labels) > _NAMED else ""
        raise ValueError("不在可选项中，应为：" + "、".join(labels[:_NAMED]) + more)

    @override
    def format(self, value: str) -> str:
        return self.words.label(value)

    @override
    def value(self, plain: Plain) -> str:
        return expect(plain, str)


@dc.dataclass(frozen=True, kw_only=True)
class Codes(Kind[tuple[str, ...]]):
    """A set of codes of one vocabulary, in the vocabulary's order; each travels as a part of its own."""

    many: ClassVar[bool] = True
    vocabulary: str

    @property
    def one(self) -> Code:
        """Give the kind of a member."""
        return Code(vocabulary=self.vocabulary)

    @override
    def parse(self, text: str) -> tuple[str, ...]:
        return self._ordered(self.one.parse(word) for word in _BETWEEN.split(text) if word.strip())

    @override
    def format(self, value: tuple[str, ...]) -> str:
        return "、".join(map(self.one.format, value))

    @override
    def split(self, value: tuple[str, ...]) -> dict[str, Plain]:
        return dict.fromkeys(value, True)

    @override
    def join(self, parts: Mapping[str, Plain]) -> tuple[str, ...] | None:
        return self._ordered(parts) or None

    def _ordered(self, codes: Any) -> tuple[str, ...]:
        place = {entry.code: n for n, entry in enumerate(self.one.words.entries)}
        return tuple(sorted(set(codes), key=lambda code: (place.get(code, len(place)), code)))


def choice(label: str, options: type[enum.StrEnum], *, default: enum.StrEnum | None = None, **more: Any) -> Any:
    """Declare a closed choice; its annotation is the enum, or the enum or None without a default."""
    return declare(Choice(options=options), label, default, more)


def code(label: str, vocabulary: str, *, default: str | None = None, **more: Any) -> Any:
    """Declare a code; its annotation is `str | None`."""
    return declare(Code(vocabulary=vocabulary), label, default, more)


def codes(label: str, vocabulary: str, **more: Any) -> Any:
    """Declare a set of codes; its annotation is `tuple[str, ...]`."""
    return declare(Codes(vocabulary=vocabulary), label, (), more)
