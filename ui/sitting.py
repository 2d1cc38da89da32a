"""`Sitting`: an open workspace in the window: its desk, its frame, and what happens by itself while it is open.

* Everything here ends with the sitting: pages are destroyed, timers stop, the pointer to the store is gone.
* After half an hour with changes a backup is written; nobody is asked and nobody waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from dundian_desktop.actions.backups import back_up_if_changed
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.peers import device_names
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.apart_mark import ApartMark
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.progress import Progress
from dundian_desktop.store.keyfile import Pace
from dundian_desktop.store.query import Query
from dundian_desktop.store.workspace import Workspace
from ui import menu, style, words
from ui.apart_page import ApartMarkPage
from ui.closing_page import ClosingPage
from ui.common_problem_page import CommonProblemPage
from ui.crossing import Crossing
from ui.desk import Desk
from ui.exchange_page import ExchangePage
from ui.frame import Frame, not_there
from ui.incident_page import IncidentPage
from ui.ledger_page import LedgerPage
from ui.lock import USUAL, IdleWatch
from ui.messages import tell_of
from ui.month_page import MonthPage
from ui.rotation_page import RotationPage
from ui.secret_dialog import SecretDialog
from ui.settings_page import SettingsPage
from ui.sheet_errands import SheetErrands
from ui.standing import LOCK_MINUTES, TEXT_SCALE, status_of
from ui.tabbed_page import Tab, TabbedPage
from ui.tasks import Tasks
from ui.today_page import TodayPage
from ui.tokens import TextScale
from ui.toolkit_page import ToolkitPage

_BACK_UP_EVERY = 30 * 60_000  # milliseconds
_LOOK_EVERY = 60_000
_PAGES: Mapping[str, type[LedgerPage]] = {
    ApartMark.ledger.table: ApartMarkPage,
    CommonProblem.ledger.table: CommonProblemPage,
    Incident.ledger.table: IncidentPage,
    Rotation.ledger.table: RotationPage,
}
"""Ledgers whose page has more than every page has."""
_OWN_TITLES = {menu.REPORT: "月度汇报", menu.TOOLKIT: "政策工具包", menu.CLOSING: "蹲点收尾"}
"""What a page that is no ledger is called as a tab."""


class Sitting(QObject):
    """Lives from unlocking to locking.

    Args:
        workspace: open; whoever made the sitting closes it.
        tasks: the lanes of this sitting.
        pace: for a new passphrase; measured when left out.
    """

    lock_asked = Signal()
    clear_asked = Signal()  # the sample data are to go
    titled = Signal(str)

    def __init__(self, workspace: Workspace, tasks: Tasks, pace: Pace | None = None) -> None:
        super().__init__()
        self.workspace = workspace
        self.store = workspace.store
        self.tasks = tasks
        self._pace = pace
        self._app = cast("QApplication", QApplication.instance())
        self._names = device_names(self.store)
        self.desk = Desk(self.store, tasks, self._device_name, self)
        self.sheets = SheetErrands(self.desk, self)
        self.frame = Frame(menu.entries_of(self.store.kinds), self._makers())
        self.crossing = Crossing(self.desk, self.frame, self)
        self.idle = IdleWatch(self, minutes=self.store.settings.get(LOCK_MINUTES, USUAL))
        self._backup = QTimer(self, interval=_BACK_UP_EVERY)
        self._look = QTimer(self, interval=_LOOK_EVERY)
        self._connect()

    def begin(self, *, renew: bool = False) -> None:
        """Start what happens by itself; with `renew`, ask for a new passphrase in place of the forgotten one."""
        self.apply_scale(TextScale[self.store.settings.get(TEXT_SCALE, TextScale.STANDARD.name)])
        self.frame.show_sample_ribbon(shown=self.store.settings.get("demo", False))
        self._app.installEventFilter(self.idle)
        self.idle.resume()
        self._backup.start()
        self._look.start()
        self.refresh_standing()
        if renew:
            SecretDialog(self.workspace, self.tasks, self.frame, pace=self._pace).open()

    def end(self) -> None:
        """Stop, keep drafts, and take every page away; the store is still open."""
        self._app.removeEventFilter(self.idle)
        self._backup.stop()
        self._look.stop()
        self.frame.hide()  # forms keep their drafts when they are hidden
        for dialog in self.frame.window().findChildren(QWidget):
            if dialog.isWindow() and dialog.isVisible():
                dialog.close()
        self.tasks.stop_beside()
        self.frame.deleteLater()
        self.deleteLater()

    @Slot(Path)
    def open_bundle(self, path: Path) -> None:
        """Go to the exchange page with a bundle file."""
        self.frame.go(menu.EXCHANGE)
        page = self.frame.page(menu.EXCHANGE)
        if isinstance(page, ExchangePage):
            page.take_file(path)

    @Slot(object)
    def apply_scale(self, scale: TextScale) -> None:
        """Write everything larger or smaller."""
        style.dress(self._app, scale)
        self.frame.forget_hidden()

    @Slot()
    def refresh_standing(self) -> None:
        """Say at the foot of the window how things stand."""
        self.frame.status.put(status_of(self.store))
        group = next(iter(self.store.reader.list(Query(kind=Group))), None)
        name = group.name if group else self.store.settings.get("group_name", "")
        self.titled.emit(f"{name} — {words.PRODUCT}" if name else words.PRODUCT)

    def _device_name(self, device: str) -> str:
        if device not in self._names:
            self._names = device_names(self.store)
        return self._names.get(device, f"设备 {device[:4].upper()}")

    def _makers(self) -> dict[str, Callable[[], QWidget]]:
        own = {
            menu.TODAY: self._today_page,
            menu.REPORT: self._month_page,
            menu.TOOLKIT: self._toolkit_page,
            menu.CLOSING: self._closing_page,
            menu.EXCHANGE: self._exchange_page,
            menu.SETTINGS: self._settings_page,
        }
        makers: dict[str, Callable[[], QWidget]] = {}
        for entry in menu.entries_of(self.store.kinds):
            tabs = [self._tab(table, own) for table in entry.tables if table in own or table in self.store.kinds]
            if len(tabs) > 1:
                makers[entry.key] = partial(self._tabbed_page, entry.key, tabs)
            else:
                makers[entry.key] = tabs[0].make if tabs else own.get(entry.key, not_there)
        return makers

    def _tab(self, key: str, own: Mapping[str, Callable[[], QWidget]]) -> Tab:
        if key in own:
            return Tab(key=key, title=_OWN_TITLES[key], new="", make=own[key])
        kind = self.store.kinds[key]
        return Tab(key=key, title=kind.ledger.title, new=menu.new_word(kind), make=partial(self._ledger_page, kind))

    def _tabbed_page(self, key: str, tabs: Sequence[Tab]) -> TabbedPage:
        page = TabbedPage(tabs)
        page.turned.connect(partial(self.frame.put_new, key))
        return page

    def _ledger_page(self, kind: type[Record]) -> LedgerPage:
        page = _PAGES.get(kind.ledger.table, LedgerPage)(self.desk, kind)
        self.sheets.serve(page)
        self.crossing.serve(page)
        return page

    def _today_page(self) -> TodayPage:
        page = TodayPage(self.desk)
        page.page_asked.connect(self._go)
        page.figures_asked.connect(self._show_figures)
        page.gathered.connect(self._show_waiting)
        return page

    @Slot(str)
    def _show_figures(self, month: str) -> None:
        page = self.crossing.go(menu.REPORT)
        if isinstance(page, MonthPage) and month:
            page.show_figures(month)

    @Slot()
    def _show_waiting(self) -> None:
        """Show in the rail on which pages something is due."""
        page = self.frame.page(menu.TODAY)
        if isinstance(page, TodayPage) and page.facts:
            self.frame.rail.put_waiting(Counter(menu.page_of(item.record.ledger.table) for item in page.facts.pressing))

    def _month_page(self) -> MonthPage:
        page = MonthPage(self.desk)
        page.page_asked.connect(self._go)
        return page

    def _closing_page(self) -> ClosingPage:
        page = ClosingPage(self.desk)
        page.page_asked.connect(self._go)
        return page

    def _toolkit_page(self) -> ToolkitPage:
        page = ToolkitPage(self.desk)
        page.page_asked.connect(self._go)
        return page

    def _exchange_page(self) -> ExchangePage:
        page = ExchangePage(self.desk)
        page.conflicts_asked.connect(self.crossing.show_conflicts)
        page.twice_asked.connect(self.crossing.show_twice)
        return page

    def _settings_page(self) -> SettingsPage:
        page = SettingsPage(self.desk, self.workspace, self._pace)
        page.lock_asked.connect(self.lock_asked)
        page.minutes_chosen.connect(self.idle.set_minutes)
        page.scale_chosen.connect(self.apply_scale)
        page.standing_changed.connect(self.refresh_standing)
        return page

    @Slot(str)
    def _go(self, key: str) -> None:
        self.crossing.go(key)

    def _connect(self) -> None:
        self.idle.idled.connect(self.lock_asked)
        self._backup.timeout.connect(self.back_up)
        self._look.timeout.connect(self.refresh_standing)
        self.desk.changed.connect(self.refresh_standing)
        self.desk.troubled.connect(self._tell)
        self.desk.said.connect(self._say)
        self.frame.sample_clear_asked.connect(self.clear_asked)
        self.crossing.lock_asked.connect(self.lock_asked)

    @Slot()
    def back_up(self) -> None:
        """Write an automatic backup if anything changed."""
        task = self.tasks.on_store(self._back_up)
        task.finished.connect(self.refresh_standing)
        task.refused.connect(self._tell)

    def _back_up(self, _progress: Progress) -> object:
        return back_up_if_changed(self.store)

    @Slot(object)
    def _tell(self, error: UserError | MachineError) -> None:
        tell_of(self.frame, "没有做成", error)

    @Slot(str, str, object)
    def _say(self, text: str, action: str, then: Callable[[], None] | None) -> None:
        self.frame.toasts.say(text, action, then)
