"""Two devices and files between them: what one writes the other holds, whatever happens to the stick on the way."""

from __future__ import annotations

import dataclasses as dc
import random

import pytest

from dundian_desktop.actions import exchange as acts
from dundian_desktop.actions.doctor import examine
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.incoming import open_for_us
from dundian_desktop.exchange.peers import find_peer, own_keys, peers
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.segment import pack_segment
from dundian_desktop.fields import Attachment
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store import logs
from dundian_desktop.store.conflicts import clashes
from dundian_desktop.store.history import history
from tests.devices import carry, exchange, member, save, site, trust, worker, written


@pytest.fixture
def pair(group_of):
    return group_of(2)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_what_one_writes_the_other_holds_down_to_the_digest(pair, stick) -> None:
    a, b = pair
    for make in (site, member, worker):
        save(a, make())
    assert carry(a, b, stick).operations == 3
    assert examine(a).digest == examine(b).digest
    assert examine(b).sound


def test_work_on_both_sides_becomes_one(pair, stick) -> None:
    a, b = pair
    here = save(a, site("甲园区"))
    carry(a, b, stick)
    save(a, dc.replace(here, address="东路1号"), here)
    there = b.reader.get(Site, here.id)
    save(b, dc.replace(there, contact="向秀英"), there)
    save(b, worker())
    exchange(a, b, stick)
    assert a.digest() == b.digest()
    both = a.reader.get(Site, here.id)
    assert (both.address, both.contact, both.meta.conflicts) == ("东路1号", "向秀英", ())


def test_reading_twice_changes_nothing(pair, stick) -> None:
    a, b = pair
    save(a, site())
    path = written(a, b, stick)
    first, digest = incoming.take(b, path), b.digest()
    again = incoming.take(b, path)
    assert (first.operations, again.operations, again.held, again.attachments) == (1, 0, 0, 0)
    assert b.digest() == digest
    assert "没有变化" in acts.told(b, again)


def test_a_preview_says_what_would_happen_and_changes_nothing(pair, stick) -> None:
    a, b = pair
    sha = a.attachments.put(b"photo")
    save(a, site(files=(Attachment(sha=sha, name="图.jpg"),)))
    path = written(a, b, stick)
    before = b.digest(), b.reader.totals()
    seen = incoming.preview(b, path)
    assert (b.digest(), b.reader.totals(), b.attachments.has(sha)) == (*before, False)
    taken = incoming.take(b, path)
    assert (seen.operations, seen.records, seen.conflicts) == (taken.operations, taken.records, taken.conflicts)


def test_the_same_field_changed_on_both_sides_keeps_both_values(pair, stick) -> None:
    a, b = pair
    record = save(a, site("原名"))
    carry(a, b, stick)
    save(a, dc.replace(record, name="甲定的"), record)
    save(b, dc.replace(record, name="乙定的"), b.reader.get(Site, record.id))
    assert carry(a, b, stick).conflicts == {"site": 1}
    carry(b, a, stick)
    for store in pair:
        assert store.reader.get(Site, record.id).meta.conflicts == ("name",)
        (clash,) = clashes(store.reader, Site, record.id)
        assert {rival.value: rival.device for rival in clash.rivals} == {
            "甲定的": a.device.hex(),
            "乙定的": b.device.hex(),
        }


def test_of_two_values_both_sides_show_the_later_one(pair, stick) -> None:
    a, b = pair
    record = save(a, site("原名"))
    carry(a, b, stick)
    for store, name in ((b, "先写的"), (a, "后写的")):
        save(store, dc.replace(record, name=name), store.reader.get(Site, record.id))
    exchange(a, b, stick)
    assert [store.reader.get(Site, record.id).name for store in pair] == ["后写的"] * 2
    assert clashes(b.reader, Site, record.id)[0].rivals[0].value == "后写的"


def test_settling_a_conflict_ends_it_on_both_sides(pair, stick) -> None:
    a, b = pair
    record = save(a, site("原名"))
    carry(a, b, stick)
    save(a, dc.replace(record, name="甲定的"), record)
    save(b, dc.replace(record, name="乙定的"), b.reader.get(Site, record.id))
    exchange(a, b, stick)
    with b.act() as act:
        act.settle(Site, record.id, "name", "甲定的")
    carry(b, a, stick)
    for store in pair:
        settled = store.reader.get(Site, record.id)
        assert (settled.name, settled.meta.conflicts) == ("甲定的", ())
    assert "乙定的" in [change.words for change in history(a.reader, Site, record.id)]


