"""One clause of our own digest, with the way to the ledgers in which it is carried out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dundian_desktop.policy.digest import digest
from ui.desk import Desk
from ui.parts.buttons import button
from ui.parts.dialog import scrolling
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, card, label
from ui.tokens import GAP, sized

_READABLE = 720  # logical pixels at standard scale


class DigestView(QWidget):
    """Made anew for every clause."""

    page_asked = Signal(str)  # table of a ledger

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._sheet: QWidget | None = None
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addStretch()
        inside = QWidget()
        inside.setLayout(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(inside))

    def put(self, clause: str) -> None:
        """Show a clause."""
        found = next((one for one in digest().clauses if one.clause == clause), None)
        if self._sheet:
            self._body.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
        if found is None:
            return
        column = QVBoxLayout()
        column.setSpacing(3 * GAP)
        column.addWidget(label(f"{found.clause} {found.heading}", Role.TITLE, wraps=True, name="clauseTitle"))
        column.addWidget(label(f"{digest().source}要点", Role.SECOND))
        column.addWidget(label(found.words, wraps=True, name="clauseWords"))
        column.addWidget(label("在本软件里做：", Role.SECOND))
        column.addLayout(self._ways(found.ledgers))
        column.addWidget(label(digest().about, Role.HINT, wraps=True))
        self._sheet = card(column, name="clauseCard")
        self._sheet.setMaximumWidth(sized(_READABLE))
        self._body.insertWidget(0, self._sheet)

    def _ways(self, tables: tuple[str, ...]) -> FlowLayout:
        flow = FlowLayout(gap=2 * GAP)
        for table in tables:
            if (kind := self.desk.store.kinds.get(table)) is not None:
                made = button(f"去“{kind.ledger.title}”", icon_name="chevron-right", name=f"goto_{table}")
                made.clicked.connect(partial(self.page_asked.emit, table))
                flow.addWidget(made)
        return flow
