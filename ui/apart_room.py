"""What is kept apart (政治安全): its own door, and behind it its own list, open only while it is looked at.

* The door asks for a passphrase of its own; the first time it is set, with a recovery code of its own.
* What is written inside leaves nothing but a counted day in the ordinary ledgers. Closing locks it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from dundian_desktop.actions import apart
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.progress import Progress
from dundian_desktop.store.keyfile import Pace
from dundian_desktop.store.passphrase import weigh
from dundian_desktop.store.workspace import Workspace
from ui.asking_dialog import AskingDialog
from ui.desk import Desk
from ui.first_run_steps import SecretStep
from ui.incident_page import IncidentPage
from ui.incident_told import Said
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.dialog import FittingDialog
from ui.parts.field import Field
from ui.parts.labels import Role, label, named
from ui.parts.progress_panel import ProgressPanel
from ui.parts.secret_line import SecretLine
from ui.recovery_sheet import print_code, save_code
from ui.tasks import Task, Work
from ui.tokens import sized

_ABOUT = "政治安全类事项用单独的口令另行保管：不进普通台账、搜索、月报明细和数据包，月报只计起数。"
_SIZE = QSize(1180, 640)  # logical pixels at standard scale; less when the screen has less
Begun = tuple[Mapping[str, str], Mapping[str, Said]]
"""What was written of an incident before it was known to belong here: its fields, and to whom it was told."""


class ApartDoor(FittingDialog):
    """Asks for the passphrase, or has one set the first time; `opened` gives the open workspace."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, *, pace: Pace | None = None) -> None:
        super().__init__("另行保管", parent)
        self.setObjectName("apartDoor")
        self.desk = desk
        self._pace = pace
        self._workspace: Workspace | None = None
        self._new = not apart.has_apart(desk.store)
        self.told = Banner()
        self.progress = ProgressPanel()
        self.progress.cancel_button.hide()
        self.body.addWidget(label(_ABOUT, Role.SECOND, wraps=True))
        self.body.addWidget(self.told)
        self.step = SecretStep(weigh)
        self.secret = named(SecretLine("另行保管的口令"), "apartSecret")
        self._asked = self.step if self._new else Field("另行保管的口令", self.secret, required=True)
        self.body.addWidget(self._asked)
        self.body.addWidget(self.progress)
        self.add_cancel()
        self._go = self.add_button("设好口令" if self._new else "打开", Kind.PRIMARY, name="apartOpen")
        self._go.clicked.connect(self.go)

    @Slot()
    def go(self) -> None:
        """Open, or make, what is kept apart."""
        if self._workspace:
            self._hand_over()
        elif not self._new or not self.step.missing():
            self._start(self._making(self.step.first.text()) if self._new else self._opening(self.secret.text()))

    def _start(self, work: Work) -> Task:
        self.told.hide()
        self._go.setEnabled(False)
        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._came)
        task.refused.connect(self._refuse)
        self.progress.watch(task, "正在打开，约需几秒")
        return task

    def _opening(self, passphrase: str) -> Work:
        store = self.desk.store

        def work(_progress: Progress) -> tuple[Workspace, str]:
            return apart.open_apart(store, passphrase), ""

        return work

    def _making(self, passphrase: str) -> Work:
        store, pace = self.desk.store, self._pace

        def work(_progress: Progress) -> tuple[Workspace, str]:
            return apart.make_apart(store, passphrase, pace=pace)

        return work

    @Slot(object)
    def _came(self, found: tuple[Workspace, str]) -> None:
        self._workspace, code = found
        self.secret.forget()
        self.step.forget()
        if not code:
            self._hand_over()
            return
        self._asked.hide()
        self._show_code(code)

    def _show_code(self, code: str) -> None:
        line = named(QLineEdit(code), "apartCode")
        line.setReadOnly(True)
        copied = named(QCheckBox("我已打印或抄好，和电脑分开保管"), "apartCopied")
        copied.toggled.connect(self._go.setEnabled)
        row = QHBoxLayout()
        for word, slot in (("打印…", self._print_code), ("存成文件…", self._save_code)):
            made = button(word)
            made.clicked.connect(slot)
            row.addWidget(made)
        row.addStretch()
        self._code = code
        self.body.addWidget(label("这是另行保管的恢复码。口令和恢复码都丢了，谁也打不开。", Role.SECOND, wraps=True))
        self.body.addWidget(line)
        self.body.addLayout(row)
        self.body.addWidget(copied)
        self._go.setText("进入")
        self.fit()

    @Slot()
    def _print_code(self) -> None:
        print_code(self, self._code)

    @Slot()
    def _save_code(self) -> None:
        save_code(self, self._code)

    def _hand_over(self) -> None:
        workspace, self._workspace = self._workspace, None
        self.accept()
        self.opened.emit(workspace)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._go.setEnabled(True)
        self.told.put(str(error), Mood.BAD)

    @override
    def reject(self) -> None:
        if self._workspace:
            apart.close_apart(self._workspace)
            self._workspace = None
        super().reject()


class ApartRoom(FittingDialog):
    """The list of what is kept apart; closing it locks it.

    Args:
        desk: of the ordinary workspace.
        workspace: what is kept apart, open; this dialog closes it.
        parent: over which it stands.
    """

    def __init__(self, desk: Desk, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("另行保管：政治安全类事项", parent)
        self.setObjectName("apartRoom")
        self._main = desk
        self._workspace = workspace
        self.desk = Desk(workspace.store, desk.tasks, desk.device_name, self)
        self.desk.changed.connect(self._note_marks)
        self.page = IncidentPage(self.desk, Incident, main=desk)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.page)
        self.add_button("关上并锁好", Kind.PRIMARY, name="apartClose").clicked.connect(self.accept)
        self.finished.connect(self._lock)

    @override
    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size() * 0.92
        return QSize(sized(_SIZE.width()), sized(_SIZE.height())).boundedTo(room)

    @Slot(object)
    def _note_marks(self, _changed: object) -> None:
        """Let the ordinary ledgers count what is here."""
        main, kept = self._main.store, self._workspace.store

        def work(_progress: Progress) -> None:
            apart.mark_all(main, kept)

        task = self._main.tasks.on_store(work)
        task.finished.connect(self._tell_marks)
        task.refused.connect(self._main.trouble)

    @Slot(object)
    def _tell_marks(self, _nothing: object) -> None:
        self._main.changed.emit(frozenset({"apart_mark"}))

    @Slot()
    def _lock(self) -> None:
        self.page.side.put_aside()
        workspace = self._workspace

        def work(_progress: Progress) -> None:
            apart.close_apart(workspace)

        self._main.tasks.on_store(work).refused.connect(self._main.trouble)


def enter_apart(desk: Desk, page: QWidget, over: AskingDialog | None = None, begun: Begun | None = None) -> None:
    """Ask at the door of what is kept apart, and show it over a page.

    Args:
        over: a dialog that waits at the door, and goes when it opens.
        begun: what that dialog holds; the wizard inside goes on with it.
    """
    door = ApartDoor(desk, over or page)
    door.opened.connect(partial(_enter, desk, page, over, begun))
    door.open()


def _enter(desk: Desk, page: QWidget, over: AskingDialog | None, begun: Begun | None, workspace: Workspace) -> None:
    if over:
        over.let_go()
    room = ApartRoom(desk, workspace, page)
    room.open()
    if begun:
        room.page.begin_with(*begun)
