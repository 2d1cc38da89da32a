"""The first report of an incident, what is left of it when it is left, and the way to what is kept apart."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from shiboken6 import isValid

from dundian_desktop.actions import apart
from dundian_desktop.ledgers.apart_mark import ApartMark
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.store.passphrase import Pace
from dundian_desktop.store.query import Query
from tests.journeys.hands import until
from tests.ui.looks import SMALLEST, nameless
from ui.apart_page import ApartMarkPage
from ui.apart_room import ApartDoor, ApartRoom
from ui.incident_page import IncidentPage, IncidentPaper
from ui.incident_wizard import IncidentWizard
from ui.messages import Confirmation

SECRET = "另有 一句 不同的 口令"  # noqa: S105 - opens nothing but what tests made
AT = dt.datetime(2026, 5, 11, 1, 40, tzinfo=dt.UTC)


@pytest.fixture
def page(desk, shown, settled):
    made = shown(IncidentPage(desk, Incident))
    settled()
    return made


@pytest.fixture
def wizard(page):
    page.begin_new()
    until(page.wizard.isVisible)
    return page.wizard


@pytest.fixture
def kept_apart(store):
    workspace, _ = apart.make_apart(store, SECRET, pace=Pace(rounds=1, memory=1024, lanes=1))
    workspace.close()


def write(wizard, **texts):
    for name, text in texts.items():
        wizard.fields.rows[name].editor.put(text)
        wizard.fields.rows[name].typed.emit()


def esc(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def words(widget, name):
    return widget.findChild(QLabel, name).text()


def test_the_level_and_its_time_limits_follow_the_people_digit_by_digit(wizard) -> None:
    for digits in ("6", "60", "600"):
        write(wizard, people=digits)
    assert wizard.fields.texts()["level"].startswith("Ⅱ")
    assert "建议等级：Ⅱ" in words(wizard, "levelSuggestion")
    assert "口头 15 分钟内" in words(wizard, "reportClock")
    write(wizard, people="6")
    assert wizard.fields.texts()["level"] == ""


def test_a_level_that_the_person_chose_stays(wizard) -> None:
    write(wizard, people="60")
    write(wizard, level="Ⅳ级")
    chosen = wizard.fields.texts()["level"]
    write(wizard, people="600")
    assert wizard.fields.texts()["level"] == chosen
    assert chosen.startswith("Ⅳ")


def test_a_first_report_that_is_left_stays_as_a_draft_with_whom_it_was_told_to(
    wizard, page, store, settled, desk, qtbot
) -> None:
    write(wizard, brief="两百人停工", place="云麓园区")
    wizard.findChild(QPushButton, "toldJust_1").click()
    with qtbot.waitSignal(desk.said) as said:
        esc(wizard)
    settled()
    assert "草稿留在“今日工作台”" in said.args[0]
    assert page.drafts.isVisible()
    (draft,) = store.drafts.all("incident")
    assert next(iter(draft.texts.values())) == "两百人停工"  # by which 今日工作台 calls it
    assert draft.texts["place"] == "云麓园区"
    (told,) = Incident().read({"reports": draft.texts["reports"]}).reports
    assert told.cells["to"] == "1"


@pytest.mark.parametrize("texts", [{}, {"brief": "不该写的", "secrecy": "机密"}])
def test_nothing_stays_of_nothing_and_of_a_state_secret(wizard, store, settled, texts) -> None:
    write(wizard, **texts)
    esc(wizard)
    settled()
    until(lambda: not isValid(wizard))  # it went at once, without a question
    assert store.drafts.all("incident") == []


def test_political_safety_is_carried_over_to_where_it_is_kept(wizard, page, kept_apart, store, settled) -> None:
    write(wizard, brief="境外组织联系职工", place="云麓园区", people="60")
    write(wizard, category="劳动领域政治安全")
    assert wizard.fields.texts()["level"] == ""
    assert not wizard.findChild(QPushButton, "incidentSave").isEnabled()
    go = wizard.findChild(QPushButton, "bannerAction")
    assert go.text() == "去另行保管"
    go.click()
    wizard.findChild(ApartDoor).reject()  # a door that was only looked at takes nothing away
    assert wizard.fields.texts()["brief"] == "境外组织联系职工"
    go.click()
    door = [one for one in wizard.findChildren(ApartDoor) if one.isVisible()][-1]
    door.secret.setText(SECRET)
    door.go()
    until(lambda: page.findChild(ApartRoom))
    room = page.findChild(ApartRoom)
    inner = room.page.wizard
    assert (inner.fields.texts()["brief"], inner.fields.texts()["place"]) == ("境外组织联系职工", "云麓园区")
    inner.save()
    until(lambda: room._workspace.store.reader.count(Query(kind=Incident)) == 1)
    until(lambda: store.reader.count(Query(kind=ApartMark)) == 1)
    room.accept()
    settled()
    assert store.reader.count(Query(kind=Incident)) == 0
    assert store.drafts.all() == []


def test_political_safety_is_not_left_without_a_word(wizard, store, settled) -> None:
    write(wizard, brief="境外组织联系职工", category="劳动领域政治安全")
    esc(wizard)
    asked = wizard.findChild(Confirmation)
    assert [one.text() for one in asked.findChildren(QPushButton)] == ["接着写", "放弃"]
    asked.reject()
    assert wizard.isVisible()
    esc(wizard)
    wizard.findChildren(Confirmation)[-1].findChild(QPushButton, "deed").click()
    settled()
    assert store.drafts.all("incident") == []


def test_a_refused_secret_is_not_said_to_stay_as_a_draft(page, save, desk) -> None:
    stored = save(Incident.of(learned_at=AT, place="启晟", category="R01", brief="一季度绩效工资拖欠"))
    page.show_record(stored.id)
    page.side.edit(stored)
    page.side.form.form.rows["secrecy"].editor.put("机密")
    page.side.form.save()
    assert words(page.side.form, "formState") == "还有 1 处要改，没有留草稿"


def test_the_paper_of_the_incident_in_hand_is_looked_at_and_saved(page, save, desk, qtbot, tmp_path) -> None:
    with qtbot.waitSignal(desk.said) as said:
        page.show_paper()
    assert said.args[0] == "请先在列表里点一条重大事项。"
    made = save(Incident.of(learned_at=AT, place="启晟", category="R01", brief="一季度绩效工资拖欠"))
    page.show_record(made.id)
    qtbot.waitUntil(lambda: page.side.panel.record is not None, timeout=15_000)
    page.show_paper()
    paper = page.findChild(IncidentPaper)
    qtbot.waitUntil(lambda: paper.pages is not None, timeout=15_000)
    assert (paper.pages.pages, paper.file_name()) == (1, f"重大事项专报-{made.no}")
    paper.save(tmp_path / "专报.pdf")
    qtbot.waitUntil((tmp_path / "专报.pdf").exists, timeout=15_000)
    paper.reject()


def test_another_report_is_written_where_the_keyboard_is(page, save, settled) -> None:
    stored = save(Incident.of(learned_at=AT, place="启晟", category="R01", brief="一季度绩效工资拖欠"))
    page.show_record(stored.id)
    page.follow_up()
    settled()
    form = page.side.form
    row = form.form.rows["reports"]
    until(lambda: row.isAncestorOf(page.window().focusWidget()))
    seen = form.area.viewport().rect()
    aimed = page.window().focusWidget()
    assert seen.contains(aimed.mapTo(form.area.viewport(), aimed.rect().center()))
    assert form.form.changed(stored) == {}  # a report that was only begun is none


def test_the_marks_have_no_form_no_sheet_and_no_bin(desk, shown, save, settled, store, qtbot) -> None:
    mark = save(ApartMark(day=dt.date(2026, 5, 11)))
    page = shown(ApartMarkPage(desk, ApartMark))
    settled()
    page.table.choose(mark.id)
    offered = {one.objectName() for one in page.findChildren(QPushButton) if one.isVisible()}
    assert offered.isdisjoint({"sheetIn", "sheetPaste", "panelEdit", "panelErase"})
    assert nameless(page) == []
    with qtbot.waitSignal(desk.said) as said:
        page.erase()
    assert "不能手工填写、导入或删除" in said.args[0]
    page.table.opened.emit(mark.id)
    assert not page.side.writes()
    page.begin_new()
    assert page.findChild(ApartDoor).isVisible()
    settled()
    assert store.reader.count(Query(kind=ApartMark)) == 1


def test_the_wizard_fits_the_smallest_window(desk, shown) -> None:
    made = shown(IncidentWizard(desk, None), SMALLEST)
    assert made.minimumSizeHint().width() <= SMALLEST[0]
    assert nameless(made) == []
