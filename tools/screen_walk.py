"""One walk through the window at the scale the environment names; `screens.py` starts it.

python tools/screen_walk.py OUT_DIR WORK_DIR
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QScrollArea, QWidget

from dundian_desktop import clock
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.store.query import Query
from dundian_desktop.store.workspace import Workspace
from tests.devices import CHEAP, PASSPHRASE
from tools.screen_sample import DAY, Moment, month_of_work
from ui import style
from ui.due_dialog import DueDialog
from ui.first_run import FirstRunPage
from ui.handover_paper import HandoverPaper
from ui.sheet_errands import SheetOut
from ui.sitting import Sitting
from ui.tokens import TextScale
from ui.unlock_page import UnlockPage
from ui.window import Window

SIZES = {"1": (1366, 728), "1.25": (1092, 582), "1.5": (910, 485)}
PATIENCE = 20_000
OVERDUE = (
    "today",
    "problem",
    "common_problem",
    "deed",
    "letter",
    "incident",
    "jotting",
    "enterprise",
    "report",
    "closing",
)
PASTED = "姓名\t职工类别\t手机号\n赵小燕\t一线产业工人\t13900001234\n钱三\t\t139\n孙立\t快递员\t13900001235\n"


class Walk:
    """Walks through one window and photographs what it sees."""

    def __init__(self, out: Path, place: Path) -> None:
        self.out = out
        self.place = place
        self.scale = os.environ.get("QT_SCALE_FACTOR", "1")
        self.window: Window

    def shoot(self, name: str) -> None:
        """Photograph the window with what stands over it."""
        settle()
        picture = self.window.grab()
        over = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        if over:
            picture = _with(picture, self.window, over[-1])
        picture.save(str(self.out / f"{name}-{round(float(self.scale) * 100)}.png"))

    def show(self, folder: Path) -> None:
        """Open a window at the door of a folder."""
        self.window = Window(folder, CHEAP)
        self.window.resize(*SIZES[self.scale])
        self.window.show()
        settle()

    def come_in(self) -> None:
        """Type the passphrase."""
        self.window.findChild(UnlockPage).passphrase_given.emit(PASSPHRASE)
        until(lambda: self.window.sitting)
        settle()

    def leave(self) -> None:
        """Close the window."""
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]:
            dialog.close()
        self.window.close()
        until(lambda: not self.window.isVisible())
        self.window.deleteLater()

    def go(self, key: str) -> Any:
        """Go to a page, or to the tab of one, and give it."""
        page = self.sitting.crossing.go(key)
        settle()
        return page

    def close_dialogs(self) -> None:
        """Close what stands over the window."""
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]:
            dialog.done(QDialog.DialogCode.Rejected)  # without being asked whether what was written may go
        settle()

    @property
    def sitting(self) -> Sitting:
        """Give the inside of the window."""
        return cast("Sitting", self.window.sitting)

    # -- the parts of the walk

    def first_start(self) -> None:
        """The four steps, and the first page after them."""
        self.show(self.place / "蹲点工作台")
        page = self.window.findChild(FirstRunPage)
        page.who.name.setText("陆知远")
        page.who.unit.setText("南江省总工会")
        page.who.group.setText("南江省总工会驻青麓县蹲点工作组")
        self.shoot("first-1-who")
        for name in ("first-2-where", "first-3-sample", "first-4-secret"):
            page.step_on()
            self.shoot(name)
        page.secret.first.setText(PASSPHRASE)
        page.secret.second.setText(PASSPHRASE)
        page.step_on()
        until(lambda: self.window.keeper.made)
        self.shoot("first-5-code")
        page.completed.emit()
        until(lambda: self.window.sitting)
        self.empty_pages()
        self.leave()

    def empty_pages(self) -> None:
        """Every page when nothing is written yet."""
        for key in ("today", *all_ledgers(), "report", "closing", "exchange"):
            self.go(key)
            self.shoot(f"empty-{key}")

    def filled(self, workspace: Workspace, sheet: Path) -> None:
        """Every page with a month in it."""
        workspace.close()
        self.show(workspace.folder)
        self.shoot("unlock")
        self.come_in()
        for key in ("today", *all_ledgers()):
            self.go(key)
            self.shoot(key)
        self.forms()
        self.duties()
        self.sheets()
        self.search()
        self.month()
        self.handing()
        self.exchange(sheet)
        self.settings()
        self.leave()

    def forms(self) -> None:
        """A record in hand, a form, a conflict."""
        page = self.go("visit")
        page.begin_new()
        self.shoot("visit-form")
        page.side.put_aside()
        sitting = self.sitting
        deed = sitting.store.reader.list(Query(kind=Deed, torn=True))[0]
        sitting.crossing.show_record("deed", deed.id)
        self.shoot("deed-conflict")
        today = self.go("today")
        today.open_diary(DAY)
        self.shoot("today-diary")
        self.close_dialogs()

    def duties(self) -> None:
        """What is done from the first page, a step, the wizard of an incident, a note, what looks alike."""
        today = self.go("today")
        bar = today.findChild(QScrollArea).verticalScrollBar()
        bar.setValue(bar.maximum())
        self.shoot("today-low")
        bar.setValue(0)
        today.print_list()
        until(lambda: today.findChild(DueDialog).pages)
        self.shoot("today-list")
        self.close_dialogs()
        today.duties.findChild(QAbstractButton, "dueStep0").click()
        self.shoot("deed-step")
        self.close_dialogs()
        self.sitting.crossing.jot()
        self.shoot("jotting-sheet")
        self.close_dialogs()
        self.go("incident").begin_new()
        self.shoot("incident-wizard")
        self.close_dialogs()
        for table in ("problem", "common_problem", "union_building", "incident"):
            self.go(table).table.step(1)
            self.shoot(f"{table}-record")

    def overdue(self, folder: Path) -> None:
        """The pages with deadlines, a week after the stint."""
        self.show(folder)
        self.come_in()
        for key in OVERDUE:
            self.go(key)
            self.shoot(f"overdue-{key}")
        self.leave()

    def sheets(self) -> None:
        """A block pasted, a ledger exported."""
        page = self.go("worker")
        page.block_pasted.emit(PASTED, False)
        until(lambda: self.window.findChild(QWidget, "sheetBad"))
        settle()
        self.shoot("sheet-in")
        self.close_dialogs()
        page.head.sheet_out_asked.emit()
        until(lambda: self.window.findChild(SheetOut))
        self.window.findChild(SheetOut).sensitive.setChecked(True)
        self.shoot("sheet-out")
        self.close_dialogs()

    def search(self) -> None:
        """What the search over everything finds."""
        self.go("today")
        sitting = self.sitting
        line = sitting.frame.top.search
        line.setFocus()
        line.setText("青麓")
        line.say()
        until(sitting.crossing.found.shown)
        self.shoot("search")
        line.clear()
        line.say()

    def month(self) -> None:
        """The four steps of the monthly report."""
        page = self.go("report")
        self.shoot("report-1-month")
        page.choose("2026-06")
        until(lambda: page.report and page.progress.isHidden())
        self.shoot("report-2-check")
        page.check.show_figures()
        self.shoot("report-2-figures")
        page.closing.ask()
        self.shoot("report-2-closing")
        self.close_dialogs()
        page.draw()
        until(lambda: page.pages and page.progress.isHidden())
        self.shoot("report-3-preview")

    def handing(self) -> None:
        """The hand-over from one member to the next up to the last press, its paper, and the end of the stint."""
        page, reader = self.go("rotation"), self.sitting.store.reader
        page.begin_new()
        self.shoot("handover-1-who")
        people = {member.name: member.id for member in reader.list(Query(kind=Member))}
        for name, key in (("leaving", people["罗青"]), ("successor", people["沈一舟"])):
            page.wizard.who.rows[name].editor.put(key)
        page.wizard.step_on()
        self.shoot("handover-2-items")
        self.close_dialogs()
        page.show_record(reader.list(Query(kind=Rotation))[0].id)
        page.show_paper()
        until(lambda: self.window.findChild(HandoverPaper).pages)
        self.shoot("handover-3-paper")
        self.close_dialogs()
        closing = self.go("closing")
        for place, name in enumerate(("points", "items", "pack")):
            closing.go(place)
            self.shoot(f"closing-{place + 1}-{name}")

    def exchange(self, bundle: Path) -> None:
        """Both verbs, the digits, and a bundle looked at."""
        page = self.go("exchange")
        self.shoot("exchange")
        page.take_file(bundle)
        until(lambda: page.take.preview)
        self.shoot("exchange-preview")
        self.close_dialogs()
        page.peers.look_at(bundle.parent / "b.dundian-card")
        until(lambda: self.window.findChild(QWidget, "peerDialog"))
        self.shoot("exchange-digits")
        self.close_dialogs()

    def settings(self) -> None:
        """Every room of the settings, and the largest text."""
        page = self.go("settings")
        for room in ("here", "safety", "backup", "days", "data", "about"):
            page.choose(room)
            self.shoot(f"settings-{room}")
        page.choose("safety")
        page.safety.change_secret()
        self.shoot("settings-secret")
        self.close_dialogs()
        page.findChild(QWidget, "backupRestore").click()
        self.shoot("settings-restore")
        self.close_dialogs()
        page.scale_chosen.emit(TextScale.LARGEST)
        for key in ("today", "visit", "settings"):
            self.go(key)
            self.shoot(f"largest-{key}")
        page.scale_chosen.emit(TextScale.STANDARD)


def settle() -> None:
    """Let the window come to rest."""
    patience = QDeadlineTimer(350)
    while not patience.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until(fits: Callable[[], object]) -> None:
    """Let the window live until something is so."""
    patience = QDeadlineTimer(PATIENCE)
    while not fits():
        if patience.hasExpired():
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _with(picture: QPixmap, window: QWidget, dialog: QWidget) -> QPixmap:
    """Lay a dialog over the darkened window, as it stands on a screen."""
    painter = QPainter(picture)
    painter.fillRect(window.rect(), QColor(0, 0, 0, 70))
    left = (window.width() - dialog.width()) // 2
    top = (window.height() - dialog.height()) // 2
    painter.drawPixmap(left, top, dialog.grab())
    painter.end()
    return picture


def main() -> None:
    """Walk through everything once."""
    out, place = Path(sys.argv[1]), Path(sys.argv[2])
    place.mkdir(parents=True)
    Moment.at = dt.datetime(2026, 6, 12, 6, 40, tzinfo=dt.UTC)
    clock.now = Moment.now
    style.before_start()
    app = QApplication(sys.argv[:1])
    style.speak_chinese(app)
    style.dress(app)
    walk = Walk(out, place)
    walk.first_start()
    workspace, bundle = month_of_work(place)
    walk.filled(workspace, bundle)
    Moment.at = dt.datetime(2026, 7, 19, 6, 40, tzinfo=dt.UTC)
    walk.overdue(workspace.folder)


if __name__ == "__main__":
    main()
