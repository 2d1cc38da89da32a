"""Files made to harm, and files that are broken, are refused in time, in little room, in whole sentences."""

from __future__ import annotations

import ctypes
import resource
import struct
import time
import tracemalloc
import zipfile
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import xlsxwriter

from dundian_desktop.errors import UserError
from dundian_desktop.exchange.sheet import apart, cage, limits, opening, read_sheet
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.progress import Silent
from tests.exchange.sheets import Names, compound, patch, xls, xls_cell

HEAD = ("姓名", "职工类别")
SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = bytes(2**20)


def refused(path: Path, words: str) -> None:
    """Refuse in this process: what is found before a limit of the kernel is needed."""
    began = time.monotonic()
    with pytest.raises(UserError, match=words) as caught:
        opening.open_pages(path)
    assert time.monotonic() - began < limits.SECONDS
    assert "没有导入任何内容，已有的数据没有改动。" in str(caught.value)
    assert str(caught.value).endswith("。")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    book = xlsxwriter.Workbook(tmp_path / "来件.xlsx")
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ("王芳", "网约车司机"))
    book.close()
    return tmp_path / "来件.xlsx"


def with_part(path: Path, name: str, chunks: int, chunk: bytes = MEGABYTE) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(chunks):
            part.write(chunk)
    return path


def test_a_zip_bomb_is_measured_as_it_swells(sheet: Path) -> None:
    bomb = with_part(sheet, "xl/worksheets/sheet9.xml", 150)
    assert bomb.stat().st_size < 2**20
    tracemalloc.start()
    refused(bomb, "展开后超过64兆")
    assert tracemalloc.get_traced_memory()[1] < 140 * 2**20
    tracemalloc.stop()


def test_what_a_header_says_of_a_size_counts_for_nothing(sheet: Path) -> None:
    bomb = with_part(sheet, "xl/worksheets/sheet9.xml", 100)
    data = bomb.read_bytes()
    bomb.write_bytes(data.replace(struct.pack("<I", 100 * 2**20), struct.pack("<I", 100)))
    refused(bomb, "展开后超过64兆|已损坏")


def test_a_part_stored_twice_is_refused(sheet: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        with_part(sheet, SHEET, 1, b"<x/>")
    refused(sheet, "已损坏")


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for number in range(limits.PARTS + 1):
            archive.writestr(f"{number}", b"")
    refused(tmp_path / "a.xlsx", "部件超过10000个")


def test_photos_in_a_workbook_count_for_nothing(sheet: Path) -> None:
    with_part(sheet, "xl/media/image1.jpeg", 80)
    assert opening.open_pages(sheet)[0].rows


def test_three_million_rows_are_refused(sheet: Path) -> None:
    rows = b"<row><c><v>1</v></c></row>" * 100_000
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    with zipfile.ZipFile(sheet) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != SHEET}
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        with archive.open(SHEET, "w") as part:
            part.write(head)
            for _ in range(30):
                part.write(rows)
            part.write(b"</sheetData></worksheet>")
    refused(sheet, "展开后超过64兆")


def test_more_rows_than_any_ledger_has_are_refused(sheet: Path) -> None:
    patch(sheet, SHEET, "</sheetData>", "<row><c><v>1</v></c></row>" * 50_000 + "</sheetData>")
    refused(sheet, "超过50000行")


@pytest.mark.parametrize(
    ("place", "words"), [("A1048576", "超过50000行"), ("XFD3", "超过256列"), ("IV49999", "行和列太多")]
)
def test_a_lonely_cell_far_away_takes_no_room(sheet: Path, place: str, words: str) -> None:
    number = place.lstrip("AVIXFD")
    patch(sheet, SHEET, "</sheetData>", f'<row r="{number}"><c r="{place}"><v>1</v></c></row></sheetData>')
    refused(sheet, words)


def test_an_empty_cell_far_away_is_nothing(sheet: Path) -> None:
    patch(sheet, SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert len(opening.open_pages(sheet)[0].rows) == 2


def test_one_long_word_shared_by_many_cells_is_counted_each_time(sheet: Path) -> None:
    strings = "xl/sharedStrings.xml"
    patch(sheet, strings, "王芳", "长" * 30_000)
    patch(sheet, SHEET, "</sheetData>", '<row><c t="s"><v>2</v></c></row>' * 3_000 + "</sheetData>")
    refused(sheet, "文字太多")


def test_a_cell_longer_than_excel_allows_is_refused(sheet: Path) -> None:
    patch(sheet, "xl/sharedStrings.xml", "王芳", "长" * 32_768)
    refused(sheet, "有一格超过32767个字")


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_an_entity_bomb_is_refused(sheet: Path, part: str) -> None:
    laughs = '<!DOCTYPE lolz [<!ENTITY a "哈哈">' + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 9}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with zipfile.ZipFile(sheet) as archive:
        text = archive.read(part).decode()
    start = text.index("?>") + 2 if text.startswith("<?xml") else 0
    patch(sheet, part, text, text[:start] + laughs + "]>" + text[start:].replace("王芳", "&i;"))
    refused(sheet, "文档类型声明")


