"""Questions before a backup is proved or restored."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from dundian_desktop.store.backup import SUFFIX, automatic_backups
from ui.parts.buttons import Kind, button
from ui.parts.dialog import FittingDialog
from ui.parts.field import Field
from ui.parts.labels import Role, label, named
from ui.parts.secret_line import SecretLine
from ui.places import free_folder
from ui.tokens import GAP

_STEPS = (
    "现在的资料一点也不动，备份会放进一个新文件夹。",
    "第一步选备份，第二步选一个空文件夹，第三步输入做备份那天的口令。",
)


class SecretAsked(FittingDialog):
    """Asks for a passphrase."""

    given = Signal(str)

    def __init__(self, title: str, told: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName("secretAsked")
        self.line = named(SecretLine("口令"), "askedSecret")
        self.body.addWidget(Field(told, self.line, required=True))
        self.body.addStretch()
        self.add_cancel()
        go = self.add_button("继续", Kind.PRIMARY, name="askedGo")
        go.clicked.connect(self._give)
        self.line.returnPressed.connect(self._give)

    @Slot()
    def _give(self) -> None:
        if self.line.text():
            self.accept()
            self.given.emit(self.line.text())
            self.line.forget()


class RestoreDialog(FittingDialog):
    """Which backup, into which folder, with which passphrase."""

    chosen = Signal(Path, Path, str)

    def __init__(self, workspace: Path, parent: QWidget) -> None:
        super().__init__("从备份恢复", parent)
        self.setObjectName("restoreDialog")
        self.source = named(QComboBox(), "restoreSource")
        for file in automatic_backups(workspace):
            self.source.addItem(f"自动备份 {_when(file)}", str(file))
        self.source.setPlaceholderText("还没有自动备份，请点右边选文件")
        if self.source.count():
            self.source.setCurrentIndex(0)
        self.target = named(QLineEdit(str(free_folder())), "restoreTarget")
        self.target.setCursorPosition(0)
        self.secret = named(SecretLine("口令"), "restoreSecret")
        for told in _STEPS:
            self.body.addWidget(label(told, Role.SECOND, wraps=True))
        self.body.addLayout(self._row("① 哪一份备份", self.source, "别的备份文件…", self._ask_source))
        self.body.addLayout(self._row("② 放进哪个空文件夹", self.target, "换个位置…", self._ask_target))
        self._secret = Field("③ 做备份那天的口令", self.secret, required=True)
        self.body.addWidget(self._secret)
        self.body.addStretch()
        self.add_cancel()
        self.add_button("恢复", Kind.PRIMARY, name="restoreGo").clicked.connect(self._give)

    def _row(self, text: str, editor: QWidget, more: str, slot: object) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        other = button(more, name=f"{editor.objectName()}Other")
        other.clicked.connect(slot)
        row.addWidget(Field(text, editor), 1)
        row.addWidget(other, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    @Slot()
    def _give(self) -> None:
        lacking = "" if self.secret.text() else "请输入口令"
        self._secret.say_problem(lacking)
        if not lacking and self.source.currentData() and self.target.text().strip():
            self.accept()
            self.chosen.emit(Path(self.source.currentData()), Path(self.target.text().strip()), self.secret.text())
            self.secret.forget()

    @Slot()
    def _ask_source(self) -> None:
        dialog = QFileDialog(self, "选择备份", "", f"备份 (*{SUFFIX} *.db)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_source)
        dialog.open()

    @Slot(str)
    def take_source(self, path: str) -> None:
        """Use this backup."""
        self.source.insertItem(0, Path(path).name, path)
        self.source.setCurrentIndex(0)

    @Slot()
    def _ask_target(self) -> None:
        dialog = QFileDialog(self, "选择空文件夹", str(Path(self.target.text()).parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.target.setText)
        dialog.open()


def _when(file: Path) -> str:
    day, time = file.stem.split("-")[1:3]
    return f"{day[:4]}年{int(day[4:6])}月{int(day[6:])}日 {time[:2]}:{time[2:4]}"
