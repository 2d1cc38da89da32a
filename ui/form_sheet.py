"""The form of a record laid over another page: a shortcut that leads back to where one was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from dundian_desktop.ledger import Record
from ui import ledger_words, words
from ui.desk import Desk
from ui.parts.dialog import FittingDialog
from ui.record_form import RecordForm
from ui.tokens import sized

_SIZE = QSize(760, 560)  # logical pixels at standard scale; less when the screen has less


class FormSheet(FittingDialog):
    """Writes a new record, or changes a stored one.

    Args:
        stored: whether the store has the record already.
        texts: field name -> text to begin with.
    """

    word: ClassVar[str] = ""
    """What it is called; from what it does when left out."""
    only: ClassVar[tuple[str, ...]] = ()
    """Names of the fields it asks for; all of them when left out."""

    def __init__(
        self, desk: Desk, record: Record, parent: QWidget, *, stored: bool = False, texts: Mapping[str, str]
    ) -> None:
        verb = ledger_words.EDIT if stored else words.NEW
        super().__init__(self.word or f"{verb}{record.ledger.noun}", parent)
        self.setObjectName("formSheet")
        self.form = RecordForm(desk, record, stored=stored, texts=texts, only=self.only)
        self.form.next_button.hide()
        self.form.saved.connect(self._close)
        self.form.left.connect(self.reject)
        self.form.other_asked.connect(self._turn_to)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.form)
        self.buttons.setContentsMargins(0, 0, 0, 0)  # the form brings its own

    @override
    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size() * 0.92
        return QSize(sized(_SIZE.width()), sized(_SIZE.height())).boundedTo(room)

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        self.form.form.begin()

    @Slot(str)
    def _turn_to(self, key: str) -> None:
        self.form.leave()
        self.form.desk.record_asked.emit(self.form.record.ledger.table, key)

    @Slot(object)
    def _close(self, _record: Record) -> None:
        self.accept()
