"""What looks at every record: 今日工作台 and `dundian check`; beside raw SQL that reads the same rows.

Each is taken in a file just opened, where everything must be read; again with nothing changed; and again after a visit
was saved. The page counts from being shown until its facts stand and it is painted; the check is the act behind the
command, and then the command itself: a process with its start and its imports. The baseline selects all columns of all
living rows of the same encrypted file and makes no records of them: through a fresh connection beside the first time,
through one that has read them before beside the others.
"""

from __future__ import annotations

import contextlib
import dataclasses as dc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QEventLoop, SignalInstance
from PySide6.QtWidgets import QApplication

from bench.figures import Figure, Spent, against, forget_height, height, spent, standing
from bench.places import PASSPHRASE, scratch
from bench.shelf import made_of_all
from dundian_desktop import clock
from dundian_desktop.actions.check import check_stint
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.visit import ANONYMOUS, Visit
from dundian_desktop.store.database import Connection, connect
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import open_workspace
from ui import style
from ui.desk import Desk
from ui.tasks import Tasks
from ui.today_page import TodayPage

SIZE = 20_000
MOST_PAGE_MS, MOST_CHECK_MS = 300, 1000
_TIMES = 5

Work: TypeAlias = Callable[[], object]
Lend: TypeAlias = Callable[[Store], AbstractContextManager[Work]]
"""Lends the work that is measured in an open store."""


def measure(size: int = SIZE) -> list[Figure]:
    """Read all ledgers, show the first page, look the stint over."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    style.before_start()
    app = QApplication([])
    style.speak_chinese(app)
    style.dress(app)
    with scratch() as folder:
        place = made_of_all(folder, size)
        figures = [
            *_measured(place, "reading all ledgers", _reading, MOST_PAGE_MS),
            _opened(place, "今日工作台: what is due, figures, calendar: first", _showing("gathered"), MOST_PAGE_MS),
            *_measured(place, "今日工作台 with what the checks find", _showing("looked_over"), MOST_PAGE_MS),
            *_measured(place, "dundian check", _checking, MOST_CHECK_MS),
            _command(place),
        ]
    app.quit()
    return figures


def _opened(place: Path, name: str, lend: Lend, most: int) -> Figure:
    """Give the figure of one thing in a file just opened."""
    found = [_first(place, lend) for _ in range(_TIMES)]
    ours, raw = _least([took for took, _, _ in found]), _least([its for _, its, _ in found])
    made = against(name, ours, raw, "raw SQL", wanted=f"≤ {most} ms", met=ours.wall <= most)
    return dc.replace(made, memory=max(memory for _, _, memory in found))


def _measured(place: Path, name: str, lend: Lend, most: int) -> list[Figure]:
    """Give the three figures of one thing; the least of several times, since other programs share the cores."""

    def figure(when: str, ours: Spent, raw: Spent) -> Figure:
        wanted = f"≤ {most} ms"
        return against(f"{name}: {when}", ours, raw, "raw SQL", wanted=wanted, met=ours.wall <= most)

    with open_workspace(place, PASSPHRASE) as workspace, lend(workspace.store) as work:
        store = workspace.store
        name = f"{name}, {_count(store)} records, {len(store.kinds)} ledgers"
        raw = spent(lambda: _raw_rows(store), _TIMES)
        work()
        again = spent(work, _TIMES)
        saved = _after_saves(store, work)
    first = _opened(place, f"{name}: first", lend, most)
    return [first, figure("again", again, raw), figure("after a save", saved, raw)]


def _command(place: Path) -> Figure:
    """Give what the whole command takes, from its start to its end; the passphrase costs next to nothing here."""
    secret = place.parent / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    words = [sys.executable, "-m", "dundian_desktop.cli", "--workspace", place, "--passphrase-file", secret, "check"]
    with open_workspace(place, PASSPHRASE) as workspace:
        raw = spent(lambda: _raw(workspace.store), _TIMES)
    took = _least([_ran(words) for _ in range(_TIMES)])
    wanted = f"≤ {MOST_CHECK_MS} ms"
    return against(
        "dundian check: the whole command", took, raw, "raw SQL", wanted=wanted, met=took.wall <= MOST_CHECK_MS
    )


def _ran(words: Sequence[str | Path]) -> Spent:
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    after, ends = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu=1000 * cpu, wall=1000 * (ends - wall))


def _first(place: Path, lend: Lend) -> tuple[Spent, Spent, float]:
    """Open the file, and give what the work takes in it, what raw SQL takes, and the memory of the work."""
    with open_workspace(place, PASSPHRASE) as workspace, lend(workspace.store) as work:
        raw = spent(lambda: _raw(workspace.store))
        before = standing()
        forget_height()
        took = spent(work)
        return took, raw, height() - before


def _after_saves(store: Store, work: Work) -> Spent:
    someone = store.reader.list(Query(kind=Member))[0].id
    visit = Visit.of(visited_on=clock.today(), way="1", visitors=(someone,), consent=ANONYMOUS)
    took: list[Spent] = []
    for number in range(_TIMES):
        with store.act() as act:
            visit = act.save(dc.replace(visit, comfort_goods=f"米{number}袋"))
        took.append(spent(work))
    return _least(took)


def _least(some: list[Spent]) -> Spent:
    return Spent(cpu=min(one.cpu for one in some), wall=min(one.wall for one in some))


def _count(store: Store) -> int:
    return sum(store.reader.count(Query(kind=kind)) for kind in store.kinds.values())


def _raw(store: Store) -> None:
    connection: Connection = connect(store.folder / "ledger.db", store.key.dek, read_only=True)
    for table in store.kinds:
        connection.execute(f'SELECT * FROM "{table}" WHERE deleted=0').fetchall()
    connection.close()


def _raw_rows(store: Store) -> None:
    for table in store.kinds:
        store.reader.rows(f'SELECT * FROM "{table}" WHERE deleted=0')


# -- what is measured


@contextlib.contextmanager
def _reading(store: Store) -> Generator[Work]:
    """Only make records of the rows, to which the others add their figures and rules."""
    yield lambda: [store.shelves.of(table) for table in store.kinds]


def _showing(signal: str) -> Lend:
    """Give the work of showing the first page until it says this."""

    @contextlib.contextmanager
    def lend(store: Store) -> Generator[Work]:
        desk = Desk(store, Tasks())
        page = TodayPage(desk)
        page.resize(1280, 800)
        told: SignalInstance = getattr(page, signal)

        def work() -> None:
            loop = QEventLoop()
            told.connect(loop.quit)
            if page.isVisible():
                page.refresh()
            else:
                page.show()
            loop.exec()
            told.disconnect(loop.quit)
            page.grab()

        yield work
        page.close()
        desk.tasks.close()

    return lend


@contextlib.contextmanager
def _checking(store: Store) -> Generator[Work]:
    yield lambda: check_stint(store)
