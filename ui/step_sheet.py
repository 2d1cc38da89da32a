"""The small form of one step of a record, laid over the page: only what the step asks, saved as one act.

What looks doubtful once the step is taken is said before it is saved; who saves again meant it.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from dundian_desktop.errors import FieldError, MachineError, RecordError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.store.act import Act, StaleError
from dundian_desktop.workflow import Step
from ui import words
from ui.asking_dialog import AskingDialog
from ui.checking import doubts_of, problems_of, told_by
from ui.desk import Desk
from ui.editors_rows import RowsEditor
from ui.field_row import FieldRow
from ui.form_rows import FormRows
from ui.names import name_of
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import room_for
from ui.parts.labels import Role, label
from ui.record_form import FormDialog
from ui.step_start import asked, beginning_of, row_of
from ui.tasks import Task
from ui.tokens import GAP, sized

_WIDTH = 560  # logical pixels at standard scale: two columns of fields
_ELSEWHERE = "打开完整表单"
_AGAIN = "按我写的再存"
_DOUBTED = "请核对写着“请留意”的地方，没有错就再按一次“保存”。"


class StepSheet(AskingDialog):
    """Takes one step of a stored record."""

    form_asked = Signal(str)  # a field the step does not ask for is in its way: show the whole form, there

    def __init__(self, desk: Desk, record: Record, step: Step, parent: QWidget) -> None:
        super().__init__(step.word, parent)
        self.setObjectName("stepSheet")
        self.desk = desk
        self.step = step
        self._take(record)
        self._elsewhere = ""
        self._doubted: frozenset[str] = frozenset()
        self._name = name_of(desk.store, record)
        self.banner = Banner()
        self.banner.acted.connect(self._act_on_banner)
        shown = asked(desk, record, step)
        self.form = FormRows(desk, self._base, beginning_of(desk, record, step, shown), {"": shown})
        for row in self.form.rows.values():
            row.new_asked.connect(self._make_linked)
            if row.field.name in step.adds and isinstance(row.editor, RowsEditor):
                row.editor.start(row_of(record, step, row.field))
        self._begun = self._texts()
        self._arrange()

    def _take(self, record: Record) -> None:
        self._before = record
        self._base = record.stepped(self.step)

    def _arrange(self) -> None:
        self.body.setContentsMargins(2 * GAP, 0, 2 * GAP, 0)  # the rows bring a margin of their own
        self.body.setSpacing(0)
        head = label("\n".join(filter(None, (self._name, self.step.help))), Role.SECOND, wraps=True, name="stepHelp")
        head.setContentsMargins(4 * GAP, 0, 4 * GAP, GAP)
        for made in (self.banner, head, self.form):
            self.body.addWidget(made)
        self.add_cancel()
        self.save_button = self.add_button(f"{words.SAVE} Ctrl+S", Kind.PRIMARY, name="stepSave")
        self.save_button.clicked.connect(self.save)
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(sized(_WIDTH), 0)).boundedTo(room_for(self))

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        self.form.begin()

    @Slot()
    def save(self) -> None:
        """Check what was written, then write the state, the fields and what the step empties in one act."""
        QGuiApplication.inputMethod().commit()
        record = self._checked()
        if record is None or not self.save_button.isEnabled() or self._asks_about(record):
            return
        self.save_button.setEnabled(False)
        before = self._before

        def work(act: Act) -> Record:
            return act.save(record, before)

        self.desk.act(f"{self.step.word} {self._name}", work).then(self._done, self._show_refusal)

    def _checked(self) -> Record | None:
        unreadable = [row for row in self.form.rows.values() if row.editor.problem()]
        try:
            record = self._base.reworded(self.form.changed(self._base))
        except RecordError as error:
            self._show(error.problems)
            return None
        labels = {field.name: field.label for field in record.ledger.fields}
        problems = problems_of(unreadable) or self.step.omitted(self._before, record, labels)
        self._show(problems)
        return None if problems else record

    def _asks_about(self, record: Record) -> bool:
        """Say what is doubtful of the record, beyond what was so before the step, unless all of it was said already."""
        known = {str(one) for one in self._before.doubts()}
        found = tuple(one for one in doubts_of(record) if str(one) not in known)
        told = frozenset(map(str, found))
        if told <= self._doubted:
            return False
        self._doubted = told
        for row in self.form.rows.values():
            row.say(told_by(found, row.field.name), doubt=True)
        others = "；".join(str(one) for one in found if one.name not in self.form.rows)
        self.banner.put(f"{others}。{_DOUBTED}" if others else _DOUBTED, Mood.WARN)
        self.fit()
        return True

    def _show(self, problems: tuple[FieldError, ...]) -> None:
        for row in self.form.rows.values():
            row.say(told_by(problems, row.field.name))
        here = [self.form.rows[one.name] for one in problems if one.name in self.form.rows]
        others = [one for one in problems if one.name not in self.form.rows]
        self._elsewhere = others[0].name if others else ""
        if others:
            known = any(one.name for one in others)
            told = f"还不能“{self.step.word}”：" + "；".join(map(str, others)) + "。"
            self.banner.put(told, Mood.WARN, action=_ELSEWHERE if known else "")
        else:
            self.banner.hide()
        if here:
            here[0].focus()
        self.fit()

    @Slot(object)
    def _done(self, _record: Record) -> None:
        self.desk.said.emit(f"已{self.step.word}：{self._name}", words.UNDO, self.desk.undo)
        self.accept()

    @Slot(object)
    def _show_refusal(self, error: UserError | MachineError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, RecordError):
            self._show(error.problems)
            return
        again = _AGAIN if isinstance(error, StaleError) else ""
        self.banner.put(str(error), Mood.WARN if again else Mood.BAD, action=again or words.RETRY)
        self.fit()

    @Slot()
    def _act_on_banner(self) -> None:
        """Go to the whole form with what was written here, or save once more upon what the store holds now."""
        if self._elsewhere:
            self._draft().finished.connect(self._go_elsewhere)
            return
        stored = self.desk.store.reader.get(type(self._before), self._before.id)
        mine = set(self.form.changed(self._base))
        self._take(stored)
        self.form.rebase(self._base, mine)
        self.save()

    @Slot()
    def _go_elsewhere(self) -> None:
        self.form_asked.emit(self._elsewhere)
        self.let_go()

    # -- left without saving

    @override
    def holds(self) -> bool:
        return self._texts() != self._begun

    @override
    def keep(self) -> None:
        self._draft()

    def _texts(self) -> dict[str, str]:
        return {name: row.text() for name, row in self.form.rows.items()}

    def _draft(self) -> Task:
        """Keep what is written here as a draft of the whole record, one step on."""
        ledger, flow = self._base.ledger, self._base.workflow
        state = {flow.field: ledger.field(flow.field).show(flow.state(self._base))} if flow else {}
        return self.desk.keep_draft(ledger.table, self._base.id, state | self.form.changed(self._base))

    @Slot(QWidget, str, str)
    def _make_linked(self, row: FieldRow, table: str, name: str) -> None:
        kind = self.desk.store.kinds[table]
        self._linking = row
        dialog = FormDialog(self.desk, kind(), {kind.ledger.headline[0]: name} if name else {}, self)
        dialog.form.saved.connect(self._link)
        dialog.open()

    @Slot(object)
    def _link(self, record: Record) -> None:
        self.form.link(self._linking, record.id)
        self._linking.focus()
