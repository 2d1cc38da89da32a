"""今日工作台: what is to be done today, how the month stands, what the report lacks, how safe the work is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.store.drafts import Draft
from ui.defaults import beginning
from ui.desk import Desk
from ui.diary_start import diary_texts
from ui.due_dialog import DueDialog
from ui.form_sheet import FormSheet
from ui.mending import Mender
from ui.month_check import show_records
from ui.parts.dialog import scrolling
from ui.tasks import Task
from ui.today_duties import DutyTile
from ui.today_facts import TodayFacts, TodayFindings, gathering, looking_over
from ui.today_figures import FigureTile
from ui.today_head import TodayHead
from ui.today_tiles import AwaitedTile, CalendarTile, DoubtTile, LackTile, SafetyTile
from ui.today_wishes import Wishes
from ui.tokens import GAP, sized

_TWO_COLUMNS = 700  # logical pixels at standard scale
_SETTLE = 100  # milliseconds: several acts in a row redraw once


class TodayPage(QWidget):
    """The first page; gathers its facts anew whenever something changed and it is seen."""

    page_asked = Signal(str)
    figures_asked = Signal(str)  # of a month
    gathered = Signal()  # the facts shown are fresh
    looked_over = Signal()  # so are the findings

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("todayPage")
        self.desk = desk
        self.facts: TodayFacts | None = None
        self._wishes = Wishes(self)
        self.mender = Mender(desk, self)
        self._task: Task | None = None
        self._stale = True
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self.refresh)
        self._head = TodayHead()
        self.duties = DutyTile(desk, self._wishes)
        self.figures = FigureTile(self._wishes)
        self.calendar = CalendarTile(self._wishes)
        self.lacks = LackTile(self._wishes)
        self.doubts = DoubtTile(self._wishes)
        self.awaited = AwaitedTile(self._wishes)
        self.safety = SafetyTile(self._wishes)
        self._left = (self.duties, self.figures, self.lacks, self.doubts)
        self._right = (self.calendar, self.awaited, self.safety)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        self._connect()

    @Slot()
    def refresh(self) -> None:
        """Gather the facts anew, now if the page is seen, else when it is."""
        self._stale = True
        if not self.isVisible():
            return
        self._stale = False
        if self._task:
            self._task.cancel()
        self._task = self.desk.tasks.beside(gathering(self.desk.store))
        self._task.finished.connect(self._put)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or self.facts is None:
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= sized(_TWO_COLUMNS)
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    @Slot(object)
    def _put(self, facts: TodayFacts) -> None:
        self._task = None
        self.facts = facts
        for part in (self._head, *self._left, *self._right):
            part.put(facts)
        self.gathered.emit()
        if facts.whole:
            self._task = self.desk.tasks.beside(looking_over(self.desk.store, facts.whole))
            self._task.finished.connect(self._put_found)
        else:
            self.looked_over.emit()

    @Slot(object)
    def _put_found(self, found: TodayFindings) -> None:
        self._task = None
        if self.facts:
            self.lacks.put_found(self.facts.month, found)
            self.doubts.put_found(found)
        self.looked_over.emit()

    def _arrange(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, tiles in ((left, self._left), (right, self._right)):
            column.setSpacing(3 * GAP)
            for tile in tiles:
                column.addWidget(tile)
            column.addStretch(1)
        self._columns.setSpacing(3 * GAP)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(4 * GAP, 0, 4 * GAP, 4 * GAP)
        inner.setSpacing(2 * GAP)
        inner.addWidget(self._head)
        inner.addLayout(self._columns, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(body))

    def _connect(self) -> None:
        self.desk.changed.connect(self._settle.start)
        self.desk.drafts_changed.connect(self._settle.start)
        self._head.list_asked.connect(self.print_list)
        self._wishes.page_wanted.connect(self.page_asked)
        self._wishes.figures_wanted.connect(self._ask_figures)
        self._wishes.record_wanted.connect(self.desk.record_asked)
        self._wishes.finding_wanted.connect(self.mender.mend)
        self._wishes.mending_wanted.connect(self.mender.carry_out)
        self.mender.page_asked.connect(self.page_asked)
        self.mender.records_asked.connect(self._look)
        self._wishes.diary_wanted.connect(self.open_diary)
        self._wishes.draft_wanted.connect(self.resume)
        self._wishes.draft_dropped.connect(self._drop)

    # -- what the buttons do

    @Slot()
    def print_list(self) -> None:
        """Show the list for the wall, to be printed."""
        DueDialog(self.desk, self).open()

    @Slot()
    def _ask_figures(self) -> None:
        if self.facts:
            self.figures_asked.emit(self.facts.month)

    @Slot(dt.date)
    def open_diary(self, day: dt.date) -> None:
        """Show the diary of a day, or begin it from that day's visits."""
        facts = self.facts
        found = facts.written.get(day) if facts else None
        if facts and found and found.author in (facts.me, None):
            self.desk.record_asked.emit(Diary.ledger.table, found.id)
            return
        begun = beginning(self.desk.store, Diary) | diary_texts(self.desk.store, day)
        kind = self.desk.store.kinds[Diary.ledger.table]
        self._open(kind(), stored=False, texts=begun)

    @Slot(object)
    def resume(self, draft: Draft) -> None:
        """Go on with a form that was not saved."""
        kind = self.desk.store.kinds[draft.ledger]
        stored = self.desk.store.reader.find(kind, draft.record)
        begun = {} if stored else beginning(self.desk.store, kind)
        self._open(stored or kind(id=draft.record), stored=stored is not None, texts=begun | dict(draft.texts))

    @Slot(str, str, object)
    def _look(self, heading: str, table: str, ids: Sequence[str]) -> None:
        show_records(self.desk, heading, table, ids, self)

    @Slot(object)
    def _drop(self, draft: Draft) -> None:
        self.desk.drop_draft(draft.record)

    def _open(self, record: Record, *, stored: bool, texts: Mapping[str, str]) -> None:
        sheet = FormSheet(self.desk, record, self, stored=stored, texts=texts)
        sheet.finished.connect(self._settle.start)
        sheet.open()
