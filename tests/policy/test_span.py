"""The stint and its months."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.errors import UserError
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.month import month_of
from dundian_desktop.policy.span import MonthRefusedError, Stint
from tests.policy.stints import AFTER, ENDS, GROUP, STARTS, STINT, changed, month


def test_a_stint_has_one_issue_for_each_natural_month():
    assert STINT.months == ("2026-04", "2026-05", "2026-06", "2026-07")
    assert [STINT.issue(name) for name in STINT.months] == [1, 2, 3, 4]


def test_a_stint_may_cross_the_year():
    stint = Stint(starts=dt.date(2026, 11, 20), ends=dt.date(2027, 2, 3))
    assert stint.months == ("2026-11", "2026-12", "2027-01", "2027-02")


def test_a_month_has_its_days_within_the_stint():
    assert (STINT.span("2026-04").first, STINT.span("2026-04").last) == (STARTS, dt.date(2026, 4, 30))
    assert (STINT.span("2026-07").first, STINT.span("2026-07").last) == (dt.date(2026, 7, 1), ENDS)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 400))
def test_the_months_of_a_stint_hold_each_of_its_days_once(starts, length):
    stint = Stint(starts=starts, ends=starts + dt.timedelta(days=length))
    days = [day for name in stint.months for day in stint.span(name).days]
    assert days == list(stint.whole.days)


@pytest.mark.parametrize(
    "name", ["2026-6", "2026年6月", "202606", "2026-13", "0000-01", "", "2026-06-01", "２０２６-06"]
)
def test_a_miswritten_month_is_refused(name):
    with pytest.raises(MonthRefusedError, match="不是月份，应写作2026-06。"):
        STINT.span(name)


def test_a_month_outside_the_stint_is_refused_with_those_that_may_be_asked():
    with pytest.raises(MonthRefusedError, match="2026年8月不在蹲点期内，没有月报；可选的月份是2026-04至2026-07。"):
        STINT.span("2026-08")


def test_without_a_group_there_is_no_month():
    with pytest.raises(UserError, match="还没有登记工作组"):
        month_of(books_of(()), "2026-04", AFTER)


def test_without_the_days_of_the_stint_there_is_no_month():
    with pytest.raises(UserError, match="起止日期"):
        month_of(books_of((changed(GROUP, ends=None),)), "2026-04", AFTER)


def test_a_month_runs_from_its_first_day_until_the_day_before_its_last():
    running = [month("2026-06", today=dt.date(2026, m, d)).running for m, d in ((5, 31), (6, 1), (6, 29), (6, 30))]
    assert running == [False, True, True, False]


def test_a_running_month_reports_the_state_of_today():
    assert month("2026-06", today=dt.date(2026, 6, 18)).as_of == dt.date(2026, 6, 18)
    assert month("2026-06").as_of == dt.date(2026, 6, 30)
    assert [month(name).is_last for name in STINT.months] == [False, False, False, True]
