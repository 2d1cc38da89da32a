"""A group's first month in the real window, without a mouse; run in a process of its own, which tells what it saw.

    python -m tests.journeys.walk FOLDER

Writes `seen.json` into FOLDER. The folder holds two workspaces and a stick; only cards and bundles lie on the stick.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from dundian_desktop import clock
from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.exchange.peers import peers
from dundian_desktop.store.query import Query
from tests.devices import CHEAP, PASSPHRASE
from tests.journeys import hands
from ui import menu, style
from ui.exchange_give import GiveTile
from ui.exchange_page import ExchangePage
from ui.exchange_take import TakeTile
from ui.first_run import FirstRunPage
from ui.form_sheet import FormSheet
from ui.frame import Frame
from ui.ledger_page import LedgerPage
from ui.month_page import MonthPage
from ui.rail import DIGIT_KEYS
from ui.record_form import RecordForm
from ui.tabbed_page import TabbedPage
from ui.window import Window

CANARIES = (
    *("欧阳金丝雀", "司马画眉", "上官百灵", "青雀制衣厂", "翠鸟街道总工会", "第九雀鸟蹲点工作组", "QL-2026-99"),
    *(
        "13987654321",
        "11010119900307109X",
        "雀跃路十八号食堂",
        "食堂夏天没有空调热得吃不下饭",
        "希望年底前把加班费补齐",
    ),
    *(
        "给食堂装四台空调",
        "联系电业和厂方分摊电费",
        "九月底前把电表改好",
        "鹦鹉车间早班",
        "麻雀岭工业园",
        "孔雀西南飞的诉求",
    ),
    *("喜鹊妈妈小屋", PASSPHRASE),
)
TODAY = clock.today()
STARTS, ENDS = TODAY - dt.timedelta(days=40), TODAY + dt.timedelta(days=50)
SOCKETS: list[str] = []


def listen(event: str, arguments: tuple[object, ...]) -> None:
    """Note every socket that is not one of this machine's own files."""
    if event == "socket.__new__" and int(arguments[1]) != 1:
        SOCKETS.append(f"{event} {arguments[1:]}")
    elif event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
        SOCKETS.append(event)


def begin(folder: Path) -> Window:
    """Go through the first start."""
    window = Window(folder, CHEAP)
    window.resize(1366, 728)
    window.show()
    hands.write_line(window, "name", CANARIES[0])
    hands.write_line(window, "unit", CANARIES[4])
    hands.write_line(window, "group", CANARIES[5])
    hands.write_line(window, "groupCode", CANARIES[6])
    for _ in range(3):
        hands.press(window, "stepNext")
    hands.write_line(window, "first", PASSPHRASE)
    hands.write_line(window, "second", PASSPHRASE)
    hands.press(window, "stepNext")
    code = hands.find(window, hands.QWidget, "code")
    page = window.findChild(FirstRunPage)
    hands.write_line(window, "proof", code.text()[-4:])
    box = hands.find(window, QCheckBox, "copied")
    box.setFocus()
    hands.QTest.keyClick(box, Qt.Key.Key_Space)
    hands.until(page.code.is_proven, "proven")
    hands.press(window, "stepNext")
    hands.until(lambda: window.sitting, "inside")
    return window


def finish_cards(window: Window) -> None:
    """Finish the two cards the first start began, from the first page."""
    day = {"starts": STARTS.isoformat(), "ends": ENDS.isoformat()}
    for left in (1, 0):
        hands.press(window, "draftResume")
        hands.until(lambda: window.findChild(FormSheet), "sheet")
        form = window.findChild(FormSheet).form
        hands.fill(form, day if form.record.ledger.table == "group" else {"roles": "", **day})
        hands.press(form, "formSave")
        hands.until(lambda: window.findChild(FormSheet) is None, lambda form=form: _wrong(form))
        hands.until(lambda left=left: _drafts(window) == left, "told that it is saved")


def _drafts(window: Window) -> int | None:
    """Count the forms the first page offers to go on with."""
    facts = window.sitting.frame.page(menu.TODAY).facts
    return len(facts.drafts) if facts else None


def write_down(window: Window, table: str, texts: dict[str, str]) -> None:
    """Write a new record on the page of a ledger, gone to by keys."""
    page = go_to(window, table)
    hands.ctrl(window, Qt.Key.Key_N)
    hands.until(lambda: page.findChild(RecordForm), "form")
    form = page.findChild(RecordForm)
    hands.fill(form, texts)
    before = _count(window, page.kind)
    hands.press(form, "formSave")
    hands.until(lambda: _count(window, page.kind) > before, lambda: (page.kind, _wrong(form)))


def go_to(window: Window, table: str) -> QWidget:
    """Go to the page of a ledger, by Ctrl and a digit where there is one, and give it."""
    frame = window.sitting.frame
    keys = [entry.key for entry in menu.entries_of(window.sitting.store.kinds)]
    place = keys.index(menu.page_of(table)) + 1
    if place <= DIGIT_KEYS:
        hands.ctrl(window, Qt.Key(Qt.Key.Key_0 + place))
    else:
        hands.press(window, f"rail_{menu.page_of(table)}")
    page = frame.page(frame.key())
    if not isinstance(page, TabbedPage):
        return page
    hands.press(page.tabs, f"view_{table}")
    return page.page(table)


def _count(window: Window, kind: type) -> int:
    return window.sitting.store.reader.count(Query(kind=kind))


def _wrong(form: RecordForm) -> list[str]:
    """Say how a form stands that was not saved."""
    wrong = [f"{name} {row.told()}" for name, row in form.form.rows.items() if row.seen_wrong]
    return [*wrong, *(one.text() for one in form.banner.findChildren(QLabel) if one.isVisible())]


