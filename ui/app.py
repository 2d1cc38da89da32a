"""The application: what is set once for the process, the one window, and the call of a second start."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, Slot
from PySide6.QtWidgets import QApplication

from dundian_desktop.store.hardening import harden
from ui import words
from ui.crash_log import CrashLog
from ui.places import crash_folder, last_workspace, usual_folder
from ui.single_instance import SingleInstance
from ui.style import before_start, dress, speak_chinese
from ui.tidying import Tidying
from ui.tokens import sized
from ui.wheel_guard import WheelGuard
from ui.window import Window

_SIZE = (1280, 760)  # logical pixels at standard scale; less when the screen has less


class App(QObject):
    """Built once by `ui.__main__`; holds what lives as long as the process.

    Args:
        workspace: the folder to open; the one opened last when left out.
        files: bundles to take in, as the desktop gives them.
    """

    def __init__(self, workspace: Path | None = None, files: Sequence[str] = ()) -> None:
        mend_input_method()
        before_start()
        self.qt = QApplication(sys.argv[:1])
        super().__init__()
        harden()
        self.qt.setApplicationName("dundian-desktop")
        self.qt.setApplicationDisplayName(words.PRODUCT)
        self.qt.setDesktopFileName("dundian-desktop")
        speak_chinese(self.qt)
        dress(self.qt)
        self.qt.installEventFilter(WheelGuard(self))
        self.tidying = Tidying(self)
        self.log = CrashLog(crash_folder(), self)
        self.log.install()
        self._files = list(files)
        self._folder = workspace or last_workspace() or usual_folder()
        self._instance = SingleInstance(self._folder, self)
        self.window: Window | None = None

    def run(self) -> int:
        """Show the window until it is closed; leave at once when the workspace has a window already."""
        if not self._instance.claim(self._files):
            return 0
        window = self._open_window()
        window.show()
        if self._files:
            window.take_files(self._files)
        status = self.qt.exec()
        self._end()
        return status

    def try_out(self) -> int:
        """Paint the first window, and leave."""
        window = self._open_window()
        window.painted.connect(window.close)
        window.show()
        status = self.qt.exec()
        self._end()
        return status

    def _open_window(self) -> Window:
        self.window = window = Window(self._folder)
        room = window.screen().availableGeometry().size()
        window.resize(min(sized(_SIZE[0]), room.width()), min(sized(_SIZE[1]), room.height()))
        if room.width() <= sized(_SIZE[0]):
            window.showMaximized()
        window.folder_changed.connect(self._move)
        self._instance.called.connect(window.take_files)
        return window

    @Slot(Path)
    def _move(self, folder: Path) -> None:
        """Answer calls for the folder that is at the door now."""
        if folder == self._folder or self.window is None:
            return
        self._folder = folder
        self._instance.release()
        self._instance = SingleInstance(folder, self)
        self._instance.claim()
        self._instance.called.connect(self.window.take_files)

    def _end(self) -> None:
        self._instance.release()
        self.tidying.end()
        self.log.close()
        self.window = None


def mend_input_method() -> None:
    """Let Chinese be typed where the desktop names an input method Qt has no plugin for here.

    fcitx 5 answers in the language of ibus too (issue 444 of fcitx5: `QT_IM_MODULE=ibus`).
    """
    named = os.environ.get("QT_IM_MODULE", "")
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    if named.startswith("fcitx") and not any(plugins.glob("*fcitx*")):
        os.environ["QT_IM_MODULE"] = "ibus"
