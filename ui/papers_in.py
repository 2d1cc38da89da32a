"""Papers on their way in: what was read of the files, where they go, and what is replaced; then one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from dundian_desktop.actions.toolkit import (
    Brought,
    Filing,
    Kept,
    Reading,
    ReadPaper,
    brought_from,
    folder_path,
    keep_papers,
    read_papers,
)
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.ledgers.toolkit_document import MOST_SOURCE, MOST_VERSION, ToolkitDocument
from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.errand import Outcome
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.field import Field
from ui.parts.labels import named
from ui.parts.progress_panel import ProgressPanel
from ui.tokens import sized
from ui.toolkit_cards import all_cards

_HEADS = ("文件", "文件夹", "说明")


class PapersIn(FittingDialog):
    """Reads files beside the window, shows what they hold, and keeps them.

    Args:
        source: files, or the top of a tree of folders.
        folder: offered as the folder they go into.
        folders: the ones there are.
        renewed: the paper that the only file renews.
    """

    def __init__(
        self,
        desk: Desk,
        source: Path | Sequence[Brought],
        parent: QWidget,
        *,
        folder: str = "",
        folders: Sequence[str] = (),
        renewed: ToolkitDocument | None = None,
    ) -> None:
        super().__init__(f"换新版：{renewed.title}" if renewed else "载入政策文件", parent)
        self.setObjectName("papersIn")
        self.desk = desk
        self.kept: Kept | None = None
        self._known = {(card.title, card.folder) for card in all_cards(desk.store) if card.current}
        self._renewed = renewed
        self._reading: Reading | None = None
        self._verdict = Banner()
        self._progress = ProgressPanel()
        self.rows = _table()
        self.folder = named(QComboBox(), "papersFolder")
        self.folder.setEditable(True)
        self.folder.addItems(["", *folders])
        self.folder.setCurrentText(folder)
        self.folder.currentTextChanged.connect(self._list)
        self.version = _line("papersVersion", MOST_VERSION, "如：2026年修正")
        self.source = _line("papersSource", MOST_SOURCE, "发文机关，或从哪里得到")
        self.source.setText(renewed.source if renewed else "")
        for part in (self._progress, self._verdict, self.rows):
            self.body.addWidget(part)
        if renewed is None:
            told = "文件夹中的各层会原样放到它下面" if isinstance(source, Path) else "用“/”分层，如：劳动法规/工资"
            self.body.addWidget(Field("放入文件夹", self.folder, help_text=told))
        self.body.addWidget(Field("版本", self.version, help_text="不填就写载入的日期"))
        self.body.addWidget(Field("出处", self.source))
        self.body.addStretch()
        self.add_cancel()
        self._take = self.add_button("载入", Kind.PRIMARY, name="papersTake")
        self._take.setEnabled(False)
        self._take.clicked.connect(self.take)
        self.version.setFocus()
        self._read(source)

    @Slot()
    def take(self) -> None:
        """Keep the papers as one act."""
        reading, store = self._reading, self.desk.store
        if reading is None:
            return
        filing = Filing(
            folder=self.folder.currentText() if self._renewed is None else "",
            version=self.version.text(),
            source=self.source.text(),
            replaces=self._renewed.id if self._renewed else "",
        )

        def work(progress: Progress) -> Outcome:
            kept = keep_papers(store, reading.papers, filing, progress)
            changed = frozenset({ToolkitDocument.ledger.table}) if kept.papers else frozenset[str]()
            return Outcome(kept, changed, store.last_act() if kept.papers else None)

        self._take.setEnabled(False)
        self.desk.run(f"载入 {len(reading.papers)} 份政策文件", work).then(self._done, self._refuse)

    def _read(self, source: Path | Sequence[Brought]) -> None:
        task = self.desk.tasks.beside(_reading(source))
        task.finished.connect(self._show)
        task.refused.connect(self._refuse)
        task.stopped.connect(self.reject)
        self.rejected.connect(task.cancel)
        self._progress.watch(task, "正在读取文件")

    @Slot(object)
    def _show(self, reading: Reading) -> None:
        self._reading = reading
        self._list()
        told = f"读出 {len(reading.papers)} 份。"
        told += f"{len(reading.refused)} 份不能载入，原因列在下面。" if reading.refused else ""
        self._verdict.put(told, Mood.WARN if reading.refused else Mood.GOOD, closable=False)
        self._take.setText(f"载入 {len(reading.papers)} 份")
        self._take.setEnabled(bool(reading.papers))
        self.fit()

    @Slot()
    def _list(self) -> None:
        """Say of every file what becomes of it in the folder that is chosen now."""
        if (reading := self._reading) is None:
            return
        lines = [(one.brought.path.name, one.brought.folder, self._fate(one)) for one in reading.papers]
        lines += [(name, "", f"没有读出：{why}") for name, why in reading.refused]
        self.rows.setRowCount(len(lines))
        for place, line in enumerate(lines):
            for column, text in enumerate(line):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.rows.setItem(place, column, item)
        self.rows.setColumnHidden(1, not any(folder for _, folder, _ in lines))
        self.rows.resizeRowsToContents()

    def _fate(self, read: ReadPaper) -> str:
        folder = folder_path(self.folder.currentText(), read.brought.folder)
        known = self._renewed is not None or (read.brought.title, folder) in self._known
        told = "换下旧版" if known else "新载入"
        return f"{told}；{read.remark}" if read.remark else told

    @Slot(object)
    def _done(self, kept: Kept) -> None:
        self.kept = kept
        self.accept()
        if not kept.papers:
            self.desk.said.emit(f"{kept.same} 份原来就有，一样的，没有重复载入", "", None)
            return
        told = f"已载入 {len(kept.papers)} 份" + (f"，其中换新版 {kept.renewed} 份" if kept.renewed else "")
        self.desk.said.emit(told + (f"；{kept.same} 份原来就有" if kept.same else ""), "撤销", self.desk.undo)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._verdict.put(str(error), Mood.BAD, closable=False)
        self._take.setEnabled(self._reading is not None)
        self.fit()


def _reading(source: Path | Sequence[Brought]) -> Callable[[Progress], Reading]:
    """Give the work of reading files, or all papers of a tree."""

    def work(progress: Progress) -> Reading:
        return read_papers(brought_from(source) if isinstance(source, Path) else source, progress)

    return work


def _table() -> QTableWidget:
    rows = named(QTableWidget(0, len(_HEADS)), "papersRead")
    rows.setAccessibleName("读出的文件")
    rows.setHorizontalHeaderLabels(list(_HEADS))
    rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    rows.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    rows.setTabKeyNavigation(False)
    rows.verticalHeader().hide()
    rows.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    rows.setShowGrid(False)
    rows.setMinimumSize(sized(540), sized(104))
    head = rows.horizontalHeader()
    for column in range(len(_HEADS)):
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return rows


def _line(name: str, most: int, hint: str) -> QLineEdit:
    made = named(QLineEdit(), name)
    made.setMaxLength(most)
    made.setPlaceholderText(hint)
    return made
