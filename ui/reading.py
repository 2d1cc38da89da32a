"""A record to read: what is filled in, section by section, and what the ledgers still want of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, singledispatchmethod
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dundian_desktop import fields
from dundian_desktop.fields import Field, is_absent
from dundian_desktop.ledger import Record
from ui.desk import Desk
from ui.form_rows import FIRST_SECTION
from ui.ledger_words import TO_FILL
from ui.links import link_row
from ui.names import ids_in, names_in
from ui.parts.buttons import Kind, button
from ui.parts.flow import FlowLayout
from ui.parts.labels import Role, label
from ui.parts.masked_value import MaskedValue
from ui.promises import kept_words
from ui.shown import full, shown
from ui.tokens import GAP, sized

_KEY_WIDTH = 96  # logical pixels at standard scale: six Han characters
_LONG = 24  # characters from which a paragraph stands below its heading


class ReadingView(QWidget):
    """Made anew for every record; nothing in it can be typed into."""

    edit_asked = Signal(str)  # field name

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 4 * GAP)
        self._column.setSpacing(2 * GAP)
        self._page: QWidget | None = None

    def put(self, record: Record) -> None:
        """Show a record."""
        if self._page:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._names = names_in(self.desk.store, type(record), [record])
        self._page = self._drawn(record)
        self._column.addWidget(self._page)

    def _drawn(self, record: Record) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        if wanting := self._wanting(record):
            column.addWidget(wanting)
        for title, filled in _filled(record).items():
            if column.count():
                column.addSpacing(GAP)
            heading = label(title)
            heading.setProperty("role", "group")
            column.addWidget(heading)
            column.addLayout(self._grid(record, filled))
        column.addStretch()
        return page

    def _wanting(self, record: Record) -> QWidget | None:
        # What two people wrote apart may break a law once it stands together.
        doubts = (*record.problems(), *record.doubts())
        if not doubts or (record.meta and record.meta.deleted):
            return None
        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(f"有 {len(doubts)} 处{TO_FILL}或请留意，点一下去补：", Role.HINT))
        flow = FlowLayout(gap=0)
        column.addLayout(flow)
        for doubt in doubts:
            told = doubt.label if doubt.reason == TO_FILL else f"{doubt.label}{doubt.reason}"
            made = button(told, Kind.QUIET, name="wanting", tip="去补上")
            made.setProperty("field", doubt.name)
            made.clicked.connect(self._go_and_fill)
            flow.addWidget(made)
        return shelf

    def _grid(self, record: Record, filled: Sequence[Field]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GAP)
        grid.setVerticalSpacing(int(1.5 * GAP))
        grid.setColumnMinimumWidth(0, sized(_KEY_WIDTH))
        grid.setColumnStretch(1, 1)
        for line, field in enumerate(filled):
            key = label(field.label, Role.SECOND, wraps=True)
            key.setMaximumWidth(sized(_KEY_WIDTH))
            key.setAlignment(Qt.AlignmentFlag.AlignTop)
            key.setContentsMargins(0, 2, 0, 2)
            grid.addWidget(key, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(record, field), line, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _value(self, record: Record, field: Field) -> QWidget:
        value = getattr(record, field.name)
        if field.masked:
            return self._veiled(field, value)
        return self._open(field.kind, record, field, value)

    def _veiled(self, field: Field, value: Any) -> QWidget:
        masked = MaskedValue(shown(field, value, self._names), name=field.label)
        masked.setObjectName(f"masked_{field.name}")
        if isinstance(field.kind, fields.Files):
            masked.reveal_asked.connect(partial(self._unveil_pictures, masked, value))
        else:
            masked.reveal_asked.connect(partial(masked.reveal, full(field, value, self._names)))
        return masked

    def _unveil_pictures(self, masked: MaskedValue, value: tuple[fields.Attachment, ...]) -> None:
        layout = masked.layout()
        if layout is not None and not masked.property("opened"):
            masked.setProperty("opened", True)
            layout.addWidget(self._pictures(value))

    @singledispatchmethod
    def _open(self, kind: fields.Kind[Any], record: Record, field: Field, value: Any) -> QWidget:
        """Give the widget for a value that everybody at this machine may read."""
        del kind
        words = kept_words(record, field) or full(field, value, self._names)
        text = label(words, wraps=True, name=f"value_{field.name}")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setContentsMargins(0, 2, 0, 2)
        return text

    @_open.register
    def _(self, kind: fields.Ref | fields.Refs, record: Record, field: Field, _value: Any) -> QWidget:
        return link_row(self.desk, kind.ledger, ids_in(record, field), self._names)

    @_open.register
    def _(self, kind: fields.Files, _record: Record, _field: Field, value: Any) -> QWidget:
        if kind.photos:
            return self._pictures(value)
        return label("\n".join(one.name for one in value), wraps=True)

    @_open.register
    def _(self, kind: fields.Rows, _record: Record, _field: Field, value: Any) -> QWidget:
        lines: list[str] = []
        for row in value:
            cells = (shown(c, row.cells.get(c.name), self._names) for c in kind.columns)
            lines.append("　".join(filter(None, cells)))
        return label("\n".join(f"· {line}" for line in lines), wraps=True)

    def _pictures(self, value: tuple[fields.Attachment, ...]) -> QWidget:
        shelf = QWidget()
        flow = FlowLayout(shelf, GAP)
        for one in value:
            small = QPixmap()
            small.loadFromData(self.desk.thumbnail(one.sha))
            tile = QLabel(one.name if small.isNull() else "")
            tile.setPixmap(small.scaledToHeight(sized(72), Qt.TransformationMode.SmoothTransformation))
            tile.setToolTip(one.name)
            tile.setAccessibleName(f"照片{one.name}")
            tile.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            flow.addWidget(tile)
        return shelf

    @Slot()
    def _go_and_fill(self) -> None:
        self.edit_asked.emit(str(self.sender().property("field")))


def _filled(record: Record) -> dict[str, list[Field]]:
    sections: dict[str, list[Field]] = {}
    for field in record.ledger.fields:
        if field.name != "no" and not is_absent(getattr(record, field.name)):
            sections.setdefault(field.section or FIRST_SECTION, []).append(field)
    return sections
