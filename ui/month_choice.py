"""Step 1 of the monthly report: which month."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from dundian_desktop.policy.span import Stint
from ui.parts.buttons import Kind, button
from ui.parts.empty_state import EmptyState
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label
from ui.tokens import GAP, sized

_ASKED = "出哪个月的月报？每月一报，最后一个月和总结一起报。"
_NO_STINT = "月报要有工作组的名称和起止日期。登记以后，这里按月统计、核对、出稿。"


class ChoiceStep(QWidget):
    """One large button for each month of the stint."""

    month_chosen = Signal(str)
    group_asked = Signal()  # there is no stint yet

    def __init__(self) -> None:
        super().__init__()
        self._told = label(_ASKED, Role.SECOND, wraps=True, name="monthTold")
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._say)
        self._months: list[str] = []
        self._closed: frozenset[str] = frozenset()
        flow_holder = QWidget()
        self._flow = FlowLayout(flow_holder, 3 * GAP)
        self._empty = EmptyState()
        self._empty.put(_NO_STINT, main="去登记工作组", icon_name="report-analytics")
        self._empty.main_pressed.connect(self.group_asked)
        self._some = QWidget()
        inner = QVBoxLayout(self._some)
        inner.setContentsMargins(0, 2 * GAP, 0, 0)
        inner.setSpacing(3 * GAP)
        inner.addWidget(self._told)
        inner.addWidget(flow_holder)
        inner.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._some)
        column.addWidget(self._empty)

    def month(self) -> str:
        """Give the month that is marked, "" when there is none."""
        return self._months[self._group.checkedId()] if self._group.checkedId() >= 0 else ""

    def put(self, stint: Stint | None, month: str, today: dt.date, closed: frozenset[str] = frozenset()) -> None:
        """Offer the months of a stint, one of them marked; those the leader closed say so."""
        self._closed = closed
        for made in self._group.buttons():
            self._group.removeButton(made)
            self._flow.removeWidget(made)
            made.deleteLater()
        self._months = list(stint.months) if stint else []
        self._some.setVisible(stint is not None)
        self._empty.setVisible(stint is None)
        for place, name in enumerate(self._months):
            self._group.addButton(self._made(name, place, today), place)
            self._flow.addWidget(self._group.button(place))
            self._group.button(place).setChecked(name == month)

    def _made(self, name: str, place: int, today: dt.date) -> QAbstractButton:
        year, month = name.split("-")
        state = "已封账" if name in self._closed else _when(name, f"{today:%Y-%m}")
        made = button(f"{year}年{int(month)}月\n第 {place + 1} 期 · {state}", Kind.CHOICE, name=f"month_{name}")
        made.setCheckable(True)
        made.setMinimumSize(QSize(sized(150), sized(64)))
        return made

    @Slot(QAbstractButton)
    def _say(self, pressed: QAbstractButton) -> None:
        self.month_chosen.emit(self._months[self._group.id(pressed)])


def _when(month: str, now: str) -> str:
    return "本月" if month == now else "未到" if month > now else "已过"
