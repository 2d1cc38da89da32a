"""Build the six fonts under `resources/fonts` from free fonts that others publish.

    python tools/build_fonts.py [folder for downloads]

The packages are fetched with the ordinary clients (`apt-get download`, `npm pack`), so it runs on Debian 12
with npm installed; versions and checksums are pinned in `font_sources.py`. What happens to a font:

1. PostScript outlines become TrueType outlines (cu2qu, at most 1/1000 em away), for the PDF library takes no others.
2. Only the wanted characters stay; hinting and the tables of vertical and OpenType layout go.
3. Signs the window shows and the source lacks are composed from signs it has.
4. Punctuation that is one em wide in Chinese text becomes so where the source has it narrower.
5. The family gets a name of ours: the reserved names of the OFL fonts may not be kept on a changed font.
6. Time stamps are fixed: the same sources and the same fontTools give the same bytes.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path
from typing import Any

from font_sources import RECIPES, Recipe, fetch, licences, wanted
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

log = logging.getLogger("build_fonts")

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "resources" / "fonts"

STAMP = 3_849_984_000
"""2026-01-01 00:00 UTC in seconds since 1904, the epoch of the `head` table."""

LAYOUT_TABLES = (
    *("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea"),
    *("vmtx", "VORG", "DSIG", "FFTM", "prop", "gasp"),
)
"""Tables of OpenType and vertical layout and of hinting; neither reportlab nor the window needs them."""

STAND_INS = {"ℹ": "ⓘ", "☐": "□", "✔": "✓", "✕": "×", "✗": "×", "⋮": "︙"}
"""Sign the window shows -> sign of the same font that is shown when it is missing."""

FULL_WIDTH = {"—": "stretch", "“": "right", "‘": "right", "”": "left", "’": "left", "·": "middle"}
"""Punctuation that is one em wide in Chinese text -> where its ink goes when the source has it narrower."""

STACKS = {"☑": "□✓", "☒": "□×"}
"""Sign the window shows -> two signs of the same font, one over the other."""


def main(arguments: list[str]) -> int:
    """Build all fonts; the only argument is a folder that keeps the downloads."""
    logging.basicConfig(format="%(message)s")  # fontTools itself logs every glyph name at INFO
    log.setLevel(logging.INFO)
    if arguments:
        build(Path(arguments[0]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
    return 0


def build(downloads: Path) -> None:
    """Write every font of the recipes, then the licence texts, to `resources/fonts`."""
    TARGET.mkdir(parents=True, exist_ok=True)
    sources = fetch(downloads)
    covered: set[int] = set()
    for recipe in RECIPES:
        font = made(recipe, sources / recipe.source, covered)
        covered |= set(font.getBestCmap())
        target = TARGET / recipe.file
        font.save(target, reorderTables=True)
        log.info("%s: %d glyphs, %.2f MB", target.name, font["maxp"].numGlyphs, target.stat().st_size / 1e6)
    for name, text in licences(sources).items():
        (TARGET / name).write_text(text, encoding="utf-8")


def made(recipe: Recipe, source: Path, covered: set[int]) -> TTFont:
    """Give one finished font, not yet saved; `covered` are the characters of the fonts before it."""
    font = TTFont(source, recalcTimestamp=False)
    keep = set(font.getBestCmap()) & wanted(recipe, font.getBestCmap(), covered)
    if recipe.signs:
        keep |= add_signs(font)
    cut(font, keep)
    if "CFF " in font:
        to_truetype(font)
    widen_punctuation(font)
    rename(font, recipe)
    return font


def cut(font: TTFont, keep: set[int]) -> None:
    """Leave only the wanted characters, without hinting or layout tables."""
    options = subset.Options(
        hinting=False,
        layout_features=[],
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
        recalc_timestamp=False,
    )
    options.drop_tables += LAYOUT_TABLES
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=keep)
    cutter.subset(font)


def to_truetype(font: TTFont) -> None:
    """Replace cubic PostScript outlines by quadratic TrueType ones."""
    outlines = font.getGlyphSet()
    glyphs = {name: quadratic(outlines, name) for name in font.getGlyphOrder()}
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = font.getGlyphOrder()
    table.glyphs = glyphs
    del font["CFF "]
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    big = font["maxp"]
    big.tableVersion = 0x00010000
    big.maxZones = 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"):
        setattr(big, f"max{name}", 0)
    big.maxComponentElements = big.maxComponentDepth = 0
    font.sfntVersion = "\000\001\000\000"


def quadratic(outlines: Any, name: str) -> Any:
    """Give one glyph with its curves turned quadratic, at most one unit off."""
    pen = TTGlyphPen(outlines)
    outlines[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
    return pen.glyph()


def add_signs(font: TTFont) -> set[int]:
    """Let the font show the signs it lacks by those it has; give the code points added."""
    names = font.getBestCmap()
    added: dict[int, str] = {}
    for sign, other in STAND_INS.items():
        if ord(sign) not in names and ord(other) in names:
            added[ord(sign)] = names[ord(other)]
    for sign, parts in STACKS.items():
        if ord(sign) not in names and all(ord(part) in names for part in parts):
            added[ord(sign)] = stacked(font, [names[ord(part)] for part in parts])
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update(added)
    return set(added)


def stacked(font: TTFont, parts: list[str]) -> str:
    """Add a glyph that shows all `parts` on each other, centred; give its name."""
    glyphs = font["glyf"]
    pen = TTGlyphPen(glyphs.glyphs)
    first = glyphs[parts[0]]
    for part in parts:
        glyph = glyphs[part]
        right = (first.xMin + first.xMax - glyph.xMin - glyph.xMax) / 2
        up = (first.yMin + first.yMax - glyph.yMin - glyph.yMax) / 2
        pen.addComponent(part, (1, 0, 0, 1, round(right), round(up)))
    name = "stack." + ".".join(parts)
    glyphs[name] = pen.glyph()
    font["hmtx"][name] = font["hmtx"][parts[0]]
    glyphs[name].recalcBounds(glyphs)
    return name


def widen_punctuation(font: TTFont) -> None:
    """Make Chinese punctuation one em wide, as GB/T 15834-2011 section 5 asks and the page grid needs."""
    names, em = font.getBestCmap(), font["head"].unitsPerEm
    for sign, place in FULL_WIDTH.items():
        name = names.get(ord(sign))
        if name is None or font["hmtx"][name][0] == em:
            continue
        glyph = font["glyf"][name]
        stretch = em / (glyph.xMax - glyph.xMin) if place == "stretch" else 1
        start = {"right": em / 2 + 50, "left": 50, "middle": (em - glyph.xMax + glyph.xMin) / 2}.get(place, 0)
        glyph.coordinates.translate((-glyph.xMin, 0))
        glyph.coordinates.scale((stretch, 1))
        glyph.coordinates.translate((start, 0))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (em, glyph.xMin)


def rename(font: TTFont, recipe: Recipe) -> None:
    """Give the font a family name of ours, keep its copyright and licence lines, fix its time."""
    table = font["name"]
    kept = {number: table.getDebugName(number) or "" for number in (0, 13, 14)}
    kept[13] = recipe.licence
    post_name = recipe.family.replace(" ", "") + "-Regular"
    ours = {1: recipe.family, 2: "Regular", 3: f"1.0;{post_name}", 4: recipe.family, 5: "Version 1.0", 6: post_name}
    table.names = []
    for number, text in sorted({**kept, **ours}.items()):
        if text:
            table.setName(text, number, 3, 1, 0x409)
    font["head"].created = font["head"].modified = STAMP
    font["head"].fontRevision = 1.0
    font["head"].macStyle = 0
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
    font["post"].formatType = 3.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
