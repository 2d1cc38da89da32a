"""A paper as it came: the pages of a PDF, or a picture; of other files that they can be saved and opened elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.fields import Attachment
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.parts.dialog import scrolling
from ui.parts.empty_state import EmptyState
from ui.pdf_view import PdfView
from ui.tasks import Task
from ui.tokens import sized

_PDF, _PICTURE, _NONE = range(3)
_PDF_HEAD = b"%PDF-"
_HEAD = 1024  # bytes before which a PDF begins
_READABLE = 900  # logical pixels at standard scale: a wider picture is not read more easily
_SEEN = (".pdf", ".jpg")


def is_seen(file: Attachment) -> bool:
    """Tell by its name whether a file is one that is shown here; pictures are kept as JPEG."""
    return file.name.lower().endswith(_SEEN)


class PaperOriginal(QStackedWidget):
    """Reads the file beside the window and shows it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._task: Task | None = None
        self._sha = ""
        self.pdf = PdfView("原件")
        self.picture = _Picture()
        self.none = EmptyState()
        for page in (self.pdf, scrolling(self.picture), self.none):
            self.addWidget(page)

    def put(self, file: Attachment) -> None:
        """Show a file; one that is shown already stays."""
        if file.sha == self._sha:
            return
        self._sha = file.sha
        self._say("正在打开原件…")
        store = self.desk.store

        def work(_progress: Progress) -> bytes:
            return store.attachments.read(file.sha)

        if self._task:
            self._task.cancel()
        self._task = self.desk.tasks.beside(work)
        self._task.finished.connect(self._show)
        self._task.refused.connect(self._refuse)

    @Slot(object)
    def _show(self, content: bytes) -> None:
        self._task = None
        if _PDF_HEAD in content[:_HEAD]:
            self.pdf.put(content)
            self.setCurrentIndex(_PDF)
        elif self.picture.put(content):
            self.setCurrentIndex(_PICTURE)
        else:
            self._say("这种原件不在这里显示。可以看文字，或另存出来用 WPS 打开。")

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._task = None
        self._sha = ""
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.none.put(words, icon_name="file-text")
        self.setCurrentIndex(_NONE)


class _Picture(QWidget):
    """A picture as wide as the page, and never wider than one reads easily."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self._shown = QLabel(alignment=Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._shown.setAccessibleName("原件图片")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._shown)
        column.addStretch()

    def put(self, content: bytes) -> bool:
        """Show a picture and tell whether it is one."""
        self._whole = QPixmap()
        self._whole.loadFromData(content)
        self._fit()
        return not self._whole.isNull()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            width = max(1, min(self.width(), self._whole.width(), sized(_READABLE)))
            self._shown.setPixmap(self._whole.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
            self._shown.setMinimumWidth(1)
