"""One incident at once: a bundle that carries nothing else; and what is kept apart never meets the ordinary file."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt

import pytest

from dundian_desktop.actions import apart
from dundian_desktop.errors import RecordError, UserError
from dundian_desktop.exchange import flash, incoming, outgoing
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.ledgers.apart_mark import ApartMark
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.store.act import Act
from dundian_desktop.store.passphrase import Pace
from dundian_desktop.store.query import Query
from dundian_desktop.store.workspace import open_workspace
from tests.devices import carry, save, worker, written

SECRET = "另有 一句 不同的 口令"  # noqa: S105 - opens nothing but what tests made
CHEAP = Pace(rounds=1, memory=1024, lanes=1)
AT = dt.datetime(2026, 5, 11, 1, 40, tzinfo=dt.UTC)
PDF = b"%PDF-1.7 page"


def incident(**more: object) -> Incident:
    lawful = {"learned_at": AT, "place": "启晟新材料", "category": "R01", "brief": "一季度绩效工资拖欠"}
    return Incident.of(**{**lawful, **more})


@pytest.fixture
def pair(yard):
    return yard.group(2)


@pytest.fixture
def room(pair):
    """Give a device with its file apart open."""
    workspace, _ = apart.make_apart(pair[0], SECRET, pace=CHEAP)
    yield pair[0], workspace
    workspace.close()


def sent(one, other, record, folder):
    return flash.send_flash(one, find_peer(one, other.device.hex()), record, PDF, folder).path


def test_a_flash_carries_the_record_and_its_page_and_nothing_else(pair, tmp_path) -> None:
    one, other = pair
    save(one, worker("不该带走的人"))
    found = flash.read_flash(other, sent(one, other, save(one, incident()), tmp_path))
    assert found.told.parts["brief"] == "一季度绩效工资拖欠"
    assert (found.pdf, found.known) == (PDF, False)
    assert [other.reader.count(Query(kind=kind)) for kind in other.kinds.values()] == [0] * len(other.kinds)


def test_the_record_that_follows_is_the_same_one(pair, tmp_path) -> None:
    one, other = pair
    record = save(one, incident())
    path = sent(one, other, record, tmp_path)
    carry(one, other, tmp_path / "stick")
    assert flash.read_flash(other, path).known
    assert [one.id for one in other.reader.list(Query(kind=Incident))] == [record.id]


def test_a_flash_is_no_bundle_and_a_bundle_no_flash(pair, tmp_path) -> None:
    one, other = pair
    path = sent(one, other, save(one, incident()), tmp_path)
    with pytest.raises(BundleError) as told:
        incoming.take(other, path)
    assert told.value.refusal is Refusal.FLASH
    with pytest.raises(BundleError):
        flash.read_flash(other, written(one, other, tmp_path / "stick"))


def test_a_damaged_flash_is_refused(pair, tmp_path) -> None:
    one, other = pair
    path = sent(one, other, save(one, incident()), tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BundleError):
        flash.read_flash(other, path)


def test_political_safety_is_refused_in_the_ordinary_file_and_the_rest_in_the_other(room) -> None:
    store, workspace = room
    with pytest.raises(UserError, match="另行保管"):
        save(store, incident(category="R07"))
    with pytest.raises(UserError, match="平时的台账"):
        save(workspace.store, incident())


def test_what_is_kept_apart_leaves_only_a_day_in_the_ordinary_file(room) -> None:
    store, workspace = room
    apart.save_apart(store, workspace, incident(category="R07", brief="不能外传的一句话"))
    assert [one.day for one in store.reader.list(Query(kind=ApartMark))] == [dt.date(2026, 5, 11)]
    assert store.search("不能外传") == []
    everything = [store.reader.rows("SELECT body FROM op"), store.reader.rows("SELECT body FROM vault")]
    assert all("不能外传的一句话".encode() not in body for rows in everything for (body,) in rows)


def test_a_changed_day_moves_the_mark_and_makes_no_second(room) -> None:
    store, workspace = room
    saved = apart.save_apart(store, workspace, incident(category="R07"))
    apart.save_apart(store, workspace, dc.replace(saved, learned_at=AT + dt.timedelta(days=2)), saved)
    assert [one.day for one in store.reader.list(Query(kind=ApartMark))] == [dt.date(2026, 5, 13)]


def test_a_mark_lost_on_the_way_comes_back_at_the_next_opening(pair) -> None:
    store = pair[0]
    workspace, _ = apart.make_apart(store, SECRET, pace=CHEAP)
    save(workspace.store, incident(category="R07"))
    workspace.close()
    assert store.reader.count(Query(kind=ApartMark)) == 0
    apart.open_apart(store, SECRET).close()
    assert store.reader.count(Query(kind=ApartMark)) == 1


def test_the_mark_of_a_deleted_incident_goes_and_comes_back_with_it(room) -> None:
    store, workspace = room
    saved = apart.save_apart(store, workspace, incident(category="R07"))
    for deed, left in ((Act.void, 0), (Act.restore, 1)):
        with workspace.store.act() as act:
            deed(act, Incident, saved.id)
        apart.mark_all(store, workspace.store)
        assert store.reader.count(Query(kind=ApartMark)) == left


def test_the_ordinary_passphrase_does_not_open_it(pair) -> None:
    from tests.devices import PASSPHRASE

    workspace, _ = apart.make_apart(pair[0], SECRET, pace=CHEAP)
    workspace.close()
    with pytest.raises(UserError):
        open_workspace(apart.folder_apart(pair[0]), PASSPHRASE)


def test_what_is_kept_apart_travels_from_one_file_apart_into_the_other_only(room, pair, tmp_path) -> None:
    store, workspace = room
    other = pair[1]
    apart.save_apart(store, workspace, incident(category="R07"))
    peer = find_peer(workspace.store, other.device.hex())
    path = outgoing.send(workspace.store, peer, tmp_path).files[0].path
    with pytest.raises(BundleError) as told:
        incoming.take(other, path)
    assert told.value.refusal is Refusal.KEPT_APART
    there, _ = apart.make_apart(other, SECRET, pace=CHEAP)
    incoming.take(there.store, path)
    assert there.store.reader.count(Query(kind=Incident)) == 1
    there.close()


def test_an_ordinary_bundle_stays_out_of_the_file_apart(room, pair, tmp_path) -> None:
    _, workspace = room
    path = written(pair[1], pair[0], tmp_path / "stick")
    with pytest.raises(BundleError) as told:
        incoming.take(workspace.store, path)
    assert told.value.refusal is Refusal.NOT_APART


def test_a_state_secret_is_refused_with_its_reason_and_leaves_nothing(pair) -> None:
    store = pair[0]
    before = store.digest()
    with pytest.raises(RecordError, match="国家秘密不得录入"):
        save(store, incident(secrecy="3"))
    assert store.digest() == before
    assert "国家秘密" in Incident.unkept({"secrecy": "机密", "brief": "某事"})
    assert Incident.unkept({"secrecy": "内部", "brief": "某事"}) == ""
