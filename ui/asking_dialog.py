"""A dialog that is not left by Esc or 取消 with something written in it before the person says so."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.messages import confirm
from ui.parts.dialog import FittingDialog

_TITLE = "放弃写下的内容？"
_TOLD = "这里写下的内容还没有保存，放弃以后不能找回。"


class AskingDialog(FittingDialog):
    """Asks while it `holds` something; when the program itself shuts it, as on locking, it may `keep` that instead."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._sure = False

    def holds(self) -> bool:
        """Tell whether something was written here that is kept nowhere."""
        return False

    def keep(self) -> None:
        """Keep what was written here, since nobody can be asked."""

    @Slot()
    def let_go(self) -> None:
        """Leave, whatever was written here."""
        self._sure = True
        self.reject()

    @override
    def reject(self) -> None:
        if self._sure or not self.holds():
            super().reject()
        else:
            confirm(self, _TITLE, _TOLD, "放弃", self.let_go, stay="接着写")

    @override
    def closeEvent(self, arg__1: QCloseEvent) -> None:
        if not arg__1.spontaneous() and not self._sure:
            self._sure = True
            if self.holds():
                self.keep()
        super().closeEvent(arg__1)
