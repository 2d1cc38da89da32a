"""Groups of records that are likely one thing, among those that are counted."""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.actions.books import books_in
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.books import books_of
from dundian_desktop.policy.duplicates import duplicates
from dundian_desktop.store.likeness import declare_distinct
from dundian_desktop.store.sameness import couple
from tests.devices import enterprise, save, site, worker


def test_what_is_alike_stands_together_oldest_first() -> None:
    one, two, three = (worker(mobile="13900001234") for _ in range(3))
    other = worker("王强", mobile="13900001234")
    assert duplicates(books_of([one, other, two, three]), Worker) == ((one, two, three),)


def test_a_chain_of_likeness_is_one_group() -> None:
    unit = enterprise()
    first = worker(mobile="13900001234")
    middle = worker(mobile="13900001234", enterprise=unit.id)
    last = worker(enterprise=unit.id)
    assert duplicates(books_of([first, middle, last]), Worker) == ((first, middle, last),)


def test_what_was_declared_different_stands_apart() -> None:
    one, two = enterprise("甲厂"), enterprise("甲厂")
    books = dc.replace(books_of([one, two]), distinct=frozenset({couple(one.id, two.id)}))
    assert duplicates(books, Enterprise) == ()


def test_the_books_of_a_store_know_what_was_declared_different(store) -> None:
    one, two = save(store, enterprise("甲厂")), save(store, enterprise("甲厂"))
    assert duplicates(books_in(store), Enterprise) == ((one, two),)
    with store.act() as act:
        declare_distinct(act, Enterprise, one.id, two.id)
    assert duplicates(books_in(store), Enterprise) == ()


def test_nothing_is_alike_in_a_ledger_that_declares_nothing() -> None:
    assert duplicates(books_of([site(), site()]), Site) == ()
    assert duplicates(books_of([]), Worker) == ()
