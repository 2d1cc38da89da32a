"""What became of a record: who changed what and when, latest first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dundian_desktop import clock, fields
from dundian_desktop.ledger import Record
from dundian_desktop.store.history import Change, history
from ui.desk import Desk
from ui.names import called
from ui.parts.labels import Role, label, rule
from ui.tokens import GAP

_CUT = 120  # characters of a value; the record itself shows it whole


class HistoryPanel(QWidget):
    """A list of acts, each with the fields it changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 4 * GAP)
        self._page: QWidget | None = None

    def put(self, record: Record) -> None:
        """Show the history of a record."""
        if self._page:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        changes = history(self.desk.store.reader, type(record), record.id)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for (at, device), some in groupby(reversed(changes), key=lambda one: (one.at, one.device)):
            if column.count():
                column.addWidget(rule())
            when = f"{clock.local(at):%Y-%m-%d %H:%M}"
            column.addWidget(label(f"{when}　{self.desk.device_name(device)}", Role.SECOND))
            column.addWidget(label(self._told(record, list(some)), wraps=True, name="historyWords"))
        column.addStretch()
        self._column.addWidget(self._page)

    def _told(self, record: Record, some: Iterable[Change]) -> str:
        lines = [self._line(record, change) for change in reversed(list(some))]
        return "\n".join(lines)

    def _line(self, record: Record, change: Change) -> str:
        note = f"（{change.note}）" if change.note else ""
        field = next((f for f in record.ledger.fields if f.label == change.label), None)
        if field is None:
            return f"{change.label} {change.words}".rstrip() + note
        if not change.words:
            return f"{change.label} 清空{note}"
        words = "已填（不在这里显示）" if change.masked else self._words(field, change.words)
        return f"{change.label} 改为 {words[:_CUT]}{note}"

    def _words(self, field: fields.Field, told: str) -> str:
        kind = field.kind
        if isinstance(kind, fields.Ref | fields.Refs):
            ids = told.split("、")
            names = called(self.desk.store, kind.ledger, ids)
            return "、".join(names.get(one, "（未收到）") for one in ids)
        if isinstance(kind, fields.Files | fields.Rows):
            return f"{len(told.splitlines())} 项"
        return told.replace("\n", " ")