def test_a_password_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    refused(tmp_path / "a.xlsx", "设有打开密码")
    filepass = struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48)
    (tmp_path / "b.xls").write_bytes(xls([HEAD], extra=filepass))
    refused(tmp_path / "b.xls", "设有打开密码")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"", b"\0" * 99, b"\xff\xd8\xff\xe0" * 99]
)
def test_what_is_no_sheet_is_called_so(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "照片.xlsx").write_bytes(data)
    with pytest.raises(UserError, match=r"这个文件不是表格|没有在前10行中找到"):
        read_sheet(tmp_path / "照片.xlsx", Worker, Names(), progress=Silent())


def test_a_word_file_is_no_sheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    refused(tmp_path / "a.xlsx", "这个文件不是表格")
    (tmp_path / "b.xls").write_bytes(compound({"WordDocument": b"x"}))
    refused(tmp_path / "b.xls", "已损坏|不是表格")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_half_a_file_is_called_damaged(sheet: Path, kept: float) -> None:
    data = sheet.read_bytes()
    sheet.write_bytes(data[: int(len(data) * kept)])
    refused(sheet, "已损坏")


def test_half_an_xls_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(xls([HEAD])[:1500])
    refused(tmp_path / "a.xls", "已损坏")


def test_a_binary_workbook_is_named(sheet: Path) -> None:
    refused(with_part(sheet, "xl/workbook.bin", 1), "xlsb")


def sleep_on(pipe: Connection, path: str) -> None:
    time.sleep(60)


def spin(pipe: Connection, path: str) -> None:
    cage.restrain()
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    while True:
        pass


def swell(pipe: Connection, path: str) -> None:
    cage.restrain()
    try:
        bytearray(limits.MEMORY + 1)
    except MemoryError:
        pipe.send_bytes(b'{"refused":"no room"}')


def scribble(pipe: Connection, path: str) -> None:
    cage.restrain()
    try:
        Path(path).write_bytes(b"x")
    except OSError:
        pipe.send_bytes(b'{"refused":"may not write"}')


def lie(pipe: Connection, path: str) -> None:
    pipe.send_bytes(b'{"pages": [{"name": "x", "rows": [[1, [["a", "no such sort"]]]]}]}')


def fall(pipe: Connection, path: str) -> None:
    raise SystemExit(3)


@pytest.mark.parametrize(
    ("work", "words", "seconds"),
    [(sleep_on, "还没有读完", 3), (spin, "还没有读完", 3), (lie, "已损坏", 60), (fall, "已损坏", 60)],
)
def test_a_child_that_does_not_answer_well_is_a_refusal(work, words: str, seconds: float, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=words):
        apart.ask(work, tmp_path / "x", Silent(), seconds)


@pytest.mark.parametrize(("work", "words"), [(swell, "no room"), (scribble, "may not write")])
def test_the_kernel_holds_the_child(work, words: str, tmp_path: Path) -> None:
    assert apart.ask(work, tmp_path / "x", Silent(), 10.0).refused == words


def test_an_xls_with_a_cell_in_its_last_corner_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(xls([HEAD], far=xls_cell(65535, 255, 1.0)))
    with pytest.raises(UserError, match=r"超过50000行|占用的内存太多"):
        read_sheet(tmp_path / "a.xls", Worker, Names(), progress=Silent())


def test_an_xls_that_lies_about_its_size_falls_alone(tmp_path: Path) -> None:
    """The reader takes room for as many cells as the file says it has, and the process of its own dies of it."""
    data, lie = xls([HEAD]), struct.pack("<IIHHH", 0, 0x4000000, 0, 64, 0)
    place = data.index(struct.pack("<HH", 0x200, len(lie))) + 4
    (tmp_path / "a.xls").write_bytes(data[:place] + lie + data[place + len(lie) :])
    with pytest.raises(UserError, match="占用的内存太多"):
        read_sheet(tmp_path / "a.xls", Worker, Names(), progress=Silent())


def test_a_disk_that_fails_under_the_child_is_the_machines_fault(tmp_path: Path) -> None:
    answer = apart.ask(apart.answer_for, tmp_path, Silent(), 10.0)
    assert answer.failed.endswith("。")


def test_the_limits_for_windows_have_the_shape_windows_wants() -> None:
    """144 bytes is what the headers of 64-bit Windows give; the rest of that half can be tried on Windows only."""
    assert ctypes.sizeof(cage.JobLimits) == 144
    assert cage.job_limits().basic.processes == 1


def test_a_bomb_is_refused_through_the_process_of_its_own_too(sheet: Path) -> None:
    with pytest.raises(UserError, match="展开后超过64兆"):
        read_sheet(with_part(sheet, "xl/worksheets/sheet9.xml", 70), Worker, Names(), progress=Silent())
