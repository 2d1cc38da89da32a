"""Files as WPS, Excel and other programs really make them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from dundian_desktop.errors import CancelledError, MachineError, UserError
from dundian_desktop.exchange.sheet import read_sheet
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.progress import Silent
from tests.exchange.sheets import Names, patch, read_here, workbook, xls

CATEGORY = Worker.ledger.field("category").show("N01")
HEAD = ("姓名", "职工类别", "手机号", "身份证号")
GROUP = ("组名", "组码", "派出单位", "开始日期", "结束日期")


def worker(path: Path, *rows: Any) -> Any:
    return read_here(workbook(path / "来件.xlsx", [HEAD, *rows]), Worker)


@pytest.mark.parametrize("base", [1900, 1904])
def test_days_of_both_date_systems_are_the_same_days(tmp_path: Path, base: int) -> None:
    book = xlsxwriter.Workbook(tmp_path / "日.xlsx", {"date_1904": base == 1904})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, GROUP)
    sheet.write_row(1, 0, ("一组", "A1", "市总工会"))
    for column, shown in ((3, 'yyyy"年"m"月"d"日"'), (4, "m/d/yy")):
        sheet.write_datetime(1, column, dt.date(2026, column, 30), book.add_format({"num_format": shown}))
    book.close()
    (row,) = read_here(tmp_path / "日.xlsx", Group).good
    assert (row.record.starts, row.record.ends) == (dt.date(2026, 3, 30), dt.date(2026, 4, 30))


def test_a_phone_that_became_a_number_is_read(tmp_path: Path) -> None:
    (row,) = worker(tmp_path, ("王芳", CATEGORY, 13812345678, None)).good
    assert row.record.mobile == "13812345678"


@pytest.mark.parametrize("number", [439901199001010000, "4.39901E+17", "4.39901199001010000E17"])
def test_an_id_number_the_program_rounded_is_told_as_such(tmp_path: Path, number: Any) -> None:
    (row,) = worker(tmp_path, ("王芳", CATEGORY, None, number)).bad
    assert row.problems == ("身份证号：被表格软件改成了科学计数，请把该列设为文本后重填",)


def test_a_long_number_in_a_text_column_is_not_taken_silently(tmp_path: Path) -> None:
    rows = [("单位名称", "统一社会信用代码", "职工总数", "联系电话"), ("厂", "无", 3, 6217001234567890123)]
    (row,) = read_here(workbook(tmp_path / "a.xlsx", rows), Enterprise).bad
    assert row.problems == ("联系电话：数字超过15位，末几位已被表格软件改掉，请把该列设为文本后重填",)


def test_numbers_are_read_as_the_screen_shows_them(tmp_path: Path) -> None:
    rows = [(*GROUP, "专项经费预算"), ("一组", "A1", "市总", dt.date(2026, 4, 1), dt.date(2026, 6, 30), 0.1 + 0.2)]
    (row,) = read_here(workbook(tmp_path / "a.xlsx", rows), Group).good
    assert row.record.budget == 30


def test_percents_are_read_as_percents(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(
        workbook(
            tmp_path / "a.xlsx", [("单位名称", "统一社会信用代码", "职工总数", "社保参保率"), ("厂", "无", 3, 0.85)]
        )
    )
    book.active["D2"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    (row,) = read_here(tmp_path / "a.xlsx", Enterprise).good
    assert row.record.insured == 85


def test_half_a_person_is_refused(tmp_path: Path) -> None:
    rows = [("单位名称", "统一社会信用代码", "职工总数"), ("厂", "无", 3.5)]
    (row,) = read_here(workbook(tmp_path / "a.xlsx", rows), Enterprise).bad
    assert row.problems == ("职工总数：应为整数",)


def test_a_day_that_became_a_decimal_number_is_not_guessed(tmp_path: Path) -> None:
    rows = [GROUP, ("一组", "A1", "市总", 6.1, "6.30")]
    (row,) = read_here(workbook(tmp_path / "a.xlsx", rows), Group).bad
    assert row.problems == ("开始日期：“6.1”分不清是6月1日还是6月10日，请写成日期",)


def test_a_tick_is_a_yes(tmp_path: Path) -> None:
    rows = [
        ("姓名", "职工类别", "原已入会"),
        ("王芳", CATEGORY, True),
        ("李伟", CATEGORY, False),
        ("张三", CATEGORY, "√"),
    ]
    reading = read_here(workbook(tmp_path / "a.xlsx", rows), Worker)
    assert [row.record.was_member for row in reading.good] == [True, False, True]


def test_a_formula_gives_what_it_gave_last(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_formula(1, 0, '="王"&"芳"', None, "王芳")
    sheet.write_string(1, 1, CATEGORY)
    sheet.write_formula(1, 2, '=""', None, "空")
    book.close()
    patch(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", "<v>空</v>", "<v></v>")
    (row,) = read_here(tmp_path / "a.xlsx", Worker).good
    assert (row.record.name, row.record.mobile) == ("王芳", "")


def test_a_formula_never_calculated_is_named_by_its_cell(tmp_path: Path) -> None:
    (row,) = worker(tmp_path, (), ("王芳", CATEGORY, "=1+1")).bad
    assert row.problems == ("手机号：C3格是没有算过的公式，请用WPS或Excel打开这个文件，保存一次后再导入",)


def test_formulas_never_calculated_beyond_all_values_are_not_taken_for_nothing(tmp_path: Path) -> None:
    reading = worker(tmp_path, ("王芳", CATEGORY, None, "=1"), (None, "=2"))
    assert [row.problems[0].split("格")[0] for row in reading.bad] == ["身份证号：D2", "姓名：不能为空"]
    assert "职工类别：B3格是没有算过的公式" in reading.bad[1].problems[1]


def test_an_error_value_is_named_by_its_cell(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(tmp_path / "a.xlsx", [HEAD, ("王芳", CATEGORY)]))
    book.active["C2"].value, book.active["C2"].data_type = "#N/A", "e"
    book.save(tmp_path / "a.xlsx")
    (row,) = read_here(tmp_path / "a.xlsx", Worker).bad
    assert row.problems == ("手机号：C2格是错误值#N/A，请在表格中改正",)


def test_a_line_break_in_a_cell_stays(tmp_path: Path) -> None:
    rows = [("姓名", "职工类别", "备注"), ("王\n芳", CATEGORY, "一\r\n二")]
    (row,) = read_here(workbook(tmp_path / "a.xlsx", rows), Worker).good
    assert (row.record.name, row.record.notes) == ("王 芳", "一\n二")


def test_a_table_that_begins_further_right_and_down_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.merge_cells("C2:F2")
    book.active["C2"] = "职工名册"
    for column, (label, words) in enumerate(zip(HEAD[:2], ("王芳", CATEGORY), strict=True), start=3):
        book.active.cell(4, column, label)
        book.active.cell(5, column, words)
    book.active["C6"] = "=C5"
    book.save(tmp_path / "a.xlsx")
    reading = read_here(tmp_path / "a.xlsx", Worker)
    assert [(row.number, row.record.name) for row in reading.good] == [(5, "王芳")]
    assert "姓名：C6格是没有算过的公式" in reading.bad[0].problems[0]


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(tmp_path / "a.xlsx", [HEAD]))
    book.create_sheet("空")
    book["Sheet1"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="没有在前10行中找到"):
        read_here(tmp_path / "a.xlsx", Worker)


@pytest.mark.parametrize("name", ["旧.xls", "旧.et", "旧.xlsx"])
def test_an_old_xls_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    rows = [GROUP, ("一组", "A1", "市总工会", (46113.0,), (46203.0,))]
    (tmp_path / name).write_bytes(xls(rows))
    (row,) = read_here(tmp_path / name, Group).good
    assert (row.record.starts, row.record.ends) == (dt.date(2026, 4, 1), dt.date(2026, 6, 30))


def test_a_new_xlsx_may_be_called_et(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [HEAD, ("王芳", CATEGORY)]).rename(tmp_path / "a.et")
    assert len(read_here(tmp_path / "a.et", Worker).good) == 1


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_a_comma_separated_file_is_read_in_its_encoding(tmp_path: Path, encoding: str, comma: str) -> None:
    text = f'姓名{comma}职工类别{comma}备注\r\n王芳{comma}{CATEGORY}{comma}"一{comma}二\n三"\r\n'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (row,) = read_here(tmp_path / "a.csv", Worker).good
    assert (row.record.name, row.record.notes) == ("王芳", f"一{comma}二\n三".replace("\t", "    "))


def test_a_web_page_that_calls_itself_xls_is_read(tmp_path: Path) -> None:
    page = f"<html><table><tr><th>姓名</th><th>职工类别</th></tr><tr><td>王芳<td>{CATEGORY}</table></html>"
    (tmp_path / "系统导出.xls").write_bytes(page.encode("gbk"))
    assert [row.record.name for row in read_here(tmp_path / "系统导出.xls", Worker).good] == ["王芳"]


def test_a_file_that_is_not_there_is_the_machines_fault(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        read_sheet(tmp_path / "没有.xlsx", Worker, Names(), progress=Silent())


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_sheet(workbook(tmp_path / "a.xlsx", [HEAD]), Worker, Names(), progress=Stop())
