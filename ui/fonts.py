"""Which fonts the window writes with: those of the system first, the shipped ones where it has none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from dundian_desktop.resources import resource
from ui.tokens import Size, TextScale

SYSTEM_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)
"""Simplified Chinese families that Windows, UOS and 麒麟 come with, best first."""


def app_font(scale: TextScale, families: list[str]) -> QFont:
    """Give the body font of the window at the scale the person chose."""
    font = QFont(families)
    font.setPixelSize(round(Size.BODY.value * scale.value))
    return font


def families(shipped: Path | None = None) -> list[str]:
    """Give the families to write with, best first; loads the shipped fonts if the system has none.

    Args:
        shipped: the folder with our own fonts; `resources/fonts` when left out.
    """
    present = set(QFontDatabase.families())
    found = [family for family in SYSTEM_FAMILIES if family in present]
    return found or load_fonts(shipped or resource("fonts"))


def load_fonts(folder: Path) -> list[str]:
    """Load the fonts of a folder and give their families; the upright sans (`hei`) comes first."""
    files = sorted(folder.glob("*.ttf"), key=lambda path: (not path.name.startswith("hei"), path.name))
    loaded: list[str] = []
    for path in files:
        number = QFontDatabase.addApplicationFont(str(path))
        loaded += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in loaded]
    return loaded
