"""The pages around the ledgers: the first page, the month, the exchange, the settings, the search."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QListWidget, QWidget

from dundian_desktop.exchange.peers import peers, write_own_card
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store import keyfile
from dundian_desktop.store.query import Query
from dundian_desktop.store.workspace import open_workspace
from tests.devices import CHEAP, PASSPHRASE, save, trust, written
from tests.ui.inside import workspace_at
from tests.ui.looks import MIDDLE, SMALLEST, nameless
from ui.backup_dialog import RestoreDialog
from ui.diary_start import diary_texts
from ui.exchange_page import ExchangePage
from ui.form_sheet import FormSheet
from ui.heat_calendar import HeatCalendar, Mark, mark_of
from ui.ledger_page import LedgerPage
from ui.month_check import RecordList
from ui.month_page import MonthPage
from ui.parts.search_line import SearchLine
from ui.search_page import SearchSheet
from ui.settings_page import SettingsPage
from ui.settings_safety import CodeDialog
from ui.sheet_errands import SheetErrands, SheetIn, SheetOut
from ui.standing import status_of
from ui.today_page import TodayPage

pytestmark = pytest.mark.usefixtures("mid_june")


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    for name in ("empty", "filled"):
        workspace_at(folder / name, filled=name == "filled").close()
    return folder


@pytest.fixture
def state() -> str:
    return "filled"


@pytest.fixture
def workspace(mould, tmp_path, state):
    with open_workspace(Path(shutil.copytree(mould / state, tmp_path / "w")), PASSPHRASE) as workspace:
        yield workspace


@pytest.fixture
def store(workspace):
    return workspace.store


@pytest.fixture
def today(qtbot, desk, shown):
    page = TodayPage(desk)
    with qtbot.waitSignal(page.looked_over, timeout=10_000):
        shown(page, MIDDLE)
    return page


def texts_in(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def click(widget: QWidget, name: str) -> None:
    widget.findChild(QAbstractButton, name).click()


def banner(tile: QWidget) -> str:
    return tile.verdict.findChild(QLabel, "bannerWords").text()


# -- the first page


def test_the_first_page_counts_as_the_report_does(today) -> None:
    assert today.findChild(QLabel, "figureK003").text() == "23"
    assert "28人次，累计60人" in texts_in(today.figures)
    assert "第61/91天" in texts_in(today)


def test_the_first_page_offers_to_write_todays_diary(today) -> None:
    assert "可按今天的 1 次走访拼好" in texts_in(today.duties)
    click(today, "todayDiary")
    form = today.findChild(FormSheet).form
    assert form.form.rows["day"].text() == "2026-06-12"
    assert form.form.rows["text"].text().startswith("今天走访1人次。")
    today.findChild(FormSheet).reject()


def test_a_day_of_the_calendar_begins_that_days_diary(today) -> None:
    today.open_diary(dt.date(2026, 6, 3))
    assert today.findChild(FormSheet).form.form.rows["day"].text() == "2026-06-03"
    today.findChild(FormSheet).reject()


def test_a_form_left_unfinished_is_offered_and_dropped(qtbot, desk, today) -> None:
    desk.store.drafts.keep("site", "0190c0de" + "1" * 24, {"name": "云麓园区"})
    with qtbot.waitSignal(today.looked_over, timeout=10_000):
        today.refresh()
    assert "没存完的驻点 云麓园区" in texts_in(today.duties)
    click(today, "draftDrop")
    qtbot.waitUntil(lambda: not desk.store.drafts.all(), timeout=10_000)


@pytest.mark.parametrize("state", ["empty"])
def test_without_a_group_the_first_page_says_what_comes_first(today) -> None:
    assert "先登记工作组" in texts_in(today.duties)
    assert "没有" not in texts_in(today.figures)


def test_a_diarys_beginning_names_the_visits_of_the_day(desk) -> None:
    texts = diary_texts(desk.store, dt.date(2026, 4, 15))
    assert texts["place"]
    assert len(texts["visits"].split("、")) == texts["text"].count("\n") + 0


def test_a_day_without_visits_begins_with_the_day_alone(desk) -> None:
    assert diary_texts(desk.store, dt.date(2026, 4, 1)) == {"day": "2026-04-01"}


def test_the_line_at_the_foot_tells_the_day_of_the_stint(desk) -> None:
    assert status_of(desk.store).day == "第61/91天"


@pytest.mark.parametrize(
    ("day", "written", "mark"),
    [(11, True, Mark.WRITTEN), (11, False, Mark.MISSING), (13, False, Mark.COMING), (6, False, Mark.FREE)],
)
def test_a_day_of_the_calendar_is_written_missing_coming_or_free(day, written, mark) -> None:
    found = mark_of(dt.date(2026, 6, day), dt.date(2026, 6, 12), written=written, late=False, inside=True)
    assert found is mark


def test_the_calendar_is_walked_by_arrows_and_pressed_by_enter(qtbot, shown) -> None:
    calendar = HeatCalendar()
    days = {dt.date(2026, 6, n): Mark.MISSING for n in range(1, 31)}
    calendar.put(dt.date(2026, 6, 1), days, dt.date(2026, 6, 12))
    shown(calendar, (300, 260))
    calendar.setFocus()
    qtbot.keyClick(calendar, Qt.Key.Key_Left)
    with qtbot.waitSignal(calendar.day_pressed) as got:
        qtbot.keyClick(calendar, Qt.Key.Key_Return)
    assert got.args == [dt.date(2026, 6, 11)]


# -- the month


@pytest.fixture
def month(qtbot, desk, shown):
    page = shown(MonthPage(desk), MIDDLE)
    page.choose("2026-06")
    qtbot.waitUntil(lambda: page.report is not None and page._task is None, timeout=10_000)
    return page


def test_every_figure_leads_to_the_records_behind_it(qtbot, desk, month) -> None:
    month.check.show_figures()
    table = month.check.table
    table.setCurrentIndex(table.place("K402", "本月"))
    QTest.keyClick(table, Qt.Key.Key_Return)
    listed = month.findChild(RecordList)
    assert listed.findChild(QListWidget, "recordListRows").count() == 7
    with qtbot.waitSignal(desk.record_asked) as got:
        click(listed, "recordListGo")
    assert got.args[0] == "deed"


def test_the_months_pages_stay_in_memory_until_they_are_saved(qtbot, desk, month, tmp_path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"}
    month.draw()
    qtbot.waitUntil(lambda: month.pages is not None and month._task is None, timeout=20_000)
    assert {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"} == before
    assert month.pdf.document.pageCount() == month.pages.pages
    qtbot.waitUntil(lambda: month.pdf.view.zoomMode() is QPdfView.ZoomMode.Custom, timeout=10_000)
    month.save(tmp_path / "六月.pdf")
    qtbot.waitUntil((tmp_path / "六月.pdf").exists, timeout=10_000)
    assert (tmp_path / "六月.pdf").read_bytes() == month.pages.content


def test_what_is_written_meanwhile_is_counted_anew(qtbot, desk, month) -> None:
    first = month.report
    desk.save(Site(name="城关街道"))
    qtbot.waitUntil(lambda: month.report is not None and month.report is not first, timeout=10_000)


@pytest.mark.parametrize("state", ["empty"])
def test_without_a_stint_the_month_says_where_to_begin(qtbot, desk, shown) -> None:
    page = shown(MonthPage(desk), MIDDLE)
    with qtbot.waitSignal(page.page_asked) as got:
        click(page.choice, "emptyMain")
    assert got.args == ["group"]


# -- the exchange


@pytest.fixture
def other(tmp_path):
    with workspace_at(tmp_path / "b", "罗青", "B") as workspace:
        yield workspace.store


@pytest.fixture
def exchange(desk, shown):
    return shown(ExchangePage(desk), MIDDLE)


def test_a_device_is_registered_after_the_digits_were_compared(qtbot, desk, exchange, other, tmp_path) -> None:
    card = tmp_path / "b.dundian-card"
    write_own_card(other, card)
    exchange.peers.look_at(card)
    qtbot.waitUntil(lambda: exchange.findChild(QWidget, "peerDialog") is not None, timeout=10_000)
    assert len(exchange.findChild(QLabel, "peerDigits").text().replace(" ", "")) == 8
    assert peers(desk.store) == []
    click(exchange, "peerVouch")
    qtbot.waitUntil(lambda: exchange.give.peer.count() == 1, timeout=10_000)
    assert [peer.card.name for peer in peers(desk.store)] == ["罗青"]


def test_a_bundle_is_written_and_said_to_be_checked(qtbot, desk, exchange, other, tmp_path) -> None:
    trust(desk.store, other)
    exchange.refresh()
    qtbot.waitUntil(lambda: "走访职工74条" in texts_in(exchange.give), timeout=10_000)
    exchange.give.send_to(tmp_path)
    qtbot.waitUntil(exchange.give.verdict.isVisible, timeout=10_000)
    assert "可以拔出" in banner(exchange.give)
    assert len(list(tmp_path.glob("*.dundian"))) == 1
    assert exchange.history.table.rowCount() == 1


def test_nothing_is_taken_in_before_the_person_wants_it(qtbot, desk, exchange, other, tmp_path) -> None:
    trust(desk.store, other)
    trust(other, desk.store)
    save(other, Site(name="翠鸟街道"))
    exchange.take_file(written(other, desk.store, tmp_path / "stick"))
    qtbot.waitUntil(lambda: exchange.take.preview is not None, timeout=10_000)
    assert "驻点1条" in texts_in(exchange.take.preview)
    click(exchange.take.preview, "dialogCancel")
    assert desk.store.reader.count(Query(kind=Site)) == 2
    exchange.take_file(next((tmp_path / "stick").glob("*.dundian")))
    qtbot.waitUntil(lambda: exchange.take.preview is not None, timeout=10_000)
    click(exchange.take.preview, "bundleMerge")
    qtbot.waitUntil(exchange.take.verdict.isVisible, timeout=10_000)
    assert "回执已写好" in banner(exchange.take)
    assert desk.store.reader.count(Query(kind=Site)) == 3


def test_a_stranger_to_the_program_is_refused_with_its_code(qtbot, exchange, tmp_path) -> None:
    path = tmp_path / "x.dundian"
    path.write_bytes(b"x" * 100)
    exchange.take_file(path)
    qtbot.waitUntil(exchange.take.verdict.isVisible, timeout=10_000)
    assert "E-not-a-bundle" in banner(exchange.take)


# -- the settings


@pytest.fixture
def settings(desk, workspace, shown):
    return shown(SettingsPage(desk, workspace, CHEAP), MIDDLE)


def test_who_works_here_is_kept(qtbot, desk, settings) -> None:
    settings.here.person.setText("罗青")
    with qtbot.waitSignal(settings.standing_changed, timeout=10_000):
        settings.here.save()
    assert desk.store.settings.get("person", "") == "罗青"


def test_a_person_without_a_name_is_not_kept(desk, settings) -> None:
    settings.here.person.setText(" ")
    settings.here.save()
    assert "请写上姓名" in texts_in(settings.here)


def test_a_new_recovery_code_voids_the_old_one_and_opens(qtbot, workspace, settings) -> None:
    settings.safety.renew()
    qtbot.waitUntil(lambda: settings.findChild(CodeDialog) is not None, timeout=10_000)
    code = settings.findChild(QLabel, "newCode").text()
    assert keyfile.unlock_by_recovery(workspace.folder, code) == workspace.key


def test_a_backup_made_now_is_counted(qtbot, settings) -> None:
    settings.backup.back_up_now()
    qtbot.waitUntil(lambda: "都能读出来" in banner(settings.backup), timeout=10_000)


def test_a_whole_backup_comes_back_in_another_folder(qtbot, settings, tmp_path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    settings.backup.write_whole(str(stick))
    qtbot.waitUntil(lambda: "可以拔出" in banner(settings.backup), timeout=10_000)
    dialog = RestoreDialog(settings.backup._folder, settings)
    dialog.take_source(str(next(stick.glob("*.dundian-backup"))))
    dialog.target.setText(str(tmp_path / "again"))
    dialog.secret.setText(PASSPHRASE)
    dialog.chosen.connect(settings.backup.restore_to)
    dialog.findChild(QAbstractButton, "restoreGo").click()
    qtbot.waitUntil(lambda: "已恢复到" in banner(settings.backup), timeout=15_000)
    with open_workspace(tmp_path / "again", PASSPHRASE) as again:
        assert again.store.reader.count(Query(kind=Worker)) == 60


def test_the_data_are_examined_line_by_line(qtbot, settings) -> None:
    settings.doctor.examine()
    qtbot.waitUntil(lambda: settings.doctor.diagnosis is not None, timeout=15_000)
    assert settings.doctor.diagnosis.sound
    assert "操作链" in texts_in(settings.doctor)


def test_the_settings_say_how_far_the_holidays_are_known(settings) -> None:
    assert settings.findChild(QLabel, "calendarUntil").text() == "工作日历：已知到2026年。"
    assert "2027年的放假安排尚未载入，暂按周一至周五为工作日计算。" in texts_in(settings.calendar)
    assert "2月15日至23日" in texts_in(settings.calendar)


def test_another_years_holidays_are_taken_in_from_a_file(qtbot, desk, settings, tmp_path) -> None:
    sample = tmp_path / "样例.json"
    settings.calendar.save_sample(sample)
    qtbot.waitUntil(lambda: "样例已存好" in banner(settings.calendar), timeout=10_000)
    plain = json.loads(sample.read_text(encoding="utf-8"))
    days = ["2027-01-01", "2027-05-01", "2027-10-01至2027-10-05"]
    sample.write_text(json.dumps({**plain, "year": 2027, "holidays": days, "workdays": []}), encoding="utf-8")
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        settings.calendar.take(sample)
    assert settings.findChild(QLabel, "calendarUntil").text() == "工作日历：已知到2027年。"
    assert "10月1日至5日" in texts_in(settings.calendar)


def test_holidays_that_are_refused_are_told_in_their_place(qtbot, settings, tmp_path) -> None:
    (tmp_path / "坏.json").write_text("{}", encoding="utf-8")
    settings.calendar.take(tmp_path / "坏.json")
    qtbot.waitUntil(lambda: "没有载入：缺少年份" in banner(settings.calendar), timeout=10_000)


# -- the search


def test_the_search_groups_by_ledger_and_opens_by_enter(qtbot, desk, shown) -> None:
    line = shown(SearchLine("搜"), MIDDLE)
    sheet = SearchSheet(desk, line)
    with qtbot.waitSignal(sheet.found, timeout=10_000):
        line.setText("青麓")
        line.say()
    titles = [sheet.list.item(n).text() for n in range(sheet.list.count())]
    assert any(title.startswith("企业底册") for title in titles)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(sheet.record_opened) as got:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert desk.store.reader.find(desk.store.kinds[got.args[0]], got.args[1])
    assert line.text() == "青麓"


def test_a_search_that_finds_nothing_says_so(qtbot, desk, shown) -> None:
    line = shown(SearchLine("搜"), MIDDLE)
    sheet = SearchSheet(desk, line)
    with qtbot.waitSignal(sheet.found, timeout=10_000) as got:
        line.setText("麒麟瓢虫")
        line.say()
    assert got.args == [0]
    assert "没有找到“麒麟瓢虫”" in sheet.list.item(0).text()


# -- sheets


@pytest.fixture
def workers(desk, shown):
    page = LedgerPage(desk, Worker)
    page.errands = SheetErrands(desk, page)
    page.errands.serve(page)
    return shown(page, MIDDLE)


def test_good_rows_come_in_as_one_act_and_bad_ones_are_told(qtbot, desk, workers) -> None:
    workers.block_pasted.emit("姓名\t职工类别\t手机号\n赵小燕\t一线产业工人\t\n钱三\t\t139\n", False)
    dialog = workers.findChild(SheetIn)
    qtbot.waitUntil(lambda: dialog._reading is not None, timeout=10_000)
    assert dialog.preview.rows.rowCount() == 1
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        click(dialog, "sheetTake")
    assert desk.store.reader.count(Query(kind=Worker)) == 61
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        desk.undo()
    assert desk.store.reader.count(Query(kind=Worker)) == 60


def test_sensitive_values_leave_only_after_a_warning(qtbot, workers, tmp_path) -> None:
    workers.head.sheet_out_asked.emit()
    dialog = workers.findChild(SheetOut)
    dialog.findChild(QCheckBox, "sheetSensitive").setChecked(True)
    assert "没有加密" in texts_in(dialog)
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.write(tmp_path / "职工.xlsx")
    assert (tmp_path / "职工.xlsx").stat().st_size > 4000


# -- all of them


@pytest.mark.parametrize("size", [MIDDLE, SMALLEST])
@pytest.mark.parametrize("make", [TodayPage, MonthPage, ExchangePage])
def test_no_page_is_wider_than_the_window_and_every_control_has_a_name(qtbot, desk, shown, make, size) -> None:
    page = shown(make(desk), (size[0] - 140, size[1] - 110))
    qtbot.waitUntil(lambda: not desk.tasks.busy(), timeout=10_000)
    assert page.minimumSizeHint().width() <= size[0] - 140
    assert nameless(page) == []


def test_every_control_of_the_settings_has_a_name(settings) -> None:
    for room in ("here", "safety", "backup", "days", "data", "about"):
        settings.choose(room)
        assert nameless(settings) == []
    assert settings.findChild(QLineEdit, "settingsPerson").text() == "陆知远"
