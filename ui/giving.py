"""What records can give: the form of the new record, filled with what they say, laid over the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu, QWidget

from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Gift, Record
from dundian_desktop.store.act import Act
from ui.defaults import beginning
from ui.desk import Desk
from ui.form_sheet import FormSheet
from ui.ledger_words import SEE
from ui.names import name_of


class Giver(QObject):
    """Serves one widget, over whose window its forms stand."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self.desk = desk
        self._over = over

    def gifts(self, record: Record) -> list[Gift]:
        """Give what a record can give by itself."""
        return [one for one in record.gives if one.ledger in self.desk.store.kinds]

    def gifts_of_several(self, kind: type[Record]) -> list[Gift]:
        """Give what several records of a ledger can give together."""
        return [one for one in kind.gives if one.several and one.ledger in self.desk.store.kinds]

    def menu(self, record: Record, parent: QWidget) -> QMenu | None:
        """Give a menu of what a record can give, None when that is nothing."""
        gifts = self.gifts(record)
        if not gifts:
            return None
        menu = QMenu(parent)
        for gift in gifts:
            action = menu.addAction(gift.word)
            action.setObjectName(f"give_{gift.ledger}")
            action.triggered.connect(partial(self.give, gift, (record,)))
        return menu

    def give(self, gift: Gift, records: Sequence[Record], *_checked: bool) -> None:
        """Open the form of the new record."""
        kind = self.desk.store.kinds[gift.ledger]
        try:
            values = gift.make(records)
        except UserError as error:
            self.desk.trouble(error)
            return
        told = {name: kind.ledger.field(name).show(value) for name, value in values.items()}
        texts = beginning(self.desk.store, kind) | {name: text for name, text in told.items() if text}
        sheet = FormSheet(self.desk, kind(), self._over.window(), texts=texts)
        if leaves := gift.leaves:
            sheet.form.along = partial(_leave, leaves, tuple(records))
        sheet.form.saved.connect(self._say)
        sheet.open()

    @Slot(object)
    def _say(self, record: Record) -> None:
        see = partial(self.desk.record_asked.emit, record.ledger.table, record.id)
        self.desk.said.emit(f"已新建{record.ledger.noun}：{name_of(self.desk.store, record)}", SEE, see)


def _leave(leaves: Callable[[Any, str, str], Any], givers: Sequence[Record], act: Act, gift: Record) -> None:
    """Write on the records that gave something what became of them, as they are stored by now."""
    for giver in givers:
        now = act.reader.get(type(giver), giver.id)
        act.save(leaves(now, gift.ledger.table, gift.id), now)
