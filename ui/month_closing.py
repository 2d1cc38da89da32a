"""封账 on the month's page: how far its report is, who signed it and when, and the leader's button to close it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dundian_desktop.actions.month_closing import Closed, Standing, close_in
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.store.act import Act
from ui import words
from ui.desk import Desk
from ui.messages import confirm
from ui.parts.buttons import button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.labels import Role, label
from ui.parts.tile import Elided
from ui.tokens import GAP


class ClosingBar(QWidget):
    """Hidden until a standing is `put`; closing happens here, the page counts anew as after any act.

    Args:
        desk: what it asks.
        beside: what stands in the same line to save a line of the page.
    """

    refused = Signal(object)  # UserError or MachineError: it was not closed

    def __init__(self, desk: Desk, beside: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.standing: Standing | None = None
        self.lacks: tuple[str, ...] = ()  # sentences of what the month must still be given
        self._name = label("", Role.SECTION, name="monthName")
        self.chip = ChipLabel(Chip(""), self)
        self.chip.setObjectName("monthState")
        self.moved = ChipLabel(Chip(""), self)
        self.moved.setObjectName("monthMoved")
        self._why = Elided("", Role.HINT, name="monthWhy")
        self._close = button("封账…", icon_name="lock", name="closeMonth", tip="由组长签字，这个月的数字不再变动")
        self._close.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        for made in (self._name, self.chip, self.moved):
            row.addWidget(made)
        row.addWidget(self._why, 1)
        row.addWidget(beside)
        row.addWidget(self._close)
        self.setMinimumHeight(self._close.sizeHint().height())  # it stays as high when the button goes
        self.hide()

    def put(self, standing: Standing | None) -> None:
        """Show how far a month is; None hides it."""
        self.standing = standing
        self.setVisible(standing is not None)
        if standing is None:
            return
        self._name.setText(f"{month_words(standing.month)}（第 {standing.issue} 期，共 {standing.issues} 期）")
        self.chip.put(_chip(standing))
        self.moved.put(Chip(f"封账后变动 {len(standing.moved)} 项", Tone.WARN) if standing.moved else Chip(""))
        self.moved.setToolTip("、".join(standing.moved))
        self._why.setText(standing.waits_for and f"封账：{standing.waits_for}")
        self._why.setToolTip(self._why.text())
        self._close.setVisible(not standing.closed and not standing.waits_for)

    @Slot()
    def ask(self) -> None:
        """Say what the month must still be given and what closing means, and close if the leader confirms."""
        if self.standing and not self.standing.closed:
            told = "\n".join(filter(None, (lacking(self.lacks), meaning(self.standing))))
            confirm(self, f"封账：{month_words(self.standing.month)}", told, "封账", self.close_month)

    @Slot()
    def close_month(self) -> None:
        """Close the month in one act."""
        if self.standing is None:
            return
        store, month = self.desk.store, self.standing.month

        def work(act: Act) -> Closed:
            return close_in(act, store, month)

        self._close.setEnabled(False)
        self.desk.act(f"封账 {month_words(month)}", work).then(self._closed, self._refuse)

    @Slot(object)
    def _closed(self, closed: Closed) -> None:
        self._close.setEnabled(True)
        told = "、".join(map(month_words, closed.months))
        self.desk.said.emit(f"已封账：{told}。", words.UNDO, self.desk.undo)

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self._close.setEnabled(True)
        self.refused.emit(error)


def lacking(lacks: Sequence[str]) -> str:
    """Say how much a month must still be given before it is closed, and what first; "" when nothing."""
    first = "，第一项" if len(lacks) > 1 else ""
    return f"这个月必须补的还有 {len(lacks)} 项{first}：{lacks[0]}" if lacks else ""


def meaning(standing: Standing) -> str:
    """Say in one sentence what closing this month does."""
    later = "另作更正说明" if standing.last else "写进下月的“上月更正”"
    over = "" if not standing.early else "（这个月还没有过完，今天以后写的也算改动）"
    along = f"{'、'.join(map(month_words, standing.earlier))}一并封账，" if standing.earlier else ""
    month = month_words(standing.month)
    return f"封账后{month}的数字按现在的台账写定，不再变动，{along}以后的改动{later}{over}。"


def month_words(month: str) -> str:
    """Give 2026年6月."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def _chip(standing: Standing) -> Chip:
    if not standing.closed:
        return Chip("未封账", Tone.IDLE)
    day = f"{standing.closed_on.month}月{standing.closed_on.day}日" if standing.closed_on else ""
    return Chip(f"{standing.state.value} · {standing.closed_by} {day}封账", Tone.GOOD)
