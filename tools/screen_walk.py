"""One walk through the window at the scale the environment names; `screens.py` starts it.

python tools/screen_walk.py OUT_DIR WORK_DIR
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from dundian_desktop import clock
from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import add_peer, find_peer, peers, write_own_card
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.resources import resource
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import Workspace
from tests.devices import CHEAP, PASSPHRASE
from ui import style
from ui.first_run import FirstRunPage
from ui.handover_paper import HandoverPaper
from ui.sheet_errands import SheetOut
from ui.sitting import Sitting
from ui.tokens import TextScale
from ui.unlock_page import UnlockPage
from ui.window import Window

SIZES = {"1": (1366, 728), "1.25": (1092, 582), "1.5": (910, 485)}
DAY = dt.date(2026, 6, 12)
PATIENCE = 20_000
LATE = 5
"""The day whose diary is written a week late."""
PASTED = "姓名\t职工类别\t手机号\n赵小燕\t一线产业工人\t13900001234\n钱三\t\t139\n孙立\t快递员\t13900001235\n"


class Moment:
    """The moment at which the pictures are taken; what was written earlier was written at another."""

    at = dt.datetime(2026, 6, 12, tzinfo=dt.UTC)

    @classmethod
    def now(cls) -> dt.datetime:
        """Give it."""
        return cls.at


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
            dialog.reject()
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


def month_of_work(place: Path) -> tuple[Workspace, Path]:
    """Make a workspace with the sample, diaries, a draft, a peer and a conflict; and a bundle of that peer."""
    workspace, _ = set_up(place / "青麓组", PASSPHRASE, Newcomer(person="陆知远", demo=True), pace=CHEAP)
    other, _ = set_up(place / "b", PASSPHRASE, Newcomer(person="罗青", letter="B"), pace=CHEAP)
    store = workspace.store
    load_deployment(store, _as_it_stood(place))
    _write_diaries(store)
    stick = place / "stick"
    stick.mkdir()
    for one, name in ((store, "a"), (other.store, "b")):
        write_own_card(one, stick / f"{name}.dundian-card")
    add_peer(store, stick / "b.dundian-card")
    add_peer(other.store, stick / "a.dundian-card")
    _carry(store, other.store, stick)
    deed = store.reader.list(Query(kind=Deed))[-1]
    _change(store, deed, people=58)
    _change(other.store, deed, people=61)
    _carry(other.store, store, stick)
    _change(other.store, other.store.reader.list(Query(kind=Deed))[1], partners="青麓县人力资源和社会保障局")
    store.drafts.keep("visit", "0190c0de" + "0" * 24, {"visited_on": "2026-06-11", "advice": "食堂菜价涨了"})
    bundle = outgoing.send(other.store, find_peer(other.store, "陆知远"), stick).files[0].path
    other.close()
    return workspace, bundle


def _as_it_stood(place: Path) -> Path:
    """Write the sample without what the leader wrote in June, what was written later, and what closes the stint."""
    whole = json.loads(resource("sample", "deployment.json").read_text(encoding="utf-8"))
    texts, first = whole["texts"], DAY.replace(day=1).isoformat()
    for table in ("summary", "evaluation"):
        del texts[table]
    reports = texts["month_report"]
    texts["month_report"] = {no: one for no, one in reports.items() if one["month"] < first[:7]}
    mine = {no for no, one in texts["diary"].items() if one["author"] == "陆知远" and one["day"] >= first}
    later = {no for no, one in texts["diary"].items() if one["day"] > DAY.isoformat()}
    texts["diary"] = {no: one for no, one in texts["diary"].items() if no not in mine | later}
    path = place / "蹲点.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


def _carry(sender: Store, reader: Store, stick: Path) -> None:
    bundle = outgoing.send(sender, peers(sender)[0], stick).files[0].path
    incoming.take(reader, bundle)
    bundle.unlink()


def _change(store: Store, record: Record, **values: object) -> None:
    with store.act() as act:
        before = store.reader.get(type(record), record.id)
        act.save(dc.replace(before, **values), before)


def _write_diaries(store: Store) -> None:
    me = next(m for m in store.reader.list(Query(kind=Member)) if m.name == "陆知远")
    evening = Moment.at
    for number in set(range(1, 12)) - {4, 6, 7, 9}:
        day = DAY.replace(day=number)
        Moment.at = evening - dt.timedelta(days=0 if number == LATE else (DAY - day).days)
        with store.act() as act:
            text = f"上午到企业看生产线，中午和班组长座谈，下午整理台账。职工关心高温津贴，第{number}条要跟进。"
            act.save(Diary(day=day, author=me.id, place="青麓经济开发区", text=text, kinds=("1",)))
    Moment.at = evening
    with store.act() as act:
        how = "请厂方贴出时间表，逐班组核对"
        act.save(Deed(content="夜班食堂延时开放", measure=how, due=dt.date(2026, 6, 10), owner=me.id))
        how = "厂方出设备、工会出安装费"
        act.save(Deed(content="食堂加装四台空调", measure=how, due=dt.date(2026, 6, 14), owner=me.id))


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


if __name__ == "__main__":
    main()
