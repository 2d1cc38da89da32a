"""The bar under every form: how the draft stands, 取消, 保存."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dundian_desktop import clock
from ui import words
from ui.icons import picture
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label
from ui.style import restyle
from ui.tokens import GAP, Colour


class FormBar(QWidget):
    """Stays visible while the form scrolls.  Before `save_asked` a half-composed word is taken in."""

    save_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, save_word: str = words.SAVE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = QLabel()
        self._state = label("", Role.HINT, name="formState")
        self.cancel_button = button(words.CANCEL, name="formCancel", tip="放下这一条，草稿会留着（Esc）")
        self.cancel_button.clicked.connect(self.cancel_asked)
        self.save_button = button(f"{save_word} Ctrl+S", Kind.PRIMARY, name="formSave", icon_name="device-floppy")
        self.save_button.clicked.connect(self.save)
        self.save_button.setShortcut("Ctrl+S")
        self.save_button.setToolTip("保存这一条（Ctrl+S）")
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * GAP, 2 * GAP, 4 * GAP, 2 * GAP)
        row.setSpacing(2 * GAP)
        row.addWidget(self._mark)
        row.addWidget(self._state, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)

    def say_draft(self, moment: dt.datetime) -> None:
        """Say when the draft was kept."""
        self._say(f"草稿已存 {clock.local(moment):%H:%M}", Role.HINT, "check", Colour.GOOD)

    def say_typing(self) -> None:
        """Say that the last words are not kept yet."""
        self._say("正在输入…", Role.HINT, "pencil", Colour.HINT)

    def say_problems(self, number: int, *, kept: bool = True) -> None:
        """Say how many fields are to be mended before the form can be saved, and whether a draft is kept meanwhile."""
        draft = "草稿已留着" if kept else "没有留草稿"
        self._say(f"还有 {number} 处要改，{draft}", Role.WRONG, "alert-circle", Colour.BAD)

    @Slot()
    def save(self) -> None:
        """Take in what the input method still holds, then ask for saving."""
        QGuiApplication.inputMethod().commit()
        self.save_asked.emit()

    def _say(self, text: str, role: Role, icon_name: str, colour: Colour) -> None:
        self._state.setText(text)
        self._state.setProperty("role", role.value)
        restyle(self._state)
        self._mark.setVisible(bool(icon_name))
        if icon_name:
            self._mark.setPixmap(picture(icon_name, colour, 16, self.devicePixelRatioF()))
