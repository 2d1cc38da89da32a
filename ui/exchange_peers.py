"""互认电脑: this computer's identity file for others, and theirs for this one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.identity import CARD_SUFFIX, Card
from dundian_desktop.exchange.names import clean_name
from dundian_desktop.exchange.peers import Peer, add_peer, digits_with, look_at_card, own_card, peers, write_own_card
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.messages import tell_of
from ui.parts.buttons import button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.labels import Role, label
from ui.parts.tile import Elided, Tile, row_of
from ui.peer_dialog import PeerDialog, spaced
from ui.tasks import Task
from ui.tokens import GAP

_FILTER = f"身份文件 (*{CARD_SUFFIX})"


class PeerTile(Tile):
    """Saves this computer's identity, registers others, and lists them."""

    peers_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("互认电脑", "exchangePeers")
        self.desk = desk
        self._list = QWidget()
        QVBoxLayout(self._list).setContentsMargins(0, 0, 0, 0)
        save = button("保存我的身份文件…", icon_name="id-badge-2", name="peerSave")
        save.clicked.connect(self._ask_target)
        add = button("登记对方的身份文件…", icon_name="user-plus", name="peerAdd")
        add.clicked.connect(self._ask_source)
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(save)
        row.addWidget(add)
        row.addStretch()
        about = "第一次交换前，双方各存一份身份文件给对方，登记时念八位数字核对。以后就不用再做了。"
        self.body.setSpacing(2 * GAP)
        self.body.addWidget(label(about, Role.SECOND, wraps=True))
        self.body.addLayout(row)
        self.body.addWidget(self._list)

    def refresh(self) -> None:
        """List the devices anew."""
        column = self._list.layout()
        while column and (item := column.takeAt(0)):
            if widget := item.widget():
                widget.deleteLater()
        known = peers(self.desk.store)
        for peer in known:
            self._add(self._row(peer))
        if not known:
            self._add(label("还没有登记别的电脑。", Role.HINT))

    def save_card(self, path: Path) -> Task:
        """Write this computer's identity file."""
        store = self.desk.store

        def work(_progress: Progress) -> None:
            write_own_card(store, path)

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._saved)
        task.refused.connect(self._refuse)
        return task

    def look_at(self, path: Path) -> Task:
        """Read an identity file and ask whether the digits are the same."""
        store = self.desk.store

        def work(_progress: Progress) -> tuple[Path, Card, str]:
            return path, *look_at_card(store, path)

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._ask)
        task.refused.connect(self._refuse)
        return task

    @Slot(object)
    def _ask(self, found: tuple[Path, Card, str]) -> None:
        dialog = PeerDialog(*found, self)
        dialog.vouched.connect(self.register)
        dialog.open()

    @Slot(Path)
    def register(self, path: Path) -> None:
        """Trust the device of an identity file."""
        store = self.desk.store

        def work(_progress: Progress) -> str:
            return add_peer(store, path).card.name

        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._registered)
        task.refused.connect(self._refuse)

    @Slot(object)
    def _registered(self, name: str) -> None:
        self.desk.said.emit(f"已登记{name}的电脑，现在可以互相交换。", "", None)
        self.peers_changed.emit()

    @Slot()
    def _saved(self) -> None:
        self.desk.said.emit("身份文件已保存，请交给对方登记。", "", None)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        tell_of(self, "没有登记", error)

    def _row(self, peer: Peer) -> QWidget:
        chip = Chip("已登记", Tone.GOOD) if peer.known.trusted else Chip("他人转来", Tone.IDLE)
        told = f"{peer.card.name} · {peer.card.letter}机 · {peer.card.group_name}"
        digits = spaced(digits_with(self.desk.store, peer.card)) if peer.known.trusted else ""
        return row_of(ChipLabel(chip), Elided(told), label(digits and f"核对数字 {digits}", Role.HINT))

    def _add(self, widget: QWidget) -> None:
        if column := self._list.layout():
            column.addWidget(widget)

    @Slot()
    def _ask_target(self) -> None:
        card = own_card(self.desk.store)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = clean_name(f"身份文件-{card.group_name}-{card.letter}机") + CARD_SUFFIX
        dialog = QFileDialog(self, "保存我的身份文件", str(Path(folder) / name), _FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    @Slot(str)
    def _save_to(self, path: str) -> None:
        self.save_card(Path(path if path.endswith(CARD_SUFFIX) else path + CARD_SUFFIX))

    @Slot()
    def _ask_source(self) -> None:
        dialog = QFileDialog(self, "选择对方的身份文件", "", _FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._look_at)
        dialog.open()

    @Slot(str)
    def _look_at(self, path: str) -> None:
        self.look_at(Path(path))
