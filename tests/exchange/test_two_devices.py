"""Two laptops and a stick: what one writes the other reads, in any order, once or ten times, whole or not at all."""

from __future__ import annotations

import dataclasses as dc
import random

import pytest

from dundian_desktop.actions import exchange as acts
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.exchange.refusals import BundleError
from dundian_desktop.fields import Attachment
from dundian_desktop.ledgers.site import Site
from tests.devices import carry, exchange, save, site, written

MUTATIONS, CUTS = 2_000, 200


@pytest.fixture
def two(group_of):
    return group_of(2)


def test_what_one_wrote_the_other_reads(two, tmp_path):
    a, b = two
    save(a, site("经开区"))
    assert carry(a, b, tmp_path / "stick").operations == 1
    assert a.digest() == b.digest()


def test_both_write_and_exchange_and_agree(two, tmp_path):
    a, b = two
    first = save(a, site("经开区"))
    carry(a, b, tmp_path / "stick")
    save(a, dc.replace(first, address="一号楼"), first)
    theirs = b.reader.get(Site, first.id)
    save(b, dc.replace(theirs, contact="李四"), theirs)
    exchange(a, b, tmp_path / "stick")
    assert a.digest() == b.digest()
    assert (a.reader.get(Site, first.id).address, a.reader.get(Site, first.id).contact) == ("一号楼", "李四")


def test_reading_twice_changes_nothing(two, tmp_path):
    a, b = two
    save(a, site("经开区"))
    path = written(a, b, tmp_path / "stick")
    incoming.take(b, path)
    before = b.digest()
    assert incoming.take(b, path).operations == 0
    assert b.digest() == before


def test_a_preview_changes_nothing_and_tells_the_truth(two, tmp_path):
    a, b = two
    save(a, site("经开区"))
    path = written(a, b, tmp_path / "stick")
    before, seen = b.digest(), incoming.preview(b, path)
    assert b.digest() == before
    assert incoming.take(b, path).operations == seen.operations == 1


def test_both_values_of_one_field_are_kept_until_somebody_chooses(two, tmp_path):
    a, b = two
    first = save(a, site("经开区"))
    carry(a, b, tmp_path / "stick")
    for store, words in ((a, "甲说"), (b, "乙说")):
        mine = store.reader.get(Site, first.id)
        save(store, dc.replace(mine, address=words), mine)
    assert carry(b, a, tmp_path / "stick").conflicts == {"site": 1}
    assert a.reader.get(Site, first.id).meta.conflicts == ("address",)
    with a.act() as act:
        act.settle(Site, first.id, "address", "甲说")
    exchange(a, b, tmp_path / "stick")
    assert b.reader.get(Site, first.id).address == "甲说"
    assert b.reader.get(Site, first.id).meta.conflicts == ()


def test_a_lost_bundle_is_made_good_by_the_next(two, tmp_path):
    a, b = two
    save(a, site("第一"))
    written(a, b, tmp_path / "lost")
    save(a, site("第二"))
    assert carry(a, b, tmp_path / "stick").operations == 2


def test_a_receipt_moves_the_cursor_and_only_a_receipt(two, tmp_path):
    a, b = two
    save(a, site("第一"))
    taken = acts.take_bundle(b, written(a, b, tmp_path / "stick"))
    assert outgoing.send(a, find_peer(a, b.device.hex()), tmp_path / "stick").operations == 1
    acts.take_bundle(a, taken.receipt)
    assert outgoing.send(a, find_peer(a, b.device.hex()), tmp_path / "stick").operations == 0


def test_a_later_bundle_before_an_earlier_one_is_held_and_the_gap_is_named(two, tmp_path):
    a, b = two
    save(a, site("第一"))
    first = written(a, b, tmp_path / "one")
    peer = find_peer(a, b.device.hex())
    ahead = dc.replace(peer, known=dc.replace(peer.known, have={a.log: 1}))
    save(a, site("第二"))
    (tmp_path / "two").mkdir()
    second = outgoing.send(a, ahead, tmp_path / "two").files[0].path
    early = incoming.take(b, second)
    assert (early.operations, early.held, [(g.lo, g.hi) for g in early.gaps]) == (0, 1, [(1, 1)])
    assert "缺A同志的第1至1条" in acts.told(b, early)
    late = incoming.take(b, first)
    assert (late.operations, late.held, late.gaps) == (2, 0, ())
    assert a.digest() == b.digest()


def test_attachments_travel_with_the_records_that_name_them(two, tmp_path):
    a, b = two
    sha = a.attachments.put(b"paper" * 1000)
    save(a, site("经开区", files=(Attachment(name="批复.pdf", sha=sha),)))
    assert carry(a, b, tmp_path / "stick").attachments == 1
    assert b.attachments.read(sha) == b"paper" * 1000


def test_a_missing_attachment_is_asked_for_and_comes_next_time(two, tmp_path):
    a, b = two
    sha = a.attachments.put(b"paper")
    save(a, site("经开区", files=(Attachment(name="批复.pdf", sha=sha),)))
    carry(a, b, tmp_path / "stick")
    b.attachments.collect(set())
    carry(b, a, tmp_path / "stick")
    assert carry(a, b, tmp_path / "stick").operations == 0
    assert b.attachments.has(sha)


def test_a_third_device_hears_of_the_first_through_the_second(group_of, tmp_path):
    a, b, c = group_of(3)
    save(a, site("经开区"))
    carry(a, b, tmp_path / "stick")
    assert carry(b, c, tmp_path / "stick").operations == 1
    assert a.digest() == c.digest()


def test_a_stranger_is_not_believed(yard, two, tmp_path):
    _, b = two
    stranger = yard.workspace("X").store
    from tests.devices import trust

    trust(stranger, b)
    save(stranger, site("假的"))
    with pytest.raises(BundleError, match="E-unknown-signer"):
        incoming.take(b, written(stranger, b, tmp_path / "stick"))


def test_a_bundle_for_another_is_not_opened(group_of, tmp_path):
    a, b, c = group_of(3)
    save(a, site("经开区"))
    with pytest.raises(BundleError, match="E-not-for-us"):
        incoming.take(c, written(a, b, tmp_path / "stick"))


def test_no_changed_bundle_is_ever_taken(two, tmp_path):
    a, b = two
    for number in range(20):
        save(a, site(f"驻点{number}"))
    path = written(a, b, tmp_path / "stick")
    whole, before, chance = path.read_bytes(), b.digest(), random.Random(20)
    spoilt = tmp_path / "spoilt.dundian"
    for number in range(MUTATIONS + CUTS):
        data = bytearray(whole)
        if number < MUTATIONS:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            del data[chance.randrange(len(data)) :]
        spoilt.write_bytes(data)
        with pytest.raises(BundleError):
            incoming.open_for_us(b, spoilt)
    assert b.digest() == before
