"""`Kind`: how one value is read, written, refused, masked and carried; `Field`: a kind with its place in a ledger.

A kind knows no widget, page, sheet or column.  Each outer layer keeps one `singledispatch` map from kind to its own
form, so a new kind is added once per layer.

A value travels as *parts*, so that two laptops can each add a link, a photo or a row without clashing: a plain kind has
the one part ``""``; a set has a part for each member, a list of rows a part for each row.
"""

from __future__ import annotations

import dataclasses as dc
import enum
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from dundian_desktop.errors import FieldError

T = TypeVar("T")
Plain: TypeAlias = Any
"""What an operation can carry: None, bool, int, str, or a list or dict of these."""
Look: TypeAlias = Callable[[Any], str | None]
"""Says of a value, as a Chinese clause, what is wrong with it, or None."""


class Sensitivity(enum.IntEnum):
    """How much harm a value does in wrong hands (个人信息保护法 art. 28; domain notes §3.0)."""

    PUBLIC = 0
    INTERNAL = 1
    PERSONAL = 2
    SENSITIVE = 3
    POLITICAL = 4


@dc.dataclass(frozen=True, kw_only=True)
class Kind(Generic[T]):
    """What a field holds; `T` is the Python type of a present value."""

    many: ClassVar[bool] = False
    numeric: ClassVar[bool] = False
    few: ClassVar[bool] = False
    """Whether many records hold the same value, so that what was said of it is worth keeping."""

    def parse(self, text: str) -> T:
        """Read a value from what a person typed or a cell held.

        Raises:
            ValueError: its message is a Chinese clause, e.g. ``"应为整数"``.
        """
        raise NotImplementedError

    def format(self, value: T) -> str:
        """Write a value as a person reads it; `parse` takes the result back."""
        return str(value)

    def refuse(self, value: T) -> str | None:
        """Say as a Chinese clause why a value cannot be kept, or None."""
        del value
        return None

    def doubt(self, value: T) -> str | None:
        """Say as a Chinese clause what looks wrong in a value that can be kept, or None."""
        del value
        return None

    def said(self) -> Look | None:
        """Give what says what this kind refuses or doubts in a value, None when that is never anything.

        What it said once it says again, so nobody keeps it from one day to the next.
        """
        own: type[Any] = type(self)
        plainest: type[Any] = Kind
        if self.few:
            return _Said(self).__getitem__
        if own.doubt is not plainest.doubt:
            return lambda value: self.refuse(value) or self.doubt(value)
        return None if own.refuse is plainest.refuse else self.refuse

    def mask(self, value: T) -> str:
        """Write a value so that a passer-by learns nothing."""
        del value
        return "••••"

    def plain(self, value: T) -> Plain:
        """Give the value as an operation carries it."""
        return value

    def value(self, plain: Plain) -> T:
        """Take a value back from an operation.

        Raises:
            ValueError: the operation carries something else; it came from a stranger.
        """
        return plain

    def split(self, value: T) -> dict[str, Plain]:
        """Give the parts in which a value travels."""
        return {"": self.plain(value)}

    def join(self, parts: Mapping[str, Plain]) -> T | None:
        """Put a value together from its present parts; None when nothing is there.

        Raises:
            ValueError: a part does not fit.
        """
        return self.value(parts[""]) if "" in parts else None


class _Said(dict[Any, str | None]):
    """Value -> what a kind says of it; a value that occurs again is not looked at again."""

    def __init__(self, kind: Kind[Any]) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, value: Any) -> str | None:
        said = self[value] = self._kind.refuse(value) or self._kind.doubt(value)
        return said


@dc.dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a ledger: its kind and everything the outer layers ask of it.

    Attributes:
        label: Chinese label, unique in its ledger.
        name: code name; filled in when the record class is made.
        required: a record without it is refused.
        expected: the printed ledgers want it; a record without it is saved and listed as incomplete.
        search: full-text search finds its words.
        initials: type-ahead finds it by the first letters of its pinyin.
        listed: stands in the list unless the person hides it.
        width: of the list column, in Han characters.
        section: heading under which the form shows it.
        help: one short Chinese sentence for the form.
        system: filled by the program; the form shows it and does not let it be typed.
        once: what was stored stays; later values stand in rows beside it (原时限不得覆盖).
    """

    label: str
    kind: Kind[Any]
    name: str = ""
    required: bool = False
    expected: bool = False
    search: bool = False
    initials: bool = False
    listed: bool = False
    width: int = 8
    section: str = ""
    help: str = ""
    system: bool = False
    once: bool = False
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    default: Any = None

    @property
    def nothing(self) -> Any:
        """Give what the field holds when it is empty."""
        return self.default if is_absent(self.default) else None

    @property
    def masked(self) -> bool:
        """Whether lists and pages show it masked."""
        return self.sensitivity >= Sensitivity.SENSITIVE

    @property
    def personal(self) -> bool:
        """Whether its values travel in the detachable vault part."""
        return self.sensitivity >= Sensitivity.PERSONAL

    def read(self, text: str) -> Any:
        """Read a cell or an input box; blank text is an absent value.

        Raises:
            FieldError: the text cannot be read as this kind.
        """
        if not text.strip():
            return self.default if self.kind.many or isinstance(self.default, str) else None
        try:
            return self.kind.parse(text)
        except ValueError as error:
            raise FieldError(self.name, self.label, str(error)) from error

    def show(self, value: Any) -> str:
        """Write a value for a person who may see it; an absent value is empty."""
        return "" if is_absent(value) else self.kind.format(value)

    def shade(self, value: Any) -> str:
        """Write a value for a list or a page: masked when it is sensitive."""
        if is_absent(value):
            return ""
        return self.kind.mask(value) if self.masked else self.kind.format(value)

    def refusal(self, value: Any) -> FieldError | None:
        """Give the reason why a value cannot be kept, or None."""
        if is_absent(value):
            return FieldError(self.name, self.label, "不能为空") if self.required else None
        reason = self.kind.refuse(value)
        return FieldError(self.name, self.label, reason) if reason else None


def is_absent(value: Any) -> bool:
    """Tell whether a value says nothing: None, empty text, an empty set."""
    return value is None or value in ("", ())


KEY = "dundian.field"


def declare(kind: Kind[Any], label: str, default: Any, more: Mapping[str, Any]) -> Any:
    """Give the dataclass field behind a ledger field; every `text()`, `day()`… below ends here."""
    spec = Field(label=label, kind=kind, default=default, **more)
    return dc.field(default=default, metadata={KEY: spec})


def spec_of(field: dc.Field[Any]) -> Field | None:
    """Give the ledger field behind a dataclass field, or None for plumbing."""
    found: Field | None = field.metadata.get(KEY)
    return dc.replace(found, name=field.name) if found else None
