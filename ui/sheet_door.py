"""Where sheets come in: a file that is chosen, or a block that lies on the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

_NAMES = "表格 (*.xlsx *.xls *.et *.csv)"


class SheetDoor(QObject):
    """Asks for sheets and hands them on; reads nothing itself."""

    given = Signal(object)  # Path of a sheet
    pasted = Signal(str, bool)  # a block; whether it is HTML
    nothing_there = Signal(str)  # why nothing was taken

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

    @Slot()
    def choose(self) -> None:
        """Let the person choose a file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._dialog = QFileDialog(self._page, "选择表格", folder, _NAMES)
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._dialog.fileSelected.connect(self._give)
        self._dialog.open()

    @Slot()
    def paste(self) -> None:
        """Take the block on the clipboard, as HTML if it can be had: that keeps cells with line breaks whole."""
        block: QMimeData = QGuiApplication.clipboard().mimeData()
        if block.hasHtml() or block.text().strip():
            self.pasted.emit(block.html() if block.hasHtml() else block.text(), block.hasHtml())
        else:
            self.nothing_there.emit("剪贴板里没有表格。请先在 WPS 或 Excel 里选中并复制。")

    @Slot(str)
    def _give(self, name: str) -> None:
        self.given.emit(Path(name))
