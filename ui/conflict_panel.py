"""Fields that two people changed without knowing of each other: both values, who and when, choose one."""

from __future__ import annotations

import dataclasses as dc
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dundian_desktop import clock
from dundian_desktop.ledger import Record
from dundian_desktop.store.conflicts import Clash, Rival, clashes
from ui.desk import Desk
from ui.names import names_in
from ui.parts.buttons import button
from ui.parts.labels import Role, label
from ui.shown import shown
from ui.tokens import GAP

_USE = "用这个"


class ConflictPanel(QFrame):
    """Hidden while nothing clashes; the choice is an act that can be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("banner")
        self.setProperty("tone", "warn")
        self.desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        self._page: QWidget | None = None
        self.hide()

    def put(self, record: Record) -> None:
        """Show what clashes in a record."""
        if self._page:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None
        torn = bool(record.meta and record.meta.conflicts)
        self.setVisible(torn)
        if torn:
            self._page = self._drawn(record)
            self._column.addWidget(self._page)

    def _drawn(self, record: Record) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(label("两处改得不一样，请选一个；没选之前按最后写的显示。", wraps=True))
        for clash in clashes(self.desk.store.reader, type(record), record.id):
            column.addWidget(label(clash.field.label, Role.SECOND))
            for number, rival in enumerate(clash.rivals):
                column.addWidget(self._card(record, clash, rival, number))
        return page

    def _card(self, record: Record, clash: Clash, rival: Rival, number: int) -> QFrame:
        card = QFrame()
        card.setObjectName("rivalCard")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(self._words(record, clash, rival), wraps=True, name=f"rival{number}"))
        when = f"{clock.local(rival.at):%m-%d %H:%M}　{self.desk.device_name(rival.device)}"
        column.addWidget(label(when, Role.HINT))
        use = button(_USE, name=f"use_{clash.field.name}_{number}")
        use.setAccessibleName(f"{clash.field.label}用这个值")
        use.clicked.connect(partial(self._settle, type(record), record.id, clash, rival))
        row = QHBoxLayout(card)
        row.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        row.addLayout(column, 1)
        row.addWidget(use)
        return card

    def _words(self, record: Record, clash: Clash, rival: Rival) -> str:
        held = dc.replace(record, **{clash.field.name: rival.value})
        names = names_in(self.desk.store, type(record), [held])
        return shown(clash.field, rival.value, names) or "（空）"

    def _settle(self, kind: type[Record], key: str, clash: Clash, rival: Rival) -> None:
        self.desk.settle(kind, key, clash.field.name, rival.value)
