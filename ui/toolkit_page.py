"""政策工具包: the papers at hand, found by folder or by word, read, cited, renewed; and empty forms to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.actions.toolkit import Brought
from dundian_desktop.exchange.papers import SUFFIXES
from dundian_desktop.ledgers.toolkit_document import ToolkitDocument
from ui.blank_dialog import BlankDialog
from ui.cite_dialog import CiteDialog
from ui.desk import Desk
from ui.digest_view import DigestView
from ui.paper_view import PaperView
from ui.papers_in import PapersIn
from ui.parts.buttons import Kind, button
from ui.parts.empty_state import EmptyState
from ui.parts.labels import Role, label
from ui.tokens import GAP, sized
from ui.toolkit_cards import Card, all_cards, found_cards
from ui.toolkit_shelf import DIGEST, ToolkitShelf

_NAMES = f"政策文件 ({' '.join(sorted(f'*{suffix}' for suffix in SUFFIXES))})"
_SHELF = 330  # logical pixels at standard scale
_EMPTY, _PAPER, _CLAUSE = range(3)


class ToolkitPage(QWidget):
    """One page; what it cannot do itself it asks for by signal."""

    page_asked = Signal(str)  # table of a ledger to go to

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self.desk = desk
        self._words = ""
        self._stale = True
        self.shelf = ToolkitShelf()
        self.view = PaperView(desk)
        self.digest = DigestView(desk)
        self.empty = EmptyState()
        self._stack = QStackedWidget()
        for one in (self.empty, self.view, self.digest):
            self._stack.addWidget(one)
        self._count = label("", Role.SECOND, name="toolkitCount")
        self._renewing: ToolkitDocument | None = None
        self._arrange()
        self._connect()

    # -- what is shown

    @Slot()
    def refresh(self) -> None:
        """Show what is kept now; the paper in hand stays in hand."""
        self._stale = False
        cards = all_cards(self.desk.store)
        self.shelf.put(cards)
        if self._words:
            self.search(self._words)
        current = sum(card.current for card in cards)
        older = f"，另有旧版 {len(cards) - current} 份" if current < len(cards) else ""
        self._count.setText(f"共 {current} 份{older}" if cards else "")
        if not cards and self.shelf.folder() != DIGEST:
            self._show(None)

    @Slot(str)
    def search(self, words: str) -> None:
        """Find papers and clauses by words; with none, show the folders again."""
        self._words = words
        self.shelf.put_found(words, found_cards(self.desk.store, words) if words else None)

    def show_record(self, key: str) -> None:
        """Show a paper."""
        self._words = ""
        self.refresh()
        self.shelf.choose(key)
        self.view.focus_text()

    @Slot()
    def begin_new(self) -> None:
        """Let files be chosen that shall come in."""
        self._ask_files(renewed=None)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    @Slot(object)
    def _note_change(self, changed: frozenset[str]) -> None:
        if not changed:
            return
        if ToolkitDocument.ledger.table in changed:
            self._stale = True
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _show(self, card: Card | None) -> None:
        if card is None:
            self._explain()
            self._stack.setCurrentIndex(_EMPTY)
        elif card.folder == DIGEST:
            self.digest.put(card.key)
            self._stack.setCurrentIndex(_CLAUSE)
        elif (paper := self.desk.store.reader.find(ToolkitDocument, card.key)) is not None:
            self.view.put(paper, self._words)
            self._stack.setCurrentIndex(_PAPER)

    def _explain(self) -> None:
        if self._words:
            self.empty.put(f"没有找到“{self._words}”。换个词，或只写其中两个字。", icon_name="search")
        elif self.shelf.folders():
            self.empty.put("这里没有现行的文件。", icon_name="folder-open")
        else:
            self.empty.put(
                ToolkitDocument.ledger.empty, main="载入文件…", quiet="载入整个文件夹…", icon_name="folder-open"
            )

    # -- coming in

    def take(self, source: Path | Sequence[Brought], renewed: ToolkitDocument | None = None) -> PapersIn:
        """Read files, or all papers of a tree of folders, and ask where they go."""
        here = self.shelf.folder()
        folder = "" if here == DIGEST or isinstance(source, Path) else here
        dialog = PapersIn(self.desk, source, self, folder=folder, folders=self.shelf.folders(), renewed=renewed)
        dialog.accepted.connect(self._show_kept)
        dialog.open()
        return dialog

    @Slot()
    def _show_kept(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, PapersIn) and dialog.kept and dialog.kept.papers:
            self.show_record(dialog.kept.papers[0].id)

    def _ask_files(self, renewed: ToolkitDocument | None) -> None:
        self._renewing = renewed
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        mode = QFileDialog.FileMode
        dialog = QFileDialog(self, "选择新版文件" if renewed else "选择政策文件", folder, _NAMES)
        dialog.setFileMode(mode.ExistingFile if renewed else mode.ExistingFiles)
        dialog.filesSelected.connect(self._take_files)
        dialog.open()

    @Slot(list)
    def _take_files(self, names: list[str]) -> None:
        self.take([Brought(path=Path(name)) for name in names], self._renewing)

    @Slot()
    def _ask_folder(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "选择文件夹", folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._take_folder)
        dialog.open()

    @Slot(str)
    def _take_folder(self, name: str) -> None:
        self.take(Path(name))

    @Slot(object)
    def _renew(self, paper: ToolkitDocument) -> None:
        self._ask_files(paper)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(paths) == 1 and paths[0].is_dir():
            self.take(paths[0])
        elif files := [path for path in paths if path.is_file()]:
            self.take([Brought(path=path) for path in files])

    # -- going out

    @Slot(object, int, str)
    def cite(self, paper: ToolkitDocument, number: int, words: str) -> None:
        """Ask where a paragraph shall be cited."""
        CiteDialog(self.desk, paper, number, words, self).open()

    @Slot()
    def print_blank(self) -> None:
        """Offer empty forms."""
        BlankDialog(self.desk, self).open()

    # -- made once

    def _arrange(self) -> None:
        self._folder = button("载入文件夹…", Kind.QUIET, icon_name="folder-open", name="toolkitFolder")
        self._blank = button("打印空白表…", Kind.QUIET, icon_name="printer", name="toolkitBlank")
        head = QHBoxLayout()
        head.setSpacing(2 * GAP)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self._folder)
        head.addWidget(self._blank)
        panes = QSplitter()
        panes.setHandleWidth(3 * GAP)
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.shelf)
        panes.addWidget(self._stack)
        panes.setStretchFactor(1, 1)
        panes.setSizes([sized(_SHELF), 3 * sized(_SHELF)])
        page = QVBoxLayout(self)
        page.setContentsMargins(4 * GAP, 0, 4 * GAP, 3 * GAP)
        page.setSpacing(2 * GAP)
        page.addLayout(head)
        page.addWidget(panes, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._note_change)
        self.shelf.searched.connect(self.search)
        self.shelf.chosen.connect(self._show)
        self.shelf.opened.connect(self.view.focus_text)
        self.view.cite_asked.connect(self.cite)
        self.view.renew_asked.connect(self._renew)
        self.digest.page_asked.connect(self.page_asked)
        self.empty.main_pressed.connect(self.begin_new)
        self.empty.quiet_pressed.connect(self._ask_folder)
        self._folder.clicked.connect(self._ask_folder)
        self._blank.clicked.connect(self.print_blank)
