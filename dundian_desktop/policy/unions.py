"""Unions founded and put in order, and who joined: K101 to K204 (policy 三(二); domain notes §1.4).

* A union is founded on the day of its approval; one that is put in order counts on the day it was completed.
* A unit is covered once in the stint, by the first union that covers it; units are told apart by 统一社会信用代码.
* Where there is a roster, members are counted from it, on their joining days: one card counts once however often it
  stands in rosters, those who only move over (转会) do not count, and a line without a card counts by itself.
* Without a roster the number that was typed counts, on the day of approval or of completion.
* A roster tells new employment by 职工类别 and women by the card; where a line lacks it, and for 农民工, which no
  roster tells, the number that was typed counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from dundian_desktop.fields import IdCard
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import (
    Count,
    Counting,
    Dated,
    Indicator,
    Section,
    counting,
    dated,
    in_days,
)
from dundian_desktop.policy.span import Span

FEDERATIONS = frozenset({"03", "04"})
"""Codes of 区域性工会联合会 and 行业性工会联合会 in the vocabulary ``union_org_type``."""

_FEMALE = "女"
_NO_CODE = ("", "无")
_approved = attrgetter("approved_on")
_completed = attrgetter("completed_on")


def is_founding(building: UnionBuilding) -> bool:
    """Tell whether a new union is being founded."""
    return building.matter is Matter.FOUNDING


def is_federation(building: UnionBuilding) -> bool:
    """Tell whether a federation of a place or a trade is being founded."""
    return is_founding(building) and building.org_type in FEDERATIONS


def is_ordered(building: UnionBuilding) -> bool:
    """Tell whether a union was put in order."""
    return building.matter is Matter.ORDERING and building.stage is Stage.DONE


class Coverage(NamedTuple):
    """A unit that came under a union: the day, the union's record, the unit's card."""

    day: dt.date
    building: UnionBuilding
    unit: str


def units_covered(books: Books, span: Span) -> Count:
    """K102."""
    covered = books.once(("covered", span.start), lambda: list(_coverages(books, span)))
    found = [one for one in covered if span.holds(one.day)]
    buildings = dict.fromkeys(one.building.id for one in found)
    return Count(value=len(found), records=tuple(buildings), cards=tuple(one.unit for one in found))


def _coverages(books: Books, span: Span) -> Iterator[Coverage]:
    """Give each unit as it came under its first union from the beginning of the stint on."""
    codes = {unit.id: unit.uscc for unit in books.of(Enterprise) if unit.uscc not in _NO_CODE}
    seen: set[str] = set()
    for building in in_days(books, _from(span), UnionBuilding, _approved):
        for unit in building.enterprises if is_founding(building) and building.approved_on else ():
            if (key := codes.get(unit, unit)) not in seen:
                seen.add(key)
                yield Coverage(building.approved_on or span.start, building, unit)


def _from(span: Span) -> Span:
    """Give all days from the beginning of the stint."""
    return Span(first=span.start, last=dt.date.max, start=span.start)


class Joining(NamedTuple):
    """Somebody who joined by a roster."""

    day: dt.date
    building: UnionBuilding
    cells: Any


def joined_by_roster(books: Books, span: Span) -> Sequence[Joining]:
    """Give those who joined in these days by a roster, each card once in the stint."""

    def once() -> list[Joining]:
        seen: set[str] = set()
        return [one for one in _lines(books, span) if _is_new(one.cells.get("id_card"), seen)]

    return [one for one in books.once(("joined", span.start), once) if span.holds(one.day)]


def _is_new(card: str | None, seen: set[str]) -> bool:
    known = bool(card) and card in seen
    seen.add(card or "")
    return not known


def _lines(books: Books, span: Span) -> list[Joining]:
    """Give the lines of all rosters from the beginning of the stint on, earliest first."""
    buildings = sorted(books.of(UnionBuilding), key=lambda one: (one.no, one.id))
    lines = (
        Joining(row.cells["joined_on"], one, row.cells)
        for one in buildings
        for row in one.roster
        if row.cells.get("joined_on") and not row.cells.get("transferred")
    )
    return sorted((one for one in lines if one.day >= span.start), key=lambda one: one.day)


def by_number(books: Books, span: Span, known: Callable[[Any], bool] | None) -> list[UnionBuilding]:
    """Give the unions of these days for which typed numbers count.

    Args:
        known: tells whether a line of a roster says what is asked; None when no roster ever does.
    """

    def order() -> Dated[UnionBuilding]:
        typed = (one for one in books.of(UnionBuilding) if not (known and _tells(one, known)))
        return dated(sorted(typed, key=lambda one: (one.no, one.id)), lambda one: one.approved_on or one.completed_on)

    return list(books.once(("by number", known), order).within(span))


def _tells(building: UnionBuilding, known: Callable[[Any], bool]) -> bool:
    """Tell whether a roster says of every line what is asked."""
    return bool(building.roster) and all(known(row.cells) for row in building.roster if not _moves(row.cells))


def _moves(cells: Any) -> bool:
    return bool(cells.get("transferred"))


def always(_cells: Any) -> bool:
    """Say that every line tells that somebody joined."""
    return True


def tells_category(cells: Any) -> bool:
    """Tell whether a line says which sort of worker joined."""
    return bool(cells.get("category"))


def tells_sex(cells: Any) -> bool:
    """Tell whether a line has the card that says the sex."""
    return bool(cells.get("id_card"))


def in_new_employment(cells: Any) -> bool:
    """Tell whether a line is of somebody in the new forms of employment (codes N…)."""
    return (cells.get("category") or "").startswith("N")


def is_woman(cells: Any) -> bool:
    """Tell whether a line is of a woman, by the card (GB 11643)."""
    return bool(cells.get("id_card")) and IdCard.sex(cells["id_card"]) == _FEMALE


class Asked(NamedTuple):
    """What is asked of those who joined.

    Attributes:
        number: name of the field with the number that was typed.
        known, fits: tell whether a line of a roster says what is asked, and whether it is so.
    """

    number: str
    known: Callable[[Any], bool] | None = None
    fits: Callable[[Any], bool] = always


EVERYBODY = Asked("new_members", always)
IN_NEW_FORM = Asked("new_form", tells_category, in_new_employment)


def joined_at(books: Books, span: Span, asked: Asked) -> dict[str, int]:
    """Give id of a union's record -> how many joined it in these days; those whom nobody joined are not there."""
    known, found = asked.known, dict[str, int]()
    for one in joined_by_roster(books, span) if known else ():
        if known and asked.fits(one.cells) and _tells(one.building, known):
            found[one.building.id] = found.get(one.building.id, 0) + 1
    for building in by_number(books, span, known):
        if number := getattr(building, asked.number):
            found[building.id] = found.get(building.id, 0) + number
    return found


