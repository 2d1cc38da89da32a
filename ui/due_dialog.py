"""到期清单: what is due, as the paper for the wall of the workshop, before it is printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.actions.due_list import WALL_DAYS, due_list, due_pages
from dundian_desktop.progress import Progress
from dundian_desktop.reports.pdf import Pages
from ui.desk import Desk
from ui.parts.field import Field
from ui.parts.labels import named
from ui.print_preview import PrintPreview

_SPANS = {"一周内": 7, "一个月内": WALL_DAYS, "三个月内": 92}


class DueDialog(PrintPreview):
    """Draws the list anew when the span is another."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("打印到期清单", "到期清单", desk, parent, name="due")
        self.span = named(QComboBox(), "dueSpan")
        self.span.addItems(list(_SPANS))
        self.span.setCurrentIndex(list(_SPANS.values()).index(WALL_DAYS))
        told = "贴在车间墙上用：不写职工姓名、谈话内容和重大事项"
        self.body.insertWidget(0, Field("列出多久内到期的", self.span, help_text=told))
        self.span.currentIndexChanged.connect(self.draw_list)
        self.draw_list()

    @Slot()
    def draw_list(self) -> None:
        """Draw the list."""
        store, within = self.desk.store, _SPANS[self.span.currentText()]

        def work(progress: Progress, fonts: Path | None) -> Pages:
            return due_pages(store, due_list(store, within=within), progress, own_fonts=fonts)

        self.draw(work)

    @override
    def file_name(self) -> str:
        return f"到期清单-{clock.today():%m%d}"
