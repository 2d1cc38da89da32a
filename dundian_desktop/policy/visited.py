"""Whom the group went to see: K001 to K004 (policy 四(三), 四(四)).

* 家 and 人 count what was reached for the first time in this stint, so that the months add up to 累计.
* 家次 counts a unit once for every day on which somebody was there, however many workers were talked with.
* Talks at home, by telephone, on line, by questionnaire and in the office do not reach the unit.
* 人次 counts every visit record; one who left no name is counted here, and not among 人.
* Of two visits on one day the earlier is the first; then the one with the smaller number.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Callable
from operator import attrgetter

from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import Count, Counting, Dated, Indicator, Section, dated, one_each
from dundian_desktop.policy.span import Span

AT_UNIT = frozenset({"1", "3", "4", "5", "6"})
"""Codes of 入企, 班前工间座谈, 站点驻守, 夜访 and 跟班劳动 in the vocabulary ``visit_way``."""

IN_HARDSHIP, MODEL, CRAFTSMAN = "T03", "T04", "T05"
"""Codes in the vocabulary ``worker_tag``."""


def visits_in(books: Books, span: Span) -> list[Visit]:
    """Give the visits of these days, earliest first."""

    def order() -> Dated[Visit]:
        return dated(sorted(books.of(Visit), key=_when), attrgetter("visited_on"))

    return list(books.of_shelf(books.of(Visit), "visits", order).within(span))


def _when(visit: Visit) -> tuple[dt.date, dt.time, str, str]:
    return visit.visited_on or dt.date.max, visit.started or dt.time.max, visit.no, visit.id


def unit_reached(visit: Visit) -> str | None:
    """Give the unit in which a visit took place, or None."""
    return visit.enterprise if visit.way in AT_UNIT else None


def worker_met(visit: Visit) -> str | None:
    """Give the worker who was met, or None."""
    return visit.worker


def first_visits(books: Books, span: Span, reached: Callable[[Visit], str | None]) -> list[Visit]:
    """Give the visits of these days that reached a unit or a worker for the first time in the stint."""

    def order() -> Dated[Visit]:
        firsts: dict[str, Visit] = {}
        for visit in visits_in(books, dc.replace(span.to_date, last=dt.date.max)):
            if key := reached(visit):
                firsts.setdefault(key, visit)
        return dated(firsts.values(), attrgetter("visited_on"))

    return list(books.of_shelf(books.of(Visit), ("first visits", reached, span.start), order).within(span))


def first_talks(books: Books, span: Span) -> list[Visit]:
    """Give the visits of these days in which a worker was met for the first time in the stint."""
    return first_visits(books, span, worker_met)


def units_first_reached(books: Books, span: Span) -> Count:
    """K001."""
    return one_each(first_visits(books, span, unit_reached))


def days_at_units(books: Books, span: Span) -> Count:
    """K002."""
    there = [visit for visit in visits_in(books, span) if unit_reached(visit)]
    days = {(visit.visited_on, visit.enterprise) for visit in there}
    return Count(value=len(days), records=tuple(visit.id for visit in there))


def workers_first_met(books: Books, span: Span) -> Count:
    """K003."""
    return one_each(first_talks(books, span))


def talks(books: Books, span: Span) -> Count:
    """K004."""
    return one_each(visits_in(books, span))


def of_workers(fits: Callable[[Worker], bool]) -> Counting:
    """Give the counting of first talks with workers who fit; the workers' cards have a say."""

    def count(books: Books, span: Span) -> Count:
        fitting = books.once(("workers", fits), lambda: {one.id for one in books.of(Worker) if fits(one)})
        met = [visit for visit in first_talks(books, span) if visit.worker in fitting]
        return dc.replace(one_each(met), cards=tuple(filter(None, map(worker_met, met))))

    return count


def in_hardship(worker: Worker) -> bool:
    """Tell whether a worker is in hardship by card or tag."""
    return bool(worker.hardship) or IN_HARDSHIP in worker.tags


def honoured(worker: Worker) -> bool:
    """Tell whether a worker is a model worker or a craftsman."""
    return bool({MODEL, CRAFTSMAN} & set(worker.tags))


def _indicator(code: str, label: str, unit: str, rule: str, count: Counting) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.VISITS,
        source="四(三)、四(四)",
        rule=rule,
        ledger=Visit,
        count=count,
        part_of=code.partition(".")[0] if "." in code else "",
    )


INDICATORS = (
    _indicator(
        "K001",
        "走访企业（首次）",
        "家",
        "蹲点期内首次到单位走访落在本期的单位，同一单位只计一次；入户、电话、线上、问卷和来访接待不算到单位",
        units_first_reached,
    ),
    _indicator("K002", "走访企业", "家次", "到单位走访的次数，同一天到同一单位只计一次", days_at_units),
    _indicator(
        "K003",
        "走访职工（首访）",
        "人",
        "蹲点期内首次走访落在本期的职工，同一人只计一次，不留名的不计",
        workers_first_met,
    ),
    _indicator(
        "K003.1",
        "新就业形态劳动者",
        "人",
        "首访职工中职工类别为新就业形态的",
        of_workers(lambda w: w.in_new_employment),
    ),
    _indicator("K003.2", "困难职工", "人", "首访职工中填有困难类别或标为困难职工的", of_workers(in_hardship)),
    _indicator("K003.3", "劳模、工匠", "人", "首访职工中标为劳模或工匠的", of_workers(honoured)),
    _indicator("K004", "走访职工", "人次", "走访记录数，含回访和不留名的；企业负责人、工会干部等走访对象也计入", talks),
)