def test_the_same_change_on_both_sides_is_no_conflict(pair, stick) -> None:
    a, b = pair
    record = save(a, site("原名"))
    carry(a, b, stick)
    for store in pair:
        save(store, dc.replace(record, name="同一个"), store.reader.get(Site, record.id))
    exchange(a, b, stick)
    assert [store.reader.get(Site, record.id).meta.conflicts for store in pair] == [(), ()]


def test_an_edit_beside_a_deletion_survives(pair, stick) -> None:
    a, b = pair
    record = save(a, site("原名"))
    carry(a, b, stick)
    with a.act() as act:
        act.void(Site, record.id)
    save(b, dc.replace(record, notes="还在用"), b.reader.get(Site, record.id))
    exchange(a, b, stick)
    for store in pair:
        kept = store.reader.get(Site, record.id)
        assert (kept.meta.deleted, kept.notes) == (False, "还在用")


def test_a_deletion_travels_and_can_be_taken_back_there(pair, stick) -> None:
    a, b = pair
    record = save(a, site())
    with a.act() as act:
        act.void(Site, record.id)
    carry(a, b, stick)
    assert b.reader.get(Site, record.id).meta.deleted
    with b.act() as act:
        act.restore(Site, record.id)
    carry(b, a, stick)
    assert not a.reader.get(Site, record.id).meta.deleted


def test_each_adds_to_a_set_without_a_clash(pair, stick) -> None:
    a, b = pair
    record = save(a, worker(tags=("T01",)))
    carry(a, b, stick)
    save(a, dc.replace(record, tags=("T01", "T02")), record)
    save(b, dc.replace(record, tags=("T01", "T03")), b.reader.get(Worker, record.id))
    exchange(a, b, stick)
    assert [set(store.reader.get(Worker, record.id).tags) for store in pair] == [{"T01", "T02", "T03"}] * 2


def test_history_names_the_device_that_wrote(pair, stick) -> None:
    a, b = pair
    record = save(a, site("原名"))
    carry(a, b, stick)
    save(b, dc.replace(record, name="新名"), b.reader.get(Site, record.id))
    carry(b, a, stick)
    changes = history(a.reader, Site, record.id)
    assert changes[0].device == a.device.hex()
    assert (changes[-1].device, changes[-1].words) == (b.device.hex(), "新名")


def test_attachments_travel_once(pair, stick) -> None:
    a, b = pair
    content = random.Random(7).randbytes(2_500_000)
    sha = a.attachments.put(content)
    save(a, site(files=(Attachment(sha=sha, name="大图.jpg"),)))
    assert carry(a, b, stick).attachments == 1
    assert b.attachments.read(sha) == content
    carry(b, a, stick)
    save(a, worker())
    assert outgoing.send(a, find_peer(a, b.device.hex()), stick).attachments == 0


def test_an_attachment_that_was_lost_is_asked_for_and_comes(pair, stick) -> None:
    a, b = pair
    sha = a.attachments.put(b"photo")
    save(a, site(files=(Attachment(sha=sha, name="图.jpg"),)))
    carry(a, b, stick)
    for path in (b.folder / "blobs").rglob("*"):
        if path.is_file():
            path.unlink()
    exchange(b, a, stick)
    assert b.attachments.read(sha) == b"photo"


def test_a_bundle_for_somebody_else_is_refused(group_of, stick) -> None:
    a, b, c = group_of(3)
    save(a, site())
    with pytest.raises(BundleError) as refused:
        incoming.take(c, written(a, b, stick))
    assert refused.value.refusal in {Refusal.NOT_FOR_US, Refusal.DAMAGED}
    assert c.reader.totals() == (0, 0)


def test_a_bundle_of_a_device_nobody_vouched_for_is_refused(yard, stick) -> None:
    a, b = yard.workspace("A").store, yard.workspace("B").store
    trust(a, b)
    save(a, site())
    with pytest.raises(BundleError) as refused:
        incoming.take(b, written(a, b, stick))
    assert refused.value.refusal is Refusal.UNKNOWN_SIGNER


def test_ones_own_bundle_is_refused_with_its_own_words(pair, stick) -> None:
    a, b = pair
    save(a, site())
    with pytest.raises(BundleError) as refused:
        incoming.take(a, written(a, b, stick))
    assert refused.value.refusal is Refusal.OUR_OWN


