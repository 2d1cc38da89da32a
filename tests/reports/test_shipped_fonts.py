"""The font files that ship: their names, their licences, their tables."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from dundian_desktop.resources import resource

FAMILIES = {
    "fang.ttf": "Dundian Fang",
    "hei.ttf": "Dundian Hei",
    "kai.ttf": "Dundian Kai",
    "song.ttf": "Dundian Song",
    "biaosong.ttf": "Dundian Biaosong",
    "rare.ttf": "Dundian Rare",
}
RESERVED = ("source", "lxgw", "霞鹜", "hanamin", "hanazono font", "花園")
each_font = pytest.mark.parametrize("file", FAMILIES)


def font(file):
    return TTFont(BytesIO(resource("fonts", file).read_bytes()), lazy=True)


def test_nothing_but_these_fonts_ships():
    assert {path.name for path in resource("fonts").glob("*.[to]t[fc]")} == set(FAMILIES)


@each_font
def test_a_changed_font_bears_a_name_of_ours(file):
    names = font(file)["name"]
    assert names.getDebugName(1) == FAMILIES[file]
    called = " ".join(names.getDebugName(number).lower() for number in (1, 3, 4, 6))
    assert not [name for name in RESERVED if name in called]


@each_font
def test_copyright_and_licence_are_inside(file):
    names = font(file)["name"]
    assert names.getDebugName(0)
    licence = names.getDebugName(13)
    assert any(known in licence for known in ("Open Font License", "font exception", "Hanazono Font License"))


@each_font
def test_outlines_are_truetype_and_no_layout_tables_are_left(file):
    tables = set(font(file).keys())
    assert "glyf" in tables
    assert not tables & {"CFF ", "GSUB", "GPOS", "BASE", "vhea", "vmtx", "DSIG", "prep", "fpgm"}


@pytest.mark.parametrize("name", ["fang", "hei", "kai", "song-biaosong", "rare"])
def test_the_licence_text_lies_beside_the_fonts(name):
    assert len(resource("fonts", f"LICENSE-{name}.txt").read_text(encoding="utf-8")) > 1000


def test_the_only_font_under_the_gpl_has_the_font_exception():
    text = resource("fonts", "LICENSE-fang.txt").read_text(encoding="utf-8")
    assert "GPL font exception" in text
    assert "does not by itself cause the resulting document to be covered" in " ".join(text.split())
    assert [file for file in FAMILIES if "GPL" in font(file)["name"].getDebugName(13)] == ["fang.ttf"]


@pytest.mark.parametrize("file", ["fang.ttf", "hei.ttf", "kai.ttf", "song.ttf", "biaosong.ttf"])
def test_chinese_punctuation_is_one_em_wide(file):
    shipped = font(file)
    names = shipped.getBestCmap()
    widths = {sign: shipped["hmtx"][names[ord(sign)]][0] for sign in "—…“”‘’·，。、；：（）《》〔〕"}
    assert set(widths.values()) == {1000}
