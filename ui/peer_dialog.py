"""Two computers come to know each other: both people read eight digits aloud, and say whether they are the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from dundian_desktop.exchange.identity import Card
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.labels import Role, label


class PeerDialog(FittingDialog):
    """`vouched` when the digits are the same on both screens."""

    vouched = Signal(Path)

    def __init__(self, path: Path, card: Card, digits: str, parent: QWidget) -> None:
        super().__init__(f"登记{card.name}的电脑", parent)
        self.setObjectName("peerDialog")
        self._path = path
        self.body.addWidget(label(f"{card.name} · {card.group_name} · {card.letter}机", wraps=True))
        self.body.addWidget(
            label("请和对方当面或打电话，各自念出自己屏幕上的八位数字。两边一样，才是同一个人的电脑。", wraps=True)
        )
        shown = label(spaced(digits), Role.CODE, name="peerDigits")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setAccessibleName(" ".join(digits))
        self.body.addWidget(shown)
        self.body.addWidget(label("不一样就不要登记：文件可能拿错了，或被人换过。", Role.SECOND, wraps=True))
        self.body.addStretch()
        self.add_cancel("不一致")
        self.add_button("数字一致，登记", Kind.PRIMARY, name="peerVouch").clicked.connect(self._vouch)

    @Slot()
    def _vouch(self) -> None:
        self.accept()
        self.vouched.emit(self._path)


def spaced(digits: str) -> str:
    """Write eight digits as people read them: two groups of four."""
    plain = "".join(digits.split())
    return f"{plain[:4]}  {plain[4:]}"
