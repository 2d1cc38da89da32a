"""What a monthly report says of visits: whom the group met, where, what they asked for, what they were given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Row
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.policy.counting import Count
from dundian_desktop.policy.deeds import comforts
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.visited import visits_in
from dundian_desktop.reports.month_words import Part, by_code, listed, number, sentence, sum_figure, tally

TO_SUPERIOR = "3"
"""Code of 报派出单位 in the vocabulary ``handling``."""


def visits_told(month: Month) -> list[Part]:
    """Tell whom the group met, and to date."""
    if not month.figures["K004"].month.value:
        return []
    return [*_met(month), *_sorts(month), *_ways(month), *_units(month), *_to_date(month)]


def _met(month: Month) -> list[Part]:
    line = month.figures["K004"].month
    first = set(month.figures["K003"].month.records)
    visits = visits_in(month.books, month.span)
    again = [visit for visit in visits if visit.worker and visit.id not in first]
    nameless = [visit for visit in visits if not visit.worker]
    parts: list[list[Part]] = [
        ["首次走访", number(month.figures["K003"].month, "K003"), "人"] if first else [],
        ["回访", tally(again), "人次"] if again else [],
        ["不留名的", tally(nameless), "人次"] if nameless else [],
    ]
    spoken = [part for part in parts if part]
    whole: list[Part] = ["本月走访职工", number(line, "K004"), "人次"]
    if len(spoken) > 1:
        return sentence(whole, ["其中", *listed(spoken)])
    return sentence(whole, ["均为首次走访" if first else "均为回访" if again else "均未留名"])


def _ids(visits: Sequence[Visit]) -> tuple[str, ...]:
    return tuple(visit.id for visit in visits)


def _sorts(month: Month) -> list[Part]:
    lines = [line for line in month.figures.parts("K003") if line.month.value]
    phrases = [[line.indicator.label, number(line.month, line.indicator.code), "人"] for line in lines]
    return ["首次走访的职工中，有", *listed(phrases), "。"] if phrases else []


def _ways(month: Month) -> list[Part]:
    ways = [(visit.way, visit.id) for visit in visits_in(month.books, month.span) if visit.way]
    return ["走访方式为", *by_code("visit_way", ways, "人次"), "。"]


def _units(month: Month) -> list[Part]:
    times, first = month.figures["K002"].month, month.figures["K001"].month
    if not times.value:
        return []
    new: list[Part] = ["其中首次走访企业", number(first, "K001"), "家"] if first.value else []
    return sentence(["到企业走访", number(times, "K002"), "家次"], new)


def _to_date(month: Month) -> list[Part]:
    if month.issue == 1:
        return []
    talks, people, units = (month.figures[code].total for code in ("K004", "K003", "K001"))
    reached: list[Part] = ["走访企业", number(units, "K001"), "家"] if units.value else []
    whole: list[Part] = ["蹲点以来累计走访职工", number(people, "K003"), "人、", number(talks, "K004"), "人次"]
    return sentence(whole, reached)


def comforts_told(month: Month) -> list[Part]:
    """Tell whom the group brought money or goods, and how much."""
    given = comforts(month.books, month.span)
    if not given:
        return []
    targets = [(visit.target, visit.id) for visit in given if visit.target]
    money = Count(value=sum(visit.comfort or 0 for visit in given), records=_ids(given))
    return sentence(
        ["走访慰问", number(month.figures["K404"].month, "K404"), "人次"],
        ["其中", *by_code("visit_target", targets, "人次")] if targets else [],
        ["慰问金和慰问品折价共", sum_figure(money)] if money.value else [],
    )


def demands(month: Month) -> list[tuple[Visit, Row]]:
    """Give what workers asked for in the month, each with its visit."""
    return [(visit, row) for visit in visits_in(month.books, month.span) for row in visit.demands]


def demands_told(month: Month) -> list[Part]:
    """Tell how many demands were written down, of which sorts, and how they are handled."""
    found = demands(month)
    if not found:
        return []
    sorts = [(row.cells["category"], visit.id) for visit, row in found if row.cells.get("category")]
    whole = Count(value=len(found), records=tuple(dict.fromkeys(visit.id for visit, _ in found)))
    ways = Counter(row.cells["handling"] for _, row in found if row.cells.get("handling"))
    handled: list[Part] = [f"{vocabulary('handling').label(code)}{n}件" for code, n in ways.most_common()]
    return [
        *sentence(["本月走访中登记职工诉求", number(whole), "件"], ["其中", *by_code("problem_category", sorts, "件")]),
        *sentence(["办理方式为", *listed([[part] for part in handled])] if handled else []),
    ]
