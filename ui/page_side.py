"""The side of a ledger page: the panel of the record in hand, or a form in its place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dundian_desktop.ledger import Record
from dundian_desktop.store.drafts import Draft
from ui import words
from ui.defaults import beginning
from ui.desk import Desk
from ui.ledger_words import EDIT
from ui.names import name_of
from ui.parts.buttons import icon_button
from ui.parts.labels import Role, label, rule
from ui.record_form import RecordForm
from ui.record_panel import RecordPanel
from ui.tokens import GAP


class PageSide(QFrame):
    """At most one form at a time; opening another puts the first aside, with its draft kept."""

    saved = Signal(object)  # the record as stored
    other_asked = Signal(str)  # id of a record that is there already, wanted instead of the one being written
    form_closed = Signal()
    form_opened = Signal()

    def __init__(self, desk: Desk, kind: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.desk = desk
        self.kind = kind
        self.panel = RecordPanel(desk, kind)
        self.form: RecordForm | None = None
        self._title = label("", Role.SECTION, name="formTitle")
        close = icon_button("x", "放下，草稿会留着（Esc）", name="formClose")
        close.clicked.connect(self.put_aside)
        self._holder = QWidget()
        head = QHBoxLayout()
        head.setContentsMargins(4 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(rule())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        self._stack.addWidget(self._holder)
        page = QVBoxLayout(self)
        page.setContentsMargins(1, 1, 1, 1)
        page.addWidget(self._stack)

    def writes(self) -> bool:
        """Tell whether a form is open."""
        return self.form is not None

    @Slot()
    def begin_new(self) -> None:
        """Open the form of a new record."""
        self._open(self.kind(), stored=False, texts=beginning(self.desk.store, self.kind))

    def edit(self, record: Record, field: str = "", *, adds: bool = False) -> None:
        """Open the form of a record, the keyboard in the named field, in a new row of it if something is added."""
        draft = next((d for d in self.desk.store.drafts.all(self.kind.ledger.table) if d.record == record.id), None)
        self._open(record, stored=True, texts=draft.texts if draft else {}, field=field, adds=adds)

    def resume(self, draft: Draft) -> None:
        """Go on with what was begun and not saved."""
        stored = self.desk.store.reader.find(self.kind, draft.record)
        self._open(stored or self.kind(id=draft.record), stored=stored is not None, texts=draft.texts)

    @Slot()
    def put_aside(self) -> None:
        """Close the form; its draft is kept."""
        if self.form:
            self.form.leave()

    def keep_draft(self) -> None:
        """Keep the draft of an open form now."""
        if self.form:
            self.form.keep_draft()

    def _open(
        self, record: Record, *, stored: bool, texts: Mapping[str, str], field: str = "", adds: bool = False
    ) -> None:
        self._drop_form()
        noun = self.kind.ledger.noun
        self._title.setText(f"{EDIT} {name_of(self.desk.store, record)}" if stored else f"{words.NEW}{noun}")
        self.form = RecordForm(self.desk, record, stored=stored, texts=texts)
        self.form.saved.connect(self._take_saved)
        self.form.another_asked.connect(self.begin_new)
        self.form.left.connect(self._close)
        self.form.other_asked.connect(self._turn_to)
        self._column.addWidget(self.form, 1)
        self._stack.setCurrentWidget(self._holder)
        self.form_opened.emit()
        self.form.begin(field, adds=adds)

    def _drop_form(self) -> None:
        if self.form:
            self.form.keep_draft()
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    @Slot(str)
    def _turn_to(self, key: str) -> None:
        self.put_aside()
        self.other_asked.emit(key)

    @Slot(object)
    def _take_saved(self, record: Record) -> None:
        self._close()
        self.saved.emit(record)

    @Slot()
    def _close(self) -> None:
        self._drop_form()
        self._stack.setCurrentWidget(self.panel)
        self.form_closed.emit()
