"""Two records side by side, field by field: first what differs, then what is the same; masked as everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dundian_desktop import clock
from dundian_desktop.fields import Field, is_absent
from dundian_desktop.ledger import Record
from ui.desk import Desk
from ui.names import name_of, names_in
from ui.parts.labels import Role, label, rule
from ui.shown import shown
from ui.tokens import GAP, sized

_KEY_WIDTH = 96  # logical pixels at standard scale: six Han characters
_CUT = 200  # characters of a value; the record's own page shows it whole
SIDES = ("左边", "右边")


class PairView(QWidget):
    """Made anew for every pair."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._page: QWidget | None = None

    def clear(self) -> None:
        """Show nothing."""
        if self._page:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    def put(self, pair: tuple[Record, Record], mentions: tuple[int, int]) -> None:
        """Show two records of one ledger.

        Args:
            mentions: how many records lead to each.
        """
        self.clear()
        self._names = names_in(self.desk.store, type(pair[0]), pair)
        self._page = QWidget()
        grid = QGridLayout(self._page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * GAP)
        grid.setVerticalSpacing(int(1.5 * GAP))
        grid.setColumnMinimumWidth(0, sized(_KEY_WIDTH))
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        for column, (record, number) in enumerate(zip(pair, mentions, strict=True)):
            grid.addWidget(self._head(record, number, SIDES[column]), 0, column + 1)
        told = [f for f in pair[0].ledger.fields if not f.system and _filled(pair, f)]
        differing = [field for field in told if getattr(pair[0], field.name) != getattr(pair[1], field.name)]
        self._list(grid, "不一样的", pair, differing)
        self._list(grid, "一样的", pair, [field for field in told if field not in differing])
        self._column.addWidget(self._page)

    def _head(self, record: Record, mentions: int, side: str) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            label(f"{side}：{name_of(self.desk.store, record)}", Role.SECTION, wraps=True, name="pairName")
        )
        column.addWidget(label(record.no, Role.SECOND, wraps=True))
        column.addWidget(label(self._origin(record, mentions), Role.HINT, wraps=True))
        return head

    def _origin(self, record: Record, mentions: int) -> str:
        led = f"{mentions} 条记录提到它" if mentions else "没有别的记录提到它"
        if record.meta is None:
            return led
        made = clock.local(record.meta.created_at)
        return f"{made:%Y-%m-%d} {self.desk.device_name(record.meta.created_by)}记，{led}"

    def _list(self, grid: QGridLayout, title: str, pair: tuple[Record, Record], some: Sequence[Field]) -> None:
        if not some:
            return
        line = grid.rowCount()
        grid.addWidget(rule(), line, 0, 1, 3)
        heading = label(f"{title}（{len(some)} 栏）")
        heading.setProperty("role", "group")
        grid.addWidget(heading, line + 1, 0, 1, 3)
        for place, field in enumerate(some, line + 2):
            key = label(field.label, Role.SECOND, wraps=True)
            key.setMaximumWidth(sized(_KEY_WIDTH))
            grid.addWidget(key, place, 0, Qt.AlignmentFlag.AlignTop)
            for column, record in enumerate(pair, 1):
                words = shown(field, getattr(record, field.name), self._names)[:_CUT]
                made = label(
                    words or "（空）", Role.BODY if words else Role.HINT, wraps=True, name=f"pair_{field.name}"
                )
                grid.addWidget(made, place, column, Qt.AlignmentFlag.AlignTop)


def _filled(pair: tuple[Record, Record], field: Field) -> bool:
    return not all(is_absent(getattr(record, field.name)) for record in pair)
