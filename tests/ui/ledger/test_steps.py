"""A record offers its lawful steps; each is taken in a small sheet, signed by whom it must be, and can be undone."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from dundian_desktop import clock
from dundian_desktop.fields import Row
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.month_report import MonthReport
from dundian_desktop.ledgers.problem import Problem, ProblemState
from tests import devices
from tests.journeys.hands import until
from tests.ui.looks import SMALLEST, nameless
from ui import states
from ui.form_rows import FormRows
from ui.messages import Confirmation
from ui.step_bar import StepBar
from ui.step_sheet import StepSheet
from ui.step_start import steps_of

DAY = dt.date(2026, 6, 1)
FLOWS = {table: kind for table, kind in all_ledgers().items() if kind.workflow}


@pytest.fixture
def problem(save):
    lawful = {"found_on": DAY, "description": "加班费少算三个月", "category": "Q01", "due": dt.date(2026, 6, 15)}
    return save(Problem(**lawful, state=ProblemState.RUNNING))


@pytest.fixture
def bar_of(desk, shown):
    def make(record):
        bar = shown(StepBar(desk), (400, 80))
        bar.put(record)
        QCoreApplication.sendPostedEvents()
        return bar

    return make


@pytest.fixture
def sheet_of(desk, shown, qtbot):
    """Open the sheet of a step by its word."""

    def make(record, word):
        step = next(one for one in steps_of(record) if one.word == word)
        return shown(StepSheet(desk, record, step, None), (560, 420))

    return make


def fill(sheet, **texts):
    for name, text in texts.items():
        sheet.form.rows[name].editor.put(text)


def states_of(kind):
    return list(kind.ledger.field(kind.workflow.field).kind.options)


def words_of(widget, kind=QPushButton):
    return [made.text() for made in widget.findChildren(kind) if made.isVisibleTo(widget)]


def now(store, record):
    return store.reader.get(type(record), record.id)


@pytest.mark.parametrize("kind", FLOWS.values(), ids=FLOWS)
def test_exactly_the_declared_steps_are_offered(kind) -> None:
    flow = kind.workflow
    declared = [(state, step) for state in states_of(kind) for step in flow.steps if state in step.sources]
    written = {field.name: ("by the program",) for field in kind.ledger.fields if field.system}
    records = [(state, kind.of(**{**written, flow.field: state})) for state in states_of(kind)]
    assert [(state, step) for state, record in records for step in steps_of(record)] == declared


def test_a_step_that_wants_what_only_the_program_writes_is_not_offered() -> None:
    assert steps_of(MonthReport()) == []  # its figures are counted by the page that closes a month


@pytest.mark.parametrize("kind", FLOWS.values(), ids=FLOWS)
def test_each_state_says_by_its_shape_whether_something_is_left_to_do(kind) -> None:
    waiting = (states.Tone.IDLE, states.Tone.WARN, states.Tone.BAD)
    for state in states_of(kind):
        settled = state in kind.workflow.settled
        assert state.name in states._TONES
        assert not (settled and states.state_chip(state, ended=settled).tone in waiting)


def test_three_steps_are_buttons_and_the_rest_a_menu(bar_of, problem) -> None:
    assert words_of(bar_of(problem)) == ["办结", "延期", "上报上级", "更多", "由此新建"]


def test_nothing_is_offered_in_the_recycle_bin(bar_of, problem, store) -> None:
    with store.act() as act:
        act.void(Problem, problem.id)
    assert words_of(bar_of(now(store, problem))) == []


def test_a_step_asks_only_what_it_needs_and_begins_with_today(sheet_of, problem) -> None:
    sheet = sheet_of(problem, "办结")
    assert list(sheet.form.rows) == ["result", "done_on"]
    assert all(row.field.required for row in sheet.form.rows.values())
    assert sheet.form.rows["done_on"].text() != ""
    assert nameless(sheet) == []


def test_a_step_writes_state_and_fields_in_one_act_that_can_be_undone(
    sheet_of, problem, store, settled, desk, qtbot
) -> None:
    sheet = sheet_of(problem, "办结")
    fill(sheet, result="补发到位", done_on="2026-06-10")
    with qtbot.waitSignal(desk.said) as said:
        sheet.save()
    settled()
    done = now(store, problem)
    assert (done.state, done.result, done.done_on) == (ProblemState.DONE, "补发到位", dt.date(2026, 6, 10))
    assert said.args[0] == "已办结：加班费少算三个月"
    assert "办结" in desk.undo_words()
    said.args[2]()
    settled()
    assert now(store, problem) == problem


def test_what_is_lacking_is_said_beside_it_and_nothing_is_written(sheet_of, problem, store) -> None:
    sheet = sheet_of(problem, "办结")
    sheet.save()
    assert sheet.form.rows["result"].told() == "“已解决待回访”须填写"
    assert now(store, problem) == problem


def test_a_step_wants_what_it_says_itself_too(sheet_of, problem) -> None:
    sheet = sheet_of(problem, "上报上级")
    assert sheet.form.rows["nature"].text() == "共性"
    sheet.save()
    wrong = [name for name, row in sheet.form.rows.items() if row.seen_wrong]
    assert "cause" in wrong


def test_a_delay_stays_in_its_state_and_keeps_every_earlier_deadline(
    sheet_of, problem, store, settled, page_of
) -> None:
    sheet = sheet_of(problem, "延期")
    card = sheet.form.rows["delays"].editor._cards[0]
    assert card.texts()["决定日期"]
    card._editors["due"].put("2026-06-30")
    card._editors["reason"].put("厂方换人")
    sheet.save()
    settled()
    later = now(store, problem)
    assert (later.state, later.due, later.deadline) == (problem.state, problem.due, dt.date(2026, 6, 30))
    page = page_of(Problem)
    page.show_record(problem.id)
    told = page.side.panel.findChild(QLabel, "value_due").text()
    assert told == "2026-06-15 → 2026-06-30（厂方换人）"


def test_a_delay_without_a_row_is_no_delay(sheet_of, problem, store) -> None:
    sheet = sheet_of(problem, "延期")
    sheet.form.rows["delays"].editor.put("")
    sheet.save()
    assert sheet.form.rows["delays"].told() == "“延期”须加一行"
    assert now(store, problem) == problem


def test_taking_up_again_empties_what_the_closing_wrote(sheet_of, problem, save, store, settled) -> None:
    done = save(dc.replace(problem, state=ProblemState.DONE, result="好了", done_on=DAY), problem)
    sheet_of(done, "重新办理").save()
    settled()
    assert (now(store, done).state, now(store, done).done_on) == (ProblemState.RUNNING, None)


@pytest.fixture
def solved(problem, save):
    return save(dc.replace(problem, state=ProblemState.DONE, result="补发到位", done_on=DAY), problem)


def test_the_leader_signs_with_his_own_name(sheet_of, solved, save) -> None:
    leader = save(devices.member("陆知远"))
    assert sheet_of(solved, "回访销号").form.rows["closed_by"].text() == leader.id


def test_somebody_else_is_told_whose_signature_it_is_and_may_choose_only_him(
    sheet_of, solved, save, store, settled
) -> None:
    leader = save(devices.member("陆知远"))
    save(devices.member("沈一舟", roles=("4",)))
    store.settings.put("person", "沈一舟")
    sheet = sheet_of(solved, "回访销号")
    row = sheet.form.rows["closed_by"]
    assert row.text() == ""
    assert row.told().startswith("须由组长签字：您不是当天的组长")
    assert [offer[0] for offer in row.editor._suggest("")] == [leader.id]
    fill(sheet, satisfaction="满意", revisited_on="2026-06-20", closed_on="2026-06-20")
    sheet.save()
    assert row.told() == "“已销号”须由组长签字"
    fill(sheet, closed_by=leader.id)
    sheet.save()
    settled()
    assert now(store, solved).state is ProblemState.CLOSED


def test_the_leader_of_another_month_cannot_sign(sheet_of, solved, save, store, settled) -> None:
    early = save(devices.member("陆知远", starts=dt.date(2026, 4, 1), ends=dt.date(2026, 5, 31)))
    save(devices.member("沈一舟", starts=DAY))
    sheet = sheet_of(solved, "回访销号")
    fill(sheet, satisfaction="满意", revisited_on="2026-06-20", closed_on="2026-06-20", closed_by=early.id)
    sheet.save()
    settled()
    assert sheet.form.rows["closed_by"].told() == "“已销号”须由组长签字，请选当天的组长"
    assert now(store, solved) == solved


def test_a_field_the_step_does_not_ask_for_is_mended_in_the_whole_form(sheet_of, problem, save, qtbot) -> None:
    later = save(dc.replace(problem, found_on=dt.date(2026, 6, 12)), problem)
    sheet = sheet_of(later, "办结")
    sheet._base = dc.replace(sheet._base, description="短")
    fill(sheet, result="补发到位", done_on="2026-06-12")
    sheet.save()
    with qtbot.waitSignal(sheet.form_asked) as asked:
        sheet.banner.acted.emit()
    assert asked.args == ["description"]


def test_a_form_offers_the_state_and_those_one_step_away(desk, shown, problem) -> None:
    rows = shown(FormRows(desk, problem, {}))
    box = rows.rows["state"].editor.box
    offered = {box.itemText(place) for place in range(box.count())}
    ways = {"办理中", "已解决待回访", "已上报上级", "暂缓", "已转介"}
    assert offered == ways
    fresh = shown(FormRows(desk, Problem(), {})).rows["state"].editor.box
    assert fresh.count() == len(ProblemState)


def test_a_form_shows_a_promise_and_does_not_let_it_be_changed(desk, shown, problem) -> None:
    rows = shown(FormRows(desk, problem, {"due": "2027-01-01"}))
    assert rows.rows["due"].fixed
    assert "due" not in rows.changed(problem)
    assert rows.rows["due"].told() == "写下后不再改动；要变更，在“延期记录”中加一行"


def test_a_row_that_says_no_more_than_the_day_is_no_row(desk, shown, problem) -> None:
    rows = shown(FormRows(desk, problem, {}))
    rows.rows["progress"].editor.add()
    assert rows.changed(problem) == {}


def test_a_solved_problem_shows_how_long_the_return_visit_may_wait(solved) -> None:
    field = Problem.ledger.field("due")
    told = {days: states.chip_of(field, solved, DAY + dt.timedelta(days=days), 30).word for days in (0, 30, 31)}
    assert told == {0: "回访 剩30天", 30: "回访 今天到期", 31: "回访 超1天"}


def test_a_sheet_fits_the_smallest_window(desk, shown, save) -> None:
    rows = tuple(Row(key=new_id(), cells={"day": DAY, "words": "在办"}) for _ in range(9))
    deed = save(Deed(content="装空调", measure="厂方出钱", due=DAY, progress=rows))
    step = next(one for one in steps_of(deed) if one.word == "取消")
    sheet = shown(StepSheet(desk, deed, step, None), SMALLEST)
    assert sheet.minimumSizeHint().width() <= SMALLEST[0]
    assert sheet.minimumSizeHint().height() <= SMALLEST[1]
    assert sheet.save_button.isVisible()


def esc(sheet):
    QTest.keyClick(sheet, Qt.Key.Key_Escape)


def test_a_step_that_looks_doubtful_is_asked_about_once(sheet_of, problem, store, settled, monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 6, 12, 1, tzinfo=dt.UTC))
    sheet = sheet_of(problem, "办结")
    fill(sheet, result="补发到位", done_on="2026-06-20")
    sheet.save()
    settled()
    assert now(store, problem) == problem
    assert sheet.form.rows["done_on"].told() == "请留意：晚于今天"
    fill(sheet, done_on="2026-07-20")
    sheet.form.rows["done_on"].editor.typed.emit()
    sheet.save()
    settled()
    assert now(store, problem).done_on == dt.date(2026, 7, 20)


def test_a_sheet_is_left_at_once_while_nothing_was_written(sheet_of, problem) -> None:
    sheet = sheet_of(problem, "延期")  # it begins with a row of its own
    esc(sheet)
    assert not sheet.isVisible()


def test_what_was_written_is_not_thrown_away_by_esc(sheet_of, problem) -> None:
    sheet = sheet_of(problem, "办结")
    fill(sheet, result="补发到位")
    esc(sheet)
    asked = sheet.findChild(Confirmation)
    asked.reject()
    assert sheet.isVisible()
    assert sheet.form.rows["result"].text() == "补发到位"
    sheet.findChild(QPushButton, "dialogCancel").click()
    sheet.findChildren(Confirmation)[-1].findChild(QPushButton, "deed").click()
    assert not sheet.isVisible()


def test_what_was_written_stays_as_a_draft_when_the_window_is_locked(sheet_of, problem, store, settled) -> None:
    sheet = sheet_of(problem, "办结")
    fill(sheet, result="补发到位")
    sheet.close()
    settled()
    (draft,) = store.drafts.all("problem")
    assert (draft.record, draft.texts["result"], draft.texts["state"]) == (problem.id, "补发到位", "已解决待回访")


def test_the_whole_form_goes_on_with_what_the_sheet_held(page_of, problem, save, settled) -> None:
    save(dc.replace(problem, description="厂方换人"), problem)
    page = page_of(Problem)
    page.show_record(problem.id)
    page.side.panel.steps.findChild(QPushButton, "step_办结").click()
    sheet = page.window().findChild(StepSheet)
    sheet._base = dc.replace(sheet._base, description="")
    fill(sheet, result="补发到位", done_on="2026-06-12")
    sheet.save()
    sheet.banner.acted.emit()
    settled()
    until(page.side.writes)
    texts = {name: row.text() for name, row in page.side.form.form.rows.items()}
    assert (texts["state"], texts["result"]) == ("已解决待回访", "补发到位")
