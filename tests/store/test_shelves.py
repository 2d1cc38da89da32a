"""Whole ledgers in memory: as they are now, and read again only where they changed."""

from __future__ import annotations

import dataclasses as dc

import pytest

from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.toolkit_document import ToolkitDocument
from dundian_desktop.store.guard import gate_opened
from dundian_desktop.store.reader import Reader
from tests.devices import carry, member, save, site


@pytest.fixture
def numbered(monkeypatch):
    """Give the surrogates of records that were read one by one so far."""
    asked: list[int] = []
    read = Reader.numbered
    monkeypatch.setattr(
        Reader, "numbered", lambda self, kind, numbers: asked.extend(numbers) or read(self, kind, numbers)
    )
    return asked


def names(store) -> list[str]:
    return [one.name for one in store.shelves.of("site")]


def test_a_shelf_holds_the_living_oldest_first(store) -> None:
    one, two, three = (save(store, site(name)) for name in "甲乙丙")
    with store.act() as act:
        act.void(Site, two.id)
    assert store.shelves.of("site") == (one, three)


def test_a_record_on_a_shelf_is_the_record_as_it_is_read_alone(store) -> None:
    saved = save(store, member())
    (found,) = store.shelves.of("member")
    assert (found, found.meta) == (saved, store.reader.get(type(saved), saved.id).meta)


def test_every_act_is_seen_at_once(store) -> None:
    seen = [names(store)]
    record = save(store, site("甲"))
    seen.append(names(store))
    save(store, dc.replace(record, name="乙"), record)
    seen.append(names(store))
    store.undo(*store.last_act())
    seen.append(names(store))
    with store.act() as act:
        act.void(Site, record.id)
    seen.append(names(store))
    with store.act() as act:
        act.restore(Site, record.id)
    assert [*seen, names(store)] == [[], ["甲"], ["乙"], ["甲"], [], ["甲"]]


def test_what_a_bundle_brings_is_seen(group_of, tmp_path) -> None:
    here, there = group_of(2)
    record = save(here, site("甲"))
    carry(here, there, tmp_path / "one")
    assert names(there) == ["甲"]
    save(here, dc.replace(record, name="乙"), record)
    carry(here, there, tmp_path / "two")
    assert names(there) == ["乙"]


def test_a_conflict_that_comes_in_is_seen(group_of, tmp_path) -> None:
    here, there = group_of(2)
    record = save(here, site("甲"))
    carry(here, there, tmp_path / "one")
    for store, name in ((here, "乙"), (there, "丙")):
        save(store, dc.replace(record, name=name), record)
    assert there.shelves.of("site")[0].meta.conflicts == ()
    carry(here, there, tmp_path / "two")
    assert there.shelves.of("site")[0].meta.conflicts == ("name",)


def test_the_great_repair_leaves_the_shelves_as_they_were(store) -> None:
    save(store, site("甲"))
    before = store.shelves.of("site")
    store.rebuild()
    assert store.shelves.of("site") == before == tuple(store.reader.living(Site).values())


def test_only_what_changed_is_read_again(store, numbered) -> None:
    _, two, _ = (save(store, site(name)) for name in "甲乙丙")
    before = store.shelves.of("site")
    save(store, dc.replace(two, name="丁"), two)
    numbered.clear()
    after = store.shelves.of("site")
    assert [a is b for a, b in zip(after, before, strict=True)] == [True, False, True]
    assert numbered == [store.reader.number_of(Site, two.id)]


def test_a_shelf_that_did_not_change_is_the_same_shelf(store) -> None:
    save(store, site())
    before = store.shelves.of("site")
    save(store, member())
    assert store.shelves.of("site") is before


def test_revisions_are_not_looked_at_while_nothing_was_committed(store, monkeypatch) -> None:
    save(store, site())
    store.shelves.of("site")
    monkeypatch.setattr(Reader, "revisions", None)
    assert len(store.shelves.of("site")) == 1


def test_one_look_stays_as_it_was(store) -> None:
    save(store, site("甲"))
    look = store.shelves.now()
    assert [one.name for one in look["site"]] == ["甲"]
    save(store, site("乙"))
    assert [one.name for one in look["site"]] == ["甲"]
    assert names(store) == ["甲", "乙"]


def test_a_look_knows_every_ledger_and_reads_those_asked_for(store, monkeypatch) -> None:
    read: list[str] = []
    living = Reader.living
    monkeypatch.setattr(Reader, "living", lambda self, kind: read.append(kind.ledger.table) or living(self, kind))
    look = store.shelves.now()
    assert list(look) == list(store.kinds)
    assert look["site"] == look["site"] == ()
    assert read == ["site"]


def test_a_look_has_no_ledger_that_is_not_declared(store) -> None:
    assert store.shelves.now().get("nowhere", ()) == ()


@pytest.mark.parametrize(
    "words", ['"', "\\", "\n\t", "\x00a\x1f", "\x7f\u2028\ufeff", "😀𠮷", "[1,null]", "\\u0041", " "]
)
def test_words_are_read_letter_by_letter(store, words) -> None:
    """Whatever a stranger's program may have written; a person cannot type all of it."""
    id = save(store, site("甲")).id
    with store.writing() as connection, gate_opened(connection):
        connection.execute("UPDATE site SET name=? WHERE id=?", (words, id))
    assert [one.name for one in store.reader.living(Site).values()] == [words]
    assert store.reader.get(Site, id).name == words


def test_whole_papers_are_read_as_they_are_kept(store) -> None:
    some = [save(store, ToolkitDocument(title=name, text=f"第一条 {name}\n第二条")) for name in "甲乙"]
    assert store.shelves.of("toolkit_document") == tuple(some)
    assert list(store.reader.living(ToolkitDocument).values()) == some
