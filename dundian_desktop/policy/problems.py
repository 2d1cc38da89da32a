"""Problems found, solved and reported: K301 to K305 and K309 (policy 三(三), 三(四), 四(四); domain notes §1.4).

* A problem is found on its finding day, and solved on its solving day (解决日期), whatever came of it later.
* It is reported upwards on the day of its own report, or, without one, on that of the common problem it belongs to.
* A labour dispute is a problem marked as one, or of the sort 劳动争议; cases and people are two figures.
* It was asked after (回访) on the day somebody asked whether the worker is content.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from operator import attrgetter

from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.problem import Nature, Problem
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.counting import (
    Count,
    Counting,
    Dated,
    Indicator,
    Section,
    adding,
    counting,
    dated,
    one_each,
)
from dundian_desktop.policy.span import Span

DISPUTE = "Q08"
"""Code of 劳动争议 in the vocabulary ``problem_category``."""
CONTENT = frozenset({"1", "2"})
"""Codes of 满意 and 基本满意 in the vocabulary ``satisfaction``."""
ASKED = CONTENT | {"3"}
"""Those and 不满意; 未回访 is none."""

_found = attrgetter("found_on")
_done = attrgetter("done_on")
_revisited = attrgetter("revisited_on")


def is_common(problem: Problem) -> bool:
    """Tell whether many units have it."""
    return problem.nature is Nature.COMMON


def is_dispute(problem: Problem) -> bool:
    """Tell whether it is a labour dispute."""
    return bool(problem.dispute) or problem.category == DISPUTE


def was_asked(problem: Problem) -> bool:
    """Tell whether the worker said if he or she is content."""
    return problem.satisfaction in ASKED


def is_content(problem: Problem) -> bool:
    """Tell whether the worker is content."""
    return problem.satisfaction in CONTENT


def reported_upwards(books: Books, span: Span) -> Count:
    """K304; the common problems have a say by their day."""
    found = books.once("reported upwards", lambda: _reported(books)).within(span)
    commons = (one.common for one in found if one.common and not one.reported_on)
    return dc.replace(one_each(found), cards=tuple(dict.fromkeys(commons)))


def _reported(books: Books) -> Dated[Problem]:
    days = {one.id: one.reported_on for one in books.of(CommonProblem)}

    def day(problem: Problem) -> dt.date | None:
        return problem.reported_on or days.get(problem.common or "")

    return dated(sorted(books.of(Problem), key=lambda one: (one.no, one.id)), day)


def _indicator(code: str, label: str, unit: str, rule: str, count: Counting) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.PROBLEMS,
        source="三(四)" if code.startswith("K305") else "三(三)、四(四)",
        rule=rule,
        ledger=Problem,
        count=count,
        part_of={"K303": "K301", "K309.1": "K309"}.get(code, ""),
    )


INDICATORS = (
    _indicator("K301", "发现问题", "个", "发现日期落在本期的问题", counting(Problem, _found)),
    _indicator("K302", "解决问题", "个", "解决日期落在本期的问题", counting(Problem, _done)),
    _indicator("K303", "共性问题", "个", "本期发现的问题中性质为共性的", counting(Problem, _found, is_common)),
    _indicator(
        "K304", "上报上级", "个", "上报日期落在本期的问题，自己没有上报日期的按所归入的共性问题计", reported_upwards
    ),
    _indicator(
        "K305",
        "化解劳动纠纷",
        "件",
        "解决日期落在本期、属劳动纠纷或类别为劳动争议的问题",
        counting(Problem, _done, is_dispute),
    ),
    _indicator(
        "K305.1",
        "化解劳动纠纷涉及职工",
        "人",
        "本期化解的劳动纠纷的涉及人数之和",
        adding(Problem, _done, attrgetter("people"), is_dispute),
    ),
    _indicator(
        "K309", "回访问题", "个", "回访日期落在本期、问到了满意度的问题", counting(Problem, _revisited, was_asked)
    ),
    _indicator(
        "K309.1",
        "满意和基本满意",
        "个",
        "本期回访的问题中满意度为满意或基本满意的",
        counting(Problem, _revisited, is_content),
    ),
)