def write_month(window: Window) -> None:
    """Write what a month holds."""
    write_down(window, "enterprise", {"name": CANARIES[3], "uscc": "无", "staff": "80", "plan_notes": CANARIES[16]})
    worker = {"name": CANARIES[1], "category": "一线产业工人", "mobile": CANARIES[7], "id_card": CANARIES[8]}
    write_down(window, "worker", worker)
    day = TODAY.isoformat()
    visit = {"visited_on": day, "worker": CANARIES[1], "way": "入企", "advice": CANARIES[10]}
    write_down(window, "visit", visit | {"pay": CANARIES[11], "work": CANARIES[15], "thoughts": CANARIES[17]})
    deed = {"content": CANARIES[12], "measure": CANARIES[13], "due": (TODAY + dt.timedelta(days=2)).isoformat()}
    write_down(window, "deed", deed | {"partners": CANARIES[14], "beneficiaries": CANARIES[18]})
    text = f"{CANARIES[9]}，{CANARIES[2]}一起去看了现场，回来商量怎么办。"
    write_down(window, "diary", {"day": day, "author": CANARIES[0], "place": CANARIES[9], "text": text})


def look_at_month(window: Window) -> int:
    """Look at the pages of the month's report, and give how many there are."""
    page = go_to(window, menu.REPORT)
    assert isinstance(page, MonthPage)
    hands.press(window, f"month_{TODAY:%Y-%m}")
    hands.until(lambda: page.report, "counted")
    hands.press(window, "monthNext")
    hands.until(lambda: page.pages, "drawn")
    hands.until(lambda: page.pdf.document.pageCount() == page.pages.pages, "shown")
    return page.pages.pages


def know_each_other(window: Window, other: Window, stick: Path) -> None:
    """Hand identity files over, and read the digits to each other."""
    both = [(window, stick / "a.dundian-card"), (other, stick / "b.dundian-card")]
    for one, card in both:
        _exchange(one).peers.save_card(card)
        hands.until(card.exists, "card")
    shown = []
    for one, card in ((window, both[1][1]), (other, both[0][1])):
        _exchange(one).peers.look_at(card)
        shown.append(hands.find(one, hands.QWidget, "peerDigits").text())
        hands.press(one, "peerVouch")
        hands.until(lambda one=one: peers(one.sitting.store), "registered")
    assert shown[0] == shown[1]


def hand_over(window: Window, other: Window, stick: Path) -> None:
    """Write a bundle on one side, and take it in on the other."""
    page = _exchange(window)
    page.refresh()
    page.give.send_to(stick)
    hands.until(page.give.verdict.isVisible, "written")
    assert list(stick.glob("*.dundian")), _verdict(page.give)
    other.take_files([str(next(stick.glob("*.dundian")))])
    hands.press(other, "bundleMerge")
    hands.until(_exchange(other).take.verdict.isVisible, "taken")
    assert "已并入" in _verdict(_exchange(other).take)


def _verdict(tile: GiveTile | TakeTile) -> str:
    return tile.verdict.findChild(QLabel, "bannerWords").text()


def _exchange(window: Window) -> ExchangePage:
    window.sitting.frame.go(menu.EXCHANGE)
    page = window.sitting.frame.page(menu.EXCHANGE)
    assert isinstance(page, ExchangePage)
    return page


def lock_and_open(window: Window) -> bool:
    """Lock, and tell whether nothing of the inside is left; then open again."""
    gone: list[bool] = []
    window.sitting.frame.destroyed.connect(lambda: gone.append(True))
    hands.ctrl(window, Qt.Key.Key_L)
    hands.until(lambda: gone and window.gate() and window.gate().isEnabled(), "locked")
    left = [kind for kind in (Frame, LedgerPage, TabbedPage) if window.findChildren(kind)]
    unlock(window)
    return not left


def unlock(window: Window) -> None:
    """Type the passphrase."""
    hands.write_line(window, "passphrase", PASSPHRASE)
    hands.press(window, "unlockOpen")
    hands.until(lambda: window.sitting, "open")


def second(folder: Path) -> Window:
    """Make a second person's workspace and open it in a window."""
    set_up(folder, PASSPHRASE, Newcomer(person=CANARIES[2], letter="B"), pace=CHEAP)[0].close()
    window = Window(folder, CHEAP)
    window.resize(1092, 582)
    window.show()
    unlock(window)
    return window


def walk(folder: Path) -> dict[str, object]:
    """Go all the way, and tell what was seen."""
    stick = folder / "stick"
    stick.mkdir()
    window = begin(folder / "a")
    finish_cards(window)
    write_month(window)
    seen: dict[str, object] = {"pages": look_at_month(window), "emptied": lock_and_open(window)}
    other = second(folder / "b")
    know_each_other(window, other, stick)
    hand_over(window, other, stick)
    digests = [one.sitting.store.digest() for one in (window, other)]
    seen |= {"same": digests[0] == digests[1], "workers": _count(other, other.sitting.store.kinds["worker"])}
    for one in (window, other):
        one.close()
        hands.until(lambda one=one: not one.isVisible(), "closed")
    return seen | {"sockets": SOCKETS}


def main() -> None:
    """Walk, and leave what was seen."""
    sys.addaudithook(listen)
    style.before_start()
    app = QApplication(sys.argv[:1])
    style.speak_chinese(app)
    style.dress(app)
    folder = Path(sys.argv[1])
    seen = walk(folder)
    (folder / "seen.json").write_text(json.dumps(seen))


if __name__ == "__main__":
    main()
