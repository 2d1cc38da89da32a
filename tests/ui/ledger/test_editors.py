"""Every field of every ledger can be edited, and an editor gives back what it was given."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFrame

from dundian_desktop import fields
from dundian_desktop.fields import is_absent
from tests.samples import some
from tests.ui.ledger.conftest import LEDGERS, Canteen
from tests.ui.looks import nameless
from ui.editor import Setting
from ui.editors import editor_for
from ui.parts.tab_order import stops_in
from ui.record_form import RecordForm
from ui.wheel_guard import WheelGuard


def test_an_editor_gives_back_what_it_was_given(kind, desk):
    for field, value in ((field, getattr(one, field.name)) for one, _ in some(kind) for field in kind.ledger.fields):
        editor = editor_for(field.kind, Setting(desk, field))
        editor.put(field.show(value))
        read = field.read(editor.text())
        assert read == value or (is_absent(read) and is_absent(value)), field.name
        editor.deleteLater()


def test_a_form_that_was_only_opened_changes_nothing(kind, desk):
    record, _ = some(kind)[-1]
    form = RecordForm(desk, record, stored=True)
    assert form.form.changed(record) == {}
    form.deleteLater()


def test_every_editor_can_be_named_and_emptied(kind, desk):
    for field in kind.ledger.fields:
        editor = editor_for(field.kind, Setting(desk, field))
        editor.named(field.label)
        editor.put("")
        assert is_absent(field.read(editor.text())) or field.read(editor.text()) == field.default


def test_a_kind_nobody_said_how_to_edit_fails_loudly(desk):
    class Odd(fields.Kind[str]):
        """A kind of nobody."""

    field = fields.Field(label="怪", kind=Odd())
    with pytest.raises(NotImplementedError):
        editor_for(field.kind, Setting(desk, field))


def test_every_control_of_a_form_has_a_name(kind, desk, shown):
    form = RecordForm(desk, kind())
    shown(form, (900, 900))
    for section in form.form.sections:
        section.open(unfolded=True)
    assert nameless(form) == []


def wheel_over(widget):
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(widget.mapToGlobal(centre.toPoint())),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_no_value_of_a_form(desk, shown, qapp):
    guard = WheelGuard(qapp)
    qapp.installEventFilter(guard)
    form = shown(RecordForm(desk, Canteen(name="一食堂")), (700, 500))
    form.form.rows["name"].focus()
    before = {name: row.text() for name, row in form.form.rows.items()}
    for box in form.findChildren(QComboBox):
        wheel_over(box)
    assert {name: row.text() for name, row in form.form.rows.items()} == before
    qapp.removeEventFilter(guard)


def test_a_word_that_is_no_longer_offered_still_shows(desk):
    field = LEDGERS["visit"].ledger.field("way")
    editor = editor_for(field.kind, Setting(desk, field))
    editor.put("旧方式")
    assert editor.text() == "旧方式"


def test_space_ticks_a_box(desk, shown):
    field = Canteen.ledger.field("tags")
    editor = shown(editor_for(field.kind, Setting(desk, field)))
    editor.target.setFocus()
    QTest.keyClick(editor.target, Qt.Key.Key_Space)
    assert len(field.read(editor.text())) == 1


def test_tab_goes_through_an_added_row_before_the_button_that_adds_the_next(desk, shown):
    form = shown(RecordForm(desk, Canteen(name="一食堂")), (900, 900))
    menu = form.form.rows["menu"].editor
    form.form.unfold(form.form.rows["menu"])
    for _ in range(2):
        menu.add_button.click()
    stops = [stop for card in menu.findChildren(QFrame, "rowCard") for stop in stops_in(card)]
    chain, one = [], form
    while (one := one.nextInFocusChain()) is not form:
        chain.append(one)
    order = [chain.index(one) for one in (form.form.rows["name"].editor.target, *stops, menu.add_button)]
    assert len(order) > 6
    assert order == sorted(order)
