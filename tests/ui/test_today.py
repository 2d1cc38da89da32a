"""今日工作台: what is due over all ledgers with its next step, what others owe, the six figures, the wall list."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from dundian_desktop import clock
from dundian_desktop.ledgers.common_problem import CommonProblem, CommonState
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.jotting import Jotting
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.problem import Problem, ProblemState
from dundian_desktop.ledgers.task import Task as Asked
from tests.devices import save
from tests.policy.stints import ENDS, STARTS, day
from tests.ui.inside import NOW
from tests.ui.looks import MIDDLE, SMALLEST, WIDE, nameless
from ui.due_dialog import DueDialog
from ui.form_sheet import FormSheet
from ui.parts.chip import ChipLabel
from ui.parts.meter import Meter
from ui.parts.tile import Elided
from ui.step_sheet import StepSheet
from ui.today_page import TodayPage

pytestmark = pytest.mark.usefixtures("mid_june")


@pytest.fixture
def leader(store):
    save(store, Group(name="驻青麓蹲点工作组", code="QL", dispatch_union="省总", starts=STARTS, ends=ENDS))
    return save(store, Member(name="沈组长", roles=("1",), starts=STARTS, ends=ENDS))


@pytest.fixture
def page(qtbot, desk, leader, shown):
    made = TodayPage(desk)
    with qtbot.waitSignal(made.looked_over, timeout=10_000):
        shown(made, MIDDLE)
    return made


@pytest.fixture
def after(qtbot, page):
    """Save something beside the window, then let the page gather anew."""

    def put(*records):
        saved = [save(page.desk.store, one) for one in records]
        with qtbot.waitSignal(page.looked_over, timeout=10_000):
            page.refresh()
        rest()
        return saved[0]

    return put


def rest():
    """Let what was put in be shown, and what was taken out be gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def rows(tile):
    rest()
    return [one.text() for one in tile.findChildren(Elided) if one.isVisibleTo(tile)]


def chips(widget):
    rest()
    return [one.accessibleName() for one in widget.findChildren(ChipLabel) if one.isVisibleTo(widget)]


def press(widget, name):
    widget.findChild(QAbstractButton, name).click()


def problem(**more):
    return Problem(found_on=day("05-01"), description="电费算错", category="Q01", **more)


def test_what_is_due_stands_in_one_list_whatever_ledger_it_is_in(page, after, leader) -> None:
    unit = save(page.desk.store, Enterprise(name="启晟电子", uscc="无", staff=120, contract_until=day("07-01")))
    after(
        Deed(content="修好电表", measure="找电业", due=day("06-10"), owner=leader.id),
        problem(due=day("06-12")),
        problem(state=ProblemState.DONE, result="退了", done_on=day("05-10"), owner=leader.id),
        Letter(issued_on=day("06-01"), kind="1", matter="欠薪", enterprise=unit.id, due=day("06-14")),
        Incident(learned_at=NOW - dt.timedelta(hours=3), category="R01", brief="停工", place="园区"),
        Jotting(day=day("06-11"), text="问问班车"),
    )
    told = rows(page.duties)
    assert told[0].startswith("今天的日志还没写")
    assert "首报" in told[1]
    assert [one.split("：")[0] for one in told[2:5]] == ["回访", "修好电表（沈组长）", "电费算错"]
    assert told[5].startswith("等")
    assert "启晟电子的集体合同到期" in told
    assert chips(page.duties)[2:4] == ["超期 3 天", "超期 2 天"]
    assert {"已超期 2", "3天内到期 2", "今日日志未写"} <= set(chips(page))
    assert any(one.startswith("重大事项待报") for one in chips(page))


def test_a_deed_is_done_from_the_first_page(qtbot, page, after) -> None:
    late = after(Deed(content="修好电表", measure="找电业", due=day("06-10"), started_on=day("06-01")))
    press(page.duties, "dueStep0")
    sheet = page.findChild(StepSheet)
    with qtbot.waitSignal(page.looked_over, timeout=10_000):
        sheet.save()
    stored = page.desk.store.reader.get(Deed, late.id)
    assert (stored.state, stored.done_on) == (DeedState.DONE, day("06-12"))
    assert "修好电表" not in "".join(rows(page.duties))


