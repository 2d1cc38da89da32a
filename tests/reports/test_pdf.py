"""The file: what is in it, what is not, and how it comes to its place."""

from __future__ import annotations

import re
import time
import zlib

import pypdfium2 as pdfium
import pytest

from dundian_desktop.errors import CancelledError, MachineError
from dundian_desktop.reports.document import Document, Figure, figures, paragraph
from dundian_desktop.reports.pdf import print_document
from tests.reports.measure import all_text, fonts
from tests.reports.samples import SENTENCE


@pytest.fixture
def file(tmp_path, month):
    return print_document(month, tmp_path / "month.pdf").path


def objects(path):
    return re.findall(rb"\d+ 0 obj(.*?)endobj", path.read_bytes(), re.S)


def test_every_font_the_text_is_drawn_in_is_embedded(file):
    with pdfium.PdfDocument(file) as document:
        found = fonts(document)
    assert {embedded for _, embedded in found} == {True}
    assert {name.split("+")[-1] for name, _ in found} >= {"DundianFang-Regular", "DundianHei-Regular"}


def test_no_font_object_is_without_its_outlines(file):
    found = [each for each in objects(file) if b"/Type /Font\n" in each or b"/Type /Font " in each]
    assert found
    assert all(b"/FontDescriptor" in each for each in found)
    descriptors = [each for each in objects(file) if b"/Type /FontDescriptor" in each]
    assert all(b"/FontFile2" in each for each in descriptors)
    assert b"Helvetica" not in file.read_bytes()


def test_names_beyond_the_basic_plane_are_mapped_in_utf_16(file):
    streams = [zlib.decompress(each) for each in re.findall(rb"stream\r?\n(x.*?)endstream", ascii85_free(file), re.S)]
    maps = b"".join(each for each in streams if b"beginbfchar" in each)
    assert b"<D873DC56>" in maps  # 𬱖, U+2CC56
    assert not re.search(rb"<[0-9A-F]{5}>", maps)


def ascii85_free(path):
    """Give the bytes of the file with ASCII85 streams turned into their zlib content."""
    import base64

    def plain(found):
        return b"stream\n" + base64.a85decode(found[1].strip(), adobe=False) + b"endstream"

    return re.sub(rb"stream\r?\n([!-uz\s]+)~>endstream", plain, path.read_bytes())


def test_the_text_can_be_searched(file):
    with pdfium.PdfDocument(file) as document:
        assert document[0].get_textpage().search("蹲点工作组严格落实").get_next()
        assert "𬱖𫖯" in all_text(document)


def test_no_scripts_no_links_no_forms(file):
    content = file.read_bytes()
    assert not [
        word for word in (b"/JS", b"/JavaScript", b"/URI", b"/Annots", b"/AcroForm", b"/Launch") if word in content
    ]


def test_metadata_tell_the_title_and_nothing_of_people_or_time(file, month):
    with pdfium.PdfDocument(file) as document:
        told = document.get_metadata_dict(skip_empty=True)
    assert told.pop("Title") == month.title
    assert told.pop("Creator") == "蹲点工作台"
    assert told.pop("CreationDate") == told.pop("ModDate") == "D:20000101000000+00'00'"
    assert set(told) <= {"Producer", "Trapped", "Keywords"}
    assert "ReportLab" in told.get("Producer", "ReportLab")


def test_a_second_print_is_the_same_file(file, month, tmp_path):
    again = print_document(month, tmp_path / "again.pdf").path
    assert again.read_bytes() == file.read_bytes()


def test_pages_are_counted(file, month, tmp_path):
    with pdfium.PdfDocument(file) as document:
        assert print_document(month, tmp_path / "again.pdf").pages == len(document)


def test_a_month_is_printed_within_a_second(month, tmp_path):
    started = time.process_time()  # other work on the machine does not count
    print_document(month, tmp_path / "a.pdf")
    assert time.process_time() - started < 1


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path):
    with pytest.raises(MachineError, match=r"^文件“a\.pdf”写不进去：.*。$"):
        print_document(Document(title="报告"), tmp_path / "gone" / "a.pdf")


def test_a_print_that_fails_leaves_the_old_file_and_no_other(tmp_path):
    taken = tmp_path / "a.pdf"
    taken.mkdir()
    (taken / "old").write_text("old", encoding="utf-8")
    with pytest.raises(MachineError):
        print_document(Document(title="报告"), taken)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


class Stop:
    """A progress that asks to stop at the given step."""

    def __init__(self, after):
        self.left = after

    def step(self, done, total, note=""):
        assert 0 <= done <= total
        self.left -= 1
        if self.left < 0:
            raise CancelledError


@pytest.mark.parametrize("after", [0, 1, 4])
def test_a_cancelled_print_changes_nothing(month, tmp_path, after):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(CancelledError):
        print_document(month, path, progress=Stop(after))
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_every_figure_knows_its_records(month):
    assert next(figure.records for figure in figures(month) if figure.meaning == "K002") == ("a", "b")
    assert sum(figure.text == "1,074" for figure in figures(month)) == 30


def test_a_figure_is_printed_like_the_words_around_it(printed):
    document = printed(Document(title="报告", blocks=(paragraph("走访", Figure(text="26"), "人次。"),)))
    assert "走访26人次。" in all_text(document)


def test_an_empty_document_is_one_page(printed):
    assert len(printed(Document(title=""))) == 1


def test_a_long_text_takes_no_more_pages_than_its_lines(printed):
    document = printed(Document(title="报告", blocks=(paragraph(SENTENCE * 40),)))
    assert len(document) <= len(SENTENCE) * 40 / (22 * 28) + 1
