"""Kinds of numbers issued by the state: ID card, social credit code, mobile phone, region.

* An ID card number (GB 11643-1999) has 18 places: region 6, birth date 8, serial 3 (odd = male), check character.
* A unified social credit code (GB 32100-2015) has 18 places and its own check character; places 9-17 are the
  organisation code of GB 11714. Unions that are legal persons begin with 81.
* A region code is one GB/T 2260 ever held; an unknown one is doubted, never refused, since cards outlive regions.
"""

from __future__ import annotations

import csv
import dataclasses as dc
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from operator import mul
from typing import Any

from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.fields.base import Kind, Plain, declare
from dundian_desktop.fields.plain import expect
from dundian_desktop.resources import resource

SAMPLE_REGION = "439901"
"""A region code GB/T 2260 never used; the fictional sample deployment lives there."""

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_PLACES = 18
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, i, 31) for i in range(_USCC_PLACES - 1))
_USCC_CHARACTERS = frozenset(_USCC_ALPHABET)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@cache
def regions() -> dict[str, str]:
    """Give code -> full name for every region code GB/T 2260 has held since 1981."""
    with resource("regions", "areacodes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        heads = next(rows)
        code, *places = (heads.index(head) for head in ("代码", "一级行政区", "二级行政区", "名称"))
        names = {row[code]: _region_name(row[place] for place in places) for row in rows}
    return {SAMPLE_REGION: "南江省云麓市青麓县（演示）", **names}


@cache
def region_codes() -> frozenset[str]:
    """Give the codes alone, which are read much faster than their names."""
    with resource("regions", "areacodes.csv").open(encoding="utf-8-sig") as file:
        place = next(file).rstrip().split(",").index("代码")
        return frozenset((SAMPLE_REGION, *(line.split(",", place + 1)[place] for line in file)))


def _region_name(places: Iterable[str]) -> str:
    return "".join(dict.fromkeys(place for place in places if place not in {"", "直辖"}))


def uscc_check(first17: str) -> str:
    """Give the check character of a social credit code (GB 32100-2015, weights 3^i mod 31).

    Raises:
        ValueError: a character is not in the code's alphabet.
    """
    total = sum(map(mul, map(_USCC_ALPHABET.index, first17), _USCC_WEIGHTS))
    return _USCC_ALPHABET[-total % 31]


def org_check(first8: str) -> str:
    """Give the check character of an organisation code (GB 11714-1997)."""
    total = sum(_ORG_ALPHABET.index(c) * w for c, w in zip(first8, _ORG_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


@dc.dataclass(frozen=True, kw_only=True)
class _Number(Kind[str]):
    """A number kept as text, upper case, without blanks; full-width characters become plain ones."""

    @override
    def parse(self, text: str) -> str:
        return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()

    @override
    def value(self, plain: Plain) -> str:
        return expect(plain, str)


@dc.dataclass(frozen=True, kw_only=True)
class IdCard(_Number):
    """An 18-place ID card number; `born` and `sex` are read off it."""

    @override
    def refuse(self, value: str) -> str | None:
        if not re.fullmatch(r"[0-9]{17}[0-9X]", value):
            return f"身份证号应为18位，末位是数字或X，现有{len(value)}位"
        if (born := self.born(value)) is None or born > clock.today():
            return "身份证号第7至14位不是有效的出生日期"
        total = sum(int(c) * w for c, w in zip(value, _ID_WEIGHTS, strict=False))
        return None if _ID_CHECKS[total % 11] == value[17] else "身份证号校验位不对，请逐位核对"

    @override
    def doubt(self, value: str) -> str | None:
        return None if value[:6] in region_codes() else "前6位不在历年行政区划代码中"

    @override
    def mask(self, value: str) -> str:
        return value[:4] + "*" * 10 + value[14:]

    @staticmethod
    def born(value: str) -> dt.date | None:
        """Give the birth date, or None when places 7-14 are no date."""
        try:
            return dt.date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
        except ValueError:
            return None

    @staticmethod
    def sex(value: str) -> str:
        """Give 男 or 女 by the 17th place, "" when it is no digit."""
        serial = value[16:17]
        return ("男" if int(serial) % 2 else "女") if serial.isdecimal() else ""


@dc.dataclass(frozen=True, kw_only=True)
class Uscc(_Number):
    """A unified social credit code; `union` ones must begin with 81, others may also be 无 (no licence yet)."""

    union: bool = False

    @override
    def refuse(self, value: str) -> str | None:
        if value == "无" and not self.union:
            return None
        if len(value) != _USCC_PLACES:
            return f"统一社会信用代码应为18位，现有{len(value)}位" + ("" if self.union else "；无照或在办请填“无”")
        if not _USCC_CHARACTERS.issuperset(value):
            return "统一社会信用代码不含字母I、O、Z、S、V"
        return None if uscc_check(value[:17]) == value[17] else "统一社会信用代码校验位不对，请逐位核对"

    @override
    def doubt(self, value: str) -> str | None:
        if value == "无":
            return None
        if value.startswith("81") != self.union:
            return "工会法人代码应以81开头" if self.union else "81开头的是工会代码，请核对是否填错"
        return None if org_check(value[8:16]) == value[16] else "第9至17位不符合组织机构代码规则"

    @override
    def mask(self, value: str) -> str:
        return value[:6] + "*" * 8 + value[14:]


@dc.dataclass(frozen=True, kw_only=True)
class Mobile(_Number):
    """A mobile number of the Chinese mainland, 11 places."""

    @override
    def parse(self, text: str) -> str:
        return re.sub(r"^(\+?86)(?=1\d{10}$)", "", _Number.parse(self, text))

    @override
    def refuse(self, value: str) -> str | None:
        return None if re.fullmatch(r"1[3-9][0-9]{9}", value) else "手机号应为1开头的11位数字"

    @override
    def mask(self, value: str) -> str:
        return value[:3] + "****" + value[7:]


@dc.dataclass(frozen=True, kw_only=True)
class Region(_Number):
    """A county-level region code of GB/T 2260; typed as the code or the full name."""

    @override
    def parse(self, text: str) -> str:
        number = _Number.parse(self, text)
        if number.isdecimal():
            return number
        words = re.sub(r"\s", "", text)
        found = [code for code, name in regions().items() if words in (name, code + name)]
        if not found:
            raise ValueError("没有找到这个行政区划，请填6位代码或全称")
        return found[-1]

    @override
    def format(self, value: str) -> str:
        return f"{value}{regions().get(value, '')}"

    @override
    def refuse(self, value: str) -> str | None:
        return None if re.fullmatch(r"[1-9][0-9]{5}", value) else "行政区划代码应为6位数字"

    @override
    def doubt(self, value: str) -> str | None:
        return None if value in region_codes() else "不在历年行政区划代码中"


def id_card(label: str, **more: Any) -> Any:
    """Declare an ID card number; its annotation is `str`."""
    return declare(IdCard(), label, "", more)


def uscc(label: str, *, union: bool = False, **more: Any) -> Any:
    """Declare a unified social credit code; its annotation is `str`."""
    return declare(Uscc(union=union), label, "", more)


def mobile(label: str, **more: Any) -> Any:
    """Declare a mobile number; its annotation is `str`."""
    return declare(Mobile(), label, "", more)


def region(label: str, **more: Any) -> Any:
    """Declare a region; its annotation is `str`."""
    return declare(Region(), label, "", more)
