"""`Keeper`: everything about workspaces that the window does not need before its first paint.

This module, and all of the core behind it, is loaded after that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dundian_desktop.actions.sample import remove_sample
from dundian_desktop.store.keyfile import Pace
from dundian_desktop.store.passphrase import Strength, weigh
from dundian_desktop.store.workspace import Workspace
from ui import opening, recovery_sheet
from ui.first_run import FirstRun
from ui.sitting import Sitting
from ui.tasks import Task, Tasks


class Keeper:
    """Opens, makes, fills and closes workspaces for one window.

    Args:
        window: over which dialogs stand.
        pace: how hard a guess at a passphrase is made; measured when left out.
    """

    def __init__(self, window: QWidget, pace: Pace | None = None) -> None:
        self._window = window
        self._pace = pace
        self.made: opening.Made | None = None

    def open(self, tasks: Tasks, folder: Path, passphrase: str = "", recovery: str = "") -> Task:
        """Open a workspace; `finished` gives it."""
        return tasks.on_store(opening.opening(folder, passphrase, recovery))

    def make(self, tasks: Tasks, answers: FirstRun) -> Task:
        """Make a workspace; `finished` gives an `opening.Made`."""
        task = tasks.on_store(opening.making(answers, self._pace))
        task.finished.connect(self._keep)
        return task

    def close(self, tasks: Tasks, workspace: Workspace) -> Task:
        """Back up what changed and close."""
        return tasks.on_store(opening.closing(workspace))

    def drop_made(self, tasks: Tasks) -> Task | None:
        """Close a workspace that was made and never entered."""
        made, self.made = self.made, None
        return self.close(tasks, made.workspace) if made else None

    def sit(self, workspace: Workspace, tasks: Tasks) -> Sitting:
        """Give the frame of an open workspace with its desk and its pages."""
        self.made = None
        return Sitting(workspace, tasks, self._pace)

    def seconds_to_wait(self, folder: Path) -> int:
        """Give the seconds until the next try with a passphrase."""
        return opening.seconds_to_wait(folder)

    def weigh(self, passphrase: str, names: Iterable[str]) -> Strength:
        """Judge a passphrase."""
        return weigh(passphrase, names)

    def remove_sample(self, tasks: Tasks, folder: Path) -> Task:
        """Remove a sample workspace that is closed."""
        return tasks.beside(lambda _progress: remove_sample(folder))

    def print_code(self, code: str) -> None:
        """Print a recovery code."""
        recovery_sheet.print_code(self._window, code)

    def save_code(self, code: str) -> None:
        """Ask for a file and write a recovery code into it."""
        recovery_sheet.save_code(self._window, code)

    def _keep(self, made: opening.Made) -> None:
        self.made = made
