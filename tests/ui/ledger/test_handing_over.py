"""办理交接 in the window, by the keyboard: from the page of rotations to the list that is signed."""

from __future__ import annotations

import dataclasses as dc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from dundian_desktop.actions.month_report import books_in
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation, RotationState
from dundian_desktop.policy.open_items import open_items
from dundian_desktop.store.query import Query
from tests.journeys.hands import until, write
from tests.stint_end import BOSS, DAY, LEAVER, NEXT, open_records, people, settle_in
from tests.ui.looks import SMALLEST, nameless
from ui.handover_paper import HandoverPaper
from ui.handover_wizard import HandoverWizard
from ui.messages import Confirmation
from ui.rotation_page import RotationPage

KINDS = 7


@pytest.fixture
def group(store):
    settle_in(store, [*open_records(LEAVER), *open_records(BOSS)])
    return store


@pytest.fixture
def page_of(desk, shown, settled):
    def make():
        page = shown(RotationPage(desk, Rotation))
        settled()
        return page

    return make


@pytest.fixture
def wizard_of(desk, shown):
    def make(rotation=None, size=(760, 560)):
        return shown(HandoverWizard(desk, None, rotation), size)

    return make


def owned(store, owner):
    return {item.record.no for item in open_items(books_in(store), owner)}


def focus():
    until(QApplication.focusWidget, "a widget with the keyboard")
    return QApplication.focusWidget()


def press(key, held=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(focus(), key, held)


def pick(wizard, **ids):
    for name, key in ids.items():
        wizard.who.rows[name].editor.put(key)
        wizard.who.rows[name].typed.emit()


def filled(wizard):
    pick(wizard, leaving=LEAVER, successor=NEXT, day=DAY.isoformat(), signed_by=BOSS)
    return wizard


def told(wizard):
    return wizard.banner.findChild(QLabel, "bannerWords").text() if wizard.banner.isVisibleTo(wizard) else ""


def test_the_whole_hand_over_goes_without_a_mouse(page_of, group, settled, desk):
    page = page_of()
    QTest.keyClick(page.table, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    until(lambda: page.findChild(HandoverWizard) is not None)
    wizard = page.findChild(HandoverWizard)
    until(wizard.isActiveWindow)
    for word in ("秦朗", "罗青"):
        write(focus(), word)
        press(Qt.Key.Key_Return)  # takes the name that is offered
        press(Qt.Key.Key_Tab)
    write(focus(), "2026-05-31")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told(wizard) == ""
    assert QApplication.focusWidget() is wizard.tree
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)  # the first line is kept back
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert len(owned(group, LEAVER)) == 1
    assert len(owned(group, NEXT)) == KINDS - 1
    rotation = group.reader.list(Query(kind=Rotation))[0]
    assert (rotation.state, rotation.day, rotation.signed_by) == (RotationState.HANDED, DAY, BOSS)
    paper = page.findChild(HandoverPaper)
    until(lambda: paper.pages is not None)
    assert paper.findChild(QLabel, "handoverTold").text().startswith(f"已交接 {KINDS - 1} 项")
    paper.reject()
    desk.undo()
    settled()
    assert len(owned(group, LEAVER)) == KINDS


def test_a_rotation_that_was_prepared_begins_filled_and_its_step_opens_the_wizard(page_of, group, save, settled):
    draft = save(Rotation.of(day=DAY, leaving=LEAVER, successor=NEXT))
    page = page_of()
    page.show_record(draft.id)
    settled()
    page.side.panel.steps.findChild(QPushButton, "step_完成交接").click()
    wizard = page.findChild(HandoverWizard)
    assert [wizard.who.rows[name].text() for name in ("leaving", "successor", "signed_by")] == [LEAVER, NEXT, BOSS]
    wizard.step_on()
    wizard.step_on()
    settled()
    assert group.reader.get(Rotation, draft.id).state is RotationState.HANDED
    assert owned(group, LEAVER) == set()


def test_who_leaves_early_is_offered_with_the_successor(group, save, wizard_of):
    leaver = group.reader.get(Member, LEAVER)
    save(dc.replace(leaver, ends=DAY), leaver)
    follows = group.reader.get(Member, NEXT)
    save(dc.replace(follows, replaces=LEAVER, handover="在办"), follows)
    wizard = wizard_of()
    assert [wizard.who.rows[name].text() for name in ("leaving", "successor")] == [LEAVER, NEXT]
    assert not wizard.leaves.isVisibleTo(wizard)


def test_the_day_of_leaving_is_written_when_it_is_wanted(group, wizard_of, settled):
    wizard = filled(wizard_of())
    assert wizard.leaves.text() == "秦朗登记的离组日期是7月12日，改为交接日期5月31日"
    wizard.leaves.setChecked(True)
    wizard.step_on()
    wizard.step_on()
    settled()
    assert group.reader.get(Member, LEAVER).ends == DAY


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"successor": LEAVER}, "接替人员不能是离组人员本人"),
        ({"successor": ""}, "不能为空"),
        ({"leaving": ""}, "不能为空"),
    ],
)
def test_a_slip_is_said_beside_its_field(group, wizard_of, slip, words):
    wizard = filled(wizard_of())
    pick(wizard, **slip)
    wizard.step_on()
    assert words in wizard.who.rows[next(iter(slip))].told()
    assert not wizard.tree.isVisibleTo(wizard)


