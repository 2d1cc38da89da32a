"""One press that mends what a check found: the record at the field, a new record, a step onward, or the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from dundian_desktop.ledger import Record
from dundian_desktop.policy.finding import BeginRecord, Finding, Mend, OpenPage, OpenRecord, TakeStep
from ui.defaults import beginning
from ui.desk import Desk
from ui.form_sheet import FormSheet
from ui.step_sheet import StepSheet
from ui.step_start import steps_of

_NOTHING: Mapping[str, str] = {}


def word_of(found: Finding) -> str:
    """Give the word of the button beside a finding, "" when there is nothing to press."""
    match found.mend:
        case TakeStep(step=step):
            return f"去{step}"
        case OpenRecord() | BeginRecord():
            return "去补"
        case OpenPage():
            return "去办"
        case _:
            return "去看" if found.records else ""


class Mender(QObject):
    """Carries out mendings over a page.

    Args:
        desk: what forms ask and write through.
        page: the widget over which a form is laid.
    """

    page_asked = Signal(str)
    records_asked = Signal(str, str, object)  # heading, ledger, ids: there is no mending, but records to look at

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    @Slot(object)
    def mend(self, found: Finding) -> None:
        """Do what a press beside a finding does."""
        if found.mend:
            self.carry_out(found.mend)
        else:
            self._show(found)

    @Slot(object)
    def carry_out(self, mend: Mend) -> None:
        """Do one mending."""
        match mend:
            case OpenPage(page=page):
                self.page_asked.emit(page)
            case BeginRecord(ledger=ledger, texts=texts):
                kind = self._desk.store.kinds[ledger]
                self._open(kind(), stored=False, texts=beginning(self._desk.store, kind) | dict(texts))
            case OpenRecord(ledger=ledger, id=key, field=field):
                self._change(ledger, key, field)
            case TakeStep(ledger=ledger, id=key, step=step):
                self._step(ledger, key, step)

    def _show(self, found: Finding) -> None:
        if found.records:
            ledger = found.records[0].ledger
            ids = tuple(ref.id for ref in found.records if ref.ledger == ledger)
            self.records_asked.emit(found.sentence, ledger, ids)

    def _change(self, ledger: str, key: str, field: str) -> None:
        if record := self._living(ledger, key):
            begun = (draft.texts for draft in self._desk.store.drafts.all(ledger) if draft.record == key)
            self._begin_at(self._open(record, stored=True, texts=next(begun, _NOTHING)), field)

    def _begin_at(self, sheet: FormSheet, field: str) -> None:
        if row := sheet.form.form.rows.get(field):
            sheet.form.form.unfold(row)
            QTimer.singleShot(0, row, row.focus)  # after the form itself has chosen where to begin

    def _step(self, ledger: str, key: str, word: str) -> None:
        """Lay the small form of a step over the page; the whole form when it was taken meanwhile."""
        record = self._living(ledger, key)
        if record is None:
            return
        step = next((one for one in steps_of(record) if one.word == word), None)
        if step is None:
            self._change(ledger, key, "")
            return
        sheet = StepSheet(self._desk, record, step, self._page)
        sheet.form_asked.connect(partial(self._change, ledger, key))
        sheet.open()

    def _living(self, ledger: str, key: str) -> Record | None:
        record = self._desk.store.reader.find(self._desk.store.kinds[ledger], key)
        if record is None or (record.meta and record.meta.deleted):
            self._desk.said.emit("这条记录已不在，可能刚被删除", "", None)
            return None
        return record

    def _open(self, record: Record, *, stored: bool, texts: Mapping[str, str]) -> FormSheet:
        sheet = FormSheet(self._desk, record, self._page, stored=stored, texts=texts)
        sheet.open()
        return sheet
