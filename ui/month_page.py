"""月报: choose a month, look over what it lacks, close it, look at its pages, save or print them.

The pages are printed into memory; a file is written only where the person says.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.actions.month_closing import Standing, month_record, standing_of
from dundian_desktop.actions.month_report import MonthReport, month_pages, month_report
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.names import clean_name
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.month_report import MonthReport as MonthRecord
from dundian_desktop.policy.closed import is_closed
from dundian_desktop.policy.finding import Level
from dundian_desktop.policy.span import Stint
from dundian_desktop.progress import Progress
from dundian_desktop.reports.pdf import Pages, write_pages
from dundian_desktop.store.query import Query
from ui.desk import Desk
from ui.form_sheet import FormSheet
from ui.menu import GROUP
from ui.messages import tell_of
from ui.month_check import CheckStep
from ui.month_choice import ChoiceStep
from ui.month_closing import ClosingBar
from ui.month_steps import StepBar
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.progress_panel import ProgressPanel
from ui.pdf_view import PdfView
from ui.printing import Printing
from ui.standing import OWN_FONTS
from ui.tasks import Task, Work
from ui.today_facts import month_shown
from ui.tokens import GAP

_CHOICE, _CHECK, _PREVIEW, _SAVE = range(4)


class MonthWords(FormSheet):
    """What people say themselves in a month's report."""

    word = "写打算和请示"
    only = ("plans", "requests", "remarks")


