"""Papers people bring, read into paragraphs: what they hold, and what is refused with a reason."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from dundian_desktop.errors import CancelledError, MachineError, UserError
from dundian_desktop.exchange.papers import Paper, Sort, limits, opening, read_paper
from dundian_desktop.exchange.papers.opening import open_paper
from dundian_desktop.exchange.papers.paragraphs import Line, joined, kept
from dundian_desktop.progress import SILENT
from dundian_desktop.reports.document import Document, Heading, paragraph
from dundian_desktop.reports.pdf import print_document

CLAUSES = (
    "为了规范用人单位的工资支付行为，维护劳动者通过劳动获得劳动报酬的权利，根据有关法律，制定本办法，自公布之日起施行。",
    "第一条　工资应当以法定货币支付，不得以实物替代；应将工资支付给劳动者本人，本人因故不能领取的，可由亲属代领。",
    "第二条　工资必须在用人单位与劳动者约定的日期支付。如遇节假日或休息日，则应提前在最近的工作日支付。",
)
"""Invented for the tests."""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("papers") / "办法.pdf"
    blocks = (Heading(level=1, text="总则"), *map(paragraph, CLAUSES * 12))
    print_document(Document(title="工资支付办法", blocks=blocks), path)
    return path


def docx_of(path: Path, body: str, *, before: str = "", name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return path


def p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


# -- what papers hold


def test_a_pdf_of_several_pages_gives_back_the_paragraphs_that_were_printed(printed) -> None:
    paper = read_paper(printed, SILENT)
    assert paper.sort is Sort.PDF
    assert paper.text.split("\n") == ["工资支付办法", "一、总则", *CLAUSES * 12]


def test_a_line_that_is_full_and_one_that_is_not_indented_belong_together() -> None:
    lines = [
        Line(text="　　为了规范工资支付行为", left=24, right=120),
        Line(text="制定本办法并且公布施行", left=0, right=120),
        Line(text="到此为止。", left=0, right=50),
        Line(text="又一段从左边开始写的话", left=0, right=120),
    ]
    assert list(joined([lines])) == ["为了规范工资支付行为制定本办法并且公布施行到此为止。", "又一段从左边开始写的话"]


def test_a_page_number_is_no_paragraph_and_a_number_in_the_text_is_one() -> None:
    lines = [Line(text=words, left=0, right=60) for words in ("正文甲乙丙丁戊", "2026", "正文己庚辛壬癸", "— 3 —")]
    assert "".join(joined([lines])) == "正文甲乙丙丁戊2026正文己庚辛壬癸"


def test_characters_of_old_fonts_become_the_ones_people_type() -> None:
    assert kept(["\u2f2f会\u200b\u202e 干\u00ad部\t"]) == "工会 干部"


def test_a_docx_gives_paragraphs_and_rows_of_tables(tmp_path) -> None:
    row = "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in ("项目", "标准")) + "</w:tr>"
    body = (
        p("第一条 &lt;总则&gt;") + f"<w:tbl>{row}</w:tbl>" + "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p>"
    )
    assert open_paper(docx_of(tmp_path / "a.docx", body)).text == "第一条 <总则>\n项目　标准\n上\n下"


def test_what_was_deleted_under_tracked_changes_is_not_told(tmp_path) -> None:
    gone = "<w:p><w:del><w:r><w:t>旧话</w:t></w:r></w:del><w:ins><w:r><w:t>新话</w:t></w:r></w:ins></w:p>"
    assert open_paper(docx_of(tmp_path / "a.docx", gone)).text == "新话"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_of_chinese_programs(tmp_path, encoding) -> None:
    path = tmp_path / "说明.txt"
    path.write_bytes("困难职工帮扶\r\n\r\n  标准".encode(encoding))
    assert open_paper(path) == Paper(sort=Sort.WRITTEN, text="困难职工帮扶\n标准")


def test_a_picture_is_kept_without_text(tmp_path) -> None:
    path = tmp_path / "流程图.png"
    Image.new("RGB", (8, 8)).save(path)
    assert read_paper(path, SILENT) == Paper(sort=Sort.PICTURE)


def test_a_scanned_pdf_has_no_text(tmp_path) -> None:
    path = tmp_path / "扫描.pdf"
    canvas = Canvas(str(path))
    canvas.rect(100, 100, 50, 50)
    canvas.save()
    assert open_paper(path) == Paper(sort=Sort.PDF)


def test_text_beyond_the_limit_is_cut_at_a_paragraph_and_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(opening, "MOST_TEXT", 10)
    path = tmp_path / "长.txt"
    path.write_text("一二三四五\n六七八九十\n", encoding="utf-8")
    assert open_paper(path) == Paper(sort=Sort.WRITTEN, text="一二三四五", cut=True)


# -- what is refused


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        open_paper(path)
    words = str(caught.value)
    assert "没有载入这个文件，已有的资料没有改动。" in words
    assert words.endswith("。")
    return words


def locked(tmp_path: Path) -> Path:
    path = tmp_path / "锁.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret"))
    canvas.drawString(10, 10, "x")
    canvas.save()
    return path


def test_a_pdf_under_a_password_is_refused(tmp_path) -> None:
    assert "打开密码" in refusal(locked(tmp_path))


def test_a_pdf_that_breaks_off_is_refused(tmp_path, printed) -> None:
    path = tmp_path / "半.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"\0" * 500)
    assert "已损坏" in refusal(path)


def test_a_pdf_of_too_many_pages_is_refused(printed, monkeypatch) -> None:
    monkeypatch.setattr(limits, "PAGES", 1)
    assert "超过1页" in refusal(printed)


def test_a_docx_that_swells_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(limits, "INFLATED", 1 << 20)
    assert "展开后超过1兆" in refusal(docx_of(tmp_path / "a.docx", p("工" * 400_000)))


def test_a_docx_with_a_document_type_is_refused(tmp_path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "工">]>'
    assert "核实它的来历" in refusal(docx_of(tmp_path / "a.docx", p("&a;"), before=bomb))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("旧.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100),
        ("版式.ofd", None),
        ("网页.txt", "<html><body>工资</body></html>".encode()),
        ("富文本.txt", b"{\\rtf1 x}"),
        ("程序.txt", bytes(range(256)) * 4),
    ],
)
def test_other_sorts_are_refused_with_the_way_out(tmp_path, name, data) -> None:
    path = tmp_path / name
    if data is None:
        docx_of(path, "", name="OFD.xml")
    else:
        path.write_bytes(data)
    assert "另存为PDF" in refusal(path)


def test_a_docx_whose_parts_are_broken_is_refused(tmp_path) -> None:
    path = docx_of(tmp_path / "a.docx", p("工资"))
    data = bytearray(path.read_bytes())
    data[90:120] = b"\xff" * 30
    path.write_bytes(data)
    assert "已损坏" in refusal(path)
    assert "已损坏" in refusal(docx_of(tmp_path / "b.docx", "<w:p>"))


# -- the process apart


def test_a_file_that_keeps_the_reader_busy_is_given_up(printed) -> None:
    with pytest.raises(UserError, match="还没有读完"):
        read_paper(printed, SILENT, seconds=0.01)


def test_the_refusal_of_the_process_apart_comes_home(tmp_path) -> None:
    with pytest.raises(UserError, match="打开密码"):
        read_paper(locked(tmp_path), SILENT)


def test_a_file_that_is_empty_too_large_or_gone_is_not_even_opened(tmp_path, monkeypatch) -> None:
    path = tmp_path / "空.txt"
    path.touch()
    with pytest.raises(UserError, match="已损坏"):
        read_paper(path, SILENT)
    path.write_bytes(b"x" * 100)
    monkeypatch.setattr(limits, "FILE", 99)
    with pytest.raises(UserError, match="拆成几个文件"):
        read_paper(path, SILENT)
    with pytest.raises(MachineError):
        read_paper(tmp_path / "没有.pdf", SILENT)


def test_reading_can_be_called_off(printed) -> None:
    class Stopped:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise CancelledError

    with pytest.raises(CancelledError):
        read_paper(printed, Stopped())