def test_a_delay_is_promised_from_the_first_page_and_keeps_the_first_deadline(qtbot, page, after) -> None:
    late = after(Deed(content="修好电表", measure="找电业", due=day("06-10"), state=DeedState.RUNNING))
    press(page.duties, "dueStep1")
    card = page.findChild(StepSheet).form.rows["delays"].editor._cards[0]
    card._editors["due"].put("2026-06-30")
    card._editors["reason"].put("等配件")
    with qtbot.waitSignal(page.looked_over, timeout=10_000):
        page.findChild(StepSheet).save()
    stored = page.desk.store.reader.get(Deed, late.id)
    assert (stored.due, stored.deadline) == (day("06-10"), day("06-30"))


def test_a_return_visit_is_taken_from_the_first_page(page, after, leader) -> None:
    after(problem(state=ProblemState.DONE, result="退了", done_on=day("05-10"), owner=leader.id))
    assert page.duties.findChild(QAbstractButton, "dueStep0").text() == "回访销号"


def test_an_agreement_that_runs_out_leads_to_its_field(qtbot, page, after) -> None:
    after(Enterprise(name="启晟电子", uscc="无", staff=120, contract_until=day("07-01")))
    press(page.duties, "dueOpen")
    sheet = page.findChild(FormSheet)
    assert sheet.form.form.rows["contract_until"].text() == "2026-07-01"
    sheet.reject()


def test_a_note_leads_to_its_record(qtbot, page, after) -> None:
    note = after(Jotting(day=day("06-11"), text="问问班车"))
    with qtbot.waitSignal(page.desk.record_asked) as asked:
        press(page.duties, "dueTidy")
    assert asked.args == ["jotting", note.id]


def test_what_finds_no_room_is_one_press_away(page, after) -> None:
    after(*(Deed(content=f"第{n}件", measure="办", due=day("06-10")) for n in range(9)))
    assert sum(one.startswith("第") for one in rows(page.duties)) == 7
    assert page.duties.findChild(QAbstractButton, "todayMoreDuties").text() == "还有 2 件"
    press(page.duties, "todayMoreDuties")
    assert sum(one.startswith("第") for one in rows(page.duties)) == 9


def test_what_went_up_without_an_answer_is_told_with_its_days(qtbot, page, after, leader) -> None:
    group = CommonProblem(
        title="货车证照年审",
        cause="多头管",
        proposal="一站办",
        addressee="市总",
        reported_on=day("06-02"),
        signed_by=leader.id,
        state=CommonState.REPORTED,
    )
    kept = after(group)
    assert rows(page.awaited) == ["共性问题：货车证照年审"]
    assert "10 天" in [one.text() for one in page.awaited.findChildren(QLabel)]
    press(page.awaited, "awaitedGo")
    page.findChild(StepSheet).form.rows["answer"].editor.put("七月起一站办理")
    with qtbot.waitSignal(page.looked_over, timeout=10_000):
        page.findChild(StepSheet).save()
    assert page.desk.store.reader.get(CommonProblem, kept.id).answered_on == day("06-12")
    assert rows(page.awaited) == []


def test_the_six_figures_stand_against_the_tasks(page, after) -> None:
    done = {"measure": "办", "due": day("06-10"), "state": DeedState.DONE, "done_on": day("06-09")}
    after(*(Deed(content=f"第{n}件", **done) for n in range(3)), Asked(title="办实事", indicator="K402", target=4))
    assert page.figures.findChild(QLabel, "figureK402").text() == "3"
    assert [one.percent for one in page.figures.findChildren(Meter) if one.isVisibleTo(page)] == [75]
    assert "累计3件，任务3/4" in [one.text() for one in page.figures.findChildren(QLabel)]


def test_the_list_for_the_wall_is_drawn_and_saved(qtbot, page, after, tmp_path) -> None:
    after(Deed(content="修好电表", measure="找电业", due=day("06-10")))
    press(page, "todayList")
    dialog = page.findChild(DueDialog)
    qtbot.waitUntil(lambda: dialog.pages is not None, timeout=10_000)
    with qtbot.waitSignal(page.desk.said, timeout=10_000):
        dialog.save(tmp_path / "清单.pdf")
    assert (tmp_path / "清单.pdf").read_bytes() == dialog.pages.content
    dialog.span.setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.pages is not None, timeout=10_000)
    dialog.reject()


