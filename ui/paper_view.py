"""One paper of the toolkit: what it is, its text or its original, and what one can do with a paragraph of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dundian_desktop.exchange.disk import write_whole
from dundian_desktop.ledgers.toolkit_document import Force, ToolkitDocument
from dundian_desktop.progress import Progress
from dundian_desktop.store.query import Query
from ui import ledger_words, words
from ui.desk import Desk
from ui.form_sheet import FormSheet
from ui.links import link_row
from ui.names import called
from ui.paper_original import PaperOriginal, is_seen
from ui.paper_text import PaperText
from ui.parts.buttons import Kind, button, icon_button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label
from ui.parts.view_tabs import View, ViewTabs
from ui.related_panel import pointing_at
from ui.tokens import GAP, sized

TEXT, ORIGINAL = "text", "original"
_TONES = {Force.CURRENT: Tone.GOOD, Force.RENEWED: Tone.WARN, Force.REPEALED: Tone.REFUSED}
_MOST_LINKS = 8
_WAYS = 116  # logical pixels at standard scale: both ways side by side
_TIES = 2  # place of the ties in the column


class PaperView(QWidget):
    """Shows one paper at a time."""

    cite_asked = Signal(object, int, str)  # the paper, a paragraph's number, words selected in it or ""
    renew_asked = Signal(object)  # the paper

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("paperView")
        self.desk = desk
        self.paper: ToolkitDocument | None = None
        self.text = PaperText()
        self.original = PaperOriginal(desk)
        self._title = label("", Role.TITLE, wraps=True, name="paperTitle")
        self._force = ChipLabel(parent=self)
        self._told = label("", Role.SECOND, wraps=True, name="paperTold")
        self._ties = QWidget()
        self._cite = button(
            "引用到…", icon_name="link", name="paperCite", tip="把这一段引用到问题或重大事项（Ctrl+回车）"
        )
        self._copy = button("复制并注明出处", Kind.QUIET, icon_name="copy", name="paperCopy", tip="Ctrl+Shift+C")
        self._place = label("", Role.SECOND, name="paperFound")
        self._back = icon_button("chevron-up", "上一处（Shift+F3）", name="paperFoundBack")
        self._on = icon_button("chevron-down", "下一处（F3）", name="paperFoundOn")
        self._ways = ViewTabs([View(TEXT, "文字"), View(ORIGINAL, "原件")])
        self._ways.setMinimumWidth(sized(_WAYS))
        self._renew = button(
            "换新版…", Kind.QUIET, icon_name="refresh", name="paperRenew", tip="用新文件替换，旧版仍可查阅"
        )
        self._more = button("更多", Kind.QUIET, icon_name="dots", name="paperMore", tip="属性、另存、删除")
        self._menu = QMenu(self)
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()

    def put(self, paper: ToolkitDocument, found: str = "") -> None:
        """Show a paper; with words that were looked for, at the first of them."""
        fresh = self.paper is None or (self.paper.id, self.paper.text) != (paper.id, paper.text)
        self.paper = paper
        self._title.setText(paper.title)
        self._force.put(Chip(paper.force, _TONES[paper.force]))
        days = [f"{day}{word}" for day, word in ((paper.issued_on, "发布"), (paper.effective, "施行")) if day]
        told = (paper.version, paper.source, paper.document_no, *days, paper.notes.replace("\n", " "))
        self._told.setText("　".join(filter(None, told)))
        self._tie()
        if fresh:
            self.text.put(paper.text, found)
            self.show_way(TEXT if paper.text or not paper.file else ORIGINAL)
        else:
            self.text.find_all(found)
            self.show_way(TEXT if found and paper.text else self._ways.key())
        self._ways.setVisible(bool(paper.text and paper.file and is_seen(paper.file[0])))
        self._fit_tools()

    @Slot(str)
    def show_way(self, way: str) -> None:
        """Show the text or the original."""
        self._ways.choose(way)
        if way == ORIGINAL and self.paper and self.paper.file:
            self.original.put(self.paper.file[0])
        self._stack.setCurrentIndex(int(way == ORIGINAL))
        self._fit_tools()

    @Slot()
    def focus_text(self) -> None:
        """Put the keyboard into what is read."""
        shown = self.text if self._stack.currentWidget() is self.text else self.original.pdf.view
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what can be done

    @Slot()
    def cite(self) -> None:
        """Ask where the paragraph in hand shall be cited."""
        if self.paper and self._has_paragraph():
            self.cite_asked.emit(self.paper, self.text.number(), self.text.chosen_words())

    @Slot()
    def copy(self) -> None:
        """Put the paragraph in hand on the clipboard, its source behind it."""
        if self.paper and self._has_paragraph():
            told = self.paper.sourced(self.text.number(), self.text.chosen_words())
            QGuiApplication.clipboard().setText(told)
            self.desk.said.emit(f"已复制第 {self.text.number()} 段和出处", "", None)

    @Slot()
    def edit(self) -> None:
        """Change what is said of the paper."""
        if self.paper:
            FormSheet(self.desk, self.paper, self, stored=True, texts={}).open()

    @Slot()
    def erase(self) -> None:
        """Put the paper into the recycle bin."""
        if self.paper:
            self.desk.void(ToolkitDocument, [self.paper.id], f"{self.paper.ledger.noun} {self.paper.headline}")

    def save_to(self, path: Path) -> None:
        """Write the original to a file."""
        if self.paper is None or not self.paper.file:
            return
        store, sha = self.desk.store, self.paper.file[0].sha

        def work(_progress: Progress) -> Path:
            write_whole(path, store.attachments.read(sha))
            return path

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._saved)
        task.refused.connect(self.desk.trouble)

    @Slot(object)
    def _saved(self, path: Path) -> None:
        self.desk.said.emit(f"原件已另存：{path.name}", "", None)

    @Slot()
    def _ask_file(self) -> None:
        if self.paper is None or not self.paper.file:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "另存原件", str(Path(folder) / self.paper.file[0].name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    @Slot(str)
    def _save_to(self, path: str) -> None:
        self.save_to(Path(path))

    @Slot()
    def _ask_renewal(self) -> None:
        if self.paper:
            self.renew_asked.emit(self.paper)

    # -- what is seen

    def _has_paragraph(self) -> bool:
        return self._stack.currentWidget() is self.text and bool(self.text.number())

    @Slot()
    def _fit_tools(self) -> None:
        has = self._has_paragraph()
        self._cite.setEnabled(has)
        self._copy.setEnabled(has)
        place, count = self.text.found()
        for made in (self._place, self._back, self._on):
            made.setVisible(bool(count) and has)
        self._place.setText(f"第 {place}/{count} 处")

    def _tie(self) -> None:
        """Show the versions before and after, and what cites the paper."""
        self._column.removeWidget(self._ties)
        self._ties.hide()
        self._ties.deleteLater()
        self._ties = QWidget()
        flow = FlowLayout(self._ties, GAP)
        ties = self._found_ties()
        for word, table, ids in ties:
            flow.addWidget(label(f"{word}：", Role.SECOND))
            flow.addWidget(link_row(self.desk, table, ids, called(self.desk.store, table, ids)))
        self._column.insertWidget(_TIES, self._ties)
        self._ties.setVisible(bool(ties))

    def _found_ties(self) -> list[tuple[str, str, list[str]]]:
        """Give (word, ledger, ids) of what is tied to the paper."""
        if (paper := self.paper) is None:
            return []
        own = paper.ledger.table
        found = [("旧版", own, [paper.replaces])] if paper.replaces else []
        for kind, field in pointing_at(self.desk, own):
            numbers = self.desk.store.reader.ids(Query(kind=kind).where(field.name, paper.id))[:_MOST_LINKS]
            ids = [one.id for one in self.desk.store.reader.page(kind, numbers)]
            word = "新版" if kind is ToolkitDocument else f"被引用（{kind.ledger.title}）"
            found += [(word, kind.ledger.table, ids)] if ids else []
        return found

    @Slot()
    def _step_on(self) -> None:
        self.text.step(1)
        self._fit_tools()

    @Slot()
    def _step_back(self) -> None:
        self.text.step(-1)
        self._fit_tools()

    @Slot()
    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * GAP)
        head.addWidget(self._title, 1)
        head.addWidget(self._force, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.addWidget(self._told, 1)
        for made in (self._place, self._back, self._on):
            below.addWidget(made)
        tools = QHBoxLayout()
        tools.setSpacing(GAP)
        for made in (self._cite, self._copy):
            tools.addWidget(made)
        tools.addStretch()
        for made in (self._ways, self._renew, self._more):
            tools.addWidget(made)
        for page in (self.text, self.original):
            self._stack.addWidget(page)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self._ties)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)
        for word, slot in (
            (f"{ledger_words.EDIT}属性…", self.edit),
            ("另存原件…", self._ask_file),
            (words.DELETE, self.erase),
        ):
            self._menu.addAction(word).triggered.connect(slot)

    def _connect(self) -> None:
        self._cite.clicked.connect(self.cite)
        self._copy.clicked.connect(self.copy)
        self._back.clicked.connect(self._step_back)
        self._on.clicked.connect(self._step_on)
        self._ways.chosen.connect(self.show_way)
        self._renew.clicked.connect(self._ask_renewal)
        self._more.clicked.connect(self._open_menu)
        keys = (
            *(("Ctrl+Return", self.cite), ("Ctrl+Shift+C", self.copy)),
            *(("F3", self._step_on), ("Shift+F3", self._step_back)),
        )
        for name, slot in keys:
            shortcut = QShortcut(QKeySequence(name), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
