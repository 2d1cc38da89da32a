"""The small widgets that forms and lists are put together from."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import delete

from dundian_desktop import clock
from ui.parts.banner import Banner
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.day_line import DayLine, day_text
from ui.parts.dialog import FittingDialog
from ui.parts.empty_state import EmptyState
from ui.parts.field import Field
from ui.parts.form_bar import FormBar
from ui.parts.masked_value import MaskedValue
from ui.parts.photo_strip import Photo, PhotoStrip
from ui.parts.pick_line import PickLine
from ui.parts.pick_many import PickMany
from ui.parts.progress_panel import ProgressPanel
from ui.parts.search_line import SearchLine
from ui.parts.toast import Toasts
from ui.parts.view_tabs import View, ViewTabs
from ui.tasks import Tasks

TODAY = dt.date(2026, 6, 12)
PEOPLE = [("1", "张建国", "某某机械"), ("2", "张敏", "通达物流"), ("3", "仇丽华", "某某机械")]


def suggest(typed):
    return [each for each in PEOPLE if typed in each[1]]


@pytest.fixture
def june(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("6.12", TODAY),
        ("0612", TODAY),
        ("昨天", dt.date(2026, 6, 11)),
        ("6月12日", TODAY),
        ("2026-06-12", TODAY),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(shown, june, typed, day):
    line = shown(DayLine())
    QTest.keyClicks(line.line, "") if not typed else line.line.setText(typed)
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    assert line.day() == day
    assert line.line.text() == (day_text(day) if day else "")


def test_a_day_is_shown_with_its_weekday():
    assert day_text(TODAY) == "2026-06-12 周五"


def test_a_day_that_is_none_is_kept_as_typed_and_said(shown, qtbot, june):
    line = shown(DayLine())
    line.line.setText("2.30")
    with qtbot.waitSignal(line.refused) as got:
        line.take()
    assert got.args == ["没有这一天，请检查月和日"]
    assert line.text() == "2.30"
    assert line.day() is None


def test_a_day_picked_from_the_calendar_is_taken(shown, qtbot, june):
    line = shown(DayLine())
    line.open_calendar()
    calendar = line._calendar
    with qtbot.waitSignal(line.changed) as got:
        calendar.clicked.emit(calendar.selectedDate())
    assert got.args == [TODAY]
    assert not line._popup.isVisible()
    assert line.line.hasFocus()


def test_escape_shuts_the_calendar_and_goes_back_to_the_line(shown):
    line = shown(DayLine())
    line.open_calendar()
    QTest.keyClick(line._popup, Qt.Key.Key_Escape)
    assert not line._popup.isVisible()
    assert line.line.hasFocus()


class Form(QDialog):
    """A dialog with a line and a default button: the place where Enter must not save."""

    def __init__(self, line):
        super().__init__()
        self.line, self.saved = line, []
        save = QPushButton("保存")
        save.setDefault(True)
        save.clicked.connect(lambda: self.saved.append(1))
        column = QVBoxLayout(self)
        column.addWidget(line)
        column.addWidget(save)


@pytest.fixture
def form(shown):
    made = shown(Form(PickLine(suggest)))
    made.line.setFocus()
    return made


def type_in(line, text):
    line.setText(text)
    line.textEdited.emit(text)


def test_enter_takes_the_marked_suggestion_and_never_saves(form):
    type_in(form.line, "张")
    QTest.keyClick(form.line, Qt.Key.Key_Down)
    QTest.keyClick(form.line, Qt.Key.Key_Return)
    assert form.line.chosen() == PEOPLE[1]
    assert form.line.text() == "张敏"
    assert form.saved == []


def test_down_on_an_empty_line_offers_the_recent_ones(form):
    QTest.keyClick(form.line, Qt.Key.Key_Down)
    assert form.line.sheet.shown()


def test_escape_shuts_the_suggestions_and_not_the_dialog(form):
    type_in(form.line, "张")
    QTest.keyClick(form.line, Qt.Key.Key_Escape)
    assert not form.line.sheet.shown()
    assert form.isVisible()


def test_text_that_was_not_picked_is_nothing_picked_and_marked(form):
    type_in(form.line, "王五")
    form.focusNextChild()
    assert form.line.chosen() is None
    assert form.line.property("wrong")


def test_changing_a_picked_name_takes_it_back(form, qtbot):
    form.line.choose(None)
    type_in(form.line, "仇")
    QTest.keyClick(form.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(form.line.picked) as got:
        type_in(form.line, "仇丽")
    assert got.args == [None]


def test_suggestions_that_come_too_late_are_not_shown(form):
    form.focusNextChild()
    form.line.offer(PEOPLE)
    assert not form.line.sheet.shown()


def test_several_are_picked_once_each_and_taken_out_again(shown, qtbot):
    many = shown(PickMany(suggest))
    many.line.setFocus()
    for typed in ("张", "仇", "张"):
        type_in(many.line, typed)
        QTest.keyClick(many.line, Qt.Key.Key_Return)
    assert many.ids() == ["1", "3"]
    with qtbot.waitSignal(many.changed):
        QTest.keyClick(many.line, Qt.Key.Key_Backspace)
    assert many.ids() == ["1"]


def test_a_masked_value_is_shown_only_after_its_owner_gave_it(shown, qtbot):
    field = shown(MaskedValue("430***********0071", name="身份证号"))
    text, press = field.findChild(QLabel, "maskedText"), field.findChild(QPushButton, "maskedShow")
    with qtbot.waitSignal(field.reveal_asked):
        press.click()
    assert text.text() == "430***********0071"
    field.reveal("430203199001010071")
    assert text.text() == "430203199001010071"
    press.click()
    assert text.text() == "430***********0071"


def test_a_revealed_value_is_hidden_after_a_while(shown):
    field = shown(MaskedValue("138****5678"))
    field.reveal("13812345678")
    field._limit.timeout.emit()
    assert not field.revealed()


def mime(*files):
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return given


@pytest.fixture
def strip(shown):
    return shown(PhotoStrip(lambda _: b""))


def test_dropped_pictures_are_passed_on_and_strangers_named(strip, qtbot, tmp_path):
    heard = []
    strip.strangers_given.connect(heard.append)
    with qtbot.waitSignal(strip.files_given) as got:
        assert strip.take(mime(tmp_path / "食堂.HEIC", tmp_path / "说明.docx"))
    assert [file.name for file in got.args[0]] == ["食堂.HEIC"]
    assert heard == [["说明.docx"]]


def test_a_pasted_screenshot_is_passed_on_as_png(strip, qtbot):
    given = QMimeData()
    given.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(strip.image_given) as got:
        strip.take(given)
    assert QImage.fromData(QByteArray(got.args[0])).width() == 4


def test_a_photo_can_be_opened_and_taken_out(strip, qtbot):
    strip.put([Photo("7", "食堂.jpg")])
    tile = strip.findChild(QWidget, "photoTile")
    opener, cross = tile.findChildren(QPushButton)[0], tile.findChild(QWidget, "photoRemove")
    with qtbot.waitSignal(strip.opened) as got:
        opener.click()
    assert got.args == ["7"]
    with qtbot.waitSignal(strip.remove_asked):
        cross.click()


def test_the_form_bar_says_how_the_draft_stands(shown, qtbot):
    bar = shown(FormBar())
    state = bar.findChild(QLabel, "formState")
    bar.say_draft(dt.datetime(2026, 6, 12, 10, 32).astimezone())
    assert state.text() == "草稿已存 10:32"
    bar.say_problems(2)
    assert state.text() == "还有 2 处要改，草稿已留着"
    with qtbot.waitSignal(bar.save_asked):
        QTest.keyClick(bar, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_a_required_field_says_so_without_colour(shown):
    line = QLineEdit()
    field = shown(Field("姓名", line, required=True))
    assert line.accessibleName() == "姓名，必填"
    field.say_problem("请写上姓名")
    assert field.problem() == "请写上姓名"
    QTest.keyClicks(line, "a")
    assert field.problem() == ""


def test_views_show_their_counts_and_say_which_is_chosen(shown, qtbot):
    tabs = shown(ViewTabs([View("all", "全部", 128), View("late", "已超期")]))
    tabs.count({"late": 2})
    late = tabs.findChild(QPushButton, "view_late")
    assert (tabs.key(), late.text()) == ("all", "已超期 2")
    with qtbot.waitSignal(tabs.chosen) as got:
        late.click()
    assert got.args == ["late"]
    tabs.put([View("all", "全部"), View("late", "已超期")])
    assert tabs.key() == "late"


def test_search_waits_for_the_words_to_settle_and_escape_clears(shown, qtbot):
    line = shown(SearchLine())
    heard = []
    line.searched.connect(heard.append)
    QTest.keyClicks(line, "gz")
    assert heard == []
    line._wait.timeout.emit()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert heard == ["gz", ""]
    assert line.text() == ""


def test_an_empty_page_has_three_parts_and_a_good_one_has_one(shown, qtbot):
    empty = shown(EmptyState())
    empty.put("还没有走访记录。", main="记第一次走访", quiet="从表格粘贴")
    with qtbot.waitSignal(empty.main_pressed):
        empty.findChild(QPushButton, "emptyMain").click()
    empty.put("今天没有到期事项。")
    assert not any(made.isVisibleTo(empty) for made in empty.findChildren(QPushButton))


def test_a_toast_stays_at_least_eight_seconds_and_can_undo(shown, qtbot):
    window, undone = shown(QWidget()), []
    toast = Toasts(window).say("已删除 走访·张师傅", "撤销", lambda: undone.append(1), seconds=1)
    assert toast.timer.interval() >= 8000
    assert not toast.isModal()
    toast.findChild(QPushButton, "toastAction").click()
    assert undone == [1]
    assert not toast.isVisible()


def test_what_is_said_last_takes_the_place_of_what_was_said_before(shown):
    toasts = Toasts(shown(QWidget()))
    made = [toasts.say(f"已改 {number} 条") for number in range(3)]
    assert [toast.isVisible() for toast in made] == [False, False, True]
    made[-1].leave()
    assert toasts.say("已撤销").isVisible()


def test_a_dialog_may_be_gone_before_it_could_grow(shown):
    around = shown(QWidget())
    dialog = FittingDialog("办结", around)
    dialog.open()
    delete(dialog)
    QCoreApplication.processEvents()  # a slot that touched it would be an error of the test


def test_a_banner_goes_when_it_is_closed(shown):
    banner = shown(Banner())
    banner.put("上次有 1 条没存完。", action="接着写")
    banner.findChild(QWidget, "bannerClose").click()
    assert not banner.isVisible()


def test_a_chip_says_its_word(shown):
    chip = shown(ChipLabel(Chip("超期2天", Tone.BAD)))
    assert chip.accessibleName() == "超期2天"


def test_the_progress_panel_shows_steps_cancels_and_goes(shown, qtbot):
    tasks, held = Tasks(), threading.Event()
    panel = shown(ProgressPanel())
    task = tasks.beside(lambda _: held.wait(5))
    panel.watch(task, "正在写交换包")
    panel.show_step(25, 41, "正在写第 25/41 张照片")
    assert panel.findChild(QLabel, "progressNote").text() == "60%  正在写第 25/41 张照片"
    with qtbot.waitSignal(task.ended):
        panel.cancel_button.click()
        held.set()
    assert not panel.isVisible()
    tasks.close()
