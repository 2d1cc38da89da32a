"""Empty forms on paper: choose a ledger, look at its form, save or print it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from dundian_desktop.actions.blank import blank_form
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.reports.blank_form import form_title
from dundian_desktop.reports.pdf import Pages
from ui.desk import Desk
from ui.parts.field import Field
from ui.parts.labels import named
from ui.print_preview import PrintPreview

_FIRST = "visit"
"""The form most often filled on the way."""


class BlankDialog(PrintPreview):
    """Draws the form of the chosen ledger."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("打印空白表", "空白表", desk, parent, name="blank")
        self._kinds = list(desk.store.kinds.values())
        self.choice = named(QComboBox(), "blankChoice")
        self.choice.addItems([f"{form_title(kind.ledger)}（{kind.ledger.title}）" for kind in self._kinds])
        tables = [kind.ledger.table for kind in self._kinds]
        self.choice.setCurrentIndex(tables.index(_FIRST) if _FIRST in tables else 0)
        self.body.insertWidget(0, Field("哪一种表", self.choice, help_text="没有电脑时先手写，回来再录入"))
        self.choice.currentIndexChanged.connect(self.draw_chosen)
        self.draw_chosen()

    def kind(self) -> type[Record]:
        """Give the ledger whose form is shown."""
        return self._kinds[self.choice.currentIndex()]

    @Slot()
    def draw_chosen(self) -> None:
        """Draw the form."""
        store, kind = self.desk.store, self.kind()

        def work(progress: Progress, fonts: Path | None) -> Pages:
            return blank_form(store, kind, progress, own_fonts=fonts)

        self.draw(work)

    @override
    def file_name(self) -> str:
        return f"空白-{form_title(self.kind().ledger)}"
