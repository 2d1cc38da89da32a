"""While a new record is written, the form says that the ledger likely holds it already, and asks before saving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.parameter import Parameter
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.likeness import pairs
from dundian_desktop.store.query import Query
from tests import devices
from tests.ui.looks import SMALLEST, nameless
from ui.record_form import FormDialog, RecordForm

USCC = "91430100MA4L16JA9Y"
TWIN = {"name": "向秀英", "category": "P01", "mobile": "13900001234"}
UNIT = {"name": "乙厂", "uscc": USCC, "staff": "5"}


@pytest.fixture
def known(save):
    """Give a worker and a unit that are there already."""
    return save(devices.worker(mobile="13900001234")), save(devices.enterprise("甲厂", uscc=USCC))


@pytest.fixture
def form_of(desk, shown):
    def make(record, **more) -> RecordForm:
        return shown(RecordForm(desk, record, **more), (700, 700))

    return make


def told(form) -> str:
    return form.alike.findChild(QLabel, "alikeWords").text() if form.alike.isVisible() else ""


def press(button) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def count(store, kind) -> int:
    return store.reader.count(Query(kind=kind))


def test_it_is_said_while_one_types_and_no_value_is_shown(known, form_of, qtbot):
    form = form_of(Worker(), texts={"name": "向秀英"})
    form.form.rows["mobile"].focus()
    QTest.keyClicks(form.form.rows["mobile"].editor.target, "13900001234")
    qtbot.waitUntil(lambda: bool(told(form)))
    assert told(form).startswith(f"职工名册里已有向秀英（编号{known[0].no}，姓名和手机号相同）")
    assert "1390000" not in told(form)


def test_what_is_alone_is_saved_without_a_word(known, form_of, store, settled):
    form = form_of(Worker(), texts={**TWIN, "mobile": "13900001235"})
    form.save()
    settled()
    assert (told(form), count(store, Worker)) == ("", 2)


def test_saving_waits_for_an_answer_with_the_keyboard_on_it(known, form_of, store, settled):
    form = form_of(Worker(), texts=TWIN)
    form.save()
    settled()
    assert count(store, Worker) == 1
    assert form.alike.open_button.hasFocus()
    assert nameless(form.alike) == []


def test_another_person_is_saved_and_never_asked_about_again(known, form_of, store, settled):
    form = form_of(Worker(), texts=TWIN)
    form.save()
    press(form.alike.wave_button)
    settled()
    assert count(store, Worker) == 2
    assert pairs(store.reader, Worker) == []


def test_saving_and_the_decision_are_one_step_back(known, form_of, desk, store, settled):
    form = form_of(Worker(), texts=TWIN)
    form.save()
    press(form.alike.wave_button)
    settled()
    desk.undo()
    settled()
    assert count(store, Worker) == 1


def test_saving_goes_on_to_the_next_one_when_that_was_asked(known, form_of, settled):
    form, asked = form_of(Worker(), texts=TWIN), []
    form.another_asked.connect(lambda: asked.append(1))
    form.save_and_next()
    assert asked == []
    press(form.alike.wave_button)
    settled()
    assert asked == [1]


def test_a_second_unit_of_one_number_is_stopped(known, form_of, store, settled):
    form = form_of(Enterprise(), texts=UNIT)
    form.save()
    settled()
    assert "企业底册里已有甲厂" in told(form)
    assert "统一社会信用代码相同），不能再登记一条" in told(form)
    assert not form.alike.wave_button.isVisible()
    assert count(store, Enterprise) == 1


def test_a_second_value_of_one_parameter_is_stopped_and_the_first_is_named(form_of, save, store, settled):
    first = save(Parameter(name="stale_days", number=30))
    form = form_of(Parameter(), texts={"name": "stale_days", "number": "20"})
    form.save()
    settled()
    assert f"参数里已有多少天没有进展要提醒（编号{first.no}，参数相同），不能再登记一条" in told(form)
    assert count(store, Parameter) == 1


def test_a_stored_unit_may_not_take_the_number_of_another_and_may_change_otherwise(
    known, form_of, save, store, settled
):
    second = save(devices.enterprise("乙厂"))
    form = form_of(second, stored=True, texts={"uscc": USCC})
    form.save()
    settled()
    assert "不能再登记一条" in told(form)
    assert store.reader.get(Enterprise, second.id).uscc == "无"


def test_a_stored_unit_with_a_twin_may_change_otherwise(known, form_of, save, store, settled):
    twin = save(devices.enterprise("甲厂", staff=3))
    form = form_of(twin, stored=True, texts={"staff": "4"})
    form.save()
    settled()
    assert store.reader.get(Enterprise, twin.id).staff == 4


def test_the_one_that_is_there_is_opened_and_the_draft_stays(known, page_of, store, settled):
    page = page_of(Worker)
    page.begin_new()
    form = page.side.form
    for name, text in TWIN.items():
        form.form.rows[name].editor.put(text)
    form._note_typing()
    form.save()
    press(form.alike.open_button)
    settled()
    assert page.side.form is None
    assert page.side.panel.record.id == known[0].id
    assert [draft.texts["name"] for draft in store.drafts.all("worker")] == ["向秀英"]


def test_a_form_for_a_link_takes_the_one_that_is_there(known, form_of, store, settled):
    form = form_of(Visit())
    form._make_linked(form.form.rows["worker"], "worker", "向秀英")
    dialog = form.findChild(FormDialog)
    for name, text in TWIN.items():
        dialog.form.form.rows[name].editor.put(text)
    dialog.form._note_typing()
    dialog.form.save()
    assert dialog.form.alike.open_button.text() == "就用那一条"
    press(dialog.form.alike.open_button)
    settled()
    assert form.form.rows["worker"].text() == known[0].id
    assert (count(store, Worker), store.drafts.all("worker")) == (1, [])


def test_the_question_fits_the_smallest_window(known, page_of):
    page = page_of(Worker, SMALLEST)
    page.begin_new()
    for name, text in TWIN.items():
        page.side.form.form.rows[name].editor.put(text)
    page.side.form.save()
    banner = page.side.form.alike
    for made in (banner.open_button, banner.wave_button):
        assert banner.rect().contains(made.mapTo(banner, made.rect().bottomRight()))
