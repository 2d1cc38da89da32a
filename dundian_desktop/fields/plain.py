"""Kinds of one plain value: text, numbers, money, days, times, yes or no."""

from __future__ import annotations

import contextlib
import dataclasses as dc
import datetime as dt
import re
from typing import Any, ClassVar

from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.fields.base import Kind, Look, Plain, declare

_UNPRINTED = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Control and direction marks: no sheet, page or list can show them honestly."""


def expect(plain: Plain, kind: type[Any]) -> Any:
    """Give back a carried value of this very type.

    Raises:
        ValueError: it is of another type.
    """
    if type(plain) is not kind:
        raise ValueError(f"应为{kind.__name__}")
    return plain


@dc.dataclass(frozen=True, kw_only=True)
class Text(Kind[str]):
    """A line of text, or a paragraph when `lines` > 1; lengths in characters.

    `pattern` is a regular expression the whole text must fit, `form` says in words what it wants.
    """

    max_length: int = 64
    min_length: int = 0
    lines: int = 1
    pattern: str = ""
    form: str = ""

    @override
    def parse(self, text: str) -> str:
        words = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").strip()
        return words if self.lines > 1 else " ".join(words.split("\n"))

    @override
    def refuse(self, value: str) -> str | None:
        if not value.isprintable() and _UNPRINTED.search(value):
            return "含有看不见的控制字符，请删去后重输"
        if len(value) > self.max_length:
            return f"最多{self.max_length}个字，现有{len(value)}个"
        if len(value) < self.min_length:
            return f"至少写{self.min_length}个字"
        return self.form if self.pattern and not re.fullmatch(self.pattern, value) else None

    @override
    def said(self) -> Look:
        most, least = self.max_length, self.min_length
        if self.pattern or self.lines > 1:
            return self.refuse
        return lambda value: None if value.isprintable() and least <= len(value) <= most else self.refuse(value)

    @override
    def value(self, plain: Plain) -> str:
        return expect(plain, str)


@dc.dataclass(frozen=True, kw_only=True)
class Whole(Kind[int]):
    """A whole number within [`low`, `high`], counted in `unit`."""

    numeric: ClassVar[bool] = True
    low: int = 0
    high: int = 1_000_000
    unit: str = ""

    @override
    def parse(self, text: str) -> int:
        words = text.strip().removesuffix(self.unit).replace(",", "").replace("，", "").strip()
        words = re.sub(r"\.0+$", "", words)
        if not re.fullmatch(r"[+-]?\d{1,15}", words):
            raise ValueError("应为整数")
        return int(words)

    @override
    def refuse(self, value: int) -> str | None:
        return None if self.low <= value <= self.high else f"应在{self.low}至{self.high}{self.unit}之间"

    @override
    def value(self, plain: Plain) -> int:
        number = expect(plain, int)
        if not -(2**63) <= number < 2**63:
            raise ValueError("数太大")
        return number


@dc.dataclass(frozen=True, kw_only=True)
class Money(Kind[int]):
    """A sum in whole 分, shown and typed in 元 with at most two decimals."""

    numeric: ClassVar[bool] = True
    high: int = 10**13

    @override
    def parse(self, text: str) -> int:
        words = re.sub(r"[,，￥¥\s]", "", text).removesuffix("元")
        if not (found := re.fullmatch(r"(\d{1,13})(?:\.(\d{1,2})0*)?", words)):
            raise ValueError("金额应写作如 1200 或 1200.50，单位元")
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    @override
    def format(self, value: int) -> str:
        return f"{value // 100}.{value % 100:02d}" if value % 100 else str(value // 100)

    @override
    def refuse(self, value: int) -> str | None:
        return None if 0 <= value <= self.high else "金额应在0至1千亿元之间"

    @override
    def value(self, plain: Plain) -> int:
        return Whole(low=0, high=self.high).value(plain)


@dc.dataclass(frozen=True, kw_only=True)
class Flag(Kind[bool]):
    """Yes or no."""

    @override
    def parse(self, text: str) -> bool:
        words = text.strip()
        if words in {"是", "有", "√", "✓", "1", "true", "True", "Y", "y"}:
            return True
        if words in {"否", "无", "×", "0", "false", "False", "N", "n"}:
            return False
        raise ValueError("应为“是”或“否”")

    @override
    def format(self, value: bool) -> str:
        return "是" if value else "否"

    @override
    def value(self, plain: Plain) -> bool:
        return expect(plain, bool)


_DAY_FORMS = (
    re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2})")
_YEARS = range(1900, 2200)
_FIRST_SECOND, _LAST_SECOND = -2_208_988_800, 7_258_118_399
"""Seconds from 1970 to the beginning of 1900 and to the end of 2199, UTC: what every time zone can show."""
_NAMED_DAYS = {"今天": 0, "昨天": -1, "前天": -2, "明天": 1, "后天": 2}


@dc.dataclass(frozen=True, kw_only=True)
class Day(Kind[dt.date]):
    """A calendar day; typed 2026-06-12, 2026年6月12日, 6.12, 0612 or 昨天.

    `planned` days may lie ahead; a day that is not planned is doubted when it is later than today.
    """

    few: ClassVar[bool] = True
    planned: bool = False

    @override
    def parse(self, text: str) -> dt.date:
        words = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", text.strip())
        today = clock.today()
        if words in _NAMED_DAYS:
            return today + dt.timedelta(days=_NAMED_DAYS[words])
        try:
            for form in _DAY_FORMS:
                if found := form.fullmatch(words):
                    return dt.date(*map(int, found.groups()))
            if found := _SHORT_DAY.fullmatch(words):
                month, day = (int(g) for g in found.groups() if g)
                return dt.date(today.year, month, day)
        except ValueError:
            raise ValueError("没有这一天，请检查月和日") from None
        raise ValueError("日期应写作2026-06-12、6.12或昨天")

    @override
    def refuse(self, value: dt.date) -> str | None:
        within = value.year in _YEARS
        return None if within else f"年份应在{_YEARS.start}至{_YEARS.stop - 1}之间"

    @override
    def doubt(self, value: dt.date) -> str | None:
        return "晚于今天" if not self.planned and value > clock.today() else None

    @override
    def plain(self, value: dt.date) -> Plain:
        return value.isoformat()

    @override
    def value(self, plain: Plain) -> dt.date:
        return dt.date.fromisoformat(expect(plain, str))


@dc.dataclass(frozen=True, kw_only=True)
class TimeOfDay(Kind[dt.time]):
    """A time on the wall clock to the minute; typed 14:20, 1420 or 14点20."""

    @override
    def parse(self, text: str) -> dt.time:
        words = text.strip().replace("：", ":")
        if found := re.fullmatch(r"(\d{1,2})(?:[:时点](\d{1,2})?分?(?::\d{2})?)|(\d{1,2})(\d{2})", words):
            hour, minute = (found[1], found[2] or "0") if found[1] else (found[3], found[4])
            with contextlib.suppress(ValueError):
                return dt.time(int(hour), int(minute))
        raise ValueError("时间应写作14:20")

    @override
    def format(self, value: dt.time) -> str:
        return value.strftime("%H:%M")

    @override
    def plain(self, value: dt.time) -> Plain:
        return self.format(value)

    @override
    def value(self, plain: Plain) -> dt.time:
        return dt.time.fromisoformat(expect(plain, str)).replace(second=0, microsecond=0, tzinfo=None)


@dc.dataclass(frozen=True, kw_only=True)
class Moment(Kind[dt.datetime]):
    """An instant, aware and in UTC, to the minute; shown and typed in local time."""

    @override
    def parse(self, text: str) -> dt.datetime:
        words = text.strip().replace("T", " ")
        day, _, hour = words.rpartition(" ")
        if not day:
            raise ValueError("应写作2026-06-12 14:20")
        both = dt.datetime.combine(Day().parse(day), TimeOfDay().parse(hour))
        return both.astimezone(dt.UTC)

    @override
    def format(self, value: dt.datetime) -> str:
        return clock.local(value).strftime("%Y-%m-%d %H:%M")

    @override
    def refuse(self, value: dt.datetime) -> str | None:
        return Day().refuse(value.date())

    @override
    def plain(self, value: dt.datetime) -> Plain:
        return int(value.timestamp()) // 60 * 60

    @override
    def value(self, plain: Plain) -> dt.datetime:
        seconds = expect(plain, int)
        if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
            raise ValueError("时间超出范围")
        return dt.datetime.fromtimestamp(seconds, dt.UTC)


def text(label: str, *, max_length: int = 64, min_length: int = 0, lines: int = 1, **more: Any) -> Any:
    """Declare text; its annotation is `str`; `pattern` and `form` as in `Text`."""
    form = {name: more.pop(name) for name in ("pattern", "form") if name in more}
    return declare(Text(max_length=max_length, min_length=min_length, lines=lines, **form), label, "", more)


def whole(
    label: str, *, low: int = 0, high: int = 1_000_000, unit: str = "", default: int | None = None, **more: Any
) -> Any:
    """Declare a whole number; its annotation is `int | None`."""
    return declare(Whole(low=low, high=high, unit=unit), label, default, more)


def money(label: str, **more: Any) -> Any:
    """Declare a sum in 分; its annotation is `int | None`."""
    return declare(Money(), label, None, more)


def flag(label: str, **more: Any) -> Any:
    """Declare yes or no; its annotation is `bool | None`."""
    return declare(Flag(), label, None, more)


def day(label: str, *, planned: bool = False, **more: Any) -> Any:
    """Declare a calendar day; its annotation is `date | None`."""
    return declare(Day(planned=planned), label, None, more)


def time_of_day(label: str, **more: Any) -> Any:
    """Declare a time on the wall clock; its annotation is `time | None`."""
    return declare(TimeOfDay(), label, None, more)


def moment(label: str, **more: Any) -> Any:
    """Declare an instant; its annotation is `datetime | None`."""
    return declare(Moment(), label, None, more)
