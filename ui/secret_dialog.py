"""A new passphrase in place of the old one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.progress import Progress
from dundian_desktop.store.keyfile import Pace, change_passphrase, unlock
from dundian_desktop.store.passphrase import weigh
from dundian_desktop.store.workspace import Workspace
from ui.first_run_steps import SecretStep
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.field import Field
from ui.parts.labels import Role, label
from ui.parts.progress_panel import ProgressPanel
from ui.parts.secret_line import SecretLine
from ui.tasks import Tasks, Work


class SecretDialog(FittingDialog):
    """Asks for a new passphrase twice, and for the one in force unless it was forgotten.

    Args:
        workspace: open.
        tasks: the work is done on the store lane.
        parent: over which it stands.
        knows_old: ask for the passphrase in force first.
        pace: how hard a guess is; measured when left out.
    """

    def __init__(
        self,
        workspace: Workspace,
        tasks: Tasks,
        parent: QWidget,
        *,
        knows_old: bool = False,
        pace: Pace | None = None,
    ) -> None:
        super().__init__("改口令" if knows_old else "重新设一个口令", parent)
        self.setObjectName("secretDialog")
        self._workspace = workspace
        self._tasks = tasks
        self._pace = pace
        self._knows_old = knows_old
        self.old = SecretLine("现在的口令")
        self.old.setObjectName("old")
        self._old = Field("现在的口令", self.old, required=True)
        self._old.setVisible(knows_old)
        self.step = SecretStep(weigh)
        self._told = label("", Role.WRONG, wraps=True, name="secretTold")
        self._told.hide()
        self._progress = ProgressPanel()
        self._progress.cancel_button.hide()
        for part in (self._old, self.step, self._told, self._progress):
            self.body.addWidget(part)
        self.add_cancel("以后再说")
        self._change = self.add_button("换成新口令", Kind.PRIMARY, name="secretChange")
        self._change.clicked.connect(self.change)

    @Slot()
    def change(self) -> None:
        """Put the new passphrase in force, unless something is missing."""
        if self.step.missing():
            return
        self._told.hide()
        self._change.setEnabled(False)
        task = self._tasks.on_store(self._work(self.old.text(), self.step.first.text()))
        task.finished.connect(self._changed)
        task.refused.connect(self._refuse)
        self._progress.watch(task, "正在换口令，约需几秒")

    def _work(self, old: str, new: str) -> Work:
        workspace, pace, knows_old = self._workspace, self._pace, self._knows_old

        def work(_progress: Progress) -> None:
            if knows_old:
                unlock(workspace.folder, old)
            change_passphrase(workspace.folder, workspace.key, new, pace=pace)

        return work

    @Slot()
    def _changed(self) -> None:
        self.old.forget()
        self.step.forget()
        self.accept()

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._change.setEnabled(True)
        self._told.setText(str(error))
        self._told.show()
