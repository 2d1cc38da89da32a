"""What one can do next with a record: its lawful steps, and what it can give."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from dundian_desktop.ledger import Record
from dundian_desktop.workflow import Step
from ui.desk import Desk
from ui.giving import Giver
from ui.ledger_words import GIVE, MORE_STEPS
from ui.parts.buttons import Kind, button
from ui.parts.flow import FlowLayout
from ui.step_sheet import StepSheet
from ui.step_start import steps_of
from ui.tokens import GAP

_AS_BUTTONS = 3


class StepBar(QWidget):
    """The first steps as buttons, the rest in a menu; hidden when there is nothing to do."""

    form_asked = Signal(str)  # a field that is in the way of a step

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepBar")
        self.desk = desk
        self.giver = Giver(desk, self)
        self.instead: dict[str, Callable[[Record], None]] = {}  # word of a step -> what its page does in its place
        self._record: Record | None = None
        self._steps: list[Step] = []
        self._made: list[QWidget] = []
        self._flow = FlowLayout(self, gap=GAP)

    def put(self, record: Record) -> None:
        """Offer what can be done with a record; nothing in the recycle bin."""
        self._record = record
        deleted = record.meta is None or record.meta.deleted
        self._steps = [] if deleted else steps_of(record)
        for old in self._made:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._made = [self._button(number) for number in range(min(_AS_BUTTONS, len(self._steps)))]
        if rest := self._steps[_AS_BUTTONS:]:
            self._made.append(self._menu(rest))
        if not deleted and (gifts := self.giver.menu(record, self)):
            self._made.append(_opening(GIVE, gifts, "giveMenu"))
        for made in self._made:
            self._flow.addWidget(made)
        self.setVisible(bool(self._made))
        self.updateGeometry()

    def _button(self, number: int) -> QPushButton:
        step = self._steps[number]
        made = button(step.word, name=f"step_{step.word}", tip=step.help or step.word)
        made.setProperty("step", number)
        made.clicked.connect(self._take)
        return made

    def _menu(self, steps: list[Step]) -> QPushButton:
        menu = QMenu(self)
        for number, step in enumerate(steps, start=_AS_BUTTONS):
            action = menu.addAction(step.word)
            action.setObjectName(f"step_{step.word}")
            action.setProperty("step", number)
            action.triggered.connect(self._take)
        return _opening(MORE_STEPS, menu, "stepMore")

    @Slot()
    def _take(self) -> None:
        if self._record:
            step = self._steps[int(self.sender().property("step"))]
            if instead := self.instead.get(step.word):
                instead(self._record)
                return
            sheet = StepSheet(self.desk, self._record, step, self.window())
            sheet.form_asked.connect(self.form_asked)
            sheet.open()


def _opening(word: str, menu: QMenu, name: str) -> QPushButton:
    """Give a button that opens a menu below it."""
    made = button(word, Kind.QUIET, icon_name="chevron-down", name=name)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.clicked.connect(partial(_open, menu, made))
    return made


def _open(menu: QMenu, under: QPushButton, *_checked: bool) -> None:
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
