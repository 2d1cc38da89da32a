"""The page of GB/T 9704-2012, measured in the finished PDF."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dundian_desktop.reports.document import Document, paragraph
from tests.reports.measure import MM, chars, lines, words
from tests.reports.samples import SENTENCE

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (28 + 156) * MM, (297 - 37) * MM, (297 - 37 - 225) * MM


@pytest.fixture
def plain(printed):
    """Pages full of Han without any punctuation."""
    return printed(Document(title="报告", blocks=(paragraph("工" * 28 * 60),)))


def body(page):
    return [char for char in chars(page) if BOTTOM - 1 < char.y < TOP]


def test_a_full_page_has_22_lines(plain):
    assert len(lines(body(plain[1]))) == 22


def test_a_full_line_has_28_characters(plain):
    assert {len(line) for line in lines(body(plain[1]))} == {28}


def test_lines_are_a_22nd_of_225_mm_apart(plain):
    ys = [line[0].y for line in lines(body(plain[1]))]
    assert all(above - below == pytest.approx(225 * MM / 22, abs=0.02) for above, below in pairwise(ys))


def test_characters_are_a_28th_of_156_mm_apart(plain):
    steps = [b.x - a.x for line in lines(body(plain[1])) for a, b in pairwise(line)]
    assert all(step == pytest.approx(156 * MM / 28, abs=0.02) for step in steps)


def test_the_first_line_is_two_characters_in(plain):
    first = next(line for line in lines(body(plain[0])) if words(line).startswith("工工"))
    assert first[0].x == pytest.approx(LEFT + 2 * 156 * MM / 28, abs=0.02)


def test_paper_is_a4(plain):
    assert plain[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.01)


def test_nothing_but_the_page_number_leaves_the_area(printed, month):
    document = printed(Document(title=month.title, addressee=month.addressee, blocks=month.blocks))
    for number, page in enumerate(document, start=1):
        outside = [
            char.char
            for char in chars(page)
            if char.left < LEFT - 0.01 or char.right > RIGHT + 0.01 or char.bottom < BOTTOM or char.top > TOP
        ]
        assert "".join(sorted(outside)) == "".join(sorted(f"—{number}—"))


def test_no_line_of_a_table_leaves_the_area(case, month):
    from dundian_desktop.reports.grid import compose
    from dundian_desktop.reports.marks import ACROSS, UPRIGHT, Rule

    for sheet in compose(month, case):
        area = ACROSS if sheet.width > sheet.height else UPRIGHT
        for rule in (mark for mark in sheet.marks if isinstance(mark, Rule)):
            half = rule.width / 2
            assert min(rule.x, rule.to_x) >= area.left - 1e-6
            assert max(rule.x, rule.to_x) <= area.right + 1e-6
            assert min(rule.y, rule.to_y) >= area.bottom - half
            assert max(rule.y, rule.to_y) <= area.top + half


def number_line(page):
    return [char for char in chars(page) if char.y < BOTTOM - 5]


def test_odd_page_numbers_stand_one_character_in_from_the_right(plain):
    line = number_line(plain[0])
    assert words(line) == "—1—"
    assert line[-1].x + 14 == pytest.approx(RIGHT - 14, abs=0.05)


def test_even_page_numbers_stand_one_character_in_from_the_left(plain):
    line = number_line(plain[1])
    assert words(line) == "—2—"
    assert line[0].x == pytest.approx(LEFT + 14, abs=0.05)


def test_the_dash_of_the_page_number_is_7_mm_below_the_area(plain):
    assert number_line(plain[0])[0].top == pytest.approx(BOTTOM - 7 * MM, abs=0.15)


def test_on_a_page_across_the_number_stands_at_the_left_turned(printed, month):
    document = printed(month)
    last = document[len(document) - 1]
    wide, high = last.get_size()
    assert wide > high
    dashes = [char for char in chars(last) if char.char == "—"]
    assert {round(char.x, 2) for char in dashes} == {round((35 - 7) * MM - 0.293 * 14, 2)}
    if len(document) % 2:
        assert min(char.bottom for char in dashes) == pytest.approx((26 * MM) + 14, abs=0.1)
    else:
        assert max(char.top for char in dashes) == pytest.approx((210 - 28) * MM - 14, abs=0.1)


def test_text_is_spread_to_the_right_side(printed):
    page = printed(Document(title="报告", blocks=(paragraph(SENTENCE * 3),)))[0]
    full = [line for line in lines(body(page)) if words(line) in words([c for ln in lines(body(page)) for c in ln])][
        4:-1
    ]
    ends = [max(char.right for char in line) for line in full]
    assert all(RIGHT - 156 * MM / 28 <= end <= RIGHT + 0.01 for end in ends)


def test_the_watermark_is_on_every_page(printed, month):
    for page in printed(month):
        assert {"演", "示"} <= {char.char for char in chars(page) if char.top - char.bottom > 60}
