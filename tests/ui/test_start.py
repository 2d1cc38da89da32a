"""Unlocking, the first start, and what dialogs have in common."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QRadioButton, QScrollArea

from dundian_desktop.errors import MachineError, UserError
from tests.ui.looks import SMALLEST, nameless
from ui.disk import Place, place_of, room_text
from ui.first_run import FirstRunPage
from ui.messages import Confirmation, Notice, NoticeDialog, notice_of
from ui.parts.day_line import DayLine
from ui.parts.dialog import FittingDialog
from ui.parts.labels import label
from ui.unlock_page import UnlockPage

WORDS = "four plain words here"
CODE = "7F2A-91C4-ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-0G7K"
HARD_DISK = Place(free=80_000_000_000, removable=False, writable=True)


@dataclass(frozen=True)
class Judged:
    """A verdict by length alone."""

    accepted: bool
    grade: str = "可以"
    sentence: str = "口令可以用；再长一些更好。"


def weigh(passphrase, names):
    return Judged(len(passphrase) >= 12)


@pytest.fixture
def unlock(shown):
    return shown(UnlockPage("第3蹲点工作组"), SMALLEST)


def test_the_passphrase_is_given_once_and_the_page_waits(unlock, qtbot):
    QTest.keyClicks(unlock.passphrase, WORDS)
    with qtbot.waitSignal(unlock.passphrase_given) as got:
        QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    assert got.args == [WORDS]
    assert unlock.findChild(QPushButton, "unlockOpen").text() == "正在打开…"
    with qtbot.assertNotEmitted(unlock.passphrase_given):
        QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)


def test_a_refusal_is_said_and_the_seconds_are_counted(unlock, qtbot):
    unlock.passphrase.setText("wrong")
    unlock.refuse("口令连续输错太多次。", 2)
    opener = unlock.findChild(QPushButton, "unlockOpen")
    assert unlock.findChild(QLabel, "unlockTold").text() == "口令连续输错太多次。"
    assert (opener.text(), opener.isEnabled()) == ("请等 2 秒", False)
    with qtbot.assertNotEmitted(unlock.passphrase_given):
        QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    unlock.count_down()
    unlock.count_down()
    assert (opener.text(), opener.isEnabled()) == ("打开", True)


def test_the_recovery_code_need_not_wait(unlock, qtbot):
    unlock.refuse("口令连续输错太多次。", 30)
    unlock.findChild(QPushButton, "unlockOther").click()
    unlock.recovery.setText(CODE)
    with qtbot.waitSignal(unlock.recovery_given) as got:
        unlock.findChild(QPushButton, "unlockOpen").click()
    assert got.args == [CODE]


def test_nothing_that_was_typed_stays_after_opening(unlock):
    unlock.passphrase.setText(WORDS)
    unlock.forget()
    assert unlock.passphrase.text() == ""
    assert unlock.passphrase.echoMode() is QLineEdit.EchoMode.Password


@pytest.fixture
def wizard(shown, tmp_path):
    return shown(FirstRunPage(tmp_path, weigh, lambda _: HARD_DISK), SMALLEST)


def answer_all(wizard):
    wizard.who.name.setText("王建国")
    wizard.who.group.setText("第3蹲点工作组")
    for _ in range(3):
        wizard.step_on()
    wizard.secret.first.setText(WORDS)
    wizard.secret.second.setText(WORDS)


def test_the_answers_are_one_value_that_hides_the_passphrase(wizard, qtbot, tmp_path):
    answer_all(wizard)
    with qtbot.waitSignal(wizard.answered) as got:
        wizard.step_on()
    answers = got.args[0]
    assert (answers.name, answers.group, answers.folder) == ("王建国", "第3蹲点工作组", tmp_path)
    assert answers.passphrase == WORDS
    assert "four" not in repr(answers)


def test_no_step_is_left_while_something_is_missing(wizard):
    wizard.step_on()
    assert wizard.who.isVisible()
    assert wizard.who.name.hasFocus()
    assert wizard.who.name.property("wrong")


def test_a_member_joins_with_the_leaders_file(wizard, tmp_path):
    wizard.who.name.setText("李敏")
    wizard.findChild(QRadioButton, "joinGroup").setChecked(True)
    wizard.step_on()
    assert wizard.who.isVisible()
    wizard.who.take_file(str(tmp_path / "身份.ddb"))
    wizard.step_on()
    assert wizard.where.isVisible()
    assert wizard.answers().identity_file == tmp_path / "身份.ddb"
    assert wizard.answers().group == ""


def test_two_different_passphrases_are_not_taken(wizard, qtbot):
    answer_all(wizard)
    wizard.secret.second.setText("other")
    with qtbot.assertNotEmitted(wizard.answered):
        wizard.step_on()


def test_the_recovery_code_must_be_proven(wizard, qtbot):
    answer_all(wizard)
    wizard.step_on()
    wizard.show_recovery_code(CODE)
    on = wizard.findChild(QPushButton, "stepNext")
    assert not on.isEnabled()
    wizard.findChild(QCheckBox, "copied").setChecked(True)
    wizard.findChild(QLineEdit, "proof").setText("0g7k")
    assert on.isEnabled()
    with qtbot.waitSignal(wizard.completed):
        on.click()
    assert wizard.secret.first.text() == ""


def test_the_code_is_handed_out_for_print_and_for_a_file(wizard, qtbot):
    wizard.show_recovery_code(CODE)
    with qtbot.waitSignal(wizard.print_asked) as printed:
        wizard.findChild(QPushButton, "printCode").click()
    with qtbot.waitSignal(wizard.save_asked) as saved:
        wizard.findChild(QPushButton, "saveCode").click()
    assert printed.args == saved.args == [CODE]


def test_a_failure_to_build_keeps_the_answers(wizard):
    answer_all(wizard)
    wizard.step_on()
    wizard.refuse("没能写入这个文件夹。")
    assert wizard.secret.isVisible()
    assert wizard.findChild(QPushButton, "stepNext").isEnabled()
    assert wizard.answers().name == "王建国"


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (Place(free=80_000_000_000, removable=True, writable=True), "U 盘"),
        (Place(free=300_000_000, removable=False, writable=True), "空间有些紧"),
        (Place(free=80_000_000_000, removable=False, writable=False), "不能写入"),
    ],
)
def test_a_doubtful_place_is_said(shown, tmp_path, place, word):
    wizard = shown(FirstRunPage(tmp_path, weigh, lambda _: place), SMALLEST)
    assert word in wizard.where.findChild(QLabel, "bannerWords").text()


def test_a_folder_that_is_not_there_yet_has_the_room_of_its_parents(tmp_path):
    place = place_of(tmp_path / "还没有" / "这个")
    assert place.writable
    assert place.free > 0


def test_room_is_written_as_people_say_it():
    assert (room_text(12_300_000_000), room_text(300_000_000)) == ("12.3 GB", "300 MB")


@pytest.mark.parametrize("step", range(5))
def test_every_control_of_the_first_start_has_a_name(wizard, step):
    wizard._show(step)
    assert nameless(wizard) == []


def test_every_control_of_the_unlock_page_has_a_name(unlock):
    assert nameless(unlock) == []
    unlock.findChild(QPushButton, "unlockOther").click()
    assert nameless(unlock) == []


def test_every_control_of_the_calendar_has_a_name(shown):
    line = shown(DayLine())
    line.set_name("走访日期")
    line.open_calendar()
    assert nameless(line.window()) == []


@pytest.mark.parametrize("make", [UnlockPage, lambda: FirstRunPage(Path(), weigh, lambda _: HARD_DISK)])
def test_the_pages_of_the_start_fit_the_smallest_window(qtbot, make):
    page = make()
    qtbot.addWidget(page)
    assert page.minimumSizeHint().width() <= SMALLEST[0]
    assert page.minimumSizeHint().height() <= SMALLEST[1]


def test_a_long_dialog_scrolls_and_keeps_its_buttons_in_sight(shown):
    dialog = FittingDialog("办理情况")
    for number in range(60):
        dialog.body.addWidget(label(f"第 {number} 条，食堂夏季高温无空调，夜班职工就餐困难。", wraps=True))
    done = dialog.add_button("知道了")
    shown(dialog, (400, 300))
    room = dialog.screen().availableGeometry()
    assert dialog.height() <= room.height() * 0.92
    assert dialog.findChild(QScrollArea).verticalScrollBar().maximum() > 0
    assert dialog.rect().contains(done.geometry())
    assert dialog.minimumSizeHint().height() <= SMALLEST[1]


def test_a_notice_says_its_parts_and_its_buttons_are_deeds(shown, qtbot):
    notice = Notice(
        what="没能写入 U 盘：空间不足。", then="请换一个 U 盘。", actions=("换位置保存", "不带照片导出"), code="E-203"
    )
    dialog = shown(NoticeDialog("没有导出", notice), SMALLEST)
    told = dialog.findChild(QLabel, "noticeWords").text()
    assert told == "没能写入 U 盘：空间不足。\n已有的资料没有受影响。\n请换一个 U 盘。"
    assert nameless(dialog) == []
    with qtbot.waitSignal(dialog.acted) as got:
        dialog.findChild(QPushButton, "action1").click()
    assert got.args == ["不带照片导出"]


def test_a_fault_of_the_machine_offers_another_try_and_a_refusal_does_not():
    assert notice_of(MachineError("U 盘不见了。")).actions == ("再试一次",)
    assert notice_of(UserError("期限早于发现日期，请检查。")).actions == ()


def test_what_cannot_be_taken_back_is_confirmed_by_naming_the_deed(shown, qtbot):
    dialog = shown(Confirmation("清空回收站", "里面的 3 条会永远消失。", "清空"), SMALLEST)
    assert {made.text() for made in dialog.findChildren(QPushButton)} == {"取消", "清空"}
    assert dialog.findChild(QPushButton, "dialogCancel").hasFocus()
    with qtbot.waitSignal(dialog.confirmed):
        dialog.findChild(QPushButton, "deed").click()


def test_what_is_shown_first_loads_nothing_heavy():
    modules = "ui.style, ui.frame, ui.unlock_page, ui.first_run, ui.lock, ui.single_instance, ui.wheel_guard, ui.tasks"
    heavy = "sqlalchemy reportlab openpyxl pypinyin PIL argon2 cryptography xlsxwriter python_calamine alembic"
    asked = f"import sys, {modules}; print(*set({heavy.split()!r}) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
