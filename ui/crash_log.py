"""What happens on a bug: a note on this computer without anything people wrote, and a dialog in plain words.

The note holds the version, the kind of the error and the lines of our own code it passed through; never its text,
which may hold what somebody typed. Nothing is ever sent.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import faulthandler
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication

from dundian_desktop import clock
from ui.messages import Notice, tell

_MOST_BYTES = 256 * 1024
_HARD_NAME = "hard.log"
_SOFT_NAME = "crash.log"
_TOLD = Notice(
    what="程序遇到了没有料到的情况，刚才这一步可能没有做完。",
    safe="已经保存的资料都在，没写完的表单已经存成草稿。",
    then="请关掉程序再打开一次；如果还是这样，请把说明文件交给负责技术支持的同志，里面没有姓名和记录内容。",
)


class CrashLog(QObject):
    """Takes unhandled errors of any thread of this process, from `install` on."""

    _crashed = Signal(str)  # the code to read out on the telephone

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._hard: TextIO | None = None
        self._shown = False
        self._crashed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take errors from now on."""
        sys.excepthook = self.take
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._hard = (self._folder / _HARD_NAME).open("w", encoding="utf-8")
            faulthandler.enable(self._hard)

    def close(self) -> None:
        """Give errors back to Python."""
        sys.excepthook = sys.__excepthook__
        if self._hard:
            faulthandler.disable()
            self._hard.close()
            self._hard = None

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write the note of an error, and say that there is one."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        note = note_of(kind, trace)
        with contextlib.suppress(OSError):
            self._write(note)
        if sys.stderr:  # a window without a console has none, and what it prints may be kept by the desktop
            sys.stderr.write("".join(traceback.format_exception(error)) if sys.flags.dev_mode else note)
        self._crashed.emit(code_of(note))

    def _write(self, note: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / _SOFT_NAME
        if file.exists() and file.stat().st_size > _MOST_BYTES:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8") as log:
            log.write(note)

    @Slot(str)
    def _tell(self, code: str) -> None:
        window = QApplication.activeWindow() or next(iter(QApplication.topLevelWidgets()), None)
        if window is None or self._shown:
            return
        self._shown = True
        where = f"说明文件：{self._folder / _SOFT_NAME}"
        told = Notice(what=_TOLD.what, safe=_TOLD.safe, then=f"{_TOLD.then}\n{where}", code=code)
        tell(window, "出了点问题", told).finished.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._shown = False


def note_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Write what may be written of an error: where it passed, never what it said."""
    head = f"[{clock.now():%Y-%m-%d %H:%M:%S} UTC] {kind.__module__}.{kind.__qualname__}"
    about = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}"
    steps = [f"  {Path(s.filename).name}:{s.lineno} {s.name}" for s in traceback.extract_tb(trace)]
    return "\n".join([head, about, *steps, ""])


def code_of(note: str) -> str:
    """Give the short code of a note: kind of the error, and the last place it passed."""
    lines = note.strip().split("\n")
    kind = lines[0].rpartition(".")[2]
    place = lines[-1].strip().split(" ")[0] if lines[-1].startswith("  ") else ""
    stamp = dt.datetime.now(tz=dt.UTC).strftime("%H%M")
    return "-".join(filter(None, (kind, place.replace(".py", ""), stamp)))
