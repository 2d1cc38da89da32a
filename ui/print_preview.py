"""A paper before it is printed: drawn into memory, looked at, then saved as PDF or printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.names import clean_name
from dundian_desktop.progress import Progress
from dundian_desktop.reports.pdf import Pages, write_pages
from ui.desk import Desk
from ui.messages import tell_of
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.pdf_view import PdfView
from ui.printing import Printing
from ui.settings_data import OWN_FONTS
from ui.tasks import Task
from ui.tokens import sized

_SIZE = QSize(760, 640)  # logical pixels at standard scale; less when the screen has less


class PrintPreview(FittingDialog):
    """Shows one paper; nothing is written until it is saved.

    Args:
        heading: of the window.
        paper: what people call it, e.g. ``到期清单``.
        desk: its lanes draw and write.
        parent: owner.
        name: object name; its buttons are called after it.
    """

    def __init__(self, heading: str, paper: str, desk: Desk, parent: QWidget, *, name: str) -> None:
        super().__init__(heading, parent)
        self.setObjectName(f"{name}Dialog")
        self.desk = desk
        self.paper = paper
        self.pages: Pages | None = None
        self._task: Task | None = None
        self.pdf = PdfView(f"{paper}预览")
        self.trouble = Banner()
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.pdf, 1)
        self.add_cancel("关闭")
        self._save = self.add_button("存为 PDF…", name=f"{name}Save")
        self._print = self.add_button("打印…", Kind.PRIMARY, name=f"{name}Print")
        self._save.clicked.connect(self._ask_file)
        self._printing = Printing(self.pdf, self, paper)
        self._printing.refused.connect(self._refuse)
        self._print.clicked.connect(self._printing.ask)
        self._fit_buttons()

    def draw(self, work: Callable[[Progress, Path | None], Pages]) -> None:
        """Draw the paper away from the window's thread; `work` is given the folder of the person's own fonts."""
        fonts = self.desk.store.settings.get(OWN_FONTS, "")

        def drawing(progress: Progress) -> Pages:
            return work(progress, Path(fonts) if fonts else None)

        if self._task:
            self._task.cancel()
        self.pages = None
        self._fit_buttons()
        self._task = self.desk.tasks.beside(drawing)
        self._task.finished.connect(self._drawn)
        self._task.refused.connect(self._refuse)

    def file_name(self) -> str:
        """Give the name a file is offered under, without its end."""
        return self.paper

    def save(self, path: Path) -> None:
        """Write the paper to a file."""
        if (pages := self.pages) is None:
            return

        def work(_progress: Progress) -> Path:
            return write_pages(pages, path).path

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._saved)
        task.refused.connect(self._refuse)

    @override
    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size() * 0.92
        return QSize(sized(_SIZE.width()), sized(_SIZE.height())).boundedTo(room)

    @Slot(object)
    def _drawn(self, pages: Pages) -> None:
        self._task = None
        self.pages = pages
        self.pdf.put(pages.content)
        self.trouble.hide()
        if pages.notices:
            self.trouble.put("".join(pages.notices), Mood.WARN)
        self._fit_buttons()

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self.desk.said.emit(f"{self.paper}已保存：{path.name}", "", None)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        tell_of(self, "没有做成", error)

    def _fit_buttons(self) -> None:
        for made in (self._save, self._print):
            made.setEnabled(self.pages is not None)

    @Slot()
    def _ask_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = Path(folder) / f"{clean_name(self.file_name())}.pdf"
        dialog = QFileDialog(self, f"保存{self.paper}", str(offered), "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    @Slot(str)
    def _save_to(self, path: str) -> None:
        self.save(Path(path))
