from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from dundian_desktop.reports.document import Column
from dundian_desktop.reports.listing import Listing, print_listing
from tests.reports.measure import MM, chars, fonts, lines, words


@pytest.fixture
def listing(tmp_path):
    rows = [(str(number), "2026-05-11", "张㛃", "<b>走访</b>，了解职工诉求" * 3) for number in range(120)]
    columns = (
        Column(label="序号", align="center"),
        Column(label="日期", width=2),
        Column(label="姓名", width=2),
        Column(label="内容", width=8),
    )
    value = Listing(
        title="走访台账", subtitle="共120条", columns=columns, rows=rows, watermark="演示", notes=("注：完。",)
    )
    with pdfium.PdfDocument(print_listing(value, tmp_path / "list.pdf").path) as document:
        yield document


def test_it_is_a4_across_with_margins_of_20_mm(listing):
    for page in listing:
        assert page.get_size() == pytest.approx((297 * MM, 210 * MM), abs=0.01)
        inner = [char for char in chars(page) if char.y > 20 * MM]
        assert min(char.left for char in inner) >= 20 * MM
        assert max(char.right for char in inner) <= 277 * MM
        assert max(char.top for char in inner) <= 190 * MM


def test_head_and_page_number_are_on_every_page(listing):
    for number, page in enumerate(listing, start=1):
        found = [words(line) for line in lines(chars(page))]
        assert any("序号日期姓名内容" in line for line in found)
        assert found[-1] == f"第{number}页，共{len(listing)}页"


def test_every_row_is_there_as_it_stands(listing):
    text = "".join(words(line) for page in listing for line in lines(chars(page)))
    assert text.count("2026-05-11") == 120
    assert text.count("张㛃") == 120
    assert text.count("注：完。") == 1
    assert "<b>走访</b>" in text


def test_every_font_is_embedded(listing):
    assert {embedded for _, embedded in fonts(listing)} == {True}


def test_a_list_without_rows_says_so(tmp_path):
    value = Listing(title="走访台账", columns=(Column(label="甲"),), rows=())
    with pdfium.PdfDocument(print_listing(value, tmp_path / "a.pdf").path) as document:
        assert "（无）" in [words(line) for line in lines(chars(document[0]))]
