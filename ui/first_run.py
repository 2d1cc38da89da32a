"""The first start in four steps: who am I, where do the data lie, sample data or not, passphrase and recovery code.

Nothing is made here.  After the passphrase the wizard emits `answered`; its owner makes the workspace and calls
`show_recovery_code` (or `refuse`); when the person has proven that the code was copied, `completed` is emitted.
The passphrase comes last because making the key needs all the answers, and yields the code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import words
from ui.disk import Place, place_of
from ui.first_run_steps import CodeStep, SampleStep, SecretStep, Step, Weigh, WhereStep, WhoStep
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.dialog import scrolled
from ui.parts.labels import Role, card, label
from ui.style import restyle
from ui.tokens import GAP, sized

_ABOUT = "约两分钟。随时可以关掉，不会留下什么。"
_STEPS = ("我是谁", "资料放哪里", "示例数据", "口令和恢复码")


@dataclass(frozen=True, kw_only=True)
class FirstRun:
    """The answers of the first start.

    Attributes:
        name: of the person.
        unit: the dispatching union, may be "".
        group: name of the work group, "" when `identity_file` tells it.
        group_code: given by the dispatching union, may be "".
        identity_file: the leader's file for a member who joins, else None.
        folder: where the workspace is to be made.
        sample: fill it with sample data.
        passphrase: as typed.
    """

    name: str
    unit: str
    group: str
    group_code: str
    identity_file: Path | None
    folder: Path
    sample: bool
    passphrase: str = field(repr=False)


class FirstRunPage(QWidget):
    """The wizard; can be left at any time before `answered` without a trace."""

    answered = Signal(object)  # FirstRun
    print_asked = Signal(str)  # the recovery code
    save_asked = Signal(str)  # the recovery code
    completed = Signal()

    def __init__(
        self, folder: Path, weigh: Weigh, look: Callable[[Path], Place] = place_of, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.who = WhoStep()
        self.where = WhereStep(folder, look)
        self.sample = SampleStep()
        self.secret = SecretStep(weigh)
        self.code = CodeStep()
        self._sheets: tuple[Step, ...] = (self.who, self.where, self.sample, self.secret, self.code)
        self._stack = QStackedWidget()
        for sheet in self._sheets:
            self._stack.addWidget(sheet)
        self._marks = [label(name, Role.SECOND, name=f"step{place}") for place, name in enumerate(_STEPS, 1)]
        self._trouble = Banner()
        self._told = label(_ABOUT, Role.HINT)
        self._back = button(words.PREVIOUS_STEP, name="stepBack")
        self._back.clicked.connect(self.step_back)
        self._next = button(words.NEXT_STEP, Kind.PRIMARY, name="stepNext")
        self._next.clicked.connect(self.step_on)
        self.code.print_asked.connect(self.print_asked)
        self.code.save_asked.connect(self.save_asked)
        self.code.proven.connect(self._next.setEnabled)
        self._arrange()
        self._show(0)

    def answers(self) -> FirstRun:
        """Give what was answered."""
        joining = self.who.identity_file()
        return FirstRun(
            name=self.who.name.text().strip(),
            unit=self.who.unit.text().strip(),
            group="" if joining else self.who.group.text().strip(),
            group_code="" if joining else self.who.group_code.text().strip(),
            identity_file=joining,
            folder=self.where.folder,
            sample=self.sample.wanted(),
            passphrase=self.secret.first.text(),
        )

    def show_recovery_code(self, code: str) -> None:
        """Show the code of the workspace that was made; the passphrase is forgotten here."""
        self.secret.forget()
        self.code.put(code)
        self._show(self._sheets.index(self.code))

    def refuse(self, sentence: str) -> None:
        """Say why the workspace could not be made; the answers stay."""
        self._trouble.put(sentence, Mood.BAD)
        self._show(self._place())

    @Slot()
    def step_on(self) -> None:
        """Go to the next step, or do what the last one is for, unless something is missing."""
        self._trouble.hide()
        sheet = self._sheets[self._place()]
        if sheet.missing():
            return
        if sheet is self.code:
            self.completed.emit()
        elif sheet is self.secret:
            self._next.setEnabled(False)
            self._next.setText("正在建立…")
            self._back.setEnabled(False)
            self.answered.emit(self.answers())
        else:
            self._show(self._place() + 1)

    @Slot()
    def step_back(self) -> None:
        """Go to the step before."""
        self._show(self._place() - 1)

    def _place(self) -> int:
        return self._stack.currentIndex()

    def _show(self, place: int) -> None:
        sheet = self._sheets[place]
        self._stack.setCurrentIndex(place)
        self.secret.names = (self.who.name.text(), self.who.unit.text(), self.who.group.text())
        on_code = sheet is self.code
        self._back.setVisible(place > 0 and not on_code)
        self._told.setText("" if on_code else _ABOUT)
        self._back.setEnabled(True)
        self._next.setEnabled(not on_code or self.code.is_proven())
        wording = "开始使用" if on_code else "建立台账" if sheet is self.secret else words.NEXT_STEP
        self._next.setText(wording)
        self._next.setAccessibleName(wording)
        self._mark_steps(min(place, len(_STEPS) - 1))
        sheet.setFocus()

    def _mark_steps(self, now: int) -> None:
        for place, mark in enumerate(self._marks):
            number = "✓" if place < now else "①②③④"[place]
            mark.setText(f"{number} {_STEPS[place]}")
            mark.setProperty("role", "stepNow" if place == now else Role.SECOND.value)
            restyle(mark)

    def _arrange(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(2 * GAP, 0, 2 * GAP, 0)
        inner.setSpacing(3 * GAP)
        inner.addWidget(self._trouble)
        inner.addWidget(self._stack, 1)
        sheet = QVBoxLayout()
        sheet.addWidget(scrolled(inner))
        column = QVBoxLayout()
        column.setSpacing(3 * GAP)
        column.addLayout(self._heading())
        column.addWidget(card(sheet, name="wizardCard"), 1)
        column.addLayout(self._buttons())
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(sized(800))
        middle.setMaximumHeight(sized(560))
        page = QHBoxLayout(self)
        page.setContentsMargins(4 * GAP, 2 * GAP, 4 * GAP, 2 * GAP)
        page.addWidget(middle)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4 * GAP)
        row.addWidget(label(f"欢迎使用{words.PRODUCT}", Role.TITLE))
        row.addStretch()
        for mark in self._marks:
            row.addWidget(mark)
        return row

    def offer(self, way: QWidget) -> None:
        """Put another way in beside the words at the foot, where it costs no height."""
        self._foot.insertWidget(1, way)

    def _buttons(self) -> QHBoxLayout:
        self._foot = row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(self._told, 1)
        row.addWidget(self._back)
        row.addWidget(self._next)
        return row
