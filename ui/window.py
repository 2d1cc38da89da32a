"""The one window: the door of a workspace, and behind it the frame with its pages.

* What opens a workspace is loaded after the first paint, so that the window stands at once.
* Locking destroys every page and closes the workspace before anybody can open it again.
* Closing keeps drafts and backs up what changed; it is shown while it takes time.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.progress import Progress
from ui import words
from ui.first_run import FirstRun, FirstRunPage
from ui.first_run_steps import Verdict
from ui.gate import LEAST, Gate
from ui.icons import icon
from ui.messages import confirm, tell_of
from ui.places import free_folder, holds_workspace, remember_workspace
from ui.tasks import Tasks
from ui.tokens import Colour
from ui.unlock_page import UnlockPage

if TYPE_CHECKING:
    from dundian_desktop.store.keyfile import Pace
    from dundian_desktop.store.workspace import Workspace
    from ui.keeper import Keeper
    from ui.sitting import Sitting

_CORE = ("actions.month_report", "actions.exchange", "actions.sheets", "actions.doctor", "actions.deployment")
_CLEAR = (
    "先新建您自己的台账。建好以后，示例数据会从这台电脑上删掉，不会混进您的台账。"
    "在示例里试写的内容也会一起删掉，不能找回。"
)


class Window(QMainWindow):
    """Begins at the door of a folder.

    Args:
        folder: the workspace; where it would be made when there is none.
        pace: how hard a guess at the passphrase is made; measured when left out.
    """

    painted = Signal()  # for the first time
    folder_changed = Signal(Path)  # another workspace is at the door
    opened = Signal()  # a workspace is open and its frame stands
    locked = Signal()  # the workspace is closed and its pages are gone

    def __init__(self, folder: Path, pace: Pace | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle(words.PRODUCT)
        self.setWindowIcon(icon("notebook", Colour.RAIL, 64))
        self.setMinimumSize(LEAST)
        self.folder = folder
        self.sitting: Sitting | None = None
        self.tasks = Tasks(self)
        self._pace = pace
        self._keeper: Keeper | None = None
        self._files: list[Path] = []
        self._sample: Path | None = None
        self._open_workspace: Workspace | None = None
        self._by_code = False
        self._fresh = True
        self._leaving = False
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.come_to(folder)

    @property
    def keeper(self) -> Keeper:
        """Give what opens workspaces, loaded when it is first asked for."""
        if self._keeper is None:
            kind = cast("type[Keeper]", import_module("ui.keeper").Keeper)
            self._keeper = kind(self, self._pace)
        return self._keeper

    # -- the door

    @Slot(Path)
    def come_to(self, folder: Path) -> None:
        """Stand at the door of a folder: ask for its passphrase, or begin the first start there."""
        self.folder = folder
        self.folder_changed.emit(folder)
        if holds_workspace(folder):
            self._ask_secret()
        else:
            self._begin(folder)

    @Slot()
    def begin_anew(self) -> None:
        """Begin the first start of another workspace."""
        self._begin(free_folder())

    def gate(self) -> Gate | None:
        """Give the door, None while a workspace is open."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Gate) else None

    @Slot(list)
    def take_files(self, files: Sequence[str]) -> None:
        """Come to the front, and open the bundles another start was given, now or after unlocking."""
        self._files += [Path(file) for file in files]
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self._hand_over()

    def _ask_secret(self) -> None:
        page = UnlockPage(self.folder.name)
        page.passphrase_given.connect(self._open)
        page.recovery_given.connect(self._recover)
        gate = Gate(page, makes_new=True)
        gate.new_asked.connect(self.begin_anew)
        gate.folder_chosen.connect(self.come_to)
        self._show(gate)

    def _begin(self, folder: Path) -> None:
        page = FirstRunPage(folder, self._weigh)
        page.answered.connect(self._make)
        page.completed.connect(self._enter)
        page.print_asked.connect(self._print_code)
        page.save_asked.connect(self._save_code)
        gate = Gate(page, back="返回" if holds_workspace(self.folder) else "")
        gate.back_asked.connect(self._turn_back)
        gate.folder_chosen.connect(self.come_to)
        self._show(gate)

    def _weigh(self, passphrase: str, names: tuple[str, ...]) -> Verdict:
        return self.keeper.weigh(passphrase, names)

    @Slot()
    def _turn_back(self) -> None:
        self._sample = None
        self.come_to(self.folder)

    # -- opening and making

    @Slot(str)
    def _open(self, passphrase: str) -> None:
        self._by_code = False
        self._hear(passphrase=passphrase)

    @Slot(str)
    def _recover(self, code: str) -> None:
        self._by_code = True
        self._hear(recovery=code)

    def _hear(self, passphrase: str = "", recovery: str = "") -> None:
        task = self.keeper.open(self.tasks, self.folder, passphrase, recovery)
        task.finished.connect(self._came_in)
        task.refused.connect(self._refuse)

    @Slot(object)
    def _make(self, answers: FirstRun) -> None:
        task = self.keeper.make(self.tasks, answers)
        task.finished.connect(self._show_code)
        task.refused.connect(self._refuse)
        if gate := self.gate():
            gate.progress.cancel_button.hide()
            gate.progress.watch(task, "正在建立台账")

    @Slot()
    def _show_code(self) -> None:
        gate, made = self.gate(), self.keeper.made
        if made and gate and isinstance(gate.page, FirstRunPage):
            gate.close_ways()
            gate.page.show_recovery_code(made.code)

    @Slot()
    def _enter(self) -> None:
        if made := self.keeper.made:
            self._came_in(made.workspace)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        page = gate.page if (gate := self.gate()) else None
        if isinstance(page, UnlockPage):
            page.refuse(str(error), 0 if self._by_code else self.keeper.seconds_to_wait(self.folder))
        elif isinstance(page, FirstRunPage):
            page.refuse(str(error))

    @Slot(str)
    def _print_code(self, code: str) -> None:
        self.keeper.print_code(code)

    @Slot(str)
    def _save_code(self, code: str) -> None:
        self.keeper.save_code(code)

    # -- inside

    @Slot(object)
    def _came_in(self, workspace: Workspace) -> None:
        self.folder = workspace.folder
        self.folder_changed.emit(self.folder)
        remember_workspace(self.folder)
        self.sitting = sitting = self.keeper.sit(workspace, self.tasks)
        sitting.lock_asked.connect(self.lock)
        sitting.clear_asked.connect(self._ask_clear)
        sitting.titled.connect(self.setWindowTitle)
        self._show(sitting.frame)
        sitting.frame.focus_page()
        sitting.begin(renew=self._by_code)
        self._drop_sample()
        self.opened.emit()
        self._hand_over()

    def _hand_over(self) -> None:
        if self.sitting and self._files:
            self.sitting.open_bundle(self._files.pop())
            self._files.clear()

    @Slot()
    def lock(self) -> None:
        """Close the workspace, destroy its pages, and stand at its door."""
        self._leave()

    @Slot()
    def _ask_clear(self) -> None:
        confirm(self, "清空示例数据，开始记自己的", _CLEAR, "开始新建", self._clear)

    @Slot()
    def _clear(self) -> None:
        self._sample = self.folder
        self._leave()

    def _drop_sample(self) -> None:
        sample, self._sample = self._sample, None
        if sample and sample.resolve() != self.folder.resolve():
            self.keeper.remove_sample(self.tasks, sample)

    def _leave(self) -> None:
        """Go out of the workspace: pages first, then the file; `_left` comes when it is closed."""
        if self.sitting is None:
            return
        sitting, self.sitting = self.sitting, None
        self._open_workspace = sitting.workspace
        sitting.frame.destroyed.connect(self._shut)
        self.setWindowTitle(words.PRODUCT)
        sitting.end()
        self._ask_secret()
        if gate := self.gate():
            gate.setEnabled(False)

    @Slot()
    def _shut(self) -> None:
        """Close the file; nothing that could read it is left."""
        workspace, self._open_workspace = self._open_workspace, None
        if workspace is None:
            return
        task = self.keeper.close(self.tasks, workspace)
        if gate := self.gate():
            gate.progress.cancel_button.hide()
            gate.progress.watch(task, "正在备份并锁上")
        task.refused.connect(self._tell_trouble)
        task.ended.connect(self._left)

    @Slot()
    def _left(self) -> None:
        self.tasks.close()
        self.tasks.deleteLater()
        self.tasks = Tasks(self)
        if gate := self.gate():
            gate.setEnabled(True)
            gate.page.setFocus()
        self.locked.emit()
        if self._leaving:
            self.close()
        elif self._sample:
            self.begin_anew()

    @Slot(object)
    def _tell_trouble(self, error: UserError | MachineError) -> None:
        if not self._leaving:
            tell_of(self, "没有备份成", error)

    # -- Qt

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.sitting or self._open_workspace:
            event.ignore()
            self._leaving = True
            self._leave()
            return
        if self._keeper and (task := self._keeper.drop_made(self.tasks)):
            event.ignore()
            task.ended.connect(self.close)
            return
        self.tasks.close()
        super().closeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._fresh:
            self._fresh = False
            QTimer.singleShot(0, self._was_painted)

    @Slot()
    def _was_painted(self) -> None:
        self.painted.emit()
        if self.isVisible():
            self.tasks.beside(_load_core)

    def _show(self, page: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()
        if before:
            self._stack.removeWidget(before)
            before.deleteLater()


def _load_core(_progress: Progress) -> None:
    """Load what the first page will want, while the person types the passphrase."""
    for name in _CORE:
        import_module(f"dundian_desktop.{name}")
