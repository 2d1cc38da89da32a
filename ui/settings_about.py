"""关于: the version, and what others made that is inside."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtWidgets import QPlainTextEdit

from dundian_desktop.resources import program_folder
from ui import words
from ui.parts.labels import Role, label, named
from ui.parts.tile import Tile
from ui.tokens import sized

_LICENCES = "THIRD_PARTY.md"


class AboutTile(Tile):
    """Never changes."""

    def __init__(self) -> None:
        super().__init__(f"{words.PRODUCT} {version()}", "settingsAbout")
        self.body.addWidget(label("工会蹲点工作组的离线工作台。不联网，不收集任何信息。Apache-2.0 许可。", wraps=True))
        self.body.addWidget(label("用到的开源软件、字体和图标，及其许可：", Role.SECOND))
        text = named(QPlainTextEdit(licences()), "aboutLicences")
        text.setAccessibleName("开源许可")
        text.setReadOnly(True)
        text.setMinimumHeight(sized(360))
        self.body.addWidget(text, 1)


def version() -> str:
    """Give the version of the program."""
    try:
        return metadata.version("dundian-desktop")
    except metadata.PackageNotFoundError:
        return ""


def licences() -> str:
    """Give the list of what others made."""
    file = program_folder() / _LICENCES
    return file.read_text(encoding="utf-8") if file.exists() else "许可清单在安装目录的 THIRD_PARTY.md 里。"
