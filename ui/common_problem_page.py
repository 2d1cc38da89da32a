"""The page of common problems: the ordinary list, with the paper on which one is reported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from dundian_desktop.actions.commons import common_pages
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.progress import Progress
from dundian_desktop.reports.pdf import Pages
from ui.desk import Desk
from ui.ledger_page import LedgerPage
from ui.parts.buttons import Kind, button
from ui.print_preview import PrintPreview


class CommonProblemPage(LedgerPage):
    """Adds 专报."""

    def __init__(self, desk: Desk, kind: type[Record], *, parent: QWidget | None = None) -> None:
        super().__init__(desk, kind, parent=parent)
        tip = "看、存、打印选中的共性问题的专报"
        made = button("专报…", Kind.QUIET, icon_name="file-type-pdf", name="commonPaper", tip=tip)
        made.clicked.connect(self.show_paper)
        self.head.add_tool(made)

    @Slot()
    def show_paper(self) -> None:
        """Show the paper of the common problem in hand."""
        record = self.side.panel.record
        if isinstance(record, CommonProblem):
            CommonPaper(self.desk, record, self).open()
        else:
            self.desk.said.emit("请先在列表里点一个共性问题。", "", None)


class CommonPaper(PrintPreview):
    """Draws the paper of one common problem."""

    def __init__(self, desk: Desk, common: CommonProblem, parent: QWidget) -> None:
        super().__init__("共性问题专报", "共性问题专报", desk, parent, name="commonPaper")
        self._common = common
        store = desk.store

        def work(progress: Progress, fonts: Path | None) -> Pages:
            return common_pages(store, common, progress, own_fonts=fonts)

        self.draw(work)

    @override
    def file_name(self) -> str:
        return f"共性问题专报-{self._common.no}"