def test_nobody_goes_on_with_the_log_of_another(group_of, stick, monkeypatch) -> None:
    """A trusted device signs, in its own name, operations into the log of the reader's friend."""
    a, b, c = group_of(3)
    save(a, site("真的"))
    for reader in (b, c):
        carry(a, reader, stick)
    _forge(c, a.log)
    before = b.digest()
    with pytest.raises(BundleError) as refused:
        incoming.take(b, written(c, b, stick))
    assert refused.value.refusal is Refusal.FORGED
    assert b.digest() == before


def test_nobody_goes_on_with_the_log_of_the_reader(group_of, stick) -> None:
    a, _, c = group_of(3)
    save(a, site("真的"))
    carry(a, c, stick)
    _forge(c, a.log)
    before = a.digest()
    with pytest.raises(BundleError):
        incoming.take(a, written(c, a, stick))
    assert a.digest() == before


def test_nobody_begins_the_log_of_the_reader(group_of, stick) -> None:
    a, _, c = group_of(3)
    save(c, site("假的"))
    outgoing.seal_segments(c, own_keys(c))
    with c.writing() as connection:
        blob = _resigned(c, a.log, 0)
        connection.execute("UPDATE segment SET log=?, blob=?", (a.log, blob))
    with pytest.raises(BundleError):
        incoming.take(a, written(c, a, stick))
    assert a.reader.totals() == (0, 0)


def test_a_log_cut_from_two_hands_is_refused_also_where_nobody_knew_it(group_of, stick) -> None:
    a, b, c = group_of(3)
    save(a, site("真的"))
    carry(a, c, stick)
    _forge(c, a.log)
    with pytest.raises(logs.StrangeAuthorError):
        incoming.take(b, written(c, b, stick))
    assert b.reader.totals() == (0, 0)


def _forge(forger, log: bytes) -> None:
    """Let a device keep a segment of another's log that it signed itself, to be sent on like a true one."""
    save(forger, site("假的"))
    outgoing.seal_segments(forger, own_keys(forger))
    with forger.writing() as connection:
        blob = _resigned(forger, log, logs.vector(forger.reader)[log])
        seq = logs.vector(forger.reader)[log] + 1
        connection.execute(
            "UPDATE segment SET log=?, lo=?, hi=?, blob=? WHERE log=?", (log, seq, seq, blob, forger.log)
        )


def _resigned(forger, log: bytes, last: int) -> bytes:
    ((body,),) = forger.reader.rows("SELECT o.body FROM op o JOIN log l ON l.n=o.log WHERE l.id=?", (forger.log,))
    head = logs.heads(forger.reader).get(log, bytes(32))
    return pack_segment(log, last + 1, [body], head, own_keys(forger))


def test_no_altered_byte_and_no_lost_end_is_ever_accepted(pair, stick) -> None:
    """2,000 single-byte mutations and 200 truncations: none accepted, nothing stray, nothing changed."""
    a, b = pair
    save(a, site())
    save(a, worker())
    whole = written(a, b, stick).read_bytes()
    chance, before, spoilt = random.Random(20261122), b.digest(), stick / "spoilt.dundian"
    refusals = set()
    for number in range(2200):
        refusals.add(_refusal(b, spoilt, _spoil(whole, chance, cut=number >= 2000)))
    assert None not in refusals
    assert b.digest() == before
    assert b.reader.totals() == (0, 0)


def _spoil(whole: bytes, chance: random.Random, *, cut: bool) -> bytes:
    place = chance.randrange(len(whole))
    if cut:
        return whole[:place]
    return whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :]


def _refusal(store, path, data: bytes) -> Refusal | None:
    path.write_bytes(data)
    try:
        open_for_us(store, path)
    except BundleError as error:
        return error.refusal
    return None


def test_a_spoilt_bundle_is_refused_by_the_import_itself(pair, stick) -> None:
    a, b = pair
    save(a, site())
    whole = written(a, b, stick).read_bytes()
    spoilt = stick / "spoilt.dundian"
    for place in range(0, len(whole), len(whole) // 12):
        spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(BundleError):
            acts.take_bundle(b, spoilt)
    assert b.reader.totals() == (0, 0)


def test_a_word_that_says_a_stranger_is_trusted_is_not_taken_from_a_bundle(group_of, stick, yard) -> None:
    a, b = group_of(2)
    d = yard.workspace("D").store
    trust(a, d)
    save(a, site())
    carry(a, b, stick)
    assert {peer.id: peer.known.trusted for peer in peers(b)} == {a.device: True, d.device: False}
