"""Backups: when the last one was, a whole one onto a stick, proving one, and coming back from one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLabel

from dundian_desktop.actions.backups import DUE, restore
from dundian_desktop.actions.backups import verify as verify_backup
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.progress import Progress
from dundian_desktop.store.backup import SUFFIX, Checked, automatic_backups, back_up, write_backup
from ui.backup_dialog import RestoreDialog, SecretAsked
from ui.desk import Desk
from ui.drives import sticks
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label
from ui.parts.progress_panel import ProgressPanel
from ui.parts.tile import Tile
from ui.standing import last_backup, moment_words
from ui.tasks import Task, Work
from ui.tokens import GAP

_ABOUT = (
    "程序自己会备份：有改动就每半小时一次，关闭时一次，都放在资料文件夹里。"
    "电脑坏了这些也会没，所以请每周往 U 盘存一份完整备份。备份同样加密，要用口令才能打开。"
)


class BackupTile(Tile):
    """One act at a time, told in words."""

    made = Signal()

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__("备份", "settingsBackup")
        self.desk = desk
        self._folder = folder
        self._last: QLabel = label("", name="backupLast", wraps=True)
        self.verdict = Banner()
        self.progress = ProgressPanel()
        self.body.setSpacing(3 * GAP)
        self.body.addWidget(self._last)
        self.body.addWidget(label(_ABOUT, Role.SECOND, wraps=True))
        flow = FlowLayout(gap=2 * GAP)
        for text, icon_name, name, slot in (
            ("完整备份到 U 盘…", "usb", "backupWhole", self._ask_folder),
            ("现在备份一次", "database", "backupNow", self.back_up_now),
            ("检验一份备份…", "shield-check", "backupVerify", self._ask_file),
            ("从备份恢复…", "history", "backupRestore", self._ask_restore),
        ):
            kind = Kind.PRIMARY if name == "backupWhole" else Kind.PLAIN
            pressed = button(text, kind, icon_name=icon_name, name=name)
            pressed.clicked.connect(slot)
            flow.addWidget(pressed)
        self.body.addLayout(flow)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.verdict)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say when the last backup was made."""
        moment = last_backup(self._folder)
        count = len(automatic_backups(self._folder))
        self._last.setText(
            f"上次自动备份：{moment_words(moment)}，共留着 {count} 份。" if moment else "还没有自动备份。"
        )

    @Slot()
    def back_up_now(self) -> None:
        """Write an automatic backup now."""
        store = self.desk.store

        def work(_progress: Progress) -> Checked:
            checked = back_up(store)
            store.settings.put(DUE, checked.operations)
            return checked

        self._start(work, "正在备份").finished.connect(self._backed_up)

    @Slot(str)
    def write_whole(self, folder: str) -> None:
        """Write a whole backup into a folder."""
        store = self.desk.store

        def work(progress: Progress) -> Checked:
            return write_backup(store, Path(folder), progress)

        self._start(work, "正在写完整备份").finished.connect(self._wrote)

    def verify(self, file: Path, passphrase: str) -> None:
        """Prove a backup of this workspace."""
        folder = self._folder

        def work(progress: Progress) -> Checked:
            return verify_backup(folder, file, passphrase, progress)

        self._start(work, "正在检验备份").finished.connect(self._verified)

    def restore_to(self, file: Path, folder: Path, passphrase: str) -> None:
        """Restore a backup into an empty folder."""

        def work(progress: Progress) -> Checked:
            return restore(file, folder, passphrase, progress)

        self._start(work, "正在恢复").finished.connect(self._restored)

    def _start(self, work: Work, what: str) -> Task:
        self.verdict.hide()
        task = self.desk.tasks.on_store(work)
        task.refused.connect(self._refuse)
        self.progress.watch(task, what)
        return task

    @Slot(object)
    def _backed_up(self, checked: Checked) -> None:
        self._good(f"已备份并检验，{checked.records} 条记录都能读出来。")

    @Slot(object)
    def _wrote(self, checked: Checked) -> None:
        where = checked.path
        self._good(f"已写好并检验，可以拔出 U 盘：{where.name}（在 {where.parent}）。请和恢复码分开保管。")

    @Slot(object)
    def _verified(self, checked: Checked) -> None:
        self._good(f"备份完好：{checked.records} 条记录，可以用来恢复。")

    @Slot(object)
    def _restored(self, checked: Checked) -> None:
        self._good(
            f"已恢复到 {checked.path}，{checked.records} 条记录。现在的资料没有动。"
            "要用恢复出来的这份：锁定后点“打开别的文件夹里的台账”，选这个文件夹。"
        )

    def _good(self, text: str) -> None:
        self.verdict.put(text, Mood.GOOD)
        self.refresh()
        self.made.emit()

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.verdict.put(str(error), Mood.BAD)

    @Slot()
    def _ask_folder(self) -> None:
        self._dialog("完整备份放到哪里", QFileDialog.FileMode.Directory).fileSelected.connect(self.write_whole)

    @Slot()
    def _ask_file(self) -> None:
        chosen = self._dialog("选择备份", QFileDialog.FileMode.ExistingFile, f"备份 (*{SUFFIX} *.db)")
        chosen.fileSelected.connect(self._ask_secret)

    @Slot(str)
    def _ask_secret(self, file: str) -> None:
        asked = SecretAsked("检验备份", "输入现在的口令", self)
        self._file = Path(file)
        asked.given.connect(self._verify_file)
        asked.open()

    @Slot(str)
    def _verify_file(self, passphrase: str) -> None:
        self.verify(self._file, passphrase)

    @Slot()
    def _ask_restore(self) -> None:
        dialog = RestoreDialog(self._folder, self)
        dialog.chosen.connect(self.restore_to)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode, names: str = "") -> QFileDialog:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = next((str(stick.folder) for stick in sticks()), usual)
        dialog = QFileDialog(self, title, start, names)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.open()
        return dialog
