"""The recovery code on paper, or in a file the person asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from dundian_desktop import clock
from dundian_desktop.errors import MachineError
from ui import words
from ui.messages import tell_of

_POINTS = 16


def sheet_text(code: str) -> str:
    """Give the words of the sheet."""
    return (
        f"{words.PRODUCT} 恢复码\n\n{code}\n\n"
        "忘了口令，只有它能打开资料。请装进信封封好，和电脑分开保管，不要拍照、不要发微信。\n"
        f"打印日期：{clock.today().isoformat()}\n"
    )


def print_code(window: QWidget, code: str) -> None:
    """Ask for a printer and print the sheet."""
    QDialog.open(CodePrint(window, code))


def save_code(window: QWidget, code: str) -> None:
    """Ask for a file and write the sheet into it."""
    CodeFile(window, code).open()


class CodePrint(QPrintDialog):
    """Prints the sheet when a printer was chosen."""

    def __init__(self, window: QWidget, code: str) -> None:
        self._paper = QPrinter(QPrinter.PrinterMode.HighResolution)
        super().__init__(self._paper, window)
        self.setWindowTitle("打印恢复码")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sheet = QTextDocument(self)
        self._sheet.setPlainText(sheet_text(code))
        font = self._sheet.defaultFont()
        font.setPointSize(_POINTS)
        self._sheet.setDefaultFont(font)
        self.accepted.connect(self._print)

    @Slot()
    def _print(self) -> None:
        self._sheet.print_(self._paper)


class CodeFile(QFileDialog):
    """Writes the sheet when a file was chosen."""

    def __init__(self, window: QWidget, code: str) -> None:
        name = str(Path.home() / f"{words.PRODUCT}恢复码.txt")
        super().__init__(window, "把恢复码存成文件", name, "文本文件 (*.txt)")
        self._window = window
        self._code = code
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.fileSelected.connect(self.write)

    @Slot(str)
    def write(self, path: str) -> None:
        """Write the sheet."""
        try:
            Path(path).write_text(sheet_text(self._code), encoding="utf-8")
        except OSError:
            name = Path(path).name
            error = MachineError(f"恢复码没有写进“{name}”：这个位置不能写入或空间不足。请换一个位置，或抄在纸上。")
            tell_of(self._window, "没有存成文件", error)
