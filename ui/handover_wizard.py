"""办理交接: who hands over to whom, which open items move, and the list on paper; one act, one undo."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.actions.handover import (
    HandedOver,
    HandOver,
    hand_over,
    items_of,
    leader_on,
    likely_pair,
    refuse_alone,
    refuse_hand_over,
)
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.errors import MachineError, RecordError, UserError
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.policy.books import Books
from dundian_desktop.store.act import Act
from ui.asking_dialog import AskingDialog
from ui.desk import Desk
from ui.few_fields import FewFields
from ui.field_row import FieldRow
from ui.form_sheet import FormSheet
from ui.month_steps import StepBar
from ui.open_item_tree import OpenItemTree
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.dialog import room_for
from ui.parts.labels import label, named
from ui.tokens import GAP, sized

STEPS = ("谁交给谁", "交哪些事", "打印清单")
_FIELDS = ("leaving", "successor", "day", "signed_by", "words")
_NEEDED = ("successor", "signed_by")
_WHO, _WHAT = range(2)
_SIZE = QSize(760, 560)  # logical pixels at standard scale; less when the screen has less
_NEW_MEMBER = "登记组员"


class HandoverWizard(AskingDialog):
    """Asks, then moves everything in one act; `handed` gives what was done.

    Args:
        desk: what it asks and writes through.
        parent: over which it stands.
        rotation: one that was prepared, None for a new one.
    """

    handed = Signal(object)  # HandedOver

    def __init__(self, desk: Desk, parent: QWidget, rotation: Rotation | None = None) -> None:
        super().__init__("办理交接", parent)
        self.setObjectName("handoverWizard")
        self.desk = desk
        self._stored = rotation
        self._told: HandOver | None = None
        self._day: dt.date | None = None
        self._books = books_in(desk.store)
        self.bar = StepBar(STEPS, "handoverStep")
        self.bar.chosen.connect(self._show)
        self.banner = Banner()
        self.banner.acted.connect(self._add_member)
        self.who = self._who(rotation or self._fresh())
        self.leaves = named(QCheckBox(), "handoverLeaves")
        self.tree = OpenItemTree("handoverItems")
        self.tree.ticked.connect(self._count)
        self._stack = QStackedWidget()
        self._arrange()
        self._fit()
        self._warn_alone()
        self._show(_WHO)
        self._begun = self.who.texts()

    @override
    def holds(self) -> bool:
        return self._stack.currentIndex() != _WHO or self.who.texts() != self._begun

    @override
    def keep(self) -> None:
        self.desk.keep_draft(Rotation.ledger.table, self.who.record.id, self.who.texts())

    @override
    def sizeHint(self) -> QSize:
        return QSize(sized(_SIZE.width()), sized(_SIZE.height())).boundedTo(room_for(self))

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        self.who.begin()

    # -- what it begins with

    def _fresh(self) -> Rotation:
        today = clock.today()
        leaving, successor = likely_pair(self._books, today)
        return Rotation.of(day=today, leaving=leaving, successor=successor)

    def _who(self, rotation: Rotation) -> FewFields:
        made = FewFields(self.desk, rotation, _FIELDS, needed=_NEEDED)
        made.typed.connect(self._fit)
        for row in made.rows.values():
            row.new_asked.connect(self._make_member)
        return made

    def _warn_alone(self) -> None:
        try:
            refuse_alone(self._books)
        except UserError as error:
            self.banner.put(str(error), Mood.WARN, action=_NEW_MEMBER)

    # -- the steps

    @Slot()
    def step_on(self) -> None:
        """Go to the items, or hand over."""
        if self._stack.currentIndex() == _WHO:
            self._ask_items()
        elif self.go.isEnabled():
            self._hand_over()

    @Slot()
    def step_back(self) -> None:
        """Go back to who hands over to whom."""
        self._show(_WHO)

    def _ask_items(self) -> None:
        rotation = self.who.checked()
        if not isinstance(rotation, Rotation) or rotation.day is None:
            return
        self._books = books_in(self.desk.store)
        told = self._read(rotation, rotation.day)
        try:
            refuse_hand_over(self._books, told)
        except UserError as error:
            self.banner.put(str(error), Mood.BAD)
            return
        self.banner.hide()
        self._told = told
        self._list(told)
        self._show(_WHAT)
        self.tree.setFocus()

    def _read(self, rotation: Rotation, day: dt.date) -> HandOver:
        return HandOver(
            leaving=rotation.leaving,
            successor=rotation.successor,
            day=day,
            signed_by=rotation.signed_by,
            words=rotation.words,
            leaves_on=day if self._asks_leaves() and self.leaves.isChecked() else None,
            rotation=self._stored.id if self._stored else None,
        )

    def _list(self, told: HandOver) -> None:
        items = items_of(self._books, told.leaving)
        leaver, successor = (_name(self._books, one) for one in (told.leaving, told.successor))
        self._heading.setText(
            f"{leaver}名下未办结的 {len(items)} 项，选中的改由{successor}负责。"
            if items
            else f"{leaver}名下没有未办结的事项，不用移交。仍可登记这次轮换，清单上写明“没有未办结的事项”。"
        )
        self.tree.setVisible(bool(items))
        self._all.setVisible(bool(items))
        self.tree.put(items)

    def _hand_over(self) -> None:
        told, books, chosen = self._told, self._books, self.tree.chosen()
        if told is None:
            return

        def work(act: Act) -> HandedOver:
            return hand_over(act, books, chosen, told)

        self.go.setEnabled(False)
        called = f"交接 {_name(books, told.leaving)}→{_name(books, told.successor)}"
        self.desk.act(called, work).then(self._done, self._refuse)

    @Slot(object)
    def _done(self, done: HandedOver) -> None:
        self.accept()
        self.handed.emit(done)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.go.setEnabled(True)
        if isinstance(error, RecordError) and any(one.name in self.who.rows for one in error.problems):
            self._show(_WHO)
            self.who.show_problems(error.problems)
            return
        self.banner.put(str(error), Mood.BAD)

    # -- the leaver's card, and members who are not registered

    def _asks_leaves(self) -> bool:
        draft = cast(Rotation, self.who.draft())
        leaver = self._books.find(Member, draft.leaving)
        return bool(leaver and draft.day and leaver.ends and leaver.ends > draft.day)

    @Slot()
    def _fit(self) -> None:
        """Name who leads on the day that was typed, and ask whether the leaver's card is to say it too."""
        draft = cast(Rotation, self.who.draft())
        if draft.day != self._day:
            self._day = draft.day
            if draft.day and not self.who.texts()["signed_by"]:
                self.who.rows["signed_by"].editor.put(leader_on(self._books, draft.day) or "")
        self._fit_leaves(draft)

    def _fit_leaves(self, draft: Rotation) -> None:
        leaver = self._books.find(Member, draft.leaving)
        if leaver and leaver.ends and draft.day:
            told = f"{leaver.name}登记的离组日期是{_spoken(leaver.ends)}，改为交接日期{_spoken(draft.day)}"
            self.leaves.setText(told)
        if self._asks_leaves() == self.leaves.isHidden():
            self.leaves.setVisible(self._asks_leaves())

    @Slot()
    def _add_member(self) -> None:
        self._make_member(self.who.rows["successor"], Member.ledger.table, "")

    @Slot(QWidget, str, str)
    def _make_member(self, row: FieldRow, table: str, name: str) -> None:
        kind = self.desk.store.kinds[table]
        self._linking = row
        texts = {kind.ledger.headline[0]: name} if name else {}
        sheet = FormSheet(self.desk, kind(), self, texts=texts)
        sheet.form.saved.connect(self._link)
        sheet.open()

    @Slot(object)
    def _link(self, member: Member) -> None:
        self._books = books_in(self.desk.store)
        self.banner.hide()
        self._linking.editor.put(member.id)
        self._linking.focus()
        self._fit()

    # -- what is seen

    @Slot(int)
    def _show(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.bar.put(place, reached=place)
        self.back.setVisible(place == _WHAT)
        if place == _WHO:
            self._name_go("下一步", enabled=True)
            self.who.begin()
        else:
            self._count(len(self.tree.chosen()))

    @Slot(int)
    def _count(self, chosen: int) -> None:
        if self._stack.currentIndex() != _WHAT:
            return
        some = not self.tree.isHidden()
        self._name_go(f"交接选中的 {chosen} 项" if some else "登记轮换", enabled=bool(chosen) or not some)

    def _name_go(self, word: str, *, enabled: bool) -> None:
        self.go.setText(word)
        self.go.setAccessibleName(word)
        self.go.setEnabled(enabled)

    def _arrange(self) -> None:
        self.body.setContentsMargins(6 * GAP, 0, 6 * GAP, 2 * GAP)
        for made in (self.bar, self.banner, self._stack):
            self.body.addWidget(made)
        self._stack.addWidget(_column(self.who, self.leaves))
        self._heading = label("", wraps=True, name="handoverHeading")
        self._all = button("全选／全不选", Kind.QUIET, name="handoverAll")
        self._all.clicked.connect(self.tree.tick_all)
        self._stack.addWidget(_column(_beside(self._heading, self._all), self.tree))
        self.add_cancel()
        self.back = self.add_button("上一步", name="handoverBack")
        self.back.clicked.connect(self.step_back)
        self.go = self.add_button("下一步", Kind.PRIMARY, name="handoverGo")
        self.go.setToolTip("Ctrl+回车")
        self.go.clicked.connect(self.step_on)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.step_on)


def _column(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * GAP)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, OpenItemTree) else 0)
    column.addStretch()
    return made


def _beside(words: QWidget, tool: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(words, 1)
    row.addWidget(tool)
    return made


def _name(books: Books, member: Any) -> str:
    found = books.find(Member, member)
    return found.name if found else ""


def _spoken(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"
