"""The form of any ledger, from its declaration.

* A draft is kept within two seconds of a key, and when the form goes away; it asks nothing of required fields.
* A field is checked when the person leaves it, all of them together on saving; doubts are said and block nothing.
* Only what was changed here is written, so that what came from elsewhere meanwhile stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.errors import FieldError, MachineError, RecordError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.store.act import Act, StaleError
from dundian_desktop.store.likeness import declare_distinct
from ui import words
from ui.alike_banner import AlikeBanner
from ui.checking import doubts_of, problems_of, readable, told_by
from ui.desk import Desk
from ui.editors_rows import RowsEditor
from ui.field_row import FieldRow
from ui.form_rows import FormRows
from ui.ledger_words import SAVE_NEXT
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import button
from ui.parts.dialog import FittingDialog, scrolling
from ui.parts.form_bar import FormBar
from ui.parts.labels import rule
from ui.parts.tab_order import put_before
from ui.stale import differences
from ui.tokens import GAP, sized

_DRAFT_AFTER = 1_500  # milliseconds; with the write itself well under two seconds
_KEEP_MINE = "按我写的保存"


Along = Callable[[Act, Record], None]
"""What else is written in the act that saves a record."""


class RecordForm(QWidget):
    """Edits one record.

    Args:
        desk: what it asks and writes through.
        record: the record as it stands, or a fresh one.
        stored: whether the store has it already.
        texts: field name -> text to begin with, from a draft or from habit.
        only: names of the fields it asks for; all of them when left out.
    """

    saved = Signal(object)  # the record as stored
    another_asked = Signal()  # it is saved, and the person wants to write the next one
    left = Signal()  # the person put the form aside; a draft is kept if anything was typed
    other_asked = Signal(str)  # id of a record that is there already: the person wants that one instead

    def __init__(
        self,
        desk: Desk,
        record: Record,
        *,
        stored: bool = False,
        texts: Mapping[str, str] | None = None,
        only: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("recordForm")
        self.desk = desk
        self.record = record
        self.along: Along | None = None
        self._before = record if stored else None
        self._typed = False
        self._saving = False
        self._another: bool = False
        self._held: bool = False
        self.banner = Banner()
        self.banner.acted.connect(self._keep_mine)
        some = {"": [record.ledger.field(name) for name in only]} if only else None
        self.form = FormRows(desk, record, dict(texts or {}), some)
        self._aimed: FieldRow | None = None
        self.alike = AlikeBanner(desk, self._draft, self._before)
        self.bar = FormBar()
        self._draft_timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER)
        self._draft_timer.timeout.connect(self.keep_draft)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.next_button = button(SAVE_NEXT, name="formSaveNext", tip="保存这一条，接着写下一条（Ctrl+Enter）")
        self.next_button.clicked.connect(self.save_and_next)
        row = self.bar.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.indexOf(self.bar.save_button), self.next_button)
            put_before(self.next_button, self.bar.save_button)
        self.next_button.setVisible(self._before is None)
        self.area: QScrollArea = scrolling(self.form)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.banner)
        page.addWidget(self.alike)
        page.addWidget(self.area, 1)
        page.addWidget(rule())
        page.addWidget(self.bar)

    def _connect(self) -> None:
        for row in self.form.rows.values():
            row.typed.connect(self._note_typing)
            row.new_asked.connect(self._make_linked)
        self.alike.open_asked.connect(self.other_asked)
        self.alike.waved.connect(self._save_waved)
        self.bar.save_asked.connect(self.save)
        self.bar.cancel_asked.connect(self.leave)
        self.area.verticalScrollBar().rangeChanged.connect(self._show_aimed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save_and_next)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._focus_moved)

    # -- saving

    @Slot()
    def save(self) -> None:
        """Check everything and save; what is wrong is shown beside its field, the first one in sight."""
        if self._saving:
            return
        QGuiApplication.inputMethod().commit()
        record = self._checked()
        another, self._another = self._another, False
        if record is None:
            return
        if self.alike.holds(record):
            self._held = another
            return
        self._saving, self._another = True, another
        self.bar.save_button.setEnabled(False)
        along = partial(_written_along, record, tuple(self.alike.distinct()), self.along)
        self.desk.save(record, self._before, self._take_saved, self._show_refusal, along=along)

    @Slot()
    def _save_waved(self) -> None:
        """Go on with the saving that the question held up."""
        self._another, self._held = self._held, False
        self.save()

    @Slot()
    def save_and_next(self) -> None:
        """Save, then ask for the next new form."""
        self._another = True
        self.save()

    def _checked(self) -> Record | None:
        unreadable = [row.field.name for row in self.form.rows.values() if row.editor.problem()]
        try:
            record = self.record.reworded(self._changed())
        except RecordError as error:
            self._show(error.problems)
            return None
        if unreadable:
            self._show(problems_of(self.form.rows[name] for name in unreadable))
            return None
        return record

    @Slot(object)
    def _take_saved(self, record: Record) -> None:
        self._saving = False
        self._come_to_rest()
        self.saved.emit(record)
        if self._another:
            self.another_asked.emit()

    @Slot(object)
    def _show_refusal(self, error: UserError | MachineError) -> None:
        self._saving = False
        self._another = False
        self.bar.save_button.setEnabled(True)
        if isinstance(error, RecordError):
            self._show(error.problems)
        elif isinstance(error, StaleError):
            self._show_stale(error)
        else:
            self.banner.put(str(error), Mood.BAD, action=words.RETRY)

    def _show_stale(self, error: StaleError) -> None:
        stored = self.desk.store.reader.find(type(self.record), self.record.id)
        theirs = differences(self.desk, self.record, stored) if stored else ""
        self.banner.put("\n".join(filter(None, (str(error), theirs))), Mood.WARN, action=_KEEP_MINE)

    @Slot()
    def _keep_mine(self) -> None:
        """Save upon what the store holds now: the person has seen it."""
        self.banner.hide()
        stored = self.desk.store.reader.find(type(self.record), self.record.id)
        if stored:
            changed = self._changed()
            self.record, self._before = stored, stored
            self.form.rebase(stored, set(changed))
        self.save()

    def _show(self, problems: tuple[FieldError, ...]) -> None:
        for row in self.form.rows.values():
            row.say(told_by(problems, row.field.name))
        self.bar.say_problems(len(problems), kept=not self.record.unkept(self._changed()))
        if elsewhere := [p for p in problems if p.name not in self.form.rows]:
            self.banner.put(f"没有保存。{'；'.join(map(str, elsewhere))}。", Mood.BAD)
        first = next((self.form.rows[p.name] for p in problems if p.name in self.form.rows), None)
        if first:
            self.form.unfold(first)
            first.focus()
            self.area.ensureWidgetVisible(first, 0, 6 * GAP)

    # -- where one begins

    def begin(self, field: str = "", *, adds: bool = False) -> None:
        """Put the keyboard into the named field and bring it in sight, else to where the form begins.

        Args:
            adds: the field is a small table, and a new row is begun there.
        """
        row = self.form.rows.get(field)
        if row is None:
            self.form.begin()
            return
        self.form.unfold(row)
        if adds and isinstance(row.editor, RowsEditor):
            with QSignalBlocker(row.editor):  # nobody typed anything yet
                row.editor.add()
        row.focus()
        self._aimed = row
        QTimer.singleShot(0, self, self._go_there)  # when it has its place, and behind any other choice of a field

    @Slot()
    def _go_there(self) -> None:
        if self._aimed:
            self._aimed.focus()
            self._show_aimed()

    @Slot()
    def _show_aimed(self) -> None:
        """Bring in sight where one begins, again as often as the form grows, until one has gone on from there."""
        if self._aimed:
            self.area.ensureWidgetVisible(self._aimed, 0, 3 * GAP)
            self.area.ensureWidgetVisible(self._aimed.editor.aim(), 0, 12 * GAP)

    # -- checking while the person goes on

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        row = self.form.row_around(old)
        if row is not None and row is not self.form.row_around(new) and self._typed:
            row.visited = True
            self._look_over(row)
        if (arrived := self.form.row_around(new)) is not None and arrived is not row:
            self._aimed = None
            self.area.ensureWidgetVisible(arrived, 0, 3 * GAP)

    def _look_over(self, row: FieldRow) -> None:
        row.say(row.unreadable())
        draft = self._draft()
        broken = [problem for problem in draft.problems() if problem.reason != "不能为空"]
        doubted = doubts_of(draft)
        for one in self.form.rows.values():
            if one.visited and not one.unreadable():
                wrong = told_by(broken, one.field.name)
                one.say(wrong or told_by(doubted, one.field.name), doubt=not wrong)

    # -- drafts

    def _changed(self) -> dict[str, str]:
        return self.form.changed(self.record)

    def _draft(self) -> Record:
        return readable(self.record, self.form.rows.values(), self._changed())

    @Slot()
    def _note_typing(self) -> None:
        self._typed = True
        self.form.derive(type(self.record))
        self.alike.look_soon()
        if not self._draft_timer.isActive():
            self.bar.say_typing()
            self._draft_timer.start()

    @Slot()
    def keep_draft(self) -> None:
        """Keep what stands here, if anything was typed; the record itself is not touched."""
        self._draft_timer.stop()
        if self._typed and not self._saving:
            texts = self._changed()
            self.desk.keep_draft(self.record.ledger.table, self.record.id, texts).finished.connect(self._say_draft)

    @Slot(object)
    def _say_draft(self, moment: dt.datetime) -> None:
        if not any(row.seen_wrong for row in self.form.rows.values()):
            self.bar.say_draft(moment)

    @Slot()
    def leave(self) -> None:
        """Put the form aside; nothing is asked, a draft stays."""
        QGuiApplication.inputMethod().commit()
        self.keep_draft()
        self.left.emit()

    def forget(self) -> None:
        """Drop what was typed here."""
        self._come_to_rest()
        self.desk.drop_draft(self.record.id)

    def _come_to_rest(self) -> None:
        self._draft_timer.stop()
        self._typed = False

    def typed(self) -> bool:
        """Tell whether the person changed anything since the last save."""
        return self._typed

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # -- records made on the way

    @Slot(QWidget, str, str)
    def _make_linked(self, row: FieldRow, table: str, name: str) -> None:
        self._linking = row
        kind = self.desk.store.kinds[table]
        headline = kind.ledger.headline[0]
        needed = [f.name for f in kind.ledger.fields if f.required]
        if name and needed == [headline]:
            self.desk.save(kind().reworded({headline: name}), None, self._link)
            return
        begun = {headline: name} if kind.ledger.field(headline).required and name else {}
        self._dialog = FormDialog(self.desk, kind(), begun, self)
        self._dialog.form.saved.connect(self._link)
        self._dialog.open()

    @Slot(object)
    def _link(self, record: Record) -> None:
        self.form.link(self._linking, record.id)
        self._linking.focus()


def _written_along(record: Record, distinct: Sequence[str], along: Along | None, act: Act) -> None:
    """Write that the record and those like it are, as the person said, other things; and what else goes with it."""
    for other in distinct:
        declare_distinct(act, type(record), record.id, other)
    if along:
        along(act, record)


class FormDialog(FittingDialog):
    """A form for a record that another form wants to link."""

    def __init__(self, desk: Desk, record: Record, texts: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(f"{words.NEW}{record.ledger.noun}", parent)
        self.setObjectName("formDialog")
        self.form = RecordForm(desk, record, texts=texts)
        self.form.next_button.hide()
        self.form.saved.connect(self._close)
        self.form.left.connect(self.reject)
        self.form.alike.call_open("就用那一条")
        self.form.other_asked.connect(self._use_other)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.form)
        self.form.setMinimumSize(sized(460), sized(280))
        self.buttons.setContentsMargins(0, 0, 0, 0)  # the form brings its own

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        self.form.form.begin()

    @Slot(str)
    def _use_other(self, key: str) -> None:
        """Link the record that is there already; what was typed here is not wanted any more."""
        self.form.forget()
        self.form.saved.emit(self.form.desk.store.reader.get(type(self.form.record), key))

    @Slot(object)
    def _close(self, _record: Record) -> None:
        self.accept()
