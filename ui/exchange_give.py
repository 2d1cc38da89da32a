"""① 交给别人: for whom, onto which disk, what is inside; the bundle is written, read back, and may be pulled out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.outgoing import Sent, send
from dundian_desktop.exchange.peers import Peer, find_peer, peers
from dundian_desktop.progress import Progress
from dundian_desktop.store import contents
from dundian_desktop.store.store import Store
from ui.desk import Desk
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.labels import Role, label, named
from ui.parts.progress_panel import ProgressPanel
from ui.parts.tile import Tile
from ui.place_choice import PlaceChoice
from ui.tasks import Task
from ui.tokens import GAP, sized


class GiveTile(Tile):
    """Writes bundles."""

    given = Signal()  # a bundle was written; the history has a new line

    def __init__(self, desk: Desk) -> None:
        super().__init__("① 交给别人：导出数据包", "exchangeGive")
        self.desk = desk
        self.peer = named(QComboBox(), "givePeer")
        self.peer.setAccessibleName("交给谁")
        self.peer.currentIndexChanged.connect(self._tell_inside)
        self.place = PlaceChoice("givePlace", "没有看到 U 盘")
        self._inside = label("", Role.SECOND, wraps=True, name="giveInside")
        self.verdict = Banner()
        self.progress = ProgressPanel()
        self.go = button("导出", Kind.PRIMARY, icon_name="file-export", name="giveGo")
        self.go.clicked.connect(self._start)
        self._arrange()

    def refresh(self) -> None:
        """Look anew who is registered and which sticks are plugged in."""
        kept = self.peer.currentData()
        self.peer.blockSignals(True)
        self.peer.clear()
        for one in peers(self.desk.store):
            if one.known.trusted:
                self.peer.addItem(f"{one.card.name}（{one.card.letter}机 · {one.card.group_name}）", one.id.hex())
        if self.peer.count():
            self.peer.setCurrentIndex(max(self.peer.findData(kept), 0))
        self.peer.setPlaceholderText("还没有登记对方的电脑")
        self.peer.blockSignals(False)
        self.place.refresh()
        self._tell_inside()

    def send_to(self, folder: Path) -> Task | None:
        """Write a bundle for the chosen peer into a folder."""
        store, key = self.desk.store, str(self.peer.currentData() or "")
        if not key:
            self.verdict.put("还没有登记对方的电脑。请先在下面“互认电脑”里登记对方的身份文件。", Mood.WARN)
            return None

        def work(progress: Progress) -> Sent:
            return send(store, find_peer(store, key), folder, progress)

        self.verdict.hide()
        self.go.setEnabled(False)
        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._sent)
        task.refused.connect(self._refuse)
        task.stopped.connect(self._stopped)
        task.ended.connect(self._ended)
        self.progress.watch(task, "正在写数据包，写完会读一遍核对")
        return task

    @Slot()
    def _start(self) -> None:
        if folder := self.place.folder():
            self.send_to(folder)
        else:
            self.place.ask()

    @Slot()
    def _tell_inside(self) -> None:
        key = str(self.peer.currentData() or "")
        self.go.setEnabled(bool(key))
        if not key:
            self._inside.setText("还没有可以交的对象。先和对方互换身份文件，在“互认电脑”里登记。")
            return
        self.desk.tasks.beside(counting(self.desk.store, key)).finished.connect(self._show_inside)

    @Slot(object)
    def _show_inside(self, told: str) -> None:
        self._inside.setText(told)

    @Slot(object)
    def _sent(self, sent: Sent) -> None:
        names = "、".join(one.path.name for one in sent.files)
        where = sent.files[0].path.parent
        self.verdict.put(
            f"已写好并核对无误，可以拔出 U 盘。{sent.operations} 处改动、{sent.attachments} 个附件，"
            f"文件：{names}（在 {where}）。请让对方导入，再把回执带回来。",
            Mood.GOOD,
        )
        self.given.emit()

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.verdict.put(str(error), Mood.BAD)

    @Slot()
    def _stopped(self) -> None:
        self.verdict.put("已取消，没有写出文件。", Mood.NOTE)

    @Slot()
    def _ended(self) -> None:
        self.go.setEnabled(True)

    def _arrange(self) -> None:
        again = icon_button("refresh", "重新找 U 盘", name="giveLook")
        again.clicked.connect(self.place.refresh)
        folder = button("选文件夹…", icon_name="folder-open", name="giveFolder")
        folder.clicked.connect(self.place.ask)
        self.body.setSpacing(2 * GAP)
        self.body.addWidget(_row("交给", self.peer))
        self.body.addWidget(_row("放到", self.place, again, folder))
        self.body.addWidget(self._inside)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.verdict)
        self.body.addStretch()
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.go)
        self.body.addLayout(last)


def counting(store: Store, key: str) -> Callable[[Progress], str]:
    """Give the work of saying what a bundle for this peer would hold."""

    def work(_progress: Progress) -> str:
        return inside_words(store, find_peer(store, key))

    return work


def inside_words(store: Store, peer: Peer) -> str:
    """Say what a bundle for a peer would hold."""
    ops = contents.beyond(store.reader, peer.known.have)
    if not ops:
        return f"{peer.card.name}已经有本机的全部内容，没有新的要交。"
    counts = contents.tally(body for body, _ in ops)
    held = "、".join(f"{store.kinds[t].ledger.title}{n}条" for t, n in counts.items() if t in store.kinds)
    files = sum(store.attachments.has(sha) for sha in contents.named_files(ops, store.kinds))
    photos = f"，照片和附件{files}个" if files else ""
    return f"里面是对方还没有的：{held}{photos}。文件加密签名，只有{peer.card.name}的电脑能打开。"


def _row(text: str, field: QComboBox, *more: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * GAP)
    name = label(text)
    name.setBuddy(field)
    name.setMinimumWidth(sized(36))
    field.setMinimumContentsLength(10)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    row.addWidget(name)
    row.addWidget(field, 1)
    for widget in more:
        row.addWidget(widget)
    return made
