"""Empty forms are made from the declarations and stay on their page."""

from __future__ import annotations

import datetime as dt
import enum

import pypdfium2 as pdfium
import pytest

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Row
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.reports.blank_form import PAPER, blank_pages, form_title
from tests.reports.measure import MM, chars, lines, words


class Mood(enum.StrEnum):
    GOOD = "好"
    BAD = "差"


class Canteen(Record, table="canteen", title="食堂", code="ST", noun="食堂走访记录"):
    """Declared nowhere but here."""

    name: str = fields.text("名称", required=True, section="基本情况")
    about: str = fields.text("情况说明", lines=4, max_length=500)
    seats: int | None = fields.whole("座位", unit="个")
    price: int | None = fields.money("餐费")
    opened: dt.date | None = fields.day("开办日期")
    mood: Mood | None = fields.choice("口碑", Mood)
    sort: str | None = fields.code("行业", "industry")
    body: str = fields.full_text("全文", max_length=10)
    pictures: tuple[Attachment, ...] = fields.photos("照片")
    menu: tuple[Row, ...] = fields.rows(
        "菜单",
        (
            fields.Field(name="day", label="日子", kind=fields.Day()),
            fields.Field(name="dish", label="菜名", kind=fields.Text()),
        ),
    )


def printed(kind: type[Record]) -> list[str]:
    with pdfium.PdfDocument(blank_pages(kind, group="驻青麓县蹲点组").content) as document:
        return [words(line) for page in document for line in lines(chars(page))]


@pytest.fixture(scope="module")
def form() -> str:
    return "\n".join(printed(Canteen))


def test_the_form_is_called_after_what_one_record_is(form) -> None:
    assert form.startswith("食堂走访记录表")
    named = {table: form_title(kind.ledger) for table, kind in all_ledgers().items()}
    assert (named["visit"], named["problem"], named["deed"]) == ("走访记录表", "问题登记表", "实事登记表")


def test_every_field_that_is_filled_by_hand_has_its_label_and_no_other(form) -> None:
    for label in ("基本情况", "名称＊", "情况说明", "座位", "餐费", "开办日期", "口碑", "行业", "菜单", "日子", "菜名"):
        assert label in form
    assert "全文" not in form
    assert "照片" not in form
    assert "编号＊" not in form


def test_words_to_choose_from_are_ticked_and_long_lists_are_left_open(form) -> None:
    assert "□好" in form
    assert "□差" in form
    assert "□制造业" not in form


def test_units_and_dates_are_printed_in_the_boxes(form) -> None:
    assert "个" in form
    assert "元" in form
    assert "年月日" in form


def test_it_says_who_fills_it_and_where_the_number_goes(form) -> None:
    assert "填写单位：驻青麓县蹲点组" in form
    assert "填表人：" in form
    assert form.endswith("第1页，共1页")


@pytest.mark.parametrize("kind", all_ledgers().values(), ids=all_ledgers())
def test_nothing_stands_outside_the_paper_and_no_character_is_missing(kind) -> None:
    pages = blank_pages(kind)
    assert pages.missing == ()
    with pdfium.PdfDocument(pages.content) as document:
        for page in document:
            assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01)
            found = chars(page)
            assert min(char.left for char in found) >= PAPER.left - 0.5
            assert max(char.right for char in found) <= PAPER.right + 0.5
            assert min(char.bottom for char in found) >= 10 * MM
