"""Where a paragraph shall be cited: a problem, an incident or any other record that cites papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from dundian_desktop.actions.toolkit import cite, citing_fields
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.toolkit_document import Force, ToolkitDocument
from dundian_desktop.store.act import Act
from ui.desk import Desk
from ui.names import name_of
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.field import Field
from ui.parts.labels import Role, label
from ui.parts.pick_line import PickLine
from ui.parts.suggestions import Suggestion
from ui.parts.view_tabs import View, ViewTabs
from ui.suggesting import NEW, offer_records
from ui.tokens import sized


class CiteDialog(FittingDialog):
    """Shows what is quoted, lets a record be picked, and puts the citation into it as one act."""

    def __init__(self, desk: Desk, paper: ToolkitDocument, number: int, words: str, parent: QWidget) -> None:
        super().__init__("引用到…", parent)
        self.setObjectName("citeDialog")
        self.desk = desk
        self.citation = paper.citation(number, words)
        self._kinds = {kind.ledger.table: kind for kind, _ in citing_fields(desk.store.kinds)}
        self._trouble = Banner()
        source = f"《{paper.title}》　{paper.version}　第 {number} 段"
        self.body.addWidget(label(source, Role.SECOND, wraps=True, name="citeSource"))
        quote = label(self.citation.cells["quote"], wraps=True, name="citeQuote")
        quote.setMinimumWidth(sized(440))
        self.body.addWidget(quote)
        if paper.force is not Force.CURRENT:
            self._trouble.put(f"这一份是“{paper.force}”的。确实要引用旧文时再引用。", Mood.WARN, closable=False)
        self.body.addWidget(self._trouble)
        self.tables = ViewTabs([View(table, kind.ledger.title) for table, kind in self._kinds.items()])
        self.tables.chosen.connect(self._turn)
        self.body.addWidget(self.tables)
        self.line = PickLine(self._suggest)
        self.line.setObjectName("citeRecord")
        self.line.picked.connect(self._pick)
        self.body.addWidget(Field("引用到哪一条", self.line, help_text="输入名称里的几个字，从候选中选"))
        self.body.addStretch()
        self.add_cancel()
        self._go = self.add_button("引用", Kind.PRIMARY, name="citeGo")
        self._go.setEnabled(False)
        self._go.clicked.connect(self.go)
        self.line.setFocus()

    @Slot()
    def go(self) -> None:
        """Put the citation into the picked record."""
        chosen, kind = self.line.chosen(), self._kinds[self.tables.key()]
        if chosen is None:
            return

        def work(act: Act) -> Record:
            return cite(act, kind, chosen.id, self.citation)

        self._go.setEnabled(False)
        self.desk.act(f"引用政策到{kind.ledger.noun}", work).then(self._done, self._refuse)

    def _suggest(self, typed: str) -> Sequence[tuple[str, str, str]]:
        offers = offer_records(self.desk, self._kinds[self.tables.key()], typed)
        return [offer for offer in offers if not offer[0].startswith(NEW)]

    @Slot(str)
    def _turn(self, _table: str) -> None:
        self.line.choose(None)
        self._go.setEnabled(False)
        self.line.setFocus()

    @Slot(object)
    def _pick(self, picked: Suggestion | None) -> None:
        self._go.setEnabled(picked is not None)

    @Slot(object)
    def _done(self, record: Record) -> None:
        self.accept()
        self.desk.said.emit(f"已引用到 {name_of(self.desk.store, record)}", "撤销", self.desk.undo)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._go.setEnabled(True)
        self._trouble.put(str(error), Mood.BAD, closable=False)
        self.fit()
