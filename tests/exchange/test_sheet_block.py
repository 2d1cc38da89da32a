"""What WPS and Excel put on the clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dundian_desktop.errors import UserError
from dundian_desktop.exchange.sheet import read_block
from dundian_desktop.exchange.sheet.blocks import html_rows, tabbed
from dundian_desktop.ledgers.worker import Worker
from tests.exchange.sheets import Names

CATEGORY = Worker.ledger.field("category").show("N01")
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-ignore:padding}</style></head>
<body><table border=0><!--StartFragment-->
 <col width=72><tr height=19>
  <td colspan=2 height=19 class=xl65>职工名册</td></tr>
 <tr><td>姓名</td><td>职工类别</td>
  <td>备注</td></tr>
 <tr><td rowspan=2>王
  芳</td><td>%s</td><td>一<br
   style='mso-data-placement:same-cell'>二&nbsp;&lt;三&gt;</td></tr>
 <tr><td>%s</td><td>x<table><tr><td>里面</td></tr></table></td></tr>
<!--EndFragment--></table><table><tr><td>别的</td></tr></table></body></html>"""


def test_a_web_page_block_is_read_with_its_spans_and_breaks() -> None:
    reading = read_block(EXCEL % (CATEGORY, CATEGORY), Worker, Names())
    (row,) = reading.good
    assert (row.number, row.record.name, row.record.notes) == (3, "王 芳", "一\n二 <三>")
    assert [bad.number for bad in reading.bad] == [4]


def test_a_tabbed_block_keeps_line_breaks_and_has_no_phantom_row() -> None:
    text = f'姓名\t职工类别\t备注\r\n王芳\t{CATEGORY}\t"一\n""二"""\r\n李伟\t{CATEGORY}\t"引"\r\n'
    reading = read_block(text, Worker, Names())
    assert [row.record.notes for row in reading.good] == ['一\n"二"', '"引"']
    assert reading.bad == ()


def test_a_block_without_labels_is_read_by_the_columns_it_was_pasted_under() -> None:
    reading = read_block(f"王芳\t{CATEGORY}\n\t{CATEGORY}\n", Worker, Names(), columns=("name", "category"))
    assert [row.record.name for row in reading.good] == ["王芳"]
    assert [(row.number, row.problems) for row in reading.bad] == [(2, ("姓名：不能为空",))]


def test_a_block_without_labels_and_without_a_place_is_refused() -> None:
    with pytest.raises(UserError, match="没有在前10行中找到"):
        read_block("王芳\t普通", Worker, Names())


def test_a_block_wider_than_any_ledger_is_refused() -> None:
    with pytest.raises(UserError, match="超过256列"):
        read_block("姓名" + "\ta" * 300, Worker, Names())
    with pytest.raises(UserError, match="超过256列"):
        read_block("<table><tr><td colspan=99999>姓名</td></tr></table>", Worker, Names())


def test_a_span_over_all_rows_takes_no_room() -> None:
    long = "9" * 5000
    page = f"<table><tr><td rowspan={long}>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert html_rows(page) == [["a", "b"], ["", "c"]]


CELLS = st.text('甲"\n\t, a', max_size=6).map(str.strip)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_excel_writes_with_tabs_is_read_back(rows: list[list[str]]) -> None:
    def quoted(cell: str) -> str:
        needs = any(sign in cell for sign in '\n\t"')
        return '"' + cell.replace('"', '""') + '"' if needs else cell

    text = "".join("\t".join(map(quoted, row)) + "\r\n" for row in rows)
    assert list(tabbed(text)) == rows


@given(st.text('<table>tr/d "=rowspn0123', max_size=80))
def test_no_text_upsets_the_reading_of_a_block(text: str) -> None:
    html_rows(text)
    list(tabbed(text))