class MonthPage(QWidget):
    """Goes through its steps; anything changed meanwhile is counted anew."""

    page_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("monthPage")
        self.desk = desk
        self.month = ""
        self.report: MonthReport | None = None
        self.standing: Standing | None = None
        self.pages: Pages | None = None
        self._task: Task | None = None
        self._reached = _CHOICE
        self.bar = StepBar()
        self.bar.chosen.connect(self.go)
        self.trouble = Banner()
        self.progress = ProgressPanel()
        self.choice = ChoiceStep()
        self.choice.month_chosen.connect(self.choose)
        self.choice.group_asked.connect(self._ask_group)
        self.check = CheckStep(desk)
        self.closing = ClosingBar(desk, self.check.tabs)
        self.closing.refused.connect(self._refuse)
        self.check.mender.page_asked.connect(self.page_asked)
        self.pdf = PdfView()
        self._stack = QStackedWidget()
        self._save = button("保存 PDF…", icon_name="file-type-pdf", name="monthSave")
        self._save.clicked.connect(self._ask_file)
        self._print = button("打印…", icon_name="printer", name="monthPrint", tip="打印（Ctrl+P）")
        self._print.setShortcut("Ctrl+P")
        self._printing = Printing(self.pdf, self, "月报")
        self._printing.printed.connect(self._printed)
        self._printing.refused.connect(self._not_printed)
        self._print.clicked.connect(self._printing.ask)
        tip = "下月打算、请派出单位协调的事、对数字的说明，写进月报"
        self._words = button("写打算和请示…", Kind.QUIET, icon_name="pencil", name="monthWords", tip=tip)
        self._words.clicked.connect(self.write_words)
        self._back = button("上一步", name="monthBack")
        self._back.clicked.connect(self._step_back)
        self._next = button("下一步", Kind.PRIMARY, name="monthNext")
        self._next.clicked.connect(self._step_on)
        self._arrange()
        desk.changed.connect(self._note_change)
        self._show(_CHOICE)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer_months()
        if self.month and self.report is None:
            self.choose(self.month)

    # -- the steps

    @Slot(str)
    def choose(self, month: str) -> None:
        """Count a month, and show what it lacks."""
        self.month = month
        self.report = self.pages = None
        store = self.desk.store

        def work(_progress: Progress) -> tuple[MonthReport, Standing]:
            return month_report(store, month), standing_of(store, month)

        self._run(work, "正在统计").finished.connect(self._counted)

    @Slot(str)
    def show_figures(self, month: str) -> None:
        """Show the figures of a month."""
        self.check.show_figures()
        self.choose(month)

    @Slot(int)
    def go(self, place: int) -> None:
        """Go to a step."""
        if place >= _PREVIEW and self.pages is None:
            self.draw()
        else:
            self._show(place)

    def draw(self) -> None:
        """Print the month into memory, and show its pages."""
        report, fonts = self.report, self.desk.store.settings.get(OWN_FONTS, "")
        if report is None:
            return

        def work(progress: Progress) -> Pages:
            return month_pages(report, progress, Path(fonts) if fonts else None)

        self._run(work, "正在排版").finished.connect(self._drawn)

    def save(self, path: Path) -> None:
        """Write the pages to a file."""
        pages = self.pages
        if pages is None:
            return

        def work(_progress: Progress) -> Path:
            return write_pages(pages, path).path

        self._run(work, "正在保存").finished.connect(self._saved)

    def _run(self, work: Work, what: str) -> Task:
        if self._task:
            self._task.cancel()
        self.trouble.hide()
        self._next.setEnabled(False)
        self._task = self.desk.tasks.beside(work)
        self._task.refused.connect(self._refuse)
        self._task.ended.connect(self._ended)
        self.progress.watch(self._task, what)
        return self._task

    @Slot()
    def _ended(self) -> None:
        self._task = None
        self._fit_buttons()

    @Slot(object)
    def _counted(self, counted: tuple[MonthReport, Standing]) -> None:
        fresh = self.report is None
        self.report, self.standing = counted
        self.check.put(self.report)
        self.closing.lacks = tuple(one.sentence for one in self.report.findings if one.level is Level.RED)
        self._offer_months()
        self._reached = _SAVE
        if (fresh and self._stack.currentIndex() != _CHOICE) or self.isVisible():
            self._show(_CHECK)

    @Slot(object)
    def _drawn(self, pages: Pages) -> None:
        self.pages = pages
        self.pdf.put(pages.content)
        self._show(_PREVIEW)
        if pages.notices:
            self.trouble.put("".join(pages.notices), Mood.WARN)

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self._show(_SAVE)
        self.desk.said.emit(f"月报已保存：{path.name}", "", None)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.trouble.put(str(error), Mood.BAD)

    @Slot(object)
    def _note_change(self, _changed: object) -> None:
        self.report = self.pages = None
        if self.month and self.isVisible():
            self.choose(self.month)

    @Slot()
    def write_words(self) -> None:
        """Write what people say themselves in the month's report: plans, requests, remarks."""
        record = month_record(self.desk.store, self.month)
        drafts = self.desk.store.drafts.all(MonthRecord.ledger.table)
        draft = next((one for one in drafts if one.record == record.id), None)
        begun: Mapping[str, str] = draft.texts if draft else {}
        MonthWords(self.desk, record, self, stored=record.meta is not None, texts=begun).open()

    # -- files and printers

    @Slot()
    def _ask_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        year, month = self.month.split("-")
        name = clean_name(f"{year}年{int(month)}月蹲点工作月报-{clock.today():%m%d}")
        dialog = QFileDialog(self, "保存月报", str(Path(folder) / f"{name}.pdf"), "PDF (*.pdf)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    @Slot(str)
    def _save_to(self, path: str) -> None:
        self.save(Path(path))

    @Slot()
    def _printed(self) -> None:
        self._show(_SAVE)

    @Slot(object)
    def _not_printed(self, error: UserError) -> None:
        tell_of(self, "没有打印", error)

    # -- what is seen

    def _offer_months(self) -> None:
        group = next(iter(self.desk.store.reader.list(Query(kind=Group))), None)
        if group and group.starts and group.ends:
            stint = Stint(starts=group.starts, ends=group.ends)
            found = self.desk.store.reader.list(Query(kind=MonthRecord))
            closed = frozenset(one.month for one in found if is_closed(one))
            self.choice.put(stint, self.month or month_shown(stint, clock.today()), clock.today(), closed)
        else:
            self.choice.put(None, "", clock.today())
        self._fit_buttons()

    @Slot()
    def _ask_group(self) -> None:
        self.page_asked.emit(GROUP)

    @Slot()
    def _step_on(self) -> None:
        place = self._stack.currentIndex()
        if place == _CHOICE and self.choice.month():
            self.choose(self.choice.month())
        elif place == _CHECK:
            self.go(_PREVIEW)

    @Slot()
    def _step_back(self) -> None:
        self._show(self._stack.currentIndex() - 1)

    def _show(self, place: int) -> None:
        self._stack.setCurrentIndex(min(place, _PREVIEW))
        self.bar.put(place, reached=max(self._reached, place))
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        place = self._stack.currentIndex()
        self._back.setVisible(place > _CHOICE)
        self._next.setVisible(place < _PREVIEW and bool(self.choice.month()))
        self._next.setEnabled(self._task is None and bool(self.choice.month()))
        self._next.setText("看成稿" if place == _CHECK else "统计并核对")
        for made in (self._save, self._print):
            made.setVisible(place == _PREVIEW)
        self._words.setVisible(place == _CHECK and bool(self.month))
        self.closing.put(self.standing if place > _CHOICE else None)
        self.check.tabs.setVisible(place == _CHECK)

    def _arrange(self) -> None:
        for step in (self.choice, self.check, self.pdf):
            self._stack.addWidget(step)
        head = QHBoxLayout()
        head.setSpacing(2 * GAP)
        head.addWidget(self.bar, 1)
        for made in (self._words, self._back, self._save, self._print, self._next):
            head.addWidget(made)
        page = QVBoxLayout(self)
        page.setContentsMargins(4 * GAP, 0, 4 * GAP, 3 * GAP)
        page.setSpacing(2 * GAP)
        page.addLayout(head)
        page.addWidget(self.closing)
        page.addWidget(self.trouble)
        page.addWidget(self.progress)
        page.addWidget(self._stack, 1)
