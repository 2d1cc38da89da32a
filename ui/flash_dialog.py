"""Sending one incident at once on a stick, and looking at one that somebody sent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize, QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget
from typing_extensions import override

from dundian_desktop.actions.incidents import send_at_once
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.envelope import BUNDLE_SUFFIX, Written
from dundian_desktop.exchange.flash import Flash, read_flash
from dundian_desktop.exchange.peers import find_peer, peers
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.drives import sticks
from ui.messages import tell_of
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.field import Field
from ui.parts.labels import Role, label, named
from ui.parts.progress_panel import ProgressPanel
from ui.pdf_view import PdfView
from ui.place_choice import PlaceChoice
from ui.tokens import sized

_ABOUT = (
    "急报单独成件：只带这一起重大事项和专报，签名并只给选定的一方打开。先打电话，再送急报；记录随下一个数据包补到。"
)
_SIZE = QSize(860, 640)  # logical pixels at standard scale; less when the screen has less


class SendFlash(FittingDialog):
    """Writes one incident for one peer."""

    def __init__(self, desk: Desk, incident: Incident, parent: QWidget, *, main: Desk | None = None) -> None:
        super().__init__("急报到 U 盘", parent)
        self.setObjectName("sendFlash")
        self.desk = desk
        self._incident = incident
        self._main = main
        self.peer = named(QComboBox(), "flashPeer")
        self.place = PlaceChoice("flashPlace", "没有看到 U 盘，请点“换个文件夹”")
        self.verdict = Banner()
        self.progress = ProgressPanel()
        self.body.addWidget(label(_ABOUT, Role.SECOND, wraps=True))
        self.body.addWidget(Field("交给谁", self.peer))
        self.body.addWidget(Field("放到哪里", self.place))
        self.body.addWidget(self.progress)
        self.body.addWidget(self.verdict)
        self._list()
        self.add_cancel("关闭")
        other = self.add_button("换个文件夹…", name="flashOther")
        other.clicked.connect(self.place.ask)
        self.go = self.add_button("写急报", Kind.PRIMARY, name="flashGo")
        self.go.clicked.connect(self.write)

    def _list(self) -> None:
        for one in peers(self.desk.store):
            if one.known.trusted:
                self.peer.addItem(f"{one.card.name}（{one.card.group_name}）", one.id.hex())
        if not self.peer.count():
            self.verdict.put("还没有登记对方的电脑。请先到“交换”页的“互认电脑”里登记对方的身份文件。", Mood.WARN)

    def send_to(self, folder: Path) -> None:
        """Use this folder."""
        self.place.use(folder)

    @Slot()
    def write(self) -> None:
        """Write the flash."""
        key, folder = str(self.peer.currentData() or ""), self.place.folder()
        if not (key and folder):
            self.verdict.put("请先选交给谁和放到哪里。", Mood.WARN)
            return
        store, incident, main = self.desk.store, self._incident, self._main.store if self._main else None

        def work(progress: Progress) -> Written:
            return send_at_once(store, incident, find_peer(store, key), folder, progress, main=main)

        self.verdict.hide()
        self.go.setEnabled(False)
        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._written)
        task.refused.connect(self._refuse)
        task.ended.connect(self._ended)
        self.progress.watch(task, "正在写急报，写完会读一遍核对")

    @Slot(object)
    def _written(self, written: Written) -> None:
        self.verdict.put(f"急报已写好并核对，可以拔出：{written.path.name}", Mood.GOOD)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.verdict.put(str(error), Mood.BAD)

    @Slot()
    def _ended(self) -> None:
        self.go.setEnabled(True)


class FlashFile(QObject):
    """Asks for a flash file, checks it and shows it."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self.desk = desk
        self._window = window

    def ask(self) -> None:
        """Ask for the file."""
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = next((str(stick.folder) for stick in sticks()), usual)
        dialog = QFileDialog(self._window, "选择急报", start, f"急报 (*{BUNDLE_SUFFIX})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read)
        dialog.open()

    @Slot(str)
    def read(self, path: str) -> None:
        """Check a file and show what it says."""
        store = self.desk.store

        def work(progress: Progress) -> Flash:
            return read_flash(store, Path(path), progress)

        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._show)
        task.refused.connect(self._tell)

    @Slot(object)
    def _show(self, flash: Flash) -> None:
        FlashView(flash, self._window).open()

    @Slot(object)
    def _tell(self, error: UserError | MachineError) -> None:
        tell_of(self._window, "没有打开急报", error)


class FlashView(FittingDialog):
    """Shows a flash: who sent it, whether the record came already, and its page."""

    def __init__(self, flash: Flash, parent: QWidget) -> None:
        super().__init__("重大事项急报", parent)
        self.setObjectName("flashView")
        here = "这起重大事项的记录本机已有，是同一条。" if flash.known else "记录还没有到，随对方下一个数据包补到。"
        words = f"{flash.sender.name}（{flash.sender.group_name}）的急报，编号{flash.told.no}。签名核对无误。{here}"
        self.body.addWidget(label(words, wraps=True, name="flashWords"))
        self.pdf = PdfView()
        self.pdf.put(flash.pdf)
        self.pdf.setMinimumHeight(sized(300))
        self.body.addWidget(self.pdf, 1)
        self.add_cancel("关闭")

    @override
    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size() * 0.92
        return QSize(sized(_SIZE.width()), sized(_SIZE.height())).boundedTo(room)
