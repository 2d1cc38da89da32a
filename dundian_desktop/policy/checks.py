"""What a stint, or one month of it, lacks or contradicts: findings a person can mend one by one.

* Two views, one list of checks: `check` looks over a whole stint as of a day (`dundian check`, 今日工作台), `findings`
  over one month before it is reported. A check tells what it finds once, and each record in it once.
* What is merely not filled in yet (D01, D02), and a day without a diary, is no irregularity: `check` gives it if asked.
* Nothing here stops a report: only the store refuses, and only what the policy's own elements ask (domain notes §5.3).
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from dundian_desktop.policy import (
    check_deeds,
    check_doubles,
    check_group,
    check_incidents,
    check_money,
    check_patterns,
    check_problems,
    check_reports,
    check_rotation,
    check_unions,
    check_visits,
    doubts,
)
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.calendar import WorkingCalendar, calendar_with
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import MOST_SINGLE, REPORT_PAGE, Basis, Finding, Level, OpenPage, told
from dundian_desktop.policy.inspection import Inspection, month_inspection, stint_inspection
from dundian_desktop.policy.month import Month
from dundian_desktop.policy.parameters import Parameters
from dundian_desktop.store.records import uncollected

Check: TypeAlias = Callable[[Inspection], Iterator[Finding]]

ALWAYS: tuple[Check, ...] = (
    check_deeds.deeds_lacking_elements,
    check_deeds.deeds_standing,
    check_deeds.done_fit_listed,
    check_deeds.comfort_at_its_times,
    check_problems.singles_without_plan,
    check_problems.commons_not_told,
    check_problems.problems_standing,
    check_problems.solved_not_asked,
    check_patterns.solved_fit_found,
    check_patterns.months_with_solutions,
    check_incidents.incidents_unreported,
    check_incidents.incidents_without_proposal,
    check_incidents.first_reports_late,
    check_incidents.follow_ups_due,
    check_incidents.last_reports_due,
    check_incidents.signs_noticed,
    check_reports.stint_summed_up,
    check_unions.new_form_fit_new,
    check_unions.letters_answered,
    check_money.costs_fit_payments,
    check_visits.units_not_burdened,
    check_visits.workers_not_burdened,
    doubts.records_outside_stint,
    doubts.conflicts_left,
)
"""What a month and a stint are both looked over for."""

OF_A_STINT: tuple[Check, ...] = (
    check_group.share_sent,
    check_group.stint_length,
    check_group.stint_season,
    check_group.one_leader,
    check_group.young_cadres,
    check_group.liaison_kept,
    check_group.pledges_signed,
    check_rotation.posts_filled,
    check_rotation.posts_handed_over,
    check_rotation.work_left_behind,
    check_rotation.leave_reported,
    check_reports.months_reported,
    check_reports.key_topic_chosen,
    check_reports.closed_months_agree,
    check_reports.closed_stint_moved,
    check_patterns.alike_in_many_units,
    check_unions.units_in_two_matters,
    check_unions.agreements_running_out,
    check_money.budgets_kept,
    check_doubles.records_twice,
)
"""What concerns a stint as a whole."""

STILL_WANTED: tuple[Check, ...] = (
    check_group.share_unknown,
    check_group.young_unknown,
    check_visits.days_without_diary,
    check_visits.units_without_visit,
    doubts.records_doubtful,
)
"""What is not complete yet, and no irregularity."""

OF_A_MONTH: tuple[Check, ...] = (
    check_visits.days_without_diary,
    check_visits.units_without_visit,
    doubts.records_doubtful,
)
"""What a month is looked over for besides."""

_GRAVITY = tuple(Level)


def check(
    books: Books,
    today: dt.date,
    calendar: WorkingCalendar,
    parameters: Parameters | None = None,
    *,
    everything: bool = False,
) -> tuple[Finding, ...]:
    """Give what a stint lacks or contradicts as of a day, gravest first.

    Args:
        parameters: those of the books when left out.
        everything: with what is not complete yet.

    Raises:
        UserError: the group and its stint are not registered.
    """
    seen = stint_inspection(books, today, calendar, parameters)
    return _found((*ALWAYS, *OF_A_STINT, *(STILL_WANTED if everything else ())), seen)


def findings(month: Month, calendar: WorkingCalendar | None = None) -> tuple[Finding, ...]:
    """Give everything about a month that needs a look before it is reported, gravest first.

    Args:
        calendar: the shipped one when left out.
    """
    seen = month_inspection(month, calendar or calendar_with(()))
    return _gravest_first((*_found((*ALWAYS, *OF_A_MONTH), seen), *sums_agree(month), *corrections_explained(month)))


def sums_agree(month: Month) -> Iterator[Finding]:
    """累计 is 上期累计, 上月更正 and 本月 together (X01; domain notes §4.1)."""
    for line in month.figures.lines:
        if not line.agrees:
            name = f"{line.indicator.label}（{line.indicator.unit}）"
            yield told(Duty.X01, Level.RED, f"{name}的累计不等于上期累计加本月，请核对。")


def corrections_explained(month: Month) -> Iterator[Finding]:
    """What moved in closed months is explained in the report (X21; domain notes §7)."""
    moved = [line for line in month.figures.lines if line.correction.value]
    if moved and not (month.report and month.report.remarks.strip()):
        names = "、".join(line.indicator.label for line in moved)
        sentence = f"封账以后{names}有更正，请在补充说明里写明原因。"
        yield told(Duty.X21, Level.NOTE, sentence, basis=Basis.USUAL, mend=OpenPage(page=REPORT_PAGE))


def _found(checks: Iterable[Check], seen: Inspection) -> tuple[Finding, ...]:
    with uncollected():
        return _gravest_first(one for check_ in checks for one in _folded(check_(seen)))


def _folded(found: Iterable[Finding]) -> Iterator[Finding]:
    """Give findings of one check; so many of one sort that nobody would read them are one finding."""
    sorts: dict[tuple[str, Level], list[Finding]] = {}
    for one in found:
        sorts.setdefault((one.rule, one.level), []).append(one)
    for some in sorts.values():
        if len(some) <= MOST_SINGLE:
            yield from some
            continue
        records = dict.fromkeys(ref for one in some for ref in one.records)
        sentence = f"“{Duty[some[0].rule].title}”有{len(some)}项要核对，其一：{some[0].sentence}"
        yield dc.replace(some[0], sentence=sentence, records=tuple(records), mend=None)


def _gravest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda one: _GRAVITY.index(one.level)))
