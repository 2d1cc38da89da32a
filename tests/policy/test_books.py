"""`Books`: what figures and checks read, from records in hand or from a store that is read when it is asked."""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.actions.books import books_in
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import books_of
from dundian_desktop.store.reader import Reader
from tests.devices import save, site, worker
from tests.policy.stints import W1, W2, W3, visit


def test_a_record_is_found_by_its_id_in_its_ledger() -> None:
    books = books_of((W1, W2, W3, visit("06-01")))
    assert books.find(Worker, W2.id) is W2
    assert [books.find(kind, wanted) for kind, wanted in ((Visit, W2.id), (Worker, "f" * 32), (Worker, None))] == [
        None,
        None,
        None,
    ]


def test_finding_many_looks_through_a_ledger_once() -> None:
    class Counted(tuple):
        walks = 0

        def __iter__(self):
            Counted.walks += 1
            return super().__iter__()

    books = dc.replace(books_of(()), shelves={"worker": Counted((W1, W2, W3))})
    assert [books.find(Worker, one.id) for one in (W1, W2, W3, W1)] == [W1, W2, W3, W1]
    assert Counted.walks == 1


def test_what_is_made_once_is_made_once_and_for_these_books_only() -> None:
    made: list[int] = []
    books, other = books_of((W1,)), books_of((W1,))
    for some in (books, books, other):
        some.once("count", lambda: made.append(1) or len(made))
    assert made == [1, 1]
    assert books == other


def test_books_of_a_store_hold_its_living_records(store) -> None:
    kept, gone = save(store, site("甲")), save(store, site("乙"))
    card = save(store, worker())
    with store.act() as act:
        act.void(Site, gone.id)
    books = books_in(store)
    assert (books.of(Site), books.of(Worker), books.of(Visit)) == ((kept,), (card,), ())
    assert (books.find(Site, kept.id), books.find(Site, gone.id)) == (kept, None)


def test_books_of_a_store_read_the_ledgers_that_are_asked_for_and_once(store, monkeypatch) -> None:
    save(store, site())
    read: list[str] = []
    living = Reader.living
    monkeypatch.setattr(Reader, "living", lambda self, kind: read.append(kind.ledger.table) or living(self, kind))
    assert [len(books_in(store).of(Site)) for _ in "一二"] == [1, 1]
    assert read == ["site"]


def test_new_books_see_what_was_saved_since_and_old_ones_do_not(store) -> None:
    record = save(store, site("甲"))
    old = books_in(store)
    assert old.find(Site, record.id) == record
    changed = save(store, dc.replace(record, name="乙"), record)
    assert (old.find(Site, record.id), books_in(store).find(Site, record.id)) == (record, changed)


def test_what_was_made_of_a_ledger_is_kept_until_it_changes(store) -> None:
    made: list[int] = []

    def count() -> int:
        shelf = books_in(store).of(Site)
        return books_in(store).of_shelf(shelf, "how many", lambda: made.append(len(shelf)) or len(shelf))

    one = save(store, site("甲"))
    assert [count(), count()] == [1, 1]
    save(store, worker())
    assert (count(), made) == (1, [1])
    save(store, dc.replace(one, name="乙"), one)
    save(store, site("丙"))
    assert (count(), made) == (2, [1, 2])


def test_what_was_made_of_records_in_hand_is_told_apart_by_their_ledger() -> None:
    books = books_of([site("甲"), worker()])
    assert [books.of_shelf(books.of(kind), "first", lambda k=kind: books.of(k)[0]) for kind in (Site, Worker)] == [
        books.of(Site)[0],
        books.of(Worker)[0],
    ]
