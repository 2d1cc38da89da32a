"""Where files are written to that leave this computer: a stick that is plugged in, or a folder somebody chose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog

from ui.drives import sticks

_SHORTEST = 10  # characters that are seen of a long path


class PlaceChoice(QComboBox):
    """Offers the sticks; `ask` offers every folder.

    Args:
        name: object name.
        none: what is said while there is no stick.
        title: of the window in which a folder is chosen.
    """

    def __init__(self, name: str, none: str, title: str = "放到哪个文件夹") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("放到哪里")
        self.setMinimumContentsLength(_SHORTEST)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._none = none
        self._title = title
        self._chosen: Path | None = None
        self._then: Callable[[Path], object] | None = None
        self.refresh()

    def folder(self) -> Path | None:
        """Give the place that is chosen, None when there is none to choose."""
        return Path(kept) if (kept := str(self.currentData() or "")) else None

    @Slot()
    def refresh(self) -> None:
        """Look anew which sticks are plugged in; what was chosen stays so."""
        kept = self.currentData()
        self.clear()
        if self._chosen:
            self.addItem(f"文件夹：{self._chosen}", str(self._chosen))
        for stick in sticks():
            self.addItem(stick.words, str(stick.folder))
        if not self.count():
            self.addItem(self._none, "")
        self.setCurrentIndex(max(self.findData(kept), 0))

    def use(self, folder: Path) -> None:
        """Choose a folder."""
        self._chosen = folder
        self.refresh()
        self.setCurrentIndex(0)

    @Slot()
    def ask(self) -> None:
        """Ask for a folder."""
        self.ask_then(None)

    def ask_then(self, then: Callable[[Path], object] | None) -> None:
        """Ask for a folder, and go on with it."""
        self._then = then
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self._title, str(self._chosen or start))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    @Slot(str)
    def take(self, path: str) -> None:
        """Use the folder that was chosen."""
        self.use(Path(path))
        if self._then:
            self._then(Path(path))
