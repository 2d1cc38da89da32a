"""How the window tells people something.

* A sentence of trouble says what happened, how the data stand, and what to do now; a code may end it.
* Buttons are actions; nobody is asked 是 or 否.
* What can be taken back is not asked about: it is done, and a toast offers 撤销.
* A bug is not shown here; it goes to the crash parcel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dundian_desktop.errors import MachineError, UserError
from ui import words
from ui.icons import picture
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.labels import Role, label
from ui.tokens import GAP, Colour

_UNTOUCHED = "已有的资料没有受影响。"
_UNDERSTOOD = "知道了"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A piece of trouble in its four parts.

    Attributes:
        what: what happened, one sentence.
        safe: how the data stand.
        then: what to do now.
        actions: words on the buttons, the most useful first; a button to close is always there.
        code: for the person who helps on the phone.
    """

    what: str
    safe: str = _UNTOUCHED
    then: str = ""
    actions: tuple[str, ...] = ()
    code: str = ""
    close: str = words.CLOSE


def notice_of(error: UserError | MachineError, *actions: str) -> Notice:
    """Give the notice of an error raised on purpose; its sentence is kept as it stands."""
    if isinstance(error, MachineError):
        return Notice(what=str(error), then="可以再试一次。", actions=actions or (words.RETRY,))
    return Notice(what=str(error), safe="", actions=actions)


class NoticeDialog(FittingDialog):
    """Shows a notice; `acted` says which of its actions was chosen."""

    acted = Signal(str)

    def __init__(self, title: str, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName("notice")
        row = QHBoxLayout()
        row.setSpacing(3 * GAP)
        mark = QLabel()
        mark.setPixmap(picture("alert-triangle", Colour.BAD, 24, self.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        told = "\n".join(filter(None, (notice.what, notice.safe, notice.then)))
        row.addWidget(label(told, name="noticeWords", wraps=True), 1)
        self.body.addLayout(row)
        if notice.code:
            self.body.addWidget(label(f"详情 {notice.code}", Role.HINT))
        self.body.addStretch()
        self._add_buttons(notice)

    def _add_buttons(self, notice: Notice) -> None:
        self.add_cancel(notice.close)
        for place, word in reversed(list(enumerate(notice.actions))):
            kind = Kind.PLAIN if place else Kind.PRIMARY
            self.add_button(word, kind, name=f"action{place}").clicked.connect(self._act)

    @Slot()
    def _act(self) -> None:
        pressed = self.sender()
        self.accept()
        if isinstance(pressed, QPushButton):
            self.acted.emit(pressed.text())


def tell(parent: QWidget, title: str, notice: Notice, then: Callable[[str], None] | None = None) -> NoticeDialog:
    """Show a notice over a window and come back at once; `then` gets the word of the chosen action."""
    dialog = NoticeDialog(title, notice, parent)
    if then:
        dialog.acted.connect(then)
    dialog.open()
    return dialog


def tell_of(parent: QWidget, title: str, error: UserError | MachineError) -> NoticeDialog:
    """Show what went wrong where nothing is left to choose; its one button closes it."""
    return tell(parent, title, replace(notice_of(error), actions=(), close=_UNDERSTOOD))


class Confirmation(FittingDialog):
    """Asks before what cannot be taken back; the button names the deed, the way back has the keyboard."""

    confirmed = Signal()

    def __init__(
        self, title: str, told: str, deed: str, parent: QWidget | None = None, *, stay: str = words.CANCEL
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName("confirmation")
        self.body.addWidget(label(told, wraps=True))
        self.body.addStretch()
        cancel = self.add_cancel(stay)
        self.add_button(deed, Kind.PRIMARY, name="deed").clicked.connect(self._confirm)
        cancel.setFocus()

    @Slot()
    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()


def confirm(
    parent: QWidget, title: str, told: str, deed: str, then: Callable[[], None], *, stay: str = words.CANCEL
) -> Confirmation:
    """Ask before what cannot be taken back, and come back at once; `stay` is the word of the way back."""
    dialog = Confirmation(title, told, deed, parent, stay=stay)
    dialog.confirmed.connect(then)
    dialog.open()
    return dialog