def members_joined(asked: Asked) -> Counting:
    """Give the counting of members."""

    def count(books: Books, span: Span) -> Count:
        found = joined_at(books, span, asked)
        return Count(value=sum(found.values()), records=tuple(found))

    return count


def _indicator(code: str, label: str, unit: str, rule: str, count: Counting) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.MEMBERS if code.startswith("K2") else Section.UNIONS,
        source="三(二)",
        rule=rule,
        ledger=UnionBuilding,
        count=count,
        part_of={"K104": "K101", "K202": "K201", "K203": "K201", "K204": "K201"}.get(code, ""),
    )


INDICATORS = (
    _indicator(
        "K101",
        "新建工会组织",
        "个",
        "事项类型为新建、批复日期落在本期的",
        counting(UnionBuilding, _approved, is_founding),
    ),
    _indicator(
        "K102",
        "新建工会覆盖单位",
        "家",
        "本期批复的新建工会所覆盖的单位，蹲点期内同一统一社会信用代码只在首次覆盖时计一次",
        units_covered,
    ),
    _indicator(
        "K103",
        "规范化建设工会",
        "个",
        "事项类型为规范化、已经完成且完成日期落在本期的",
        counting(UnionBuilding, _completed, is_ordered),
    ),
    _indicator(
        "K104",
        "区域性、行业性工会联合会",
        "个",
        "新建工会中组织类型为区域性或行业性工会联合会的",
        counting(UnionBuilding, _approved, is_federation),
    ),
    _indicator(
        "K201",
        "新发展会员",
        "人",
        "有入会名册的按名册的入会日期逐人计，同一证件只计一次，转会不计；没有名册的，按填写的人数计在批复日期或完成日期",
        members_joined(EVERYBODY),
    ),
    _indicator(
        "K202",
        "新就业形态劳动者",
        "人",
        "新发展会员中职工类别为新就业形态的；名册没有逐人写明类别的，按填写的人数计",
        members_joined(IN_NEW_FORM),
    ),
    _indicator(
        "K203",
        "农民工",
        "人",
        "新发展会员中的农民工，按填写的人数计在批复日期或完成日期",
        members_joined(Asked("migrants")),
    ),
    _indicator(
        "K204",
        "女职工",
        "人",
        "新发展会员中的女职工，按名册的身份证号计；名册没有逐人填写身份证号的，按填写的人数计",
        members_joined(Asked("women", tells_sex, is_woman)),
    ),
)
