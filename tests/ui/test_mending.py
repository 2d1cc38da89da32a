"""A press beside a finding carries it out."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from dundian_desktop.actions.month_report import month_report
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.policy.duties import Duty
from dundian_desktop.policy.finding import BeginRecord, Finding, Level, OpenPage, OpenRecord, TakeStep, told
from tests.devices import save
from tests.policy.stints import day
from tests.ui.inside import NOW
from tests.ui.looks import MIDDLE
from ui.form_sheet import FormSheet
from ui.mending import Mender, word_of
from ui.month_check import CheckStep
from ui.step_sheet import StepSheet

pytestmark = pytest.mark.usefixtures("mid_june")


@pytest.fixture
def deed(store):
    """Give an overdue deed."""
    return save(store, Deed(content="修好电表", measure="换表", due=day("05-20"), state=DeedState.RUNNING))


@pytest.fixture
def page(shown):
    return shown(QWidget(), MIDDLE)


@pytest.fixture
def mender(desk, page):
    return Mender(desk, page)


def found(mend, records=()):
    return told(Duty.R08, Level.RED, "一句话。", records, mend=mend)


def form_over(page):
    return page.findChild(FormSheet).form.form


def put_away(page):
    page.findChild(FormSheet).reject()


def test_a_step_is_begun_with_today_and_takes_the_record_on(qtbot, desk, mender, page, deed, store):
    mender.mend(found(TakeStep(ledger="deed", id=deed.id, step="办结")))
    sheet = page.findChild(StepSheet)
    assert sheet.form.rows["done_on"].text() == "2026-06-12"
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        sheet.save()
    assert store.reader.get(Deed, deed.id).state is DeedState.DONE
    qtbot.waitUntil(sheet.isHidden)


def test_the_whole_form_goes_on_with_what_the_sheet_of_a_step_held(qtbot, mender, page, deed):
    mender.mend(found(TakeStep(ledger="deed", id=deed.id, step="办结")))
    sheet = page.findChild(StepSheet)
    sheet._base = dc.replace(sheet._base, measure="")
    sheet.form.rows["done_on"].editor.put("2026-06-11")
    sheet.save()
    sheet.banner.acted.emit()
    qtbot.waitUntil(lambda: page.findChild(FormSheet) is not None, timeout=10_000)
    assert (form_over(page).rows["done_on"].text(), form_over(page).rows["state"].text()) == ("2026-06-11", "已办结")
    put_away(page)


def test_a_step_that_was_taken_meanwhile_leads_to_the_record(mender, page, store):
    done = save(
        store, Deed(content="修好", measure="换表", due=day("05-20"), state=DeedState.DONE, done_on=day("05-20"))
    )
    mender.mend(found(TakeStep(ledger="deed", id=done.id, step="办结")))
    assert page.findChild(StepSheet) is None
    assert form_over(page).rows["content"].text() == "修好"
    put_away(page)


def test_a_record_is_opened_at_the_field(qtbot, mender, page, store):
    one = save(store, Incident(learned_at=NOW - dt.timedelta(days=1), category="R01", brief="欠薪", place="园区"))
    mender.mend(found(OpenRecord(ledger="incident", id=one.id, field="proposal")))
    row = form_over(page).rows["proposal"]
    assert row.isVisible()
    qtbot.waitUntil(lambda: row.isAncestorOf(QApplication.focusWidget()))
    put_away(page)


def test_a_new_record_begins_with_what_the_finding_knows(mender, page):
    mender.mend(found(BeginRecord(ledger="deed", texts={"content": "高温送清凉", "category": "送清凉"})))
    rows = form_over(page).rows
    assert (rows["content"].text(), rows["category"].text()) == ("高温送清凉", "送清凉")
    put_away(page)


def test_a_page_is_asked_for(qtbot, mender):
    with qtbot.waitSignal(mender.page_asked) as asked:
        mender.mend(found(OpenPage(page="problem")))
    assert asked.args == ["problem"]


def test_without_a_mending_the_records_are_shown(qtbot, mender, deed):
    with qtbot.waitSignal(mender.records_asked) as asked:
        mender.mend(found(None, [deed]))
    assert asked.args == ["一句话。", "deed", (deed.id,)]


def test_a_record_that_is_gone_is_said(qtbot, desk, mender, page, deed, store):
    with store.act() as act:
        act.void(Deed, deed.id)
    with qtbot.waitSignal(desk.said) as said:
        mender.mend(found(OpenRecord(ledger="deed", id=deed.id)))
    assert "已不在" in said.args[0]
    assert page.findChild(FormSheet) is None


def test_the_word_of_the_button_says_what_it_does(deed):
    mends = (TakeStep(ledger="deed", id="", step="办结"), OpenRecord(ledger="deed", id=""), OpenPage(page="deed"), None)
    assert [word_of(found(mend, [deed])) for mend in mends] == ["去办结", "去补", "去办", "去看"]
    assert word_of(Finding(level=Level.NOTE, sentence="一句话。")) == ""


def test_the_month_is_mended_where_it_is_looked_over(desk, store, shown, deed):
    save(
        store,
        Group(name="组", code="QL", dispatch_union="省总工会", starts=day("04-13"), ends=day("07-12")),
    )
    step = shown(CheckStep(desk), MIDDLE)
    step.put(month_report(store, "2026-05", today=day("06-12")))
    (told_,) = (one for one in step.findChildren(QLabel) if "修好电表" in one.text())
    assert told_.toolTip() == "依据：四(五)"
    next(one for one in step.findChildren(QAbstractButton, "findingGo") if one.text() == "去办结").click()
    sheet = step.findChild(StepSheet)
    assert "done_on" in sheet.form.rows
    sheet.reject()
