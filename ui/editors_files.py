"""Editors that take photos and files: dropped, pasted or chosen."""

from __future__ import annotations

import dataclasses as dc
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.fields import Attachment
from ui.editor import Editor, Setting
from ui.parts.buttons import Kind, button
from ui.parts.flow import FlowLayout
from ui.parts.photo_strip import PICTURE_ENDINGS, Photo, PhotoStrip
from ui.tasks import Task
from ui.tokens import GAP


class _AttachmentsEditor(Editor):
    """Holds attachments in the order they were added; a thing added twice stands once."""

    wide: bool = True
    pattern: ClassVar[str] = "所有文件 (*)"

    def __init__(self, setting: Setting, kind: fields.Files) -> None:
        super().__init__()
        self.desk = setting.desk
        self._kind = kind
        self.held: tuple[Attachment, ...] = ()
        self.busy = 0

    @override
    def text(self) -> str:
        return self._kind.format(self.held)

    @override
    def put(self, text: str) -> None:
        self._hold(self._kind.parse(text))

    @override
    def problem(self) -> str:
        return "还在处理，请稍等" if self.busy else ""

    def await_one(self, task: Task) -> None:
        """Wait for an attachment on its way."""
        self.busy += 1
        task.finished.connect(self._take)
        task.ended.connect(self._settle)

    def remove(self, sha: str) -> None:
        """Take an attachment out."""
        self._hold(tuple(one for one in self.held if one.sha != sha))
        self.typed.emit()

    def draw(self) -> None:
        """Show what is held."""
        raise NotImplementedError

    @Slot()
    def choose(self) -> None:
        """Let the person choose files."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self._dialog = QFileDialog(self, "选择文件", folder, self.pattern)
        self._dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._dialog.filesSelected.connect(self._take_paths)
        self._dialog.open()

    @Slot(list)
    def _take_paths(self, names: list[str]) -> None:
        self.take_files([Path(name) for name in names])

    def take_files(self, paths: list[Path]) -> None:
        """Begin to keep these files."""
        for path in paths:
            self.await_one(self.desk.keep_file(path))

    @Slot(object)
    def _take(self, one: Attachment) -> None:
        if one.sha not in {held.sha for held in self.held}:
            place = max((held.place for held in self.held), default=-1) + 1
            self._hold((*self.held, dc.replace(one, place=place)))
        self.typed.emit()

    @Slot()
    def _settle(self) -> None:
        self.busy -= 1

    def _hold(self, held: tuple[Attachment, ...]) -> None:
        self.held = held
        self.draw()


class PhotosEditor(_AttachmentsEditor):
    """A strip of photos; each is shrunk and loses its place before it is kept."""

    pattern: ClassVar[str] = f"图片 ({' '.join(f'*{ending}' for ending in sorted(PICTURE_ENDINGS))})"

    def __init__(self, setting: Setting, kind: fields.Files) -> None:
        super().__init__(setting, kind)
        self.strip = PhotoStrip(self.desk.thumbnail)
        self.strip.files_given.connect(self.take_files)
        self.strip.image_given.connect(self._take_image)
        self.strip.strangers_given.connect(self._refuse)
        self.strip.remove_asked.connect(self.remove)
        self.strip.choose_asked.connect(self.choose)
        self.hold(self.strip)
        self.target = self.strip.add_button

    @override
    def named(self, name: str) -> None:
        self.strip.setAccessibleName(name)

    @override
    @Slot(list)
    def take_files(self, paths: list[Path]) -> None:
        for path in paths:
            self.await_one(self.desk.keep_photo(path))

    @override
    def draw(self) -> None:
        self.strip.put([Photo(one.sha, one.name) for one in self.held])

    @Slot(bytes)
    def _take_image(self, png: bytes) -> None:
        self.await_one(self.desk.keep_photo(png))

    @Slot(list)
    def _refuse(self, names: list[str]) -> None:
        self.desk.said.emit(f"{'、'.join(names[:3])} 不是图片，没有加入", "", None)


class FilesEditor(_AttachmentsEditor):
    """Names of files with a cross each, and a button for more."""

    picked = Signal()

    def __init__(self, setting: Setting, kind: fields.Files) -> None:
        super().__init__(setting, kind)
        self.setAcceptDrops(True)
        self._tokens: list[QWidget] = []
        self._flow = FlowLayout(gap=GAP)
        self.add_button = button("加附件", icon_name="paperclip", name="fileAdd", tip="选择文件，也可以拖到这里")
        self.add_button.clicked.connect(self.choose)
        self._flow.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        self.target = self.add_button
        self.setFocusProxy(self.add_button)

    @override
    def named(self, name: str) -> None:
        self.add_button.setAccessibleName(f"{name}：加附件")

    @override
    def draw(self) -> None:
        for token in self._tokens:
            self._flow.removeWidget(token)
            token.hide()
            token.deleteLater()
        self._tokens = [self._token(one) for one in self.held]
        for place, token in enumerate(self._tokens):
            self._flow.insert(place, token)

    def _token(self, one: Attachment) -> QWidget:
        made = button(one.name, Kind.PICKED, icon_name="x", tip=f"去掉“{one.name}”")
        made.setAccessibleName(f"去掉附件{one.name}")
        made.setProperty("sha", one.sha)
        made.clicked.connect(self._drop)
        return made

    @Slot()
    def _drop(self) -> None:
        self.remove(str(self.sender().property("sha")))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
