"""What stands at the door of a workspace: the unlock page or the first start, and the other ways in below it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.first_run import FirstRunPage
from ui.parts.buttons import Kind, button
from ui.parts.progress_panel import ProgressPanel
from ui.tokens import GAP


class Gate(QWidget):
    """Holds one page of the door.

    Args:
        page: the unlock page or the first start.
        makes_new: offer to make a new workspace.
        back: word of a button that leads back, "" for none.
    """

    folder_chosen = Signal(Path)
    new_asked = Signal()
    back_asked = Signal()

    def __init__(self, page: QWidget, *, makes_new: bool = False, back: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.page = page
        self.progress = ProgressPanel()
        self._ways = QWidget()
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(4 * GAP, 0, 4 * GAP, 2 * GAP)
        row.addStretch()
        if back:
            row.addWidget(self._way(back, "arrow-back-up", "gateBack", self.back_asked))
        row.addWidget(self._way("打开别的文件夹里的台账…", "folder-open", "gateOther", self._ask_folder))
        if makes_new:
            row.addWidget(self._way("新建一份台账…", "plus", "gateNew", self.new_asked))
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(self.progress)
        if isinstance(page, FirstRunPage):
            row.setContentsMargins(0, 0, 0, 0)
            page.offer(self._ways)
        else:
            column.addWidget(self._ways)
        self.setFocusProxy(page)

    def close_ways(self) -> None:
        """Offer no other way any more."""
        self._ways.hide()

    def _way(self, text: str, icon_name: str, name: str, then: object) -> QWidget:
        made = button(text, Kind.QUIET, icon_name=icon_name, name=name)
        made.clicked.connect(then)
        return made

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "选择台账所在的文件夹")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._say)
        dialog.open()

    @Slot(str)
    def _say(self, path: str) -> None:
        self.folder_chosen.emit(Path(path))


LEAST = QSize(640, 400)
"""Smaller than the smallest screen in use at 150 %, so that nobody is kept from making the window small."""
