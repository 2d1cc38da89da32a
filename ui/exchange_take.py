"""② 收别人的: choose or drop a bundle, see in words what it would do, then take it in; a receipt is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout
from typing_extensions import override

from dundian_desktop.actions.exchange import TakenBundle, take_bundle, told
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange import incoming
from dundian_desktop.exchange.envelope import BUNDLE_SUFFIX
from dundian_desktop.exchange.incoming import Reading
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.drives import sticks
from ui.exchange_preview import BundlePreview
from ui.ledger_words import TWICE
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label
from ui.parts.progress_panel import ProgressPanel
from ui.parts.tile import Tile
from ui.tasks import Task, Work
from ui.tokens import GAP

_ABOUT = "选对方给的 .dundian 文件，或把它拖到这里。先核对签名，再告诉您里面有什么，您点“并入”才会写进来。"


class TakeTile(Tile):
    """Takes bundles in; nothing is merged before the person has seen what would happen."""

    taken = Signal()  # the history has a new line
    twice_asked = Signal(str)  # ledger: somebody wants to see what is likely there twice

    def __init__(self, desk: Desk) -> None:
        super().__init__("② 收别人的：导入数据包", "exchangeTake")
        self.desk = desk
        self.preview: BundlePreview | None = None
        self._path: Path | None = None
        self.setAcceptDrops(True)
        self._about = label(_ABOUT, Role.SECOND, wraps=True, name="takeAbout")
        self.verdict = Banner()
        self.verdict.acted.connect(self._ask_twice)
        self._twice = ""
        self.progress = ProgressPanel()
        self.go = button("选择数据包…", Kind.PRIMARY, icon_name="file-import", name="takeGo")
        self.go.clicked.connect(self._ask_file)
        self.body.setSpacing(2 * GAP)
        self.body.addWidget(self._about)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.verdict)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.go)
        self.body.addStretch()
        self.body.addLayout(row)

    def take_file(self, path: Path) -> Task:
        """Verify a bundle and show what it would do."""
        store = self.desk.store

        def work(progress: Progress) -> tuple[Reading, str]:
            reading = incoming.preview(store, path, progress)
            return reading, told(store, reading)

        self._path = path
        self.verdict.hide()
        task = self._start(work, "正在核对数据包")
        task.finished.connect(self._show)
        return task

    @Slot()
    def merge(self) -> None:
        """Take the bundle in that was looked at; what changed is backed up first."""
        store, path = self.desk.store, self._path
        if path is None:
            return

        def work(progress: Progress) -> tuple[TakenBundle, str]:
            taken = take_bundle(store, path, progress)
            return taken, told(store, taken.reading)

        self._start(work, "正在并入，并入前自动备份").finished.connect(self._merged)

    def _start(self, work: Work, what: str) -> Task:
        self.go.setEnabled(False)
        task = self.desk.tasks.on_store(work)
        task.refused.connect(self._refuse)
        task.stopped.connect(self._stopped)
        task.ended.connect(self._ended)
        self.progress.watch(task, what)
        return task

    @Slot(object)
    def _show(self, found: tuple[Reading, str]) -> None:
        self.preview = BundlePreview(self.desk.store, *found, self)
        self.preview.accepted.connect(self.merge)
        self.preview.destroyed.connect(self._forget_preview)
        self.preview.open()

    @Slot()
    def _forget_preview(self) -> None:
        self.preview = None

    @Slot(object)
    def _merged(self, found: tuple[TakenBundle, str]) -> None:
        taken, words = found
        receipt = f"回执已写好，请带回给对方：{taken.receipt}" if taken.receipt else ""
        reading = taken.reading
        mood = Mood.WARN if reading.conflicts or reading.gaps or reading.alike else Mood.GOOD
        self._twice = next(iter(reading.alike), "")
        self.verdict.put(f"已并入。{words}{receipt}", mood, action=f"看{TWICE}" if self._twice else "")
        if reading.changed:
            self.desk.changed.emit(reading.changed)
        self.taken.emit()

    @Slot()
    def _ask_twice(self) -> None:
        self.twice_asked.emit(self._twice)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.verdict.put(str(error), Mood.BAD)

    @Slot()
    def _stopped(self) -> None:
        self.verdict.put("已取消，什么都没有写进来。", Mood.NOTE)

    @Slot()
    def _ended(self) -> None:
        self.go.setEnabled(True)

    @Slot()
    def _ask_file(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = next((str(stick.folder) for stick in sticks()), usual)
        dialog = QFileDialog(self, "选择数据包", start, f"数据包 (*{BUNDLE_SUFFIX})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    @Slot(str)
    def _take_path(self, path: str) -> None:
        self.take_file(Path(path))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().endswith(BUNDLE_SUFFIX) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        for path in [path for path in paths if path.endswith(BUNDLE_SUFFIX)][:1]:
            self.take_file(Path(path))
