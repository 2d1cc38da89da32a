"""随手记: written by keyboard alone, left as a draft, turned into a record in one act."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from dundian_desktop.ledgers.jotting import Jotting, JottingState
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.store.query import Query
from tests.devices import Yard, save
from tests.policy.stints import day
from ui.form_sheet import FormSheet
from ui.giving import Giver
from ui.jotting_sheet import JottingSheet


@pytest.fixture(scope="module")
def store(tmp_path_factory, mould):
    with Yard(tmp_path_factory.mktemp("notes"), mould) as yard:
        yield yard.workspace("A").store


@pytest.fixture
def sheet(desk, shown):
    return shown(JottingSheet(desk, None), (560, 420))


def write(qtbot, sheet, words):
    page = sheet.fields.rows["text"].editor.target
    qtbot.waitUntil(page.hasFocus, timeout=5_000)
    qtbot.keyClicks(page, words)
    return page


def texts(store):
    return [one.text for one in store.reader.list(Query(kind=Jotting))]


def test_enter_keeps_the_note_and_shift_enter_goes_on_writing(qtbot, store, sheet) -> None:
    page = write(qtbot, sheet, "first")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(page, "second")
    with qtbot.waitSignal(sheet.accepted, timeout=10_000):
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert texts(store)[-1].split() == ["first", "second"]


def test_what_esc_leaves_stands_there_again(qtbot, desk, store, sheet, shown) -> None:
    qtbot.keyClick(write(qtbot, sheet, "half a thought"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(store.drafts.all("jotting")) == 1, timeout=10_000)
    again = shown(JottingSheet(desk, None), (560, 420))
    assert again.fields.rows["text"].text() == "half a thought"
    with qtbot.waitSignal(again.accepted, timeout=10_000):
        again.save()
    qtbot.waitUntil(lambda: not store.drafts.all("jotting"), timeout=10_000)
    assert texts(store).count("half a thought") == 1


def test_a_note_becomes_a_problem_and_says_which_and_one_undo_takes_both_back(qtbot, desk, store, shown) -> None:
    note = save(store, Jotting(text="三车间没有淋浴间", day=day("06-01"), kind="problem"))
    over = shown(QLabel("page"))
    gift = next(one for one in Jotting.gives if one.ledger == "problem")
    Giver(desk, over).give(gift, (note,))
    form = over.window().findChild(FormSheet).form
    form.form.rows["category"].editor.put("劳动安全卫生")
    with qtbot.waitSignal(form.saved, timeout=10_000) as made:
        form.save()
    turned = store.reader.get(Jotting, note.id)
    assert (turned.state, turned.became_problem) == (JottingState.DONE, made.args[0].id)
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        desk.undo()
    assert store.reader.get(Jotting, note.id).state is JottingState.OPEN
    assert store.reader.list(Query(kind=Problem)) == []
