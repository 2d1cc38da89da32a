"""Opening a ledger of many rows: the window's model until the first page is drawn; beside raw SQL for the same page.

The baseline reads all ids and the first rows of the same encrypted file, and makes no records and no words of them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop

from bench.figures import Figure, Spent, against, forget_height, height, spent, standing
from bench.places import PASSPHRASE, scratch
from bench.shelf import made
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.store.database import Connection, connect
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import open_workspace
from ui.desk import Desk
from ui.record_model import RecordModel
from ui.tasks import Tasks
from ui.wanted import Wanted

SIZE, SCREEN = 100_000, 50
MOST_MS, MOST_MB = 1000, 60
ORDERS = {
    "newest first": ((), "n DESC"),
    "by day": ((("day", True),), '"day" DESC, n DESC'),
}


def measure(size: int = SIZE) -> list[Figure]:
    """Open a ledger of diaries in two orders."""
    with scratch() as folder:
        place = made(folder, size, indexed=False)
        app = QCoreApplication([])
        figures = [_opened(place, size, name) for name in ORDERS]
        app.quit()
        return figures


def _opened(place: Path, size: int, order: str) -> Figure:
    named, sql = ORDERS[order]
    with open_workspace(place, PASSPHRASE) as workspace:
        store = workspace.store
        before = standing()
        forget_height()
        ours = _first_page(store, Query(kind=Diary, order=named), size)
        memory = height() - before
        raw = spent(lambda: _raw_page(place, store.key.dek, sql))
    return against(
        f"list of {size}, {order}: open and first page",
        ours,
        raw,
        "raw SQL",
        memory=memory,
        wanted=f"≤ {MOST_MS} ms, +{MOST_MB} MB",
        met=ours.wall <= MOST_MS and memory <= MOST_MB,
    )


def _first_page(store: Store, query: Query, size: int) -> Spent:
    desk = Desk(store, Tasks())
    model = RecordModel(desk, query.kind)
    words: list[str] = []

    def work() -> None:
        loop = QEventLoop()
        model.arrived.connect(loop.quit)
        model.show(Wanted(query=query))
        if not model.rowCount():
            loop.exec()
        words.extend(model.words(row, column) for row in range(SCREEN) for column in range(model.columnCount()))

    took = spent(work)
    if model.rowCount() != size or not any(words):
        raise AssertionError("the list must stand")
    desk.tasks.close()
    return took


def _raw_page(place: Path, key: bytes, order: str) -> None:
    connection: Connection = connect(place / "ledger.db", key, read_only=True)
    ids = connection.execute(f"SELECT n FROM diary WHERE deleted=0 ORDER BY {order}").fetchall()
    marks = ",".join("?" * SCREEN)
    numbers = [n for (n,) in ids[:SCREEN]]
    connection.execute(f"SELECT * FROM diary WHERE n IN ({marks})", numbers).fetchall()
    connection.close()
