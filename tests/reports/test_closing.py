"""附件说明, 署名, 成文日期, 附注, and the numbers of headings."""

from __future__ import annotations

import datetime as dt

import pytest

from dundian_desktop.reports.body import chinese, heading_number
from dundian_desktop.reports.document import Document, Heading, paragraph
from tests.reports.measure import MM, chars, lines, words

EM = 156 * MM / 28
RIGHT = 184 * MM
DAY = dt.date(2026, 5, 3)


def found(printed, **given):
    """Print one page; give text -> line of characters."""
    document = printed(Document(title="报告", **{"blocks": (paragraph("正文。"),), **given}))
    return {words(line): line for page in document for line in lines(chars(page))}


def test_the_signature_ends_two_characters_before_the_right_side(printed):
    line = found(printed, signature="青麓县总工会驻点蹲点工作组", date=DAY)["青麓县总工会驻点蹲点工作组"]
    assert line[-1].x + EM == pytest.approx(RIGHT - 2 * EM, abs=0.02)


def test_the_date_begins_two_characters_right_of_the_signature(printed):
    page = found(printed, signature="青麓县总工会驻点蹲点工作组", date=DAY)
    assert page["2026年5月3日"][0].x - page["青麓县总工会驻点蹲点工作组"][0].x == pytest.approx(2 * EM, abs=0.02)


def test_a_longer_date_ends_two_characters_before_the_right_side(printed):
    page = found(printed, signature="工作组", date=DAY)
    date = page["2026年5月3日"]
    assert date[-1].x + EM == pytest.approx(RIGHT - 2 * EM, abs=0.02)
    assert date[0].x - page["工作组"][0].x == pytest.approx(2 * EM, abs=0.02)


def test_a_blank_line_stands_above_the_signature(printed):
    page = found(printed, signature="工作组", date=DAY)
    assert page["正文。"][0].y - page["工作组"][0].y == pytest.approx(2 * 225 * MM / 22, abs=0.05)


def test_the_note_stands_in_brackets_below_the_date_two_characters_in(printed):
    page = found(printed, signature="工作组", date=DAY, note="联系人：某某")
    note = page["（联系人：某某）"]
    assert note[0].x == pytest.approx(28 * MM + 2 * EM, abs=0.02)
    assert page["2026年5月3日"][0].y - note[0].y == pytest.approx(225 * MM / 22, abs=0.05)


def test_brackets_are_not_doubled(printed):
    assert "（联系人：某某）" in found(printed, note="（联系人：某某）")


def test_one_attachment_has_no_number(printed):
    assert "附件：统计表" in found(printed, attachments=("统计表",))


def test_attachments_are_numbered_under_each_other(printed):
    page = found(printed, attachments=("统计表", "问题台账；"))
    first, second = page["附件：1.统计表"], page["2.问题台账"]
    assert first[0].x == pytest.approx(28 * MM + 2 * EM, abs=0.02)
    assert second[0].x == pytest.approx(first[3].x, abs=0.02)


def test_a_long_attachment_hangs_under_its_first_character(printed):
    page = found(printed, attachments=("统计表", "建会入会台账" * 6))
    first, rest = [line for text, line in page.items() if "建会" in text or text.startswith("账")][:2]
    assert rest[0].x == pytest.approx(first[2].x, abs=0.02)


def test_the_addressee_is_flush_left_with_one_colon(printed):
    line = found(printed, addressee="省总工会：")["省总工会："]
    assert line[0].x == pytest.approx(28 * MM, abs=0.02)


def test_headings_are_numbered_by_level(printed):
    levels = (1, 2, 3, 4, 4, 2, 3, 1, 2)
    page = found(printed, blocks=tuple(Heading(level=level, text="题") for level in levels))
    assert list(page)[1:-1] == ["一、题", "（一）题", "1.题", "（1）题", "（2）题", "（二）题", "二、题"]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_numbers_are_written_in_chinese(number, text):
    assert chinese(number) == text
    assert heading_number(1, number) == text + "、"


@pytest.mark.parametrize("filler", range(8, 20))
def test_a_signature_never_begins_a_page_and_a_heading_never_ends_one(printed, filler):
    blocks = (*[paragraph("第一行。")] * filler, Heading(level=1, text="末题"), paragraph("最后一段。" * 12))
    document = printed(Document(title="报告", blocks=blocks, signature="工作组", date=DAY, attachments=("统计表",)))
    for number, page in enumerate(document):
        text = [words(line) for line in lines(chars(page))][:-1]
        assert not text[-1].startswith("一、")
        assert number == 0 or not text[0].startswith(("附件", "工作组", "2026"))
