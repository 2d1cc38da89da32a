"""What a bundle or a sheet brings that is likely there already is told when it is taken in."""

from __future__ import annotations

import datetime as dt

from dundian_desktop.actions.exchange import told
from dundian_desktop.actions.sheets import read_pasted, take_rows
from dundian_desktop.exchange import incoming
from dundian_desktop.ledgers.hardship_lead import HardshipLead
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store import merging
from tests.devices import carry, save, site, worker, written


def test_taking_a_bundle_in_tells_what_is_likely_there_twice_now(group_of, tmp_path) -> None:
    a, b = group_of(2)
    save(a, worker(mobile="13900001234"))
    save(b, worker(mobile="13900001234"))
    seen = incoming.preview(b, path := written(a, b, tmp_path / "out"))
    assert seen.alike == incoming.take(b, path).alike == {"worker": 1}
    assert "疑似重复1条：职工名册1条" in told(b, seen)
    save(a, site())
    assert carry(a, b, tmp_path / "later").alike == {}


def test_a_link_left_behind_by_a_merge_is_told(group_of, tmp_path) -> None:
    a, b = group_of(2)
    one, other = save(a, worker(notes="甲")), save(a, worker())
    carry(a, b, tmp_path / "out")
    with a.act() as act:
        merging.merge(act, a.kinds, Worker, one.id, other.id)
    save(b, HardshipLead(worker=other.id, found_on=dt.date(2026, 5, 6)))
    assert carry(b, a, tmp_path / "back").alike == {"worker": 1}


def test_rows_of_a_sheet_that_are_likely_there_already_are_told(store) -> None:
    save(store, worker(mobile="13900001234"))
    block = "姓名\t职工类别\t手机号\n向秀英\t一线产业工人\t13900001234\n王强\t一线产业工人\t13900001235\n"
    taken = take_rows(store, read_pasted(store, Worker, block))
    assert (taken.added, taken.alike) == (2, 1)
