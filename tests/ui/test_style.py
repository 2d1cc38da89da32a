"""Colours, fonts, icons and Qt's own words."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from dundian_desktop.resources import resource
from ui import style
from ui.entries import GROUP_ENTRIES
from ui.icons import icon, icon_names, picture
from ui.tokens import EDGE_PAIRS, TEXT_PAIRS, Colour, TextScale, contrast, sized


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS, ids=lambda colour: colour.name)
def test_text_stands_out_from_its_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS, ids=lambda colour: colour.name)
def test_edges_and_focus_rings_stand_out(edge, ground):
    assert contrast(edge, ground) >= 3


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_style_sheet_names_no_colour_of_its_own():
    text = resource("style.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b(?!\w)", re.sub(r"#[a-z]\w+", "", text)) == []
    assert "$" not in style.style_sheet()


def test_every_picture_the_style_sheet_names_is_shipped():
    names = re.findall(r"\$icons/([\w-]+\.svg)", resource("style.qss").read_text(encoding="utf-8"))
    assert names
    assert [name for name in names if not resource("icons", "drawn", name).is_file()] == []


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_can_be_drawn(name):
    drawn = picture(name, Colour.TEXT).toImage()
    inked = [drawn.pixelColor(x, y).alpha() for x in range(drawn.width()) for y in range(drawn.height())]
    assert max(inked) > 128


def test_an_icon_takes_the_colour_it_is_given():
    drawn = icon("check", Colour.GOOD).pixmap(18, 18).toImage()
    inks = {
        drawn.pixelColor(x, y).name().upper()
        for x in range(18)
        for y in range(18)
        if drawn.pixelColor(x, y).alpha() > 250
    }
    assert Colour.GOOD.value in inks


def test_the_entries_of_the_rail_have_two_characters_and_an_icon():
    assert {len(entry.short) for entry in GROUP_ENTRIES} == {2}
    assert {entry.icon for entry in GROUP_ENTRIES} <= set(icon_names())


def test_standard_buttons_read_chinese(qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {re.sub(r"\(&\w\)", "", made.text()) for made in box.buttons()} == {"保存", "取消"}


def test_the_font_of_the_window_has_the_common_characters(qapp):
    family = QApplication.font().families()[0]
    assert family in QFontDatabase.families()
    raw = QRawFont.fromFont(QApplication.font())
    assert all(raw.supportsCharacter(ord(each)) for each in "蹲点工作台走访职工覃懿婧曾仇单：，。“”①②③④✓")


@pytest.mark.parametrize("scale", TextScale)
def test_the_chosen_scale_reaches_type_and_lengths(qapp, scale):
    style.dress(qapp, scale)
    assert QApplication.font().pixelSize() == round(14 * scale.value)
    assert sized(100) == pytest.approx(100 * scale.value, abs=4)
    style.dress(qapp)
