"""交换: two big verbs, the computers that know each other, what went over, and what stands in conflict."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop.store.peers import ExchangeEntry, exchanges
from ui.desk import Desk
from ui.exchange_give import GiveTile
from ui.exchange_peers import PeerTile
from ui.exchange_take import TakeTile
from ui.parts.buttons import button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.dialog import scrolling
from ui.parts.labels import named
from ui.parts.tile import Elided, Tile, line, row_of
from ui.standing import moment_words
from ui.today_wishes import Push
from ui.tokens import GAP, sized

_TWO_COLUMNS = 760  # logical pixels at standard scale
_MOST_SHOWN = 50


class ExchangePage(QWidget):
    """Looks anew at sticks, devices and history whenever it is shown."""

    conflicts_asked = Signal(str)  # ledger
    twice_asked = Signal(str)  # ledger

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("exchangePage")
        self.desk = desk
        self.give = GiveTile(desk)
        self.take = TakeTile(desk)
        self.peers = PeerTile(desk)
        self.history = HistoryTile(desk)
        self.torn = Tile("有冲突，等您选定", "exchangeTorn")
        self._verbs = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._arrange()
        for signal in (self.give.given, self.take.taken, self.peers.peers_changed):
            signal.connect(self.refresh)
        self.take.twice_asked.connect(self.twice_asked)
        desk.changed.connect(self._refresh_if_seen)

    def take_file(self, path: Path) -> None:
        """Look at a bundle that was given to the window."""
        self.take.take_file(path)

    @Slot()
    def refresh(self) -> None:
        """Show how things stand."""
        self.give.refresh()
        self.peers.refresh()
        self.history.refresh()
        self._list_torn()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= sized(_TWO_COLUMNS)
        ways = QBoxLayout.Direction
        self._verbs.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    @Slot(object)
    def _refresh_if_seen(self, _changed: object) -> None:
        if self.isVisible():
            self.refresh()

    def _list_torn(self) -> None:
        store = self.desk.store
        torn = {table: number for table, number in store.reader.torn(store.kinds).items() if number}
        self.torn.clear()
        self.torn.setVisible(bool(torn))
        for table, number in torn.items():
            go = button("去选定", name="tornGo")
            Push(go, self.conflicts_asked, table)
            told = Elided(f"{store.kinds[table].ledger.title} {number} 条，两边都改过同一栏")
            self.torn.body.addWidget(row_of(ChipLabel(Chip("有冲突", Tone.WARN)), told, go))

    def _arrange(self) -> None:
        self._verbs.setSpacing(3 * GAP)
        self._verbs.addWidget(self.give, 1)
        self._verbs.addWidget(self.take, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(4 * GAP, 0, 4 * GAP, 4 * GAP)
        column.setSpacing(3 * GAP)
        column.addLayout(self._verbs)
        for tile in (self.torn, self.peers, self.history):
            column.addWidget(tile)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(body))


class HistoryTile(Tile):
    """What went over, the latest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("交换记录", "exchangeHistory")
        self.desk = desk
        self.table = named(QTableWidget(0, 4), "historyRows")
        self.table.setAccessibleName("交换记录")
        self.table.setHorizontalHeaderLabels(["时间", "方向", "内容", "文件"])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(sized(32))
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Interactive)
        head.resizeSection(3, sized(180))
        self._none = line("还没有交换过。", "history")
        self.body.addWidget(self.table)
        self.body.addWidget(self._none)

    def refresh(self) -> None:
        """Read the history anew."""
        found = exchanges(self.desk.store.reader, _MOST_SHOWN)
        self.table.setRowCount(len(found))
        for place, entry in enumerate(found):
            for column, text in enumerate(_cells(entry)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)
        self.table.setVisible(bool(found))
        self.table.setFixedHeight(sized(40) + min(len(found), 6) * sized(32) + 2)
        self._none.setVisible(not found)


def _cells(entry: ExchangeEntry) -> tuple[str, ...]:
    when = moment_words(dt.datetime.fromtimestamp(entry.at, dt.UTC))
    return when, "交出" if entry.outgoing else "收到", entry.summary, entry.name
