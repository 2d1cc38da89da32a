"""The recovery code on paper, or in a file the person asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from dundian_desktop import clock
from dundian_desktop.errors import MachineError
from ui import words
from ui.messages import notice_of, tell

_BOX = Qt.WidgetAttribute.WA_DeleteOnClose


def sheet_text(code: str) -> str:
    """Give the words of the sheet."""
    return (
        f"{words.PRODUCT} 恢复码\n\n{code}\n\n"
        "忘了口令，只有它能打开资料。请装进信封封好，和电脑分开保管，不要拍照、不要发微信。\n"
        f"打印日期：{clock.today().isoformat()}\n"
    )


def print_code(window: QWidget, code: str) -> None:
    """Ask for a printer and print the sheet."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle("打印恢复码")
    dialog.setAttribute(_BOX)
    document = QTextDocument(dialog)
    document.setPlainText(sheet_text(code))
    font = document.defaultFont()
    font.setPointSize(16)
    document.setDefaultFont(font)
    dialog.accepted.connect(lambda: document.print_(printer))
    dialog.open()


def save_code(window: QWidget, code: str) -> None:
    """Ask for a file and write the sheet into it."""
    dialog = QFileDialog(window, "把恢复码存成文件", str(Path.home() / "蹲点工作台恢复码.txt"), "文本文件 (*.txt)")
    dialog.setAttribute(_BOX)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.fileSelected.connect(lambda path: _write(window, Path(path), code))
    dialog.open()


def _write(window: QWidget, path: Path, code: str) -> None:
    try:
        path.write_text(sheet_text(code), encoding="utf-8")
    except OSError:
        error = MachineError(f"恢复码没有写进“{path.name}”：这个位置不能写入或空间不足。请换一个位置，或抄在纸上。")
        tell(window, "没有存成文件", notice_of(error, "知道了"))
