"""Step 3 of closing a stint: what goes into the pack, where it goes, and the pack itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from dundian_desktop.actions.closing import Closing
from dundian_desktop.actions.closing_pack import OF_THE_PLACE, Packed, refuse_unfinished, write_pack
from dundian_desktop.actions.closing_papers import evaluation_pages, research_pages, summary_pages
from dundian_desktop.actions.handover_papers import closing_pages
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.ledgers.evaluation import Evaluation
from dundian_desktop.policy.closing import done_summary, finished_topics
from dundian_desktop.progress import Progress
from dundian_desktop.reports.pdf import Pages
from dundian_desktop.store.query import Query
from ui.desk import Desk
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.dialog import scrolling
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label, named
from ui.parts.progress_panel import ProgressPanel
from ui.parts.tile import Elided, Tile, row_of
from ui.place_choice import PlaceChoice
from ui.print_preview import PrintPreview
from ui.standing import OWN_FONTS
from ui.tasks import Task
from ui.tokens import GAP

Draw = Callable[[Progress, Path | None], Pages]
_ABOUT = "移交包是一个文件夹：下面的清单、报告和选中的台账，外加目录。文件没有加密，敏感内容打星号，只交给该收的人。"


class PaperView(PrintPreview):
    """One paper of the pack, looked at before it is written."""

    def __init__(self, desk: Desk, paper: str, draw: Draw, parent: QWidget) -> None:
        super().__init__(paper, paper, desk, parent, name="closingPaper")
        self.draw(draw)


class PackStep(QWidget):
    """Empty until a closing is `put`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._closing: Closing | None = None
        self._written: Path | None = None
        self.papers = Tile("清单和报告", "closingPapers")
        self.sheets = Tile("带走哪些台账", "closingSheets")
        self.ledgers: dict[str, QCheckBox] = {}
        self.place = PlaceChoice("packPlace", "没有看到 U 盘，按“生成移交包”选文件夹", "移交包放到哪个文件夹")
        self.verdict = Banner()
        self.verdict.acted.connect(self._open_folder)
        self.progress = ProgressPanel()
        self.go = button("生成移交包", Kind.PRIMARY, icon_name="folder", name="packGo")
        self.go.clicked.connect(self._start)
        self._arrange()

    def put(self, closing: Closing) -> None:
        """Show what would go into the pack now."""
        self._closing = closing
        self.papers.clear()
        for name, draw in self._drawings(closing):
            self.papers.body.addWidget(self._paper(name, draw))
        self._list_ledgers()
        self.place.refresh()
        self._refuse_unfinished(closing)

    def write(self, folder: Path) -> Task:
        """Write the pack into a folder."""
        store, chosen = self.desk.store, [table for table, box in self.ledgers.items() if box.isChecked()]
        fonts = store.settings.get(OWN_FONTS, "")

        def work(progress: Progress) -> Packed:
            return write_pack(store, folder, progress, ledgers=chosen, own_fonts=Path(fonts) if fonts else None)

        self.verdict.hide()
        self.go.setEnabled(False)
        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._done)
        task.refused.connect(self._refuse)
        task.stopped.connect(self._stopped)
        task.ended.connect(self._ended)
        self.progress.watch(task, "正在生成移交包")
        return task

    # -- what goes along

    def _drawings(self, closing: Closing) -> list[tuple[str, Draw | None]]:
        store, summary = self.desk.store, done_summary(closing.books)
        found: list[tuple[str, Draw | None]] = [("移交清单", partial(_closing_pages, self.desk))]
        found.append(("工作总结", partial(summary_pages, store, closing, summary) if summary else None))
        topics = finished_topics(closing.books)
        found += [(f"调研报告：{topic.title}", partial(research_pages, store, closing, topic)) for topic in topics]
        found += [] if topics else [("调研报告", None)]
        filled = bool(closing.books.of(Evaluation))
        return [*found, ("评估表", partial(evaluation_pages, store, closing) if filled else None)]

    def _paper(self, name: str, draw: Draw | None) -> QWidget:
        if draw is None:
            return row_of(Elided(name, Role.HINT), label("还没有", Role.HINT))
        look = button("看", Kind.QUIET, icon_name="eye", name="paperLook", tip=f"看{name}，可另存、打印")
        look.setAccessibleName(f"看{name}")
        look.clicked.connect(partial(self._look, name, draw))
        return row_of(Elided(name), look)

    def _look(self, name: str, draw: Draw, *_checked: bool) -> None:
        self._view = PaperView(self.desk, name.partition("：")[0], draw, self)
        self._view.open()

    def _list_ledgers(self) -> None:
        """Offer every ledger that holds something; what was ticked stays so."""
        reader, kinds = self.desk.store.reader, self.desk.store.kinds
        some = [table for table, kind in kinds.items() if reader.count(Query(kind=kind))]
        if some == list(self.ledgers):
            return
        ticked = {table: box.isChecked() for table, box in self.ledgers.items()}
        self.sheets.clear()
        holder = QWidget()
        flow = FlowLayout(holder, 2 * GAP)
        self.ledgers = {table: named(QCheckBox(kinds[table].ledger.title), f"pack_{table}") for table in some}
        for table, box in self.ledgers.items():
            box.setChecked(ticked.get(table, table in OF_THE_PLACE))
            flow.addWidget(box)
        self.sheets.body.addWidget(holder)

    @Slot()
    def _start(self) -> None:
        if folder := self.place.folder():
            self.write(folder)
        else:
            self.place.ask_then(self.write)

    # -- how it went

    def _refuse_unfinished(self, closing: Closing) -> None:
        try:
            refuse_unfinished(closing)
        except UserError as error:
            self.go.setEnabled(False)
            self.verdict.put(str(error), Mood.WARN, closable=False)
            return
        if not self.go.isEnabled() and not self.progress.isVisibleTo(self):
            self.go.setEnabled(True)
            self.verdict.hide()

    @Slot(object)
    def _done(self, packed: Packed) -> None:
        self._written = packed.folder
        files, where = f"共 {len(packed.entries)} 个文件和一份目录", packed.folder.parent
        told = f"已生成移交包“{packed.folder.name}”，{files}，在 {where}。"
        mood = Mood.WARN if packed.left_out or packed.notices else Mood.GOOD
        self.verdict.put("".join([told, *packed.left_out, *packed.notices]), mood, action="打开文件夹")

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._written = None
        self.verdict.put(str(error), Mood.BAD)

    @Slot()
    def _stopped(self) -> None:
        self.verdict.put("已取消，没有留下文件。", Mood.NOTE)

    @Slot()
    def _ended(self) -> None:
        self.go.setEnabled(True)

    @Slot()
    def _open_folder(self) -> None:
        if self._written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _arrange(self) -> None:
        again = icon_button("refresh", "重新找 U 盘", name="packAgain")
        again.clicked.connect(self.place.refresh)
        folder = button("选文件夹…", icon_name="folder-open", name="packFolder")
        folder.clicked.connect(self.place.ask)
        where = QHBoxLayout()
        where.setSpacing(2 * GAP)
        where.addWidget(label("放到"))
        where.addWidget(self.place, 1)
        for made in (again, folder, self.go):
            where.addWidget(made)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(2 * GAP)
        for tile in (label(_ABOUT, Role.SECOND, wraps=True), self.papers, self.sheets):
            column.addWidget(tile)
        column.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2 * GAP)
        page.addWidget(self.verdict)
        page.addWidget(self.progress)
        page.addWidget(scrolling(inside), 1)
        page.addLayout(where)


def _closing_pages(desk: Desk, progress: Progress, fonts: Path | None) -> Pages:
    return closing_pages(desk.store, progress, own_fonts=fonts)
