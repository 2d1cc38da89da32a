"""What points at a record: a worker's visits, a visit's deeds."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dundian_desktop import fields
from dundian_desktop.fields import Field
from dundian_desktop.ledger import Record
from dundian_desktop.store.query import Query
from ui.desk import Desk
from ui.links import link_row
from ui.names import called
from ui.parts.labels import Role, label
from ui.tokens import GAP

_MOST = 20


class RelatedPanel(QWidget):
    """Lists the records of every ledger that link here, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 4 * GAP)
        self._column.setSpacing(GAP)
        self._page: QWidget | None = None

    def put(self, record: Record) -> None:
        """Show what points at a record."""
        if self._page:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for kind, field in pointing_at(self.desk, record.ledger.table):
            self._add(column, kind, field, record)
        if not column.count():
            column.addWidget(label("还没有别的记录提到它。", Role.HINT))
        column.addStretch()
        self._column.addWidget(self._page)

    def _add(self, column: QVBoxLayout, kind: type[Record], field: Field, record: Record) -> None:
        query = Query(kind=kind).where(field.name, record.id)
        numbers = self.desk.store.reader.ids(query)
        if not numbers:
            return
        ids = [one.id for one in self.desk.store.reader.page(kind, numbers[:_MOST])]
        more = f"，最近 {_MOST} 条" if len(numbers) > _MOST else ""
        column.addWidget(label(f"{kind.ledger.title}（{field.label}）{len(numbers)} 条{more}", Role.SECOND))
        column.addWidget(link_row(self.desk, kind.ledger.table, ids, called(self.desk.store, kind.ledger.table, ids)))


def pointing_at(desk: Desk, table: str) -> list[tuple[type[Record], Field]]:
    """Give every field of every ledger that links to this ledger."""
    return [
        (kind, field)
        for kind in desk.store.kinds.values()
        for field in kind.ledger.fields
        if table in _tables_of(field.kind)
    ]


def _tables_of(kind: fields.Kind[Any]) -> set[str]:
    """Give the ledgers a field, or a column of its rows, links to."""
    if isinstance(kind, fields.Ref | fields.Refs):
        return {kind.ledger}
    columns = kind.columns if isinstance(kind, fields.Rows) else ()
    return {column.kind.ledger for column in columns if isinstance(column.kind, fields.Ref)}
