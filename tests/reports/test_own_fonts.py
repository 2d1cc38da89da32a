"""Fonts from the user's own folder."""

from __future__ import annotations

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from dundian_desktop.reports.document import Document, Role, paragraph
from dundian_desktop.reports.fonts import load
from dundian_desktop.reports.pdf import print_document


def box(pen, width=900):
    for act, point in (("moveTo", (50, 0)), ("lineTo", (width, 0)), ("lineTo", (width, 700))):
        getattr(pen, act)(point)
    pen.closePath()
    return pen


def build(path, family, *, truetype=True, fs_type=0, others=0):
    """Make a font with the characters 中 and blank only, and glyphs for no character."""
    builder = FontBuilder(1000, isTTF=truetype)
    order = [".notdef", "space", "middle", *(f"other{number}" for number in range(others))]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({0x20: "space", ord("中"): "middle"})
    if truetype:
        builder.setupGlyf({name: box(TTGlyphPen(None)).glyph() for name in order})
    else:
        shapes = {name: box(T2CharStringPen(1000, None)).getCharString() for name in order}
        builder.setupCFF("Own", {}, shapes, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(
        {"familyName": {"en": "Own Font", "zh": family}, "styleName": "Regular", "psName": "Own-Font"}
    )
    builder.setupOS2(fsType=fs_type)
    builder.setupPost()
    builder.save(path)
    return path


def faces(folder, text="中文", role=Role.FANG):
    return load(folder).runs(text, role, set())


@pytest.mark.parametrize(
    ("family", "role"),
    [
        ("仿宋_GB2312", Role.FANG),
        ("朱雀仿宋（预览测试版）", Role.FANG),
        ("方正小标宋简体", Role.BIAOSONG),
        ("FZXiaoBiaoSong-B05S", Role.BIAOSONG),
        ("楷体_GB2312", Role.KAI),
        ("SimHei", Role.HEI),
    ],
)
def test_a_font_of_a_known_name_is_preferred_in_its_role(tmp_path, family, role):
    build(tmp_path / "any.ttf", family)
    (own, text), *_ = faces(tmp_path, role=role)
    assert own.startswith("own-")
    assert text == "中"


def test_what_the_own_font_lacks_comes_from_ours(tmp_path):
    build(tmp_path / "any.ttf", "仿宋_GB2312")
    assert faces(tmp_path)[1] == ("dundian-fang", "文")


def test_the_file_name_tells_the_role_as_well(tmp_path):
    build(tmp_path / "simfang.ttf", "Nameless")
    assert faces(tmp_path)[0][0].startswith("own-")


def test_the_better_known_name_wins(tmp_path):
    build(tmp_path / "a.ttf", "仿宋")
    build(tmp_path / "b.ttf", "仿宋_GB2312")
    fewer = tmp_path / "fewer"
    fewer.mkdir()
    (fewer / "b.ttf").write_bytes((tmp_path / "b.ttf").read_bytes())
    assert faces(tmp_path) == faces(fewer)


def test_postscript_outlines_are_refused_with_a_sentence(tmp_path):
    build(tmp_path / "仿宋.otf", "仿宋_GB2312", truetype=False)
    fonts = load(tmp_path)
    assert fonts.runs("中文", Role.FANG, set()) == [("dundian-fang", "中文")]
    assert fonts.notices == (
        "自备字体“仿宋.otf”是 PostScript 轮廓，不能用于打印，请换成 TrueType（.ttf）版本；已改用其他字体。",
    )


def test_a_font_that_forbids_embedding_is_refused_with_a_sentence(tmp_path):
    build(tmp_path / "a.ttf", "仿宋_GB2312", fs_type=2, others=300)
    assert "不允许嵌入文件" in load(tmp_path).notices[0]


@pytest.mark.parametrize("part", [0.0, 0.004, 0.01, 0.04, 0.2, 0.5, 0.8, 0.95])
def test_a_truncated_file_never_stops_a_print(tmp_path, part):
    whole = build(tmp_path / "仿宋.ttf", "仿宋_GB2312").read_bytes()
    (tmp_path / "仿宋.ttf").write_bytes(whole[: int(len(whole) * part)])
    printed = print_document(
        Document(title="报告", blocks=(paragraph("中文"),)), tmp_path / "a.pdf", own_fonts=tmp_path
    )
    assert printed.pages == 1
    assert len(printed.notices) == 1
    assert printed.notices[0].endswith("。")


def test_other_fonts_and_files_in_the_folder_are_left_alone(tmp_path):
    build(tmp_path / "latin.ttf", "Something Else")
    (tmp_path / "说明.txt").write_text("x", encoding="utf-8")
    assert load(tmp_path).notices == ()


def test_a_folder_that_is_missing_holds_no_fonts(tmp_path):
    assert load(tmp_path / "none").notices == ()
