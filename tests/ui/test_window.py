"""The window as a whole: how it begins, that there is one of it, and what locking leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.store.database import DATABASE_NAME
from dundian_desktop.store.keyfile import unlock
from dundian_desktop.store.workspace import is_workspace
from tests.devices import CHEAP, PASSPHRASE
from tests.journeys import hands
from ui import menu, places
from ui.crash_log import code_of, note_of
from ui.first_run import FirstRun, FirstRunPage
from ui.frame import Frame
from ui.ledger_page import LedgerPage
from ui.secret_dialog import SecretDialog
from ui.single_instance import SingleInstance
from ui.tokens import TextScale
from ui.unlock_page import UnlockPage
from ui.window import Window

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "xlsxwriter", "pypinyin", "PIL", "cryptography", "argon2")
NOT_YET = (*HEAVY, "sqlcipher3", "pyrage", "python_calamine", "dundian_desktop.ledgers")
_LOOK = """
import sys
from pathlib import Path
from ui.app import App
app = App(Path(sys.argv[1]))
window = app._open_window()
def look():
    found = [name for name in sys.argv[2:] if name in sys.modules]
    sys.stdout.write(" ".join(found))
    window.close()
window.painted.connect(look)
window.show()
app.qt.exec()
"""


@pytest.fixture(autouse=True)
def at_home(tmp_path, monkeypatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture(scope="module")
def mould(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mould") / "w"
    workspace, code = set_up(folder, PASSPHRASE, Newcomer(person="林晓", group_name="青麓组"), pace=CHEAP)
    workspace.close()
    return folder, code


@pytest.fixture
def folder(mould, tmp_path):
    return Path(shutil.copytree(mould[0], tmp_path / "w"))


@pytest.fixture
def window(qtbot, folder):
    made = Window(folder, CHEAP)
    made.resize(1366, 728)
    made.show()
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.tasks.close()


def come_in(qtbot, window: Window) -> None:
    with qtbot.waitSignal(window.opened, timeout=10_000):
        page(window, UnlockPage).passphrase_given.emit(PASSPHRASE)


def page(window: Window, kind: type) -> QWidget:
    gate = window.gate()
    assert gate is not None
    assert isinstance(gate.page, kind)
    return gate.page


def words_of(widget: QWidget, name: str) -> str:
    return widget.findChild(QLabel, name).text()


@pytest.mark.parametrize("there", [False, True])
def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path, folder, there) -> None:
    asked = [sys.executable, "-c", _LOOK, str(folder if there else tmp_path / "none"), *NOT_YET]
    around = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(asked, env=around, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == ""


def test_trying_out_paints_and_leaves(tmp_path) -> None:
    around = os.environ | {"PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-m", "ui", "--smoke", "--workspace", str(tmp_path / "none")]
    assert subprocess.run(asked, env=around, capture_output=True, timeout=120, check=False).returncode == 0
    assert not (tmp_path / "none").exists()


def test_a_folder_without_workspace_begins_the_first_start(qtbot, tmp_path) -> None:
    window = Window(tmp_path / "none", CHEAP)
    qtbot.addWidget(window)
    assert page(window, FirstRunPage)


def test_the_window_and_the_store_agree_what_a_workspace_is(folder, tmp_path) -> None:
    assert places.holds_workspace(folder)
    assert is_workspace(folder)
    assert (folder / DATABASE_NAME).exists()
    assert not places.holds_workspace(tmp_path / "none")


def test_only_the_path_of_the_folder_is_remembered_outside(qtbot, window, folder) -> None:
    come_in(qtbot, window)
    told = tomllib.loads(places.settings_file().read_text(encoding="utf-8"))
    assert told == {"workspace": str(folder.resolve())}
    assert places.last_workspace() == folder.resolve()


def test_a_wrong_passphrase_is_refused_in_words(qtbot, window) -> None:
    gate = page(window, UnlockPage)
    gate.passphrase_given.emit("不是这个口令啊朋友们")
    qtbot.waitUntil(lambda: "口令不对" in words_of(gate, "unlockTold"))
    assert window.sitting is None


def test_the_recovery_code_opens_and_asks_for_a_new_passphrase(qtbot, window, mould, folder) -> None:
    with qtbot.waitSignal(window.opened, timeout=10_000):
        page(window, UnlockPage).recovery_given.emit(mould[1])
    dialog = window.findChild(SecretDialog)
    for line in (dialog.step.first, dialog.step.second):
        line.setText("白鹭 青天 翠柳 黄鹂")
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.change()
    assert unlock(folder, "白鹭 青天 翠柳 黄鹂")


def test_locking_destroys_every_page_and_lets_go_of_the_file(qtbot, window, folder) -> None:
    come_in(qtbot, window)
    window.sitting.frame.go("visit")
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.sitting is None
    assert window.findChildren(Frame) == window.findChildren(LedgerPage) == []
    come_in(qtbot, window)


def test_nobody_there_for_long_enough_locks(qtbot, window) -> None:
    come_in(qtbot, window)
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.sitting.idle.idled.emit()


def test_what_stands_in_a_form_is_a_draft_after_locking(qtbot, window) -> None:
    come_in(qtbot, window)
    window.sitting.frame.go("enterprise")
    form_page = window.sitting.frame.page("enterprise")
    form_page.begin_new()
    row = form_page.side.form.form.rows["name"]
    qtbot.keyClicks(row.editor.target, "half a name")
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.lock()
    come_in(qtbot, window)
    assert [draft.texts["name"] for draft in window.sitting.store.drafts.all("enterprise")] == ["half a name"]


def test_closing_backs_up_what_changed(qtbot, window, folder) -> None:
    come_in(qtbot, window)
    with window.sitting.store.act() as act:
        act.save(window.sitting.store.kinds["site"](name="云麓园区"))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert len(list((folder / "backups").glob("自动-*.db"))) == 1


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_second_start_raises_the_first_and_hands_over_its_file(qtbot, window, folder, tmp_path) -> None:
    come_in(qtbot, window)
    first = SingleInstance(folder, window)
    assert first.claim()
    first.called.connect(window.take_files)
    bundle = tmp_path / "别处来的.dundian"
    bundle.write_bytes(b"no bundle at all")
    with qtbot.waitSignal(first.called):
        assert not SingleInstance(folder).claim([str(bundle)])
    qtbot.waitUntil(lambda: window.sitting.frame.key() == menu.EXCHANGE)
    verdict = window.sitting.frame.page(menu.EXCHANGE).take.verdict
    qtbot.waitUntil(verdict.isVisible)
    assert "E-not-a-bundle" in words_of(verdict, "bannerWords")


def test_every_declared_ledger_has_a_page_in_the_rail(qtbot, window) -> None:
    come_in(qtbot, window)
    sitting = window.sitting
    for table in sitting.store.kinds:
        sitting.frame.go(menu.page_of(table))
        assert sitting.frame.page(menu.page_of(table)).objectName() in {"page", "tabbedPage"}


def test_a_ledger_nobody_knows_gets_an_entry_of_its_own(window) -> None:
    from dundian_desktop.ledgers import all_ledgers

    entries = menu.entries_of({**all_ledgers(), "canteen": _canteen()})
    assert "canteen" in [entry.key for entry in entries]
    assert len({entry.key for entry in entries}) == len(entries)


def _canteen() -> type:
    from dundian_desktop.ledgers.site import Site

    return type("Canteen", (), {"ledger": Site.ledger.__class__(table="canteen", title="食堂", code="ST", noun="食堂")})


def test_sample_data_are_marked_and_go_only_after_the_person_said_so(qtbot, tmp_path, mould) -> None:
    sample = tmp_path / "sample"
    workspace, _ = set_up(sample, PASSPHRASE, Newcomer(person="林晓", demo=True), pace=CHEAP)
    workspace.close()
    (sample / "别人的文件.txt").write_text("x")
    window = Window(sample, CHEAP)
    window.show()
    come_in(qtbot, window)
    assert window.findChild(QWidget, "ribbon").isVisible()
    window.findChild(QAbstractButton, "sampleClear").click()
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.findChild(QAbstractButton, "deed").click()
    qtbot.waitUntil(lambda: isinstance(window.gate().page, FirstRunPage))
    assert is_workspace(sample)
    answers = FirstRun(
        name="林晓",
        unit="",
        group="青麓组",
        group_code="",
        identity_file=None,
        folder=tmp_path / "own",
        sample=False,
        passphrase=PASSPHRASE,
    )
    begun = page(window, FirstRunPage)
    begun.answered.emit(answers)
    qtbot.waitUntil(lambda: window.keeper.made is not None, timeout=10_000)
    begun.completed.emit()
    qtbot.waitUntil(lambda: [path.name for path in sample.iterdir()] == ["别人的文件.txt"], timeout=10_000)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)


def test_a_note_of_a_crash_holds_nothing_people_wrote() -> None:
    typed = "张金丝雀的身份证号"
    try:
        int(typed)
    except ValueError as error:
        note = note_of(type(error), error.__traceback__)
    assert typed not in note
    assert "ValueError" in note
    assert "test_window.py" in note
    assert code_of(note).startswith("ValueError-test_window:")


def test_the_first_start_leaves_two_cards_to_finish(qtbot, tmp_path) -> None:
    window = Window(tmp_path / "new", CHEAP)
    window.show()
    begun = page(window, FirstRunPage)
    begun.answered.emit(
        FirstRun(
            name="林晓",
            unit="南江省总工会",
            group="青麓组",
            group_code="QL-1",
            identity_file=None,
            folder=tmp_path / "new",
            sample=False,
            passphrase=PASSPHRASE,
        )
    )
    qtbot.waitUntil(lambda: window.keeper.made is not None, timeout=10_000)
    begun.completed.emit()
    drafts = {draft.ledger: draft.texts for draft in window.sitting.store.drafts.all()}
    assert drafts["group"] == {"name": "青麓组", "code": "QL-1", "dispatch_union": "南江省总工会"}
    assert drafts["member"] == {"name": "林晓"}
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)


def test_ctrl_l_locks(qtbot, window) -> None:
    come_in(qtbot, window)
    with qtbot.waitSignal(window.locked, timeout=10_000):
        hands.ctrl(window, Qt.Key.Key_L)


def test_another_scale_makes_the_other_pages_anew(qtbot, window) -> None:
    come_in(qtbot, window)
    frame = window.sitting.frame
    frame.go("visit")
    frame.go("settings")
    before = frame.page("visit").page("visit")
    standard = before.table.columnWidth(0)
    window.sitting.apply_scale(TextScale.LARGEST)
    assert frame.page("visit").page("visit").table.columnWidth(0) > standard
    window.sitting.apply_scale(TextScale.STANDARD)
