"""Empty forms on paper: choose a ledger, look at its form, save or print it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget
from typing_extensions import override

from dundian_desktop.actions.blank import blank_form
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.names import clean_name
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.reports.blank_form import form_title
from dundian_desktop.reports.pdf import Pages, write_pages
from ui.desk import Desk
from ui.messages import tell_of
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.field import Field
from ui.parts.labels import named
from ui.pdf_view import PdfView
from ui.settings_data import OWN_FONTS
from ui.tasks import Task
from ui.tokens import sized

_SIZE = QSize(760, 640)  # logical pixels at standard scale; less when the screen has less
_FIRST = "visit"
"""The form most often filled on the way."""


class BlankDialog(FittingDialog):
    """Draws the form of the chosen ledger into memory; nothing is written until it is saved."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("打印空白表", parent)
        self.setObjectName("blankDialog")
        self.desk = desk
        self.pages: Pages | None = None
        self._task: Task | None = None
        self._kinds = list(desk.store.kinds.values())
        self.choice = named(QComboBox(), "blankChoice")
        self.choice.addItems([f"{form_title(kind.ledger)}（{kind.ledger.title}）" for kind in self._kinds])
        tables = [kind.ledger.table for kind in self._kinds]
        self.choice.setCurrentIndex(tables.index(_FIRST) if _FIRST in tables else 0)
        self.pdf = PdfView("空白表预览")
        self.body.addWidget(Field("哪一种表", self.choice, help_text="没有电脑时先手写，回来再录入"))
        self.body.addWidget(self.pdf, 1)
        self.add_cancel("关闭")
        self._save = self.add_button("存为 PDF…", name="blankSave")
        self._print = self.add_button("打印…", Kind.PRIMARY, name="blankPrint")
        self._save.clicked.connect(self._ask_file)
        self._print.clicked.connect(self._ask_printer)
        self.choice.currentIndexChanged.connect(self.draw)
        self.draw()

    def kind(self) -> type[Record]:
        """Give the ledger whose form is shown."""
        return self._kinds[self.choice.currentIndex()]

    @Slot()
    def draw(self) -> None:
        """Draw the form."""
        store, kind, fonts = self.desk.store, self.kind(), self.desk.store.settings.get(OWN_FONTS, "")

        def work(progress: Progress) -> Pages:
            return blank_form(store, kind, progress, own_fonts=Path(fonts) if fonts else None)

        if self._task:
            self._task.cancel()
        self.pages = None
        self._fit_buttons()
        self._task = self.desk.tasks.beside(work)
        self._task.finished.connect(self._drawn)
        self._task.refused.connect(self._refuse)

    def save(self, path: Path) -> None:
        """Write the form to a file."""
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
        self._fit_buttons()

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self.desk.said.emit(f"空白表已保存：{path.name}", "", None)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        tell_of(self, "没有做成", error)

    def _fit_buttons(self) -> None:
        for made in (self._save, self._print):
            made.setEnabled(self.pages is not None)

    @Slot()
    def _ask_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = clean_name(f"空白-{form_title(self.kind().ledger)}")
        dialog = QFileDialog(self, "保存空白表", str(Path(folder) / f"{name}.pdf"), "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    @Slot(str)
    def _save_to(self, path: str) -> None:
        self.save(Path(path))

    @Slot()
    def _ask_printer(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self)
        dialog.setWindowTitle("打印空白表")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print_now)
        QDialog.open(dialog)

    @Slot()
    def _print_now(self) -> None:
        if self._printer.isValid():
            self.pdf.print_to(self._printer)
        else:
            self._refuse(UserError("没有找到打印机。请接好打印机，或先存为 PDF 再拿去打印。"))
