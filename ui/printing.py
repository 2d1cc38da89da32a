"""Printing a paper that is shown: asks for the printer, and says so when there is none."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from dundian_desktop.errors import UserError
from ui.pdf_view import PdfView


class Printing(QObject):
    """Serves one view; goes with the widget over which it asks."""

    printed = Signal()
    refused = Signal(object)  # UserError

    def __init__(self, pdf: PdfView, over: QWidget, paper: str) -> None:
        super().__init__(over)
        self._pdf = pdf
        self._over = over
        self._paper = paper

    @Slot()
    def ask(self) -> None:
        """Ask for a printer."""
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self._over)
        dialog.setWindowTitle(f"打印{self._paper}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    @Slot()
    def _print(self) -> None:
        if self._printer.isValid():
            self._pdf.print_to(self._printer)
            self.printed.emit()
        else:
            self.refused.emit(UserError("没有找到打印机。请接好打印机，或先存为 PDF 再拿去打印。"))
