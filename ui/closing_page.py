"""蹲点收尾: look over what is wanted, hand what is open to the local union, write the pack.

Anything changed meanwhile is looked over anew.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.actions.closing import Closing, closing_of
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.ledgers.group import Group
from dundian_desktop.policy.closing import Point
from dundian_desktop.progress import Progress
from dundian_desktop.store.query import Query
from ui.closing_items import ItemsStep
from ui.closing_pack_step import PackStep
from ui.closing_points import ITEMS, PointsStep
from ui.desk import Desk
from ui.mending import Mender
from ui.menu import GROUP
from ui.month_steps import StepBar
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.empty_state import EmptyState
from ui.style import restyle
from ui.tasks import Task
from ui.tokens import GAP

STEPS = ("核对", "移交事项", "移交包")
_POINTS, _ITEMS, _PACK = range(3)
_NO_STINT = "登记工作组的名称和起止日期以后，这里核对总结、调研报告和未办结的事项，生成移交包。"


class ClosingPage(QWidget):
    """Goes through its steps, in any order."""

    page_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("closingPage")
        self.desk = desk
        self.closing: Closing | None = None
        self._task: Task | None = None
        self.mender = Mender(desk, self)
        self.mender.page_asked.connect(self.page_asked)
        self.bar = StepBar(STEPS, "closingStep")
        self.bar.chosen.connect(self.go)
        self.trouble = Banner()
        self.points = PointsStep()
        self.points.mending_asked.connect(self._mend)
        self.items = ItemsStep(desk)
        self.pack = PackStep(desk)
        self._stack = QStackedWidget()
        self._back = button("上一步", name="closingBack")
        self._back.clicked.connect(self._step_back)
        self._next = button("下一步", Kind.PRIMARY, name="closingNext")
        self._next.clicked.connect(self._step_on)
        self._empty = EmptyState()
        self._empty.put(_NO_STINT, main="去登记工作组", icon_name="clipboard-text")
        self._empty.main_pressed.connect(self._ask_group)
        self._steps = QWidget()
        self._arrange()
        desk.changed.connect(self._note_change)
        self.go(_POINTS)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    @Slot()
    def look(self) -> None:
        """Look the stint over beside the window; without a group, say that there is none."""
        group = next(iter(self.desk.store.reader.list(Query(kind=Group))), None)
        known = bool(group and group.starts and group.ends)
        self._steps.setVisible(known)
        self._empty.setVisible(not known)
        if not known:
            return
        store = self.desk.store

        def work(_progress: Progress) -> Closing:
            return closing_of(store)

        if self._task:
            self._task.cancel()
        self._task = self.desk.tasks.beside(work)
        self._task.finished.connect(self._looked)
        self._task.refused.connect(self._refuse)

    @Slot(int)
    def go(self, place: int) -> None:
        """Go to a step."""
        self._stack.setCurrentIndex(place)
        self.bar.put(place, reached=_PACK)
        self._back.setVisible(place > _POINTS)
        self._next.setVisible(place < _PACK)
        self._next.setProperty("kind", (Kind.PRIMARY if place == _POINTS else Kind.PLAIN).value)
        restyle(self._next)

    @Slot(object)
    def _looked(self, closing: Closing) -> None:
        self._task = None
        self.trouble.hide()
        self.closing = closing
        self.points.put(closing.points)
        self.items.put(closing)
        self.pack.put(closing)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._task = None
        self.trouble.put(str(error), Mood.BAD)

    @Slot(object)
    def _mend(self, point: Point) -> None:
        if point.mend:
            self.mender.carry_out(point.mend)
        elif point.key == ITEMS:
            self.go(_ITEMS)
            self.items.tree.setFocus()

    @Slot(object)
    def _note_change(self, _changed: object) -> None:
        if self.isVisible():
            self.look()

    @Slot()
    def _ask_group(self) -> None:
        self.page_asked.emit(GROUP)

    @Slot()
    def _step_on(self) -> None:
        self.go(self._stack.currentIndex() + 1)

    @Slot()
    def _step_back(self) -> None:
        self.go(self._stack.currentIndex() - 1)

    def _arrange(self) -> None:
        for step in (self.points, self.items, self.pack):
            self._stack.addWidget(step)
        head = QHBoxLayout()
        head.setSpacing(2 * GAP)
        head.addWidget(self.bar, 1)
        head.addWidget(self._back)
        head.addWidget(self._next)
        column = QVBoxLayout(self._steps)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(self._stack, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(4 * GAP, 0, 4 * GAP, 3 * GAP)
        page.addWidget(self._steps, 1)
        page.addWidget(self._empty, 1)
