"""How a deed stood on a day that is past."""

from __future__ import annotations

import pytest

from dundian_desktop.fields import Row
from dundian_desktop.ledgers.deed import DeedState
from dundian_desktop.policy.deeds import deadline_on, done_late, open_on, overdue_on, state_on
from tests.policy.stints import changed, day, deed


def delayed(until="06-30", decided="06-05", **more):
    row = Row(key="1", cells={"day": day(decided), "due": day(until), "reason": "等批复"})
    return changed(deed("04-20", "06-10", **more), delays=(row,))


@pytest.mark.parametrize(("on", "state"), [("06-21", "进行中"), ("06-22", "已办结"), ("07-01", "已办结")])
def test_a_deed_that_is_done_now_was_under_way_before(on, state):
    assert state_on(deed("04-20", "06-25", "06-22"), day(on)) == state


def test_a_delay_is_not_known_before_it_was_granted():
    one = changed(delayed(), state=DeedState.DELAYED)
    assert (state_on(one, day("05-31")), deadline_on(one, day("05-31"))) == ("进行中", day("06-10"))
    assert (state_on(one, day("06-05")), deadline_on(one, day("06-05"))) == ("延期", day("06-30"))


@pytest.mark.parametrize("state", [DeedState.PLANNED, DeedState.RUNNING, DeedState.CANCELLED])
def test_another_state_is_what_it_is(state):
    assert state_on(deed("04-20", "06-25", state=state), day("05-01")) is state


def test_a_deed_is_overdue_when_its_day_is_over():
    one = deed("04-20", "06-10")
    assert [overdue_on(one, day(on)) for on in ("06-09", "06-10", "06-11")] == [False, True, True]
    assert not overdue_on(one, day("06-10"), over=False)


@pytest.mark.parametrize(("on", "still"), [("06-21", True), ("06-22", False), ("06-23", False)])
def test_a_deed_is_open_until_the_evening_it_is_done(on, still):
    assert open_on(deed("04-20", "06-25", "06-22"), day(on)) is still


def test_a_deed_done_late_was_overdue_only_until_then():
    one = deed("04-20", "06-10", "06-12")
    assert [overdue_on(one, day(on)) for on in ("06-10", "06-11", "06-12")] == [True, True, False]


def test_a_delay_that_was_granted_saves_from_being_overdue():
    assert not overdue_on(delayed(), day("06-20"))
    assert overdue_on(delayed(), day("07-01"))


def test_a_cancelled_deed_is_not_overdue():
    assert not overdue_on(deed("04-20", "06-10", state=DeedState.CANCELLED), day("07-01"))


def test_a_deed_done_after_its_last_deadline_is_late():
    assert done_late(deed("04-20", "06-10", "06-11"))
    assert not done_late(deed("04-20", "06-10", "06-10"))
    assert not done_late(delayed(done="06-29"))
