"""Ledgers to and from sheets, as a ledger page asks for it: a file out, a file in, a block pasted."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from dundian_desktop import clock
from dundian_desktop.actions.sheets import Taken, read_ledger, read_pasted, take_rows, write_ledger
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.names import clean_name
from dundian_desktop.exchange.sheet import SheetReading
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.errand import Outcome
from ui.ledger_page import LedgerPage
from ui.ledger_words import TWICE
from ui.messages import tell_of
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.labels import Role, label, named
from ui.parts.progress_panel import ProgressPanel
from ui.sheet_preview import SheetPreview
from ui.tasks import Task
from ui.wanted import Wanted

_SENSITIVE = "导出的文件没有加密，谁拿到都能看到身份证号、手机号、困难情况。用完请删掉，不要发到微信群。"


class SheetErrands(QObject):
    """Serves every ledger page of a sitting; one dialog at a time."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk

    def serve(self, page: LedgerPage) -> None:
        """Do what this page asks for."""
        page.sheet_wanted.connect(self._ask_out)
        page.sheet_given.connect(self._read_file)
        page.block_pasted.connect(self._read_block)

    @Slot(object)
    def _ask_out(self, wanted: Wanted) -> None:
        SheetOut(self.desk, wanted, self._page()).open()

    @Slot(object)
    def _read_file(self, path: Path) -> None:
        page, store = self._page(), self.desk.store
        kind = page.kind

        def work(progress: Progress) -> SheetReading[Record]:
            return read_ledger(store, kind, path, progress)

        SheetIn(self.desk, kind, self.desk.tasks.beside(work), page).open()

    @Slot(str, bool)
    def _read_block(self, text: str, _html: bool) -> None:
        page, store = self._page(), self.desk.store
        kind = page.kind

        def work(_progress: Progress) -> SheetReading[Record]:
            return read_pasted(store, kind, text)

        SheetIn(self.desk, kind, self.desk.tasks.beside(work), page).open()

    def _page(self) -> LedgerPage:
        return cast("LedgerPage", self.sender())


class SheetOut(FittingDialog):
    """Asks whether sensitive values go along, then for the file."""

    def __init__(self, desk: Desk, wanted: Wanted, parent: QWidget) -> None:
        self._title = wanted.query.kind.ledger.title
        super().__init__(f"导出{self._title}", parent)
        self.setObjectName("sheetOutDialog")
        self.desk = desk
        self._wanted = wanted
        self.body.addWidget(label(f"把列表里现在显示的{self._title}写成 .xlsx，WPS 和 Excel 都能打开。", wraps=True))
        self.body.addWidget(label("身份证号、手机号等敏感内容写成星号。", Role.SECOND, wraps=True))
        self.sensitive = named(QCheckBox("含敏感内容，不打星号"), "sheetSensitive")
        self.sensitive.toggled.connect(self._warn)
        self._warning = Banner()
        self._progress = ProgressPanel()
        for part in (self.sensitive, self._warning, self._progress):
            self.body.addWidget(part)
        self.body.addStretch()
        self.add_cancel()
        self._go = self.add_button("选择位置并导出…", Kind.PRIMARY, name="sheetOutGo")
        self._go.clicked.connect(self._choose)

    def write(self, path: Path) -> Task:
        """Write the sheet."""
        store, wanted, bare = self.desk.store, self._wanted, self.sensitive.isChecked()

        def work(progress: Progress) -> int:
            return write_ledger(store, wanted.query, path, progress, sensitive=bare, sieve=wanted.sieve)

        self._go.setEnabled(False)
        task = self.desk.tasks.beside(work)
        task.finished.connect(self._done)
        task.refused.connect(self._refuse)
        task.stopped.connect(self.reject)
        self._progress.watch(task, f"正在导出{self._title}")
        return task

    @Slot(bool)
    def _warn(self, bare: bool) -> None:
        if bare:
            self._warning.put(_SENSITIVE, Mood.WARN, closable=False)
        self._warning.setVisible(bare)
        self.fit()

    @Slot()
    def _choose(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = clean_name(f"{self._title}-{clock.today():%Y%m%d}")
        dialog = QFileDialog(self, f"导出{self._title}", str(Path(folder) / f"{name}.xlsx"), "表格 (*.xlsx)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self._write_to)
        dialog.open()

    @Slot(str)
    def _write_to(self, path: str) -> None:
        self.write(Path(path))

    @Slot(object)
    def _done(self, rows: int) -> None:
        self.accept()
        self.desk.said.emit(f"已导出 {rows} 条{self._wanted.query.kind.ledger.noun}", "", None)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._go.setEnabled(True)
        tell_of(self, "没有导出", error)


class SheetIn(FittingDialog):
    """Reads a sheet, shows what it would bring, and takes the good rows as one act."""

    def __init__(self, desk: Desk, kind: type[Record], reading: Task, parent: QWidget) -> None:
        super().__init__(f"导入{kind.ledger.title}", parent)
        self.setObjectName("sheetInDialog")
        self.desk = desk
        self._kind = kind
        self._reading: SheetReading[Record] | None = None
        self.preview = SheetPreview()
        self._progress = ProgressPanel()
        self.body.addWidget(self._progress)
        self.body.addWidget(self.preview, 1)
        self.add_cancel()
        self._take = self.add_button("导入", Kind.PRIMARY, name="sheetTake")
        self._take.setEnabled(False)
        self._take.clicked.connect(self.take)
        reading.finished.connect(self._show)
        reading.refused.connect(self._refuse)
        reading.stopped.connect(self.reject)
        self.rejected.connect(reading.cancel)
        self._progress.watch(reading, "正在读表格")

    @Slot()
    def take(self) -> None:
        """Take the good rows."""
        reading, store = self._reading, self.desk.store
        if reading is None:
            return

        def work(progress: Progress) -> Outcome:
            taken = take_rows(store, reading, progress)
            return Outcome(taken, frozenset({self._kind.ledger.table}), store.last_act())

        self._take.setEnabled(False)
        errand = self.desk.run(f"导入 {len(reading.good)} 条{self._kind.ledger.noun}", work)
        errand.then(self._taken, self._refuse)

    @Slot(object)
    def _show(self, reading: SheetReading[Record]) -> None:
        self._reading = reading
        self.preview.put(reading, self._kind)
        fresh = sum(row.changes for row in reading.good)
        self._take.setText(f"只导入 {fresh} 行好的" if reading.bad else f"导入 {fresh} 行")
        self._take.setEnabled(fresh > 0)
        self.resize(self.sizeHint())

    @Slot(object)
    def _taken(self, taken: Taken) -> None:
        self.accept()
        told = f"已导入：新增 {taken.added} 条，修改 {taken.changed} 条"
        told += f"，{TWICE} {taken.alike} 条，可在这一页上方查看" if taken.alike else ""
        self.desk.said.emit(told, "撤销", self.desk.undo)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.preview.refuse(str(error))
        self._take.setEnabled(False)
        self.resize(self.sizeHint())
