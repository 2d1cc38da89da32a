"""The passphrase, the recovery code, and when the window locks by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QWidget

from dundian_desktop.progress import Progress
from dundian_desktop.store.keyfile import Pace, renew_recovery
from dundian_desktop.store.workspace import Workspace
from ui import words
from ui.desk import Desk
from ui.lock import LONGEST, SHORTEST, USUAL
from ui.messages import confirm
from ui.parts.buttons import button
from ui.parts.dialog import FittingDialog
from ui.parts.labels import Role, label, named
from ui.parts.tile import Tile
from ui.recovery_sheet import print_code, save_code
from ui.secret_dialog import SecretDialog
from ui.standing import LOCK_MINUTES
from ui.tokens import GAP, sized

_SETTLE = 600  # milliseconds after the last change of the minutes
_RENEW = "换新以后，以前抄下的恢复码就作废了。新恢复码只显示一次，请准备好纸笔或打印机。"


class SafetyTile(Tile):
    """Everything that keeps others out."""

    lock_asked = Signal()
    minutes_chosen = Signal(int)

    def __init__(self, desk: Desk, workspace: Workspace, pace: Pace | None = None) -> None:
        super().__init__("安全", "settingsSafety")
        self.desk = desk
        self._workspace = workspace
        self._pace = pace
        self.minutes = named(QSpinBox(), "lockMinutes")
        self.minutes.setRange(SHORTEST, LONGEST)
        self.minutes.setSuffix(" 分钟")
        self.minutes.setAccessibleName("没人用多少分钟后自动锁定")
        self.minutes.setValue(desk.store.settings.get(LOCK_MINUTES, USUAL))
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._keep_minutes)
        self.minutes.valueChanged.connect(self._settle.start)
        change = button("改口令…", icon_name="key", name="changeSecret")
        change.clicked.connect(self.change_secret)
        renew = button("换新恢复码…", icon_name="shield-check", name="renewCode")
        renew.clicked.connect(self._ask_renew)
        lock = button("立即锁定", icon_name="lock", name="settingsLock", tip="立即锁定（Ctrl+L）")
        lock.clicked.connect(self.lock_asked)
        self.body.setSpacing(3 * GAP)
        for told, made in (
            ("打开时要输入的口令，只有您自己知道。", change),
            ("忘了口令时用的恢复码。丢了或怕别人看到，就换一份新的。", renew),
            ("离开座位前锁上；别人要看，就得输入口令。", lock),
        ):
            self.body.addWidget(_row(told, made))
        self.body.addWidget(_row("没人用时自动锁定，最长 15 分钟。", self.minutes))

    @Slot()
    def change_secret(self) -> None:
        """Ask for the passphrase in force and a new one."""
        dialog = SecretDialog(self._workspace, self.desk.tasks, self, knows_old=True, pace=self._pace)
        dialog.accepted.connect(self._changed)
        dialog.open()

    @Slot()
    def renew(self) -> None:
        """Make a new recovery code and show it."""
        workspace = self._workspace

        def work(_progress: Progress) -> str:
            return renew_recovery(workspace.folder, workspace.key)

        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._show_code)
        task.refused.connect(self.desk.trouble)

    @Slot()
    def _ask_renew(self) -> None:
        confirm(self, "换新恢复码", _RENEW, "换新", self.renew)

    @Slot(object)
    def _show_code(self, code: str) -> None:
        CodeDialog(code, self).open()

    @Slot()
    def _changed(self) -> None:
        self.desk.said.emit("口令已换，下次打开用新口令。", "", None)

    @Slot()
    def _keep_minutes(self) -> None:
        self.desk.put_setting(LOCK_MINUTES, self.minutes.value())
        self.minutes_chosen.emit(self.minutes.value())


class CodeDialog(FittingDialog):
    """Shows a recovery code once."""

    def __init__(self, code: str, parent: QWidget) -> None:
        super().__init__("新恢复码，只显示这一次", parent)
        self.setObjectName("codeDialog")
        self._code_text = code
        shown = label(code, Role.CODE, wraps=True, name="newCode")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.body.addWidget(label("请抄在纸上或打印出来，装进信封封好，和电脑分开放。旧的恢复码已经作废。", wraps=True))
        self.body.addWidget(shown)
        self.body.addStretch()
        printing = self.add_button("打印…", name="codePrint")
        printing.clicked.connect(self._print)
        saving = self.add_button("存成文件…", name="codeSave")
        saving.clicked.connect(self._save)
        self.add_cancel("我已抄好，" + words.CLOSE)

    @Slot()
    def _print(self) -> None:
        print_code(self, self._code_text)

    @Slot()
    def _save(self) -> None:
        save_code(self, self._code_text)


def _row(told: str, made: QPushButton | QSpinBox) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(3 * GAP)
    words_: QLabel = label(told, wraps=True)
    made.setMinimumWidth(sized(150))
    row.addWidget(words_, 1)
    row.addWidget(made)
    return holder
