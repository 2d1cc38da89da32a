"""The figures of the first page: visits, and the six of 六个一批 against what the tasks ask for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.policy.headlines import Headline, headlines
from dundian_desktop.policy.kpi import Figures
from ui.parts.buttons import Kind, button
from ui.parts.labels import Role, label
from ui.parts.meter import Meter
from ui.parts.tile import Tile, row_of
from ui.today_facts import TodayFacts
from ui.today_wishes import Push, Wishes
from ui.tokens import GAP, sized

_VISITS = (("走访企业", "K001", "K002"), ("走访职工", "K003", "K004"))
_CELL = 148  # logical pixels at standard scale, the least width of a figure
_MOST_ACROSS = 4


class FigureTile(Tile):
    """本月进度: eight figures, this month, to date, and how much of the task is done."""

    def __init__(self, wishes: Wishes) -> None:
        super().__init__("本月进度", "todayFigures")
        look = button("看全部指标", Kind.QUIET, name="todayReport")
        Push(look, wishes.figures_wanted)
        self.head.addWidget(look)

    def put(self, facts: TodayFacts) -> None:
        """Show the figures."""
        self.clear()
        if facts.figures is None:
            self.say("登记工作组和起止日期以后，这里显示走访、建会、解决问题、办实事的进度。", "info-circle")
            return
        self.heading.setText(f"{int(facts.month[5:])}月进度")
        visits = [_visits(facts.figures, *one) for one in _VISITS]
        self.body.addWidget(Cells([*visits, *(_headline(one) for one in headlines(facts.figures))]))


class Cells(QWidget):
    """Equal cells in as many columns as find room."""

    def __init__(self, cells: Sequence[QWidget]) -> None:
        super().__init__()
        self._cells = list(cells)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * GAP)
        self._grid.setVerticalSpacing(3 * GAP)
        self._across = 0
        self._arrange(_MOST_ACROSS)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(_MOST_ACROSS if self.width() >= _MOST_ACROSS * sized(_CELL) else _MOST_ACROSS // 2)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, *divmod(place, across))
        for column in range(_MOST_ACROSS):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


def _visits(figures: Figures, name: str, persons: str, times: str) -> QWidget:
    first, second = figures[persons], figures[times]
    unit, other = first.indicator.unit, second.indicator.unit
    beside = f"{second.month.value}{other}，累计{first.total.value}{unit}"
    return _cell(name, persons, first.month.value, unit, beside)


def _headline(one: Headline) -> QWidget:
    what = "任务" if all(line.target for line in one.lines) else f"其中{'、'.join(one.asked)}任务"
    asked = f"累计{one.total}{one.unit}" + (f"，{what}{one.done}/{one.target}" if one.target else "")
    says = f"{one.name}完成任务的{one.percent}%"
    meter = Meter(one.percent, says) if one.percent is not None else None
    return _cell(one.name, one.lines[0].indicator.code, one.month, one.unit, asked, meter)


def _cell(name: str, code: str, value: int, unit: str, beside: str, meter: Meter | None = None) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP // 2)
    number = label(str(value), Role.NUMBER, name=f"figure{code}")
    number.setAccessibleName(f"{name}{value}{unit}")
    column.addWidget(label(name, Role.SECOND))
    column.addWidget(row_of(number, label(unit, Role.SECOND)))
    if meter:
        column.addWidget(meter)
    column.addWidget(label(beside, Role.HINT, wraps=True))
    column.addStretch(1)
    return made
