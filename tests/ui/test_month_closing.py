"""The month in the window: its table of figures, and closing it."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from dundian_desktop.actions.month_report import month_report
from dundian_desktop.ledgers.expense import Expense
from dundian_desktop.ledgers.month_report import MonthReport
from dundian_desktop.policy.finding import Level
from dundian_desktop.store.query import Query
from dundian_desktop.store.workspace import open_workspace
from tests.devices import PASSPHRASE
from tests.ui.inside import workspace_at
from tests.ui.looks import MIDDLE, SMALLEST, nameless
from ui.desk import Desk
from ui.form_sheet import FormSheet
from ui.month_check import RecordList
from ui.month_page import MonthPage
from ui.tasks import Tasks

pytestmark = pytest.mark.usefixtures("mid_june")


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    folder = tmp_path_factory.mktemp("closing")
    workspace_at(folder / "w", filled=True).close()
    return folder / "w"


@pytest.fixture
def store(mould, tmp_path):
    with open_workspace(Path(shutil.copytree(mould, tmp_path / "w")), PASSPHRASE) as workspace:
        yield workspace.store


@pytest.fixture
def page(qtbot, store, shown):
    tasks = Tasks()
    yield shown(MonthPage(Desk(store, tasks)), MIDDLE)
    qtbot.waitUntil(lambda: not tasks.busy(), timeout=15_000)
    tasks.close()


def counted(qtbot, page, month):
    page.choose(month)
    qtbot.waitUntil(lambda: page.report is not None and page._task is None, timeout=15_000)


def close_by_keyboard(qtbot, page):
    """Press 封账, then the button of the question that names the deed."""
    for name in ("closeMonth", "deed"):
        QTest.keyClick(page.findChild(QAbstractButton, name), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.standing is not None and page.standing.closed, timeout=15_000)


def cell(page, code, column):
    table = page.check.table
    return table.figures.data(table.place(code, column))


def pay(store, on, **more):
    (paid,) = (one for one in store.reader.list(Query(kind=Expense)) if one.day == on)
    with store.act() as act:
        act.save(dc.replace(paid, **more), paid)
    return paid.id


def test_a_closed_month_says_by_whom_and_when_and_never_moves(qtbot, store, page) -> None:
    counted(qtbot, page, "2026-05")
    before = cell(page, "K405", "本月")
    close_by_keyboard(qtbot, page)
    assert page.closing.chip.accessibleName() == "已封账 · 陆知远 6月12日封账"
    assert page.closing._close.isHidden()
    id_ = pay(store, dt.date(2026, 5, 31), amount=521_000)
    counted(qtbot, page, "2026-05")
    assert (cell(page, "K405", "本月"), page.closing.moved.accessibleName()) == (before, "封账后变动 2 项")
    counted(qtbot, page, "2026-06")
    assert cell(page, "K405", "上月更正") == "1,000.00"
    assert id_ in page.check.table.figures.cell(page.check.table.place("K405", "上月更正")).records


def test_closing_says_what_is_lacking_what_it_does_and_takes_earlier_months_along(qtbot, page) -> None:
    counted(qtbot, page, "2026-06")
    page.findChild(QAbstractButton, "closeMonth").click()
    dialog = page.findChild(QWidget, "confirmation")
    told = "".join(one.text() for one in dialog.findChildren(QLabel))
    assert "不再变动，2026年4月、2026年5月一并封账，以后的改动写进下月的“上月更正”" in told
    assert "今天以后写的也算改动" in told
    lacks = [one.sentence for one in page.report.findings if one.level is Level.RED]
    assert f"必须补的还有 {len(lacks)} 项，第一项：{lacks[0]}" in told
    assert len(lacks) > 1
    assert told.partition(lacks[0])[2].count("。") == 1
    dialog.reject()
    assert not page.standing.closed
    close_by_keyboard(qtbot, page)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    words = [page.findChild(QAbstractButton, f"month_2026-0{n}").text() for n in (4, 5, 6, 7)]
    assert [word.rpartition(" ")[2] for word in words] == ["已封账", "已封账", "已封账", "未到"]


def test_only_the_leader_is_offered_to_close(qtbot, store, page) -> None:
    store.settings.put("person", "罗青")
    counted(qtbot, page, "2026-05")
    assert page.closing._close.isHidden()
    assert page.closing._why.text() == "封账：由组长陆知远签字"
    page.closing.close_month()
    qtbot.waitUntil(page.trouble.isVisible, timeout=15_000)
    assert "封账须由组长签字" in page.trouble.findChild(QLabel, "bannerWords").text()
    assert not page.standing.closed


def test_what_people_write_themselves_stands_in_the_report(qtbot, store, page) -> None:
    counted(qtbot, page, "2026-05")
    page.findChild(QAbstractButton, "monthWords").click()
    sheet, wrote = page.findChild(FormSheet), "一是盯住欠薪兑付"
    rows = sheet.form.form.rows
    assert list(rows) == ["plans", "requests", "remarks"]  # closing is not written by hand
    assert all(row.isVisible() for row in rows.values())
    sheet.form.form.rows["plans"].editor.put("一是盯住欠薪兑付")
    sheet.form.save()
    qtbot.waitUntil(
        lambda: page.report is not None and "一是盯住欠薪兑付" in repr(page.report.document), timeout=15_000
    )
    close_by_keyboard(qtbot, page)
    (record,) = [one for one in store.reader.list(Query(kind=MonthReport)) if one.month == "2026-05"]
    assert (record.plans, str(record.state)) == (wrote, "已封账")


def test_the_table_says_what_the_report_counts_and_opens_what_it_counted(qtbot, store, page) -> None:
    counted(qtbot, page, "2026-06")
    page.check.show_figures()
    table, figures = page.check.table, month_report(store, "2026-06").figures
    assert table.figures.columns == ("指标", "单位", "本月", "上月", "累计", "依据")
    line = figures["K302"]
    shown = [cell(page, "K302", column) for column in table.figures.columns[1:]]
    assert shown == ["个", str(line.month.value), str(line.last.value), str(line.total.value), "三(三)、四(四)"]
    table.setCurrentIndex(table.place("K302", "累计"))
    QTest.keyClick(table, Qt.Key.Key_Return)
    opened = page.findChild(RecordList)
    assert opened.list.count() == line.total.value
    opened.reject()


def test_at_the_smallest_size_names_stand_whole_and_every_control_has_words(qtbot, page) -> None:
    counted(qtbot, page, "2026-06")
    page.check.show_figures()
    page.resize(*SMALLEST)
    table = page.check.table
    assert nameless(page) == []
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("　其中：区域性、行业性工会联合会")
    assert table.horizontalScrollBar().maximum() == 0