def test_the_stint_as_a_whole_is_looked_over_too(page, after) -> None:
    """Nobody is liaison to the host: no month's report lacks that, the stint does."""
    after(Deed(content="修好电表", measure="找电业", due=day("06-10")))
    lacks, doubts = set(rows(page.lacks)), rows(page.doubts)
    assert doubts
    assert not lacks & set(doubts)


def test_near_its_end_the_stint_is_offered_to_be_closed(qtbot, page, after, monkeypatch) -> None:
    assert page.duties.findChild(QAbstractButton, "todayClosing") is None
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=20))
    after(Deed(content="修好电表", measure="找电业", due=day("08-10")))
    assert rows(page.duties)[1].startswith("蹲点还有 10 天结束")
    with qtbot.waitSignal(page.page_asked) as asked:
        press(page.duties, "todayClosing")
    assert asked.args == ["closing"]


def test_after_the_stint_no_diary_is_asked_for(page, after, monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + dt.timedelta(days=37))
    after(Deed(content="修好电表", measure="找电业", due=day("06-10")))
    assert rows(page.duties)[0].startswith("蹲点已结束")
    assert not [one for one in chips(page) if "日志" in one]


@pytest.mark.parametrize("size", [WIDE, SMALLEST])
def test_every_control_has_a_name_and_stands_inside_the_window(qtbot, page, after, size) -> None:
    after(Deed(content="修好电表" * 12, measure="找电业", due=day("06-10")), Jotting(day=day("06-11"), text="问" * 200))
    page.resize(*size)
    assert nameless(page) == []
    for made in page.findChildren(QAbstractButton):
        if made.isVisible():
            assert made.mapTo(page, made.rect().topRight()).x() < page.width(), made.objectName()


def test_nothing_of_the_page_is_wider_than_the_page(page, after) -> None:
    after(Deed(content="修好电表" * 12, measure="找电业", due=day("06-10")))
    page.resize(*SMALLEST)
    assert all(one.minimumSizeHint().width() < SMALLEST[0] for one in page.findChildren(QWidget))


def test_the_calendar_is_the_persons_own(page, after, leader) -> None:
    page.desk.store.settings.put("person", "沈组长")
    other = save(page.desk.store, Member(name="罗青", roles=("3",), starts=STARTS, ends=ENDS))
    text = "上午到厂里看了生产线，和班组长谈了高温津贴。"
    after(
        Diary(day=day("06-10"), author=leader.id, place="启晟", text=text, kinds=("1",)),
        Diary(day=day("06-11"), author=other.id, place="启晟", text=text, kinds=("1",)),
    )
    assert set(page.facts.written) == {day("06-10")}


def test_of_several_figures_it_is_said_which_one_a_task_asks_for(page, after) -> None:
    after(Asked(title="写调研报告", indicator="K502", target=1))
    said = [one.text() for one in page.figures.findChildren(QLabel)]
    assert "累计0项，其中调研报告任务0/1" in said


def test_a_draft_that_is_dropped_late_is_not_offered_any_more(qtbot, page, after) -> None:
    """On a slow machine the facts are gathered before the draft is forgotten."""
    page.desk.keep_draft("site", "0190c0de" + "1" * 24, {"name": "云麓园区"})
    after(Deed(content="修好电表", measure="找电业", due=day("06-10")))
    assert page.facts.drafts
    page.desk.drop_draft("0190c0de" + "1" * 24)
    qtbot.waitUntil(lambda: not page.facts.drafts, timeout=10_000)


def test_what_is_saved_is_no_draft_any_more_once_anybody_hears_of_it(qtbot, page) -> None:
    deed = Deed(content="修好电表", measure="找电业", due=day("06-10"))
    page.desk.keep_draft("deed", deed.id, {"content": "修好"})
    left = []
    page.desk.changed.connect(lambda _changed: left.append(page.desk.store.drafts.all()))
    with qtbot.waitSignal(page.desk.changed, timeout=10_000):
        page.desk.save(deed)
    assert left == [[]]