def test_who_has_left_cannot_follow(group, wizard_of):
    wizard = filled(wizard_of())
    pick(wizard, day="2026-08-01")
    wizard.step_on()
    assert told(wizard).startswith("罗青7月12日已离组，不能接替")


def test_alone_the_wizard_offers_to_register_somebody(store, save, wizard_of):
    save(people()[1])
    wizard = wizard_of()
    assert told(wizard).startswith("组员里只有秦朗一人，没有人可以接替")


def test_nothing_open_is_said_and_the_rotation_can_still_be_written(group, wizard_of, settled):
    wizard = filled(wizard_of())
    pick(wizard, leaving=NEXT, successor=LEAVER)
    wizard.step_on()
    heading = wizard.findChild(QLabel, "handoverHeading").text()
    assert heading.startswith("罗青名下没有未办结的事项，不用移交。")
    assert wizard.go.text() == "登记轮换"
    wizard.step_on()
    settled()
    assert [row.cells["words"] for row in group.reader.list(Query(kind=Rotation))[0].items] == ["没有未办结的事项"]


def test_with_nothing_chosen_there_is_nothing_to_press(group, wizard_of):
    wizard = filled(wizard_of())
    wizard.step_on()
    assert wizard.go.text() == f"交接选中的 {KINDS} 项"
    wizard.tree.tick_all()
    assert (wizard.go.text(), wizard.go.isEnabled()) == ("交接选中的 0 项", False)
    wizard.tree.tick_all()
    assert wizard.go.isEnabled()


def test_only_the_leader_may_watch_over_it(group, wizard_of):
    offers = wizard_of().who.rows["signed_by"].editor._suggest("")
    assert [offer[0] for offer in offers] == [BOSS]


def test_the_wizard_fits_the_smallest_window_and_says_all_its_controls(group, wizard_of):
    wizard = filled(wizard_of(size=SMALLEST))
    assert nameless(wizard) == []
    wizard.step_on()
    assert nameless(wizard) == []
    hint = wizard.minimumSizeHint()
    assert (hint.width() <= SMALLEST[0], hint.height() <= SMALLEST[1]) == (True, True)


def test_a_hand_over_that_was_begun_is_not_thrown_away_by_esc(wizard_of, group, store, settled):
    wizard = wizard_of()
    pick(wizard, leaving=LEAVER)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    wizard.findChild(Confirmation).reject()
    assert wizard.isVisible()
    wizard.close()  # as on locking
    settled()
    assert store.drafts.all("rotation")[0].texts["leaving"] == LEAVER
