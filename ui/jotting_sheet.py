"""随手记: one text and one sort, from wherever one is; Enter keeps it, Esc leaves it as a draft (ui notes §4.1).

* Enter saves and Shift+Enter begins a new line, as in the messengers people write in; Ctrl+Enter saves from any field.
* What was left as a draft stands here again the next time, until it is saved.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from dundian_desktop.errors import MachineError, RecordError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.jotting import Jotting
from dundian_desktop.store.drafts import Draft
from ui import words
from ui.defaults import beginning, this_person
from ui.desk import Desk
from ui.few_fields import FewFields
from ui.ledger_words import SEE
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog, room_for
from ui.parts.labels import Role, label
from ui.tokens import sized

_WIDTH = 520  # logical pixels at standard scale
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALONE = Qt.KeyboardModifier.NoModifier


class JottingSheet(FittingDialog):
    """Asks for one note; lies over the window."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("随手记", parent)
        self.setObjectName("jottingSheet")
        self.desk = desk
        self._saved = False
        self._draft = _left_behind(desk)
        kind = desk.store.kinds[Jotting.ledger.table]
        record = kind(id=self._draft.record) if self._draft else kind()
        texts = beginning(desk.store, Jotting) | {"author": this_person(desk.store)}
        texts |= self._draft.texts if self._draft else {}
        self.banner = Banner()
        self.fields = FewFields(desk, record, ("text", "kind"), texts=texts)
        self._more = {name: text for name, text in texts.items() if name not in self.fields.rows and text}
        for made in (self.banner, self.fields, _hint()):
            self.body.addWidget(made)
        self.add_cancel()
        self._save = self.add_button(f"{words.SAVE} Enter", Kind.PRIMARY, name="jottingSave")
        self._save.clicked.connect(self.save)
        self.fields.rows["text"].editor.target.installEventFilter(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    @Slot()
    def save(self) -> None:
        """Keep the note as a record; what is wrong is said beside its field."""
        QGuiApplication.inputMethod().commit()
        record = self.fields.checked(self._more) if self._save.isEnabled() else None
        if record is None:
            return
        self._save.setEnabled(False)
        self.desk.save(record, None, self._done, self._refuse)

    @override
    def done(self, arg__1: int) -> None:
        if not self._saved:
            self._leave()
        super().done(arg__1)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_enter(event):
            self.save()
            return True
        return super().eventFilter(watched, event)

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        self.fields.rows["text"].focus()

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(sized(_WIDTH), 0)).boundedTo(room_for(self))

    def _leave(self) -> None:
        """Keep what stands here as a draft; an emptied one is forgotten."""
        QGuiApplication.inputMethod().commit()
        texts = self.fields.texts()
        if texts["text"].strip():
            self.desk.keep_draft(Jotting.ledger.table, self.fields.record.id, texts)
        elif self._draft:
            self.desk.drop_draft(self._draft.record)

    @Slot(object)
    def _done(self, record: Record) -> None:
        self._saved = True
        see = partial(self.desk.record_asked.emit, record.ledger.table, record.id)
        self.desk.said.emit("已记下，在“蹲点日志—随手记”里整理成正式记录", SEE, see)
        self.accept()

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._save.setEnabled(True)
        told = self.fields.show_problems(error.problems) if isinstance(error, RecordError) else str(error)
        if told:
            self.banner.put(told, Mood.BAD)
        self.fit()


def _is_enter(event: QKeyEvent) -> bool:
    """Tell whether Enter was pressed alone, on the keys or on the number pad."""
    return event.key() in _ENTER and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _ALONE


def _hint() -> QWidget:
    return label("Enter 保存，Shift+Enter 换行，Esc 先放着（留作草稿）。", Role.HINT, wraps=True)


def _left_behind(desk: Desk) -> Draft | None:
    """Give the note that was left as a draft last; a stored one that is being changed is none."""
    drafts = desk.store.drafts.all(Jotting.ledger.table)
    return next((one for one in drafts if desk.store.reader.find(Jotting, one.record) is None), None)
