"""The page of any ledger: its list, the record in hand beside it, and the form."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.ledger import Record
from dundian_desktop.progress import Progress
from dundian_desktop.store.drafts import Draft
from dundian_desktop.store.extent import at_most
from ui.desk import Desk
from ui.draft_banner import DraftBanner
from ui.duplicates_door import DuplicatesDoor
from ui.filter_shelf import FilterShelf
from ui.menu import new_word
from ui.names import name_of
from ui.page_head import PageHead
from ui.page_list import PageList
from ui.page_panes import NARROW, WIDE, PagePanes
from ui.page_side import PageSide
from ui.saying import say_saved
from ui.sheet_door import SheetDoor
from ui.tokens import GAP, sized
from ui.views import PageView, counts, views_of

_SHORT = 5_000  # records up to which every view is counted without being asked


class LedgerPage(QWidget):
    """One ledger.  What it cannot do itself it asks for by signal.

    Args:
        desk: what it asks and writes through.
        kind: the ledger.
        framed: the window around it shows title, count and 新增; connect `counted`, and `begin_new` to its button.
        parent: owner.
    """

    counted = Signal(str)  # how much the list holds, e.g. ``共 128 条``

    sheet_wanted = Signal(object)  # a Wanted: export what the list shows
    sheet_given = Signal(object)  # Path of a sheet to import
    block_pasted = Signal(str, bool)  # a block from a sheet; whether it is HTML

    def __init__(self, desk: Desk, kind: type[Record], *, framed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.desk = desk
        self.kind = kind
        self._views: list[PageView] = []
        self._wanted_key = "all"
        self.head = PageHead(kind.ledger, framed=framed)
        self.drafts = DraftBanner(desk.store, kind)
        self.shelf = FilterShelf(desk.store, kind)
        self.list = PageList(desk, kind, new_word(kind))
        self.table = self.list.table
        self.side = PageSide(desk, kind)
        self.door = SheetDoor(self)
        self.twice = DuplicatesDoor(desk, kind, self)
        self.head.add_tool(self.twice.button)
        self.panes = PagePanes(self.list, self.side)
        self._count_due = True
        self._arrange(framed=framed)
        self._connect()
        self._connect_keys()
        self._lay_views()
        self.refresh()

    # -- what is shown

    @Slot()
    def refresh(self) -> None:
        """Find everything anew."""
        self._ask_about_drafts()
        self._count_due = True
        self._show_view()

    def show_record(self, key: str) -> None:
        """Show a record, whatever view or filter stands in the way."""
        self.head.views.choose("all")
        self.head.search.clear()
        self.head.search.say()
        self.table.filters.clear()
        self._filters_changed()
        self._show_view()
        self.table.choose(key)
        record = self.desk.store.reader.find(self.kind, key)
        self.side.panel.put(record)
        self._show_side()

    @Slot()
    def begin_new(self) -> None:
        """Open a new form."""
        self.side.begin_new()

    def view(self) -> PageView:
        """Give the view in force."""
        key = self.head.views.key()
        return next((view for view in self._views if view.key == key), self._views[0])

    def _lay_views(self) -> None:
        self._views = views_of(self.desk.store, self.kind, clock.today())
        self.head.put_views(self._views)

    @Slot()
    def _show_view(self) -> None:
        view = self.view()
        query = dc.replace(view.wanted.query, words=self.head.search.text().strip())
        self.table.want(dc.replace(view.wanted, query=query))

    @Slot(object)
    def _redraw(self, changed: frozenset[str]) -> None:
        near = {self.kind.ledger.table} | {getattr(field.kind, "ledger", "") for field in self.kind.ledger.fields}
        if near & changed:
            self._count_due = True
            self.table.refresh()
            self._ask_about_drafts()

    @Slot()
    def _settle(self) -> None:
        rows = self.table.rows.rowCount()
        told = f"共 {rows} 条" if rows or self._narrowed() else ""
        self.head.count.setText(told)
        self.counted.emit(told)
        self.list.settle(self.view(), self._asked_words())
        self.panes.note_rows(rows)
        if not self.side.writes():
            self._show_current()
        if self._count_due:  # the rows come first, the counts may follow
            self._count_due = False
            self.count()

    def _narrowed(self) -> bool:
        return bool(self.table.filters or self.head.search.text().strip() or self.view().key != "all")

    def _asked_words(self) -> str:
        return "·".join(filter(None, (self.shelf.words(), self.head.search.text().strip())))

    # -- counts

    @Slot()
    def count(self) -> None:
        """Count the views beside the window."""
        store = self.desk.store
        short = at_most(store.reader, self.kind) <= _SHORT
        asked = [view for view in self._views if short or not view.lazy]

        def work(_progress: Progress) -> dict[str, int]:
            return counts(store, asked)

        task = self.desk.tasks.beside(work)
        task.finished.connect(self._show_counts)
        task.refused.connect(self.desk.trouble)

    @Slot(object)
    def _show_counts(self, counted: Mapping[str, int]) -> None:
        self.head.count_views(self._views, counted)

    # -- the record in hand

    @Slot()
    def _take_move(self) -> None:
        self.list.note_selection()
        if not self.side.writes():
            self._show_current()

    def _show_current(self) -> None:
        key = self.table.current_id() if self.table.rows.rowCount() else ""
        self.side.panel.put(self.desk.store.reader.find(self.kind, key) if key else None)

    @Slot(str)
    def _open_form(self, key: str) -> None:
        record = self.desk.store.reader.find(self.kind, key)
        if record and not (record.meta and record.meta.deleted):
            self.side.edit(record)
        else:
            self._show_side()

    @Slot(str)
    def _edit_field(self, name: str) -> None:
        if self.side.panel.record:
            self.side.edit(self.side.panel.record, name)

    @Slot(object)
    def _take_saved(self, record: Record) -> None:
        self.table.choose(record.id)
        self.side.panel.put(record)
        say_saved(self.desk, record, "已保存", self.side.panel.show_related)

    @Slot()
    def erase(self) -> None:
        """Put the selected records into the recycle bin; in the bin, nothing."""
        records = self.table.selected()
        if records and self.view().key != "bin":
            called = f"{self.kind.ledger.noun} {name_of(self.desk.store, records[0])}"
            self.desk.void(self.kind, [record.id for record in records], called)

    @Slot()
    def restore(self) -> None:
        """Take the selected records out of the recycle bin."""
        records = self.table.selected()
        if records:
            called = f"{self.kind.ledger.noun} {name_of(self.desk.store, records[0])}"
            self.desk.restore(self.kind, [record.id for record in records], called)

    @Slot()
    def _erase_or_restore(self) -> None:
        (self.restore if self.view().key == "bin" else self.erase)()

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to the next record, or the one before; an open form goes along."""
        writes = self.side.writes()
        self.side.put_aside()
        self.table.step(by)
        if writes:
            self._open_form(self.table.current_id())

    # -- drafts

    @Slot()
    def _ask_about_drafts(self) -> None:
        found = self.desk.store.drafts.all(self.kind.ledger.table)
        self.drafts.put([] if self.side.writes() else found)

    @Slot(object)
    def _resume(self, draft: Draft) -> None:
        self.side.resume(draft)

    @Slot(object)
    def _drop_draft(self, draft: Draft) -> None:
        self.desk.drop_draft(draft.record)

    # -- panes

    @Slot()
    def _form_opened(self) -> None:
        self.drafts.hide()
        self._show_side()
        self.panes.share()

    @Slot()
    def _form_closed(self) -> None:
        self._show_list()
        self.panes.share()
        self._show_current()
        self._ask_about_drafts()

    @Slot()
    def _show_side(self) -> None:
        self.panes.show_side()

    @Slot()
    def _show_list(self) -> None:
        self.panes.show_list()

    @Slot(bool)
    def _make_room(self, crowded: bool) -> None:
        self.head.setVisible(not crowded)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window = self.window().width()
        self.head.fold_tools(folded=window < sized(WIDE))
        self.side.panel.back.setVisible(window < sized(NARROW))
        self.panes.fit(window)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.side.keep_draft()
        super().hideEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panes.single and not self.side.writes():
            self._show_list()
        else:
            super().keyPressEvent(event)

    # -- sheets

    @Slot()
    def _ask_sheet(self) -> None:
        self.sheet_wanted.emit(self.table.wanted())

    @Slot(str)
    def _say(self, told: str) -> None:
        self.desk.said.emit(told, "", None)

    # -- made once

    @Slot()
    def _filters_changed(self) -> None:
        self.shelf.put(self.table.filters)

    @Slot()
    def _clear_all(self) -> None:
        self.head.search.clear()
        self.head.search.say()
        self.table.clear_filters()

    @Slot(str)
    def _drop_filter(self, name: str) -> None:
        self.table.filter(name, None)

    @Slot(str)
    def _take_view(self, _key: str) -> None:
        self.side.put_aside()
        self.list.offer(self.view())
        self._show_view()

    @Slot()
    def _open_columns(self) -> None:
        self.table.columns_menu().popup(self.head.columns.mapToGlobal(self.head.columns.rect().bottomLeft()))

    @Slot()
    def _open_filters(self) -> None:
        self.table.filters_menu().popup(self.head.filter.mapToGlobal(self.head.filter.rect().bottomLeft()))

    def _arrange(self, *, framed: bool) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(4 * GAP, 0 if framed else 3 * GAP, 4 * GAP, 3 * GAP)
        page.setSpacing(2 * GAP)
        page.addWidget(self.head)
        page.addWidget(self.drafts)
        page.addWidget(self.shelf)
        page.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._redraw)
        self.head.new_asked.connect(self.begin_new)
        self.head.search.searched.connect(self._show_view)
        self.head.views.chosen.connect(self._take_view)
        self.head.filter.clicked.connect(self._open_filters)
        self.head.columns.clicked.connect(self._open_columns)
        self.head.sheet_out_asked.connect(self._ask_sheet)
        self.head.sheet_in_asked.connect(self.door.choose)
        self.head.paste_asked.connect(self.door.paste)
        self.door.given.connect(self.sheet_given)
        self.door.pasted.connect(self.block_pasted)
        self.door.nothing_there.connect(self._say)
        self.drafts.resume_asked.connect(self._resume)
        self.drafts.drop_asked.connect(self._drop_draft)
        self.desk.drafts_changed.connect(self._ask_about_drafts)
        self.shelf.dropped.connect(self._drop_filter)
        self.shelf.cleared.connect(self.table.clear_filters)
        self.table.narrowed.connect(self._filters_changed)
        self.table.shown.connect(self._settle)
        self.table.moved.connect(self._take_move)
        self.table.opened.connect(self._open_form)
        self.table.clicked.connect(self._show_side)
        self.table.erase_asked.connect(self.erase)
        self.list.act_asked.connect(self._erase_or_restore)
        self.list.new_asked.connect(self.begin_new)
        self.list.clear_asked.connect(self._clear_all)
        self.list.paste_asked.connect(self.door.paste)
        self.panes.crowded.connect(self._make_room)
        self.side.saved.connect(self._take_saved)
        self.side.other_asked.connect(self.show_record)
        self.side.form_opened.connect(self._form_opened)
        self.side.form_closed.connect(self._form_closed)
        self.side.panel.edit_asked.connect(self._edit_field)
        self.side.panel.erase_asked.connect(self.erase)
        self.side.panel.restore_asked.connect(self.restore)
        self.side.panel.step_asked.connect(self.step)
        self.side.panel.back_asked.connect(self._show_list)
        self.side.panel.sight_asked.connect(self._show_side)

    def _connect_keys(self) -> None:
        keys = {"Alt+Up": self._step_up, "Alt+Down": self._step_down, "Ctrl+E": self._ask_sheet}
        for name, slot in keys.items():
            shortcut = QShortcut(QKeySequence(name), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @Slot()
    def _step_up(self) -> None:
        self.step(-1)

    @Slot()
    def _step_down(self) -> None:
        self.step(1)
