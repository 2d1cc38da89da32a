"""The rows of a sheet: which are taken, which are refused and why, which are left aside."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from dundian_desktop import fields
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.sheet import SheetReading, write_sheet
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.progress import Silent
from tests.exchange.sheets import Names, read_here, workbook
from tests.samples import POOL

HEAD = ("姓名", "职工类别", "手机号")
WANG = Worker(name="王芳", category="N01", mobile="13812345678", no="QL-ZG-0001")


@pytest.fixture
def read(tmp_path: Path):
    def read(*rows: Any, kind: Any = Worker, naming: Any = None) -> SheetReading[Any]:
        return read_here(workbook(tmp_path / "来件.xlsx", rows), kind, naming)

    return read


def label(kind: Any, name: str) -> str:
    return kind.ledger.field(name).label


CATEGORY = Worker.ledger.field("category").show("N01")


def test_labels_may_be_decorated_and_stand_below_titles(read) -> None:
    head = ("序号", "姓 名*", "职工类别（必填）", "手机号", "Ｍobile2")
    reading = read(("职工名册",), (), ("填表单位：", "云麓园区"), head, (1, "王芳", CATEGORY, "13812345678"))
    (row,) = reading.good
    assert (row.number, row.record.name, row.record.mobile) == (5, "王芳", "13812345678")
    assert reading.unknown_headers == ("序号", "Ｍobile2")


def test_code_names_are_labels_too(read) -> None:
    (row,) = read(("name", "Category"), ("王芳", CATEGORY)).good
    assert row.record.name == "王芳"


def test_a_header_of_two_rows_is_one_header(read) -> None:
    upper, lower = ("姓名", "职工类别", "联系方式", ""), ("", "", "手机号", "住址")
    (row,) = read(upper, lower, ("王芳", CATEGORY, "13812345678", "青麓路1号")).good
    assert (row.record.name, row.record.mobile, row.record.address) == ("王芳", "13812345678", "青麓路1号")


def test_a_sheet_without_labels_is_refused_with_the_labels_it_needs(read) -> None:
    with pytest.raises(UserError, match=r"没有在前10行中找到.*已有的数据没有改动。.*姓名、职工类别。"):
        read(("a", "b"), (1, 2))


def test_blank_rows_are_passed_over_and_numbers_stay_those_of_the_sheet(read) -> None:
    reading = read(HEAD, (None,), ("王芳", CATEGORY), ("  ", ""), ("李伟", CATEGORY))
    assert [row.number for row in reading.good] == [3, 5]


def test_a_row_that_holds_only_a_running_number_is_blank(read) -> None:
    reading = read(("序号", *HEAD), (1, "王芳", CATEGORY), (2,), (3,))
    assert (len(reading.good), reading.bad) == (1, ())


@pytest.mark.parametrize("words", ["合计", "合　计：", "总 计", "小计"])
def test_a_total_is_left_aside_and_told(read, words: str) -> None:
    reading = read(HEAD, ("王芳", CATEGORY), (words, None, 12))
    assert (len(reading.good), reading.bad, reading.totals) == (1, (), (3,))


def test_a_bad_row_tells_all_its_reasons_and_shows_its_cells(read) -> None:
    (row,) = read(HEAD, ("", "不是类别", "123")).bad
    assert row.number == 2
    assert [reason.split("：")[0] for reason in row.problems] == ["姓名", "职工类别", "手机号"]
    assert row.cells == {"姓名": "", "职工类别": "不是类别", "手机号": "123"}


def test_laws_between_fields_are_told_when_every_cell_can_be_read(read) -> None:
    rows = (("单位名称", "统一社会信用代码", "职工总数", "女职工"), ("云麓厂", "无", 5, 9))
    (row,) = read(*rows, kind=Enterprise).bad
    assert "不应多于职工总数" in row.problems[0]


def test_good_rows_are_given_beside_bad_ones(read) -> None:
    reading = read(HEAD, ("王芳", CATEGORY), ("", CATEGORY), ("李伟", CATEGORY))
    assert ([row.number for row in reading.good], [row.number for row in reading.bad]) == ([2, 4], [3])


def test_a_column_nobody_knows_and_a_field_without_column_are_told(read) -> None:
    reading = read((*HEAD, "爱好", "姓名", "附件"), ("王芳", CATEGORY, "", "棋", "又是", "a.pdf"))
    assert reading.unknown_headers == ("爱好", "姓名")
    assert reading.unread_headers == ("附件",)
    assert "身份证号" in reading.missing_headers
    assert "编号" not in reading.missing_headers


def test_a_link_is_found_by_its_name(read) -> None:
    (row,) = read((*HEAD, "所在单位"), ("王芳", CATEGORY, "", "东风（集团）公司")).good
    assert row.record.enterprise == POOL[3]


def test_a_name_nobody_has_is_refused(read) -> None:
    (row,) = read((*HEAD, "所在单位"), ("王芳", CATEGORY, "", "无此厂")).bad
    assert row.problems == ("所在单位：没有找到“无此厂”，请先登记或从列表中选",)


def test_a_name_two_have_is_refused_and_its_number_is_asked_for(read) -> None:
    twins = Names(names={POOL[0]: "张三", POOL[1]: "张三"})
    rows = (("走访日期", "走访人", "走访方式", "告知同意"), (dt.date(2026, 7, 1), "张三", "上门", "仅匿名记录"))
    (row,) = read(*rows, kind=Visit, naming=twins).bad
    assert "走访人：“张三”有2个同名，请填编号" in row.problems


def test_several_people_may_be_parted_by_blanks(read) -> None:
    rows = (
        ("日期", "记录人", "同行人", "地点", "工作内容"),
        (dt.date(2026, 7, 1), "王芳", "李伟 张三", "厂", "走访" * 12),
    )
    (row,) = read(*rows, kind=Diary).good
    assert row.record.companions == (POOL[1], POOL[7])


def test_of_two_names_the_longer_one_is_meant(read) -> None:
    twins = Names(names={POOL[0]: "东风", POOL[1]: "东风 茶厂", POOL[2]: "茶厂"})
    rows = (
        ("日期", "记录人", "同行人", "地点", "工作内容"),
        (dt.date(2026, 7, 1), "茶厂", "东风 茶厂、东风", "厂", "走访" * 12),
    )
    (row,) = read(*rows, kind=Diary, naming=twins).good
    assert row.record.companions == (POOL[0], POOL[1])


def test_a_record_id_makes_a_row_a_change_and_not_a_new_record(read) -> None:
    (row,) = read((*HEAD, "记录号"), ("王芳芳", CATEGORY, "138****5678", WANG.id), naming=Names([WANG])).good
    assert row.before is WANG
    assert row.record == dc.replace(WANG, name="王芳芳")
    assert row.texts == {"name": "王芳芳"}


def test_without_a_record_id_the_number_finds_the_record(read) -> None:
    (row,) = read(("编号", *HEAD), ("QL-ZG-0001", "王芳", CATEGORY, "13900000000"), naming=Names([WANG])).good
    assert row.before is WANG
    assert row.record == dc.replace(WANG, mobile="13900000000")


def test_a_number_that_is_somebody_elses_name_finds_nothing(read) -> None:
    odd = Names([WANG], names={WANG.id: "7"})
    (row,) = read(("编号", *HEAD), (7, "李伟", CATEGORY), naming=odd).good
    assert row.before is None


def test_a_record_id_unknown_here_stays_the_id_of_the_new_record(read) -> None:
    (row,) = read((*HEAD, "记录号"), ("王芳", CATEGORY, "", WANG.id)).good
    assert (row.before, row.record.id) == (None, WANG.id)


def test_a_cleared_cell_clears_and_a_column_left_out_does_not(read) -> None:
    kept = dc.replace(WANG, address="青麓路1号")
    (row,) = read((*HEAD, "记录号"), ("王芳", CATEGORY, None, WANG.id), naming=Names([kept])).good
    assert row.record == dc.replace(kept, mobile="")


def test_a_masked_cell_in_a_new_row_is_refused(read) -> None:
    (row,) = read(HEAD, ("王芳", CATEGORY, "138****5678")).bad
    assert row.problems == ("手机号：是遮盖过的内容，请填写完整，或清空这一格",)


def test_a_mask_that_no_longer_fits_still_means_unchanged(read) -> None:
    (row,) = read((*HEAD, "记录号"), ("王芳", CATEGORY, "139****0000", WANG.id), naming=Names([WANG])).good
    assert not row.changes


def test_a_copied_row_is_refused_and_not_taken_for_the_record_it_was_copied_from(read) -> None:
    rows = (("王芳", CATEGORY, "", WANG.id), ("李伟", CATEGORY, "", WANG.id))
    reading = read((*HEAD, "记录号"), *rows, naming=Names([WANG]))
    assert [row.number for row in reading.bad] == [3]
    assert "与第2行是同一条记录" in reading.bad[0].problems[0]


def test_a_row_nobody_touched_is_good_even_when_today_it_would_be_refused(read) -> None:
    old = Worker(name="王芳", mobile="13812345678")
    (row,) = read((*HEAD, "记录号"), ("王芳", None, "138****5678", old.id), naming=Names([old])).good
    assert not row.changes


def test_a_row_of_a_small_table_keeps_its_key_when_another_is_added(read, tmp_path: Path) -> None:
    deed = Deed(content="修路灯", measure="找电力", due=dt.date(2026, 9, 1))
    deed = deed.reworded({"progress": '{"#": "0001", "日期": "2026-07-01", "进展": "已报修"}'})
    lines = "日期：2026-07-01；进展：已报修\n日期：2026-07-09；进展：修好；通电"
    rows = (("实事内容", "进展记录", "记录号"), ("修路灯", lines, deed.id))
    (row,) = read(*rows, kind=Deed, naming=Names([deed])).good
    assert [r.cells["words"] for r in row.record.progress] == ["已报修", "修好；通电"]
    assert row.record.progress[0].key == "0001"
    assert len(row.record.progress[1].key) == 32


@pytest.mark.parametrize("words", ["修好；进展：又坏", "；日期：2026-07-02", '{"进展"}', "a：b；c：d"])
def test_words_that_look_like_labels_come_back_as_they_were(tmp_path: Path, words: str) -> None:
    row = fields.Row(key="0001", cells={"day": dt.date(2026, 7, 1), "words": words})
    deed = Deed(content="修路灯", measure="找电力", due=dt.date(2026, 9, 1), progress=(row,))
    write_sheet(tmp_path / "a.xlsx", Deed, [deed], Names(), progress=Silent())
    (found,) = read_here(tmp_path / "a.xlsx", Deed).good
    assert found.record.progress[0].cells == row.cells


def test_a_line_that_is_no_row_is_refused_with_the_pattern(read) -> None:
    rows = (("实事内容", "具体措施", "完成时限", "进展记录"), ("修路灯", "找电力", dt.date(2026, 9, 1), "已报修"))
    (row,) = read(*rows, kind=Deed).bad
    assert row.problems == ("进展记录：“已报修”看不懂，应一行写一条，如“日期：…；进展：…”",)


def test_a_cell_too_long_for_a_sheet_says_so_and_is_not_read_back(tmp_path: Path) -> None:
    lines = "\n".join(f'{{"#": "{n:04d}", "日期": "2026-07-01", "进展": "{"长" * 400}"}}' for n in range(150))
    deed = Deed(content="修路灯", measure="找电力", due=dt.date(2026, 9, 1)).reworded({"progress": lines})
    path = tmp_path / "长.xlsx"
    write_sheet(path, Deed, [deed], Names(), progress=Silent())
    (row,) = read_here(path, Deed).bad
    assert row.problems == ("进展记录：导出时没有写完，请在软件中修改这一项",)
    (row,) = read_here(path, Deed, Names([deed])).good
    assert not row.changes


def test_the_fitting_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for title, rows in {"说明": [("随便",)], "6月": [("姓名", "手机号")], "7月": [HEAD, ("王芳", CATEGORY)]}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "月.xlsx")
    reading = read_here(tmp_path / "月.xlsx", Worker)
    assert (reading.sheet, reading.others, len(reading.good)) == ("7月", ("6月",), 1)
    assert read_here(tmp_path / "月.xlsx", Worker, sheet="6月").good == ()
