"""Photos of a record side by side; more come by dropping files, pasting or choosing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.parts.buttons import icon_button
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label
from ui.style import restyle
from ui.tokens import GAP, Colour, sized

PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff"})
_THUMB = QSize(112, 84)  # logical pixels at standard scale, 4:3


class Photo(NamedTuple):
    """One photo: its id and what people call it."""

    id: str
    name: str


class PhotoStrip(QWidget):
    """Shows photos and passes on new ones; it reads and keeps nothing itself.

    Args:
        thumbnail: gives the encoded bytes of a small picture for an id, b"" when it is not at hand.
        parent: owner.
    """

    files_given = Signal(list)  # list[Path], pictures only
    image_given = Signal(bytes)  # a pasted picture as PNG
    strangers_given = Signal(list)  # names of dropped files that are no pictures
    remove_asked = Signal(str)
    opened = Signal(str)
    choose_asked = Signal()

    def __init__(self, thumbnail: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnail = thumbnail
        self._tiles: list[QWidget] = []
        self.setAcceptDrops(True)
        self.add_button = QPushButton("加照片")
        self.add_button.setObjectName("photoAdd")
        self.add_button.setIcon(icon("photo-plus"))
        self.add_button.setAccessibleName("加照片：选择文件，也可以拖进来或按 Ctrl+V 粘贴")
        self.add_button.setToolTip("选择照片；也可以拖到这里，或按 Ctrl+V 粘贴")
        self.add_button.setFixedSize(sized(_THUMB.width()), sized(_THUMB.height()))
        self.add_button.clicked.connect(self.choose_asked)
        self.setFocusProxy(self.add_button)
        self._flow = FlowLayout()
        self._flow.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(self._flow)
        column.addWidget(label("可以把照片拖到这里，或按 Ctrl+V 粘贴；位置信息默认去掉", Role.HINT, wraps=True))

    def put(self, photos: Sequence[Photo]) -> None:
        """Show these photos, in this order."""
        for tile in self._tiles:
            self._flow.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [self._tile(photo) for photo in photos]
        for place, tile in enumerate(self._tiles):
            self._flow.insert(place, tile)

    @Slot()
    def paste(self) -> None:
        """Take a picture or picture files from the clipboard; forms call this on Ctrl+V too."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, given: QMimeData) -> bool:
        """Pass on the pictures in what was dropped or pasted; tell whether there were any."""
        files = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
        pictures = [file for file in files if file.suffix.lower() in PICTURE_ENDINGS]
        if strangers := [file.name for file in files if file not in pictures]:
            self.strangers_given.emit(strangers)
        if pictures:
            self.files_given.emit(pictures)
        elif given.hasImage() and not files:
            self.image_given.emit(_png(QImage(given.imageData())))
            return True
        return bool(pictures)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._show_dropping(dropping=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_dropping(dropping=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_dropping(dropping=False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    def _show_dropping(self, *, dropping: bool) -> None:
        self.add_button.setProperty("dropping", dropping)
        self.add_button.setText("松手放下" if dropping else "加照片")
        restyle(self.add_button)

    def _tile(self, photo: Photo) -> QWidget:
        tile = _Tile(photo, _pixmap(self._thumbnail(photo.id)))
        tile.opened.connect(self.opened)
        tile.remove_asked.connect(self.remove_asked)
        return tile


class _Tile(QFrame):
    """One photo with its name; a click opens it, the cross takes it out."""

    opened = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, photo: Photo, pixmap: QPixmap) -> None:
        super().__init__()
        self._photo = photo
        self.setObjectName("photoTile")
        width, height = sized(_THUMB.width()), sized(_THUMB.height())
        self.setFixedSize(width, height)
        picture = QPushButton(self)
        picture.setProperty("kind", "photo")
        picture.setGeometry(0, 0, width, height)
        picture.setIconSize(QSize(width - 2 * GAP, height - 2 * GAP))
        picture.setIcon(QIcon(pixmap) if not pixmap.isNull() else icon("photo", Colour.SCROLL, 32))
        picture.setAccessibleName(f"照片{photo.name}")
        picture.setToolTip(photo.name)
        picture.clicked.connect(self._open)
        cross = icon_button("x", f"去掉照片{photo.name}", name="photoRemove")
        cross.setParent(self)
        cross.setProperty("kind", "cross")
        cross.setFixedSize(sized(24), sized(24))
        cross.move(width - sized(24) - 2, 2)
        cross.clicked.connect(self._remove)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._photo.id)

    @Slot()
    def _remove(self) -> None:
        self.remove_asked.emit(self._photo.id)


def _pixmap(encoded: bytes) -> QPixmap:
    pixmap = QPixmap()
    pixmap.loadFromData(encoded)
    return pixmap


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
