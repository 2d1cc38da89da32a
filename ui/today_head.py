"""The line over the first page: which day it is, how many things press, and the list for the wall."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dundian_desktop.policy.due import SOON_DAYS, DueKind
from ui.parts.buttons import Kind, button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.day_line import day_text
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label
from ui.today_facts import TodayFacts
from ui.tokens import GAP


class TodayHead(QWidget):
    """Says in one line how the day stands."""

    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._day = label("", Role.SECOND, name="todayDay")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=2 * GAP)
        self._flow.addWidget(self._day)
        self.list = button(
            "到期清单", Kind.QUIET, icon_name="printer", name="todayList", tip="打印贴在车间墙上的到期清单"
        )
        self.list.clicked.connect(self.list_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._chips, 1)
        row.addWidget(self.list)

    def put(self, facts: TodayFacts) -> None:
        """Show the day, and a chip for each sort of thing that presses."""
        self._day.setText(" · ".join(filter(None, (day_text(facts.today), facts.day))))
        while item := self._flow.takeAt(1):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for chip in pressing(facts):
            self._flow.addWidget(ChipLabel(chip))


def pressing(facts: TodayFacts) -> Iterator[Chip]:
    """Give a chip for each sort of thing that presses; nothing for what does not."""
    if reports := sum(item.kind is DueKind.REPORT for item in facts.pressing):
        yield Chip(f"重大事项待报 {reports}", Tone.BAD)
    timed = [item for item in facts.pressing if item.kind is not DueKind.REPORT]
    if late := sum(item.overdue for item in timed):
        yield Chip(f"已超期 {late}", Tone.BAD)
    if soon := len(timed) - late:
        yield Chip(f"{SOON_DAYS}天内到期 {soon}", Tone.WARN)
    if facts.diary_wanted:
        yield Chip("今日日志已写", Tone.GOOD) if facts.diary else Chip("今日日志未写", Tone.WARN)
