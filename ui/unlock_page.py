"""The first thing seen at every start: type the passphrase, or the recovery code.

Whether a secret is right is not known here.  The page passes it on, shows that it is being checked, and shows
the refusal; when there were too many tries it counts the seconds until the next one.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui import words
from ui.icons import picture
from ui.parts.buttons import Kind, button
from ui.parts.dialog import scrolled
from ui.parts.labels import Role, card, label
from ui.parts.secret_line import SecretLine
from ui.tokens import GAP, Colour, sized


class UnlockPage(QWidget):
    """Emits what was typed; the owner answers with `refuse` or takes the page away."""

    passphrase_given = Signal(str)
    recovery_given = Signal(str)

    def __init__(self, workspace: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._seconds = 0
        self._ticker = QTimer(self, interval=1000)
        self._ticker.timeout.connect(self.count_down)
        self.passphrase = SecretLine("口令")
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setPlaceholderText("输入口令")
        self.recovery = QLineEdit()
        self.recovery.setObjectName("recovery")
        self.recovery.setAccessibleName("恢复码")
        self.recovery.setPlaceholderText("36 个字符，大小写和短横都不要紧")
        self._lines = QStackedWidget()
        self._lines.addWidget(self.passphrase)
        self._lines.addWidget(self.recovery)
        self._lines.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._told = label("", Role.WRONG, wraps=True, name="unlockTold")
        self._open = button("打开", Kind.PRIMARY, name="unlockOpen")
        self._other = button("", Kind.QUIET, name="unlockOther")
        self._connect()
        self._arrange(workspace)
        self._use_recovery(by_code=False)

    def refuse(self, sentence: str, seconds: int = 0) -> None:
        """Say why it was not opened; for `seconds` no further try is taken."""
        self.set_busy(busy=False)
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        self._seconds = seconds
        self._ticker.start()
        self._show_wait()
        self._line().selectAll()
        self._line().setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that the secret is being checked, which takes about a second on purpose."""
        self._open.setEnabled(not busy)
        self._lines.setEnabled(not busy)
        self._other.setEnabled(not busy)
        self._open.setText("正在打开…" if busy else "打开")

    def forget(self) -> None:
        """Empty both lines, as after opening."""
        self.passphrase.forget()
        self.recovery.clear()
        self._told.hide()
        self.set_busy(busy=False)
        self._use_recovery(by_code=False)

    @Slot()
    def count_down(self) -> None:
        """Let one second of the wait pass."""
        self._seconds = max(self._seconds - 1, 0)
        self._show_wait()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._line().setFocus()

    @Slot()
    def _give(self) -> None:
        line = self._line()
        if not self._open.isEnabled() or not line.text().strip():
            return
        self._told.hide()
        self.set_busy(busy=True)
        if line is self.passphrase:
            self.passphrase_given.emit(line.text())
        else:
            self.recovery_given.emit(line.text())

    @Slot()
    def _switch(self) -> None:
        self._told.hide()
        self._use_recovery(by_code=self._line() is self.passphrase)
        self._line().setFocus()

    def _use_recovery(self, *, by_code: bool) -> None:
        self._lines.setCurrentWidget(self.recovery if by_code else self.passphrase)
        self.setFocusProxy(self._line())
        text = "改用口令打开" if by_code else "忘了口令？用恢复码打开"
        self._other.setText(text)
        self._other.setAccessibleName(text)
        self._show_wait()

    def _show_wait(self) -> None:
        waiting = self._seconds > 0 and self._line() is self.passphrase
        self._open.setEnabled(not waiting)
        self._open.setText(f"请等 {self._seconds} 秒" if waiting else "打开")
        if self._seconds <= 0:
            self._ticker.stop()

    def _line(self) -> QLineEdit:
        return self.recovery if self._lines.currentWidget() is self.recovery else self.passphrase

    def _connect(self) -> None:
        self._open.clicked.connect(self._give)
        self._other.clicked.connect(self._switch)
        self.passphrase.returnPressed.connect(self._give)
        self.recovery.returnPressed.connect(self._give)

    def _arrange(self, workspace: str) -> None:
        mark = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        mark.setPixmap(picture("lock", Colour.RAIL, 40, self.devicePixelRatioF()))
        heading = label(words.PRODUCT, Role.NUMBER)
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whose = label(workspace, Role.SECOND, wraps=True, name="unlockWhose")
        whose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whose.setVisible(bool(workspace))
        safe = label("资料全部加密，只存在这台电脑上。没有口令和恢复码，谁也打不开。", Role.HINT, wraps=True)
        safe.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._told.hide()
        column = QVBoxLayout()
        column.setSpacing(3 * GAP)
        for part in (mark, heading, whose, self._lines, self._told, self._open, self._other, safe):
            column.addWidget(part)
        middle = QVBoxLayout(self)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(scrolled(_centred(card(column, name="unlockCard"))))


def _centred(sheet: QFrame) -> QVBoxLayout:
    sheet.setFixedWidth(sized(380))
    column = QVBoxLayout()
    column.setContentsMargins(4 * GAP, 4 * GAP, 4 * GAP, 4 * GAP)
    column.addStretch(2)
    row = QHBoxLayout()  # a row, not an alignment: so the height is reckoned at the width the sheet gets
    row.addStretch()
    row.addWidget(sheet)
    row.addStretch()
    column.addLayout(row)
    column.addStretch(3)
    return column
