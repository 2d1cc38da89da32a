"""What a written sheet looks like to the program that opens it, and what happens when it cannot be written."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dundian_desktop import fields
from dundian_desktop.errors import CancelledError, MachineError
from dundian_desktop.exchange.sheet import write_sheet
from dundian_desktop.exchange.sheet.book import Book
from dundian_desktop.exchange.sheet.forms import form_of
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.progress import Silent
from tests.exchange.sheets import Names
from tests.samples import POOL

WANG = Worker(name="=王芳", category="N01", mobile="13812345678", id_card="", no="QL-ZG-0001", enterprise=POOL[3])


def opened(path: Path, kind: Any, *records: Any, sensitive: bool = False) -> Any:
    write_sheet(path / "台账.xlsx", kind, records, Names(), progress=Silent(), sensitive=sensitive)
    return openpyxl.load_workbook(path / "台账.xlsx")


def cell(book: Any, label: str, row: int = 2) -> Any:
    sheet = book.worksheets[0]
    return next(sheet.cell(row, head.column) for head in sheet[1] if head.value == label)


def test_labels_stand_in_row_one_frozen_and_with_a_filter(tmp_path: Path) -> None:
    sheet = opened(tmp_path, Worker, WANG).worksheets[0]
    labels = [head.value for head in sheet[1]]
    assert labels[0] == "编号"
    assert labels[-1] == "记录号"
    assert sorted(labels[:-1]) == sorted(field.label for field in Worker.ledger.fields)
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_the_record_id_is_there_and_hidden(tmp_path: Path) -> None:
    book = opened(tmp_path, Worker, WANG)
    found = cell(book, "记录号")
    assert found.value == WANG.id
    assert book.worksheets[0].column_dimensions[found.column_letter].hidden


@pytest.mark.parametrize("sign", [*"=+-@＝＋－＠'", "\t=", " ="])
def test_text_is_never_a_formula(tmp_path: Path, sign: str) -> None:
    found = cell(opened(tmp_path, Worker, Worker(name=f"{sign}1+1", category="N01")), "姓名")
    assert (found.data_type, found.value) == ("s", f"{sign}1+1")
    assert found.quotePrefix or sign == "'"
    assert found.number_format == "@"


def test_days_are_days_and_numbers_are_numbers(tmp_path: Path) -> None:
    deed = Deed(content="修路灯", measure="找电力", due=dt.date(2026, 9, 1), cost=123450, people=7)
    book = opened(tmp_path, Deed, deed)
    due, cost, people = (cell(book, label) for label in ("完成时限", "实际支出", "实际惠及"))
    assert (due.value.date(), due.number_format) == (dt.date(2026, 9, 1), "yyyy-mm-dd")
    assert (cost.value, cost.number_format, cost.data_type) == (1234.5, "#,##0.00", "n")
    assert (people.value, people.data_type) == (7, "n")


def test_links_are_names_and_codes_are_labels_and_phones_are_text(tmp_path: Path) -> None:
    book = opened(tmp_path, Worker, WANG, sensitive=True)
    assert cell(book, "所在单位").value == "东风（集团）公司"
    assert cell(book, "职工类别").value == Worker.ledger.field("category").show("N01")
    assert (cell(book, "手机号").value, cell(book, "手机号").data_type) == ("13812345678", "s")


def test_sensitive_values_are_masked_unless_asked_for(tmp_path: Path) -> None:
    assert cell(opened(tmp_path, Worker, WANG), "手机号").value == "138****5678"
    path = tmp_path / "台账.xlsx"
    assert b"13812345678" not in b"".join(_parts(path))


def _parts(path: Path) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_photos_are_named_and_not_carried(tmp_path: Path) -> None:
    photo = fields.Attachment(name="签收表.jpg", sha="a" * 64)
    book = opened(tmp_path, Visit, Visit(files=(photo,)))
    assert cell(book, "附件").value == "签收表.jpg"


def test_a_small_table_is_lines(tmp_path: Path) -> None:
    deed = Deed(content="修路灯").read({"progress": '{"日期": "2026-07-01", "进展": "已报修"}'})
    assert cell(opened(tmp_path, Deed, deed), "进展记录").value == "日期：2026-07-01；进展：已报修"


def test_drop_downs_offer_every_choice(tmp_path: Path) -> None:
    book = opened(tmp_path, Enterprise)
    sheet = book.worksheets[0]
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    for field in Enterprise.ledger.fields:
        if choices := form_of(field.kind).choices():
            formula = lists[_below(sheet, field.label)]
            assert _offered(book, formula) == list(choices)


def _below(sheet: Any, label: str) -> str:
    letter = next(head.column_letter for head in sheet[1] if head.value == label)
    return f"{letter}2:{letter}1001"


def test_choices_too_long_for_a_list_stand_in_a_hidden_sheet(tmp_path: Path) -> None:
    many, comma = [f"第{number}种很长很长的类别" for number in range(40)], ["甲,乙", "丙"]
    book = Book()
    sheet = book.sheet("台/账")
    sheet.offer(0, 9, many)
    sheet.offer(1, 9, comma)
    (tmp_path / "a.xlsx").write_bytes(book.finish())
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")
    formulas = [one.formula1 for one in made["台 账"].data_validations.dataValidation]
    assert [_offered(made, formula) for formula in formulas] == [many, comma]
    assert made["选项"].sheet_state == "hidden"


def _offered(book: Any, formula: str) -> list[str]:
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    return [row[0].value for row in book["选项"][formula.removeprefix("选项!").replace("$", "")]]


def test_the_second_sheet_explains_every_column(tmp_path: Path) -> None:
    for kind in all_ledgers().values():
        sheet = opened(tmp_path, kind)["填写说明"]
        rows = {row[0].value: [one.value for one in row[1:]] for row in sheet.iter_rows(min_row=2)}
        for field in kind.ledger.fields:
            need, meaning, _ = rows[field.label]
            assert meaning
            assert (need == "必填") == (field.required and not field.system)


def test_half_an_emoji_does_not_stop_the_sheet(tmp_path: Path) -> None:
    found = cell(opened(tmp_path, Worker, Worker(name="王\ud83d芳", category="N01")), "姓名")
    assert found.value == "王?芳"


def test_a_cancelled_sheet_leaves_the_old_one(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise CancelledError

    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(CancelledError):
        write_sheet(tmp_path / "a.xlsx", Worker, [WANG], Names(), progress=Stop())
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("act", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_sheet_and_says_so(tmp_path: Path, monkeypatch: Any, act: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(*((os, "fsync") if act == "fsync" else (Path, "replace")), fail)
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(MachineError, match="空间"):
        write_sheet(tmp_path / "a.xlsx", Worker, [WANG], Names(), progress=Silent())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match=r"。$"):
        write_sheet(tmp_path / "没有" / "a.xlsx", Worker, [WANG], Names(), progress=Silent())
