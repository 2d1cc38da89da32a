"""Step 2 of closing a stint: what is open goes to the local union, in one act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from dundian_desktop import clock
from dundian_desktop.actions.closing import Closing, hand_to_union
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.policy.open_items import OpenItem
from dundian_desktop.store.act import Act
from ui import words
from ui.desk import Desk
from ui.open_item_tree import OpenItemTree
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.labels import label, named
from ui.parts.tile import line
from ui.tokens import GAP, Colour, sized

_NOTHING = "没有要移交的事项：都已办结，或已移交。可以去下一步生成移交包。"


class ItemsStep(QWidget):
    """Empty until a closing is `put`."""

    handed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.banner = Banner()
        self.union = named(QComboBox(), "closingUnion")
        self.union.setEditable(True)
        self.union.setMinimumWidth(sized(280))
        if line_edit := self.union.lineEdit():
            line_edit.setAccessibleName("移交给哪个工会")
        self.tree = OpenItemTree("closingItems")
        self.tree.ticked.connect(self._count)
        self.all = button("全选／全不选", Kind.QUIET, name="closingAll")
        self.all.clicked.connect(self.tree.tick_all)
        self.go = button("移交", Kind.PRIMARY, name="closingHand")
        self.go.clicked.connect(self.hand)
        self._nothing = line(_NOTHING, "circle-check", Colour.GOOD)
        self._some = QWidget()
        self._arrange()

    def put(self, closing: Closing) -> None:
        """Show what is open and who could take it; a union that was typed stays."""
        typed = self.union.currentText() if self.union.count() else ""
        self.union.clear()
        self.union.addItems(list(closing.unions))
        if typed:
            self.union.setEditText(typed)
        self._nothing.setVisible(not closing.items)
        self._some.setVisible(bool(closing.items))
        self.tree.put(closing.items)

    @Slot()
    def hand(self) -> None:
        """Hand over what is ticked."""
        items: Sequence[OpenItem] = self.tree.chosen()
        union, day = self.union.currentText().strip(), clock.today()

        def work(act: Act) -> str:
            return f"已把 {hand_to_union(act, items, union, day)} 项移交{union}"

        self.go.setEnabled(False)
        self.desk.act(f"移交 {len(items)} 项给{union}", work).then(self._done, self._refuse)

    @Slot(object)
    def _done(self, told: str) -> None:
        self.banner.hide()
        self.desk.said.emit(told, words.UNDO, self.desk.undo)
        self.handed.emit()

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._count(len(self.tree.chosen()))
        self.banner.put(str(error), Mood.BAD)

    @Slot(int)
    def _count(self, chosen: int) -> None:
        self.go.setText(f"移交选中的 {chosen} 项")
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(chosen > 0)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        name = label("移交给")
        name.setBuddy(self.union)
        self.union.setAccessibleName("移交给哪个工会")
        row.addWidget(name)
        row.addWidget(self.union)
        row.addStretch()
        row.addWidget(self.all)
        row.addWidget(self.go)
        some = QVBoxLayout(self._some)
        some.setContentsMargins(0, 0, 0, 0)
        some.setSpacing(2 * GAP)
        some.addLayout(row)
        some.addWidget(self.tree, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2 * GAP)
        page.addWidget(self.banner)
        page.addWidget(self._nothing)
        page.addWidget(self._some, 1)
        page.addStretch()
