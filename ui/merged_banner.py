"""Says of a record in the bin that it was merged into another, and parts the two again."""

from __future__ import annotations

from PySide6.QtCore import Slot

from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.store.merging import heir, unmerge
from ui.desk import Desk
from ui.errand import Outcome
from ui.names import name_of
from ui.parts.banner import Banner, Mood


class MergedBanner(Banner):
    """Hidden over every other record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._record: Record | None = None
        self.acted.connect(self.part)

    def show_for(self, record: Record) -> None:
        """Show where a record went, if it went anywhere."""
        self._record = record
        store, kind = self.desk.store, type(record)
        deleted = record.meta is not None and record.meta.deleted
        kept = store.reader.find(kind, heir(store.reader, record.id)) if deleted else None
        if kept is None:
            self.hide()
            return
        told = f"已合并到 {kept.no} {name_of(store, kept)}。拆开以后，两条都回到合并以前。"
        self.put(told, Mood.NOTE, action="拆开", closable=False)

    @Slot()
    def part(self) -> None:
        """Take the merge back."""
        if self._record is None:
            return
        store, kind, key = self.desk.store, type(self._record), self._record.id

        def work(_progress: Progress) -> Outcome:
            changed = frozenset(unmerge(store, kind, key))
            return Outcome(f"已拆开 {kind.ledger.noun}", changed, store.last_act())

        self.desk.run(f"拆开{kind.ledger.noun}", work).then(self._tell, self._refuse)

    @Slot(object)
    def _tell(self, told: str) -> None:
        self.desk.said.emit(told, "撤销", self.desk.undo)

    @Slot(object)
    def _refuse(self, error: object) -> None:
        self.put(str(error), Mood.BAD, closable=False)
