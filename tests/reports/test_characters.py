"""Every character a person may type comes out of the PDF as it went in."""

from __future__ import annotations

import pytest

from dundian_desktop.reports.document import Column, Document, Role, Table, Words, paragraph
from dundian_desktop.reports.fonts import FILES, load
from dundian_desktop.reports.pdf import print_document
from dundian_desktop.resources import resource
from tests.reports.measure import all_text

COMMON = resource("fonts", "hanzi-8105.txt").read_text(encoding="utf-8").replace("\n", "")
NAMES = "㛃䶮𬱖𫖯喆镕昇"
HOSTILE = (
    "<font color=red>x</font>",
    "</para>",
    "=1+1",
    "%s%d%(x)s",
    "{0}",
    "\\(a\\)",
    "a&amp;b",
    "]]>",
    "(((",
    "' OR 1=1",
)


def squeezed(text):
    return "".join(text.split())


def test_the_table_of_common_characters_is_whole():
    assert len(set(COMMON)) == len(COMMON) == 8105


@pytest.mark.parametrize("role", [Role.FANG, Role.HEI])
def test_every_common_character_and_rare_name_is_printed_and_read_back(printed, role):
    document = printed(Document(title="字", blocks=(paragraph(Words(text=COMMON + NAMES, role=role)),)))
    found = set(all_text(document))
    assert set(COMMON + NAMES) - found == set()


@pytest.mark.parametrize("role", Role)
def test_no_common_character_is_missing_in_any_role(case, role):
    case.fonts.runs(COMMON + NAMES, role, case.missing)
    assert case.missing == set()


def test_signs_of_the_window_are_in_the_face_of_the_window(case):
    signs = "▲●✓○ℹ★☐☑☒✔✗✕⋮→·—…〓㎡①℃‰"
    assert case.fonts.runs(signs, Role.HEI, case.missing) == [("dundian-hei", signs)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(printed, text):
    table = Table(columns=(Column(label=text),), rows=((text,),))
    document = printed(Document(title=text, blocks=(paragraph("甲" + text + "乙"), table), signature=text, note=text))
    assert squeezed(all_text(document)).count(squeezed(text)) >= 5


def test_control_characters_are_shown_and_reported(tmp_path):
    text = "甲\x00\x07\x1b[31m乙"
    printed = print_document(Document(title="报告", blocks=(paragraph(text),)), tmp_path / "a.pdf")
    assert printed.missing == ("\x00", "\x07", "\x1b")
    assert "U+0007" in printed.notices[0]


def test_a_character_no_font_has_is_shown_and_reported(tmp_path):
    printed = print_document(Document(title="报告", blocks=(paragraph("甲\U0002fffd乙"),)), tmp_path / "a.pdf")
    assert printed.missing == ("\U0002fffd",)
    assert "有 1 个字没有字体可印，已用“〓”代替" in printed.notices[0]


def test_half_a_surrogate_pair_is_reported_and_breaks_nothing(tmp_path):
    printed = print_document(Document(title="报\ud800告", blocks=(paragraph("甲\ud800乙"),)), tmp_path / "a.pdf")
    assert printed.missing == ("\ud800",)


def test_signs_without_ink_leave_no_trace(case):
    assert case.fonts.runs("甲\u200b\u202e乙\ufe00\U000e0100丙", Role.FANG, case.missing) == [
        ("dundian-fang", "甲乙丙")
    ]
    assert case.missing == set()


def test_a_run_falls_back_only_for_what_its_face_lacks(case):
    assert case.fonts.runs("张㛃𠮷好", Role.FANG, case.missing) == [
        ("dundian-fang", "张"),
        ("dundian-song", "㛃"),
        ("dundian-rare", "𠮷"),
        ("dundian-fang", "好"),
    ]


def test_every_role_has_a_shipped_font():
    assert set(FILES) == set(Role)
    assert len(load().names) == 6
