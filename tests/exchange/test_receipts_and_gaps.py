"""Receipts move the cursor, exports do not; what comes too early waits, is named, and is healed by a later bundle."""

from __future__ import annotations

import dataclasses as dc
import itertools

import pytest

from dundian_desktop.actions import exchange as acts
from dundian_desktop.errors import UserError
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.manifest import BundleKind
from dundian_desktop.exchange.peers import find_peer
from dundian_desktop.store import logs
from dundian_desktop.store.backup import automatic_backups
from dundian_desktop.store.peers import exchanges, keep_device
from tests.devices import carry, save, site, written


def peer(store, other):
    return find_peer(store, other.device.hex())


@pytest.fixture
def pair(group_of):
    return group_of(2)


def segment_by_segment(sender, reader, folder, count: int):
    """Write bundles that hold one segment each, as if the reader had confirmed each of them meanwhile."""
    paths = []
    for number in range(count):
        save(sender, site(f"第{number}处"))
        path = written(sender, reader, folder / str(number))
        _confirm(sender, reader)
        paths.append(path)
    return paths


def _confirm(sender, reader) -> None:
    """Let the sender believe that the reader holds everything."""
    known = dc.replace(peer(sender, reader).known, have=logs.vector(sender.reader))
    with sender.writing() as connection:
        keep_device(connection, known)


def test_export_alone_moves_no_cursor(pair, tmp_path) -> None:
    a, b = pair
    save(a, site())
    first, second = (outgoing.send(a, peer(a, b), tmp_path) for _ in range(2))
    assert (first.operations, second.operations) == (1, 1)


def test_a_receipt_moves_the_cursor(pair, tmp_path) -> None:
    a, b = pair
    save(a, site())
    taken = acts.take_bundle(b, written(a, b, tmp_path / "out"))
    reading = acts.take_bundle(a, taken.receipt).reading
    assert (reading.kind, reading.acknowledged, reading.operations) == (BundleKind.RECEIPT, 1, 0)
    assert outgoing.send(a, peer(a, b), tmp_path).operations == 0


def test_an_answer_is_a_receipt_too(pair, tmp_path) -> None:
    a, b = pair
    save(a, site())
    carry(a, b, tmp_path / "out")
    carry(b, a, tmp_path / "back")
    assert outgoing.send(a, peer(a, b), tmp_path).operations == 0


def test_a_receipt_asks_for_no_receipt(pair, tmp_path) -> None:
    a, b = pair
    save(a, site())
    taken = acts.take_bundle(b, written(a, b, tmp_path / "out"))
    assert acts.take_bundle(a, taken.receipt).receipt is None


def test_a_receipt_lies_beside_the_bundle_and_names_no_person(pair, tmp_path) -> None:
    a, b = pair
    taken = acts.take_bundle(b, written(a, b, tmp_path / "out"))
    assert taken.receipt.parent == tmp_path / "out"
    assert "同志" not in taken.receipt.name


def test_a_backup_is_made_before_anything_is_taken_in(pair, tmp_path) -> None:
    a, b = pair
    save(b, site("我的"))
    acts.take_bundle(b, written(a, b, tmp_path / "out"))
    assert len(automatic_backups(b.folder)) == 1


def test_an_old_receipt_never_moves_the_cursor_back(pair, tmp_path) -> None:
    a, b = pair
    save(a, site("一"))
    early = acts.take_bundle(b, written(a, b, tmp_path / "one")).receipt
    save(a, site("二"))
    late = acts.take_bundle(b, written(a, b, tmp_path / "two")).receipt
    for receipt in (late, early):
        incoming.take(a, receipt)
    assert outgoing.send(a, peer(a, b), tmp_path).operations == 0


def test_only_what_the_other_lacks_is_sent(pair, tmp_path) -> None:
    a, b = pair
    for name in "一二三":
        save(a, site(name))
    carry(a, b, tmp_path / "out")
    carry(b, a, tmp_path / "back")
    save(a, site("四"))
    sent = outgoing.send(a, peer(a, b), tmp_path)
    assert (sent.operations, sent.records) == (1, {"site": 1})


def test_what_comes_too_early_waits_and_the_gap_is_named(pair, tmp_path) -> None:
    a, b = pair
    _, _, third = segment_by_segment(a, b, tmp_path, 3)
    reading = incoming.take(b, third)
    (gap,) = reading.gaps
    assert (reading.operations, reading.held) == (0, 1)
    assert (gap.log, gap.device, gap.lo, gap.hi) == (a.log, a.device, 1, 2)
    assert "缺A同志的第1至2条改动" in acts.told(b, reading)
    assert b.reader.rows("SELECT count(*) FROM site") == [(0,)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_bundles_may_come_in_any_order(pair, tmp_path, order: tuple[int, ...]) -> None:
    a, b = pair
    paths = segment_by_segment(a, b, tmp_path, 3)
    for number in order:
        incoming.take(b, paths[number])
    assert b.digest() == a.digest()
    assert logs.gaps(b.reader) == []
    assert logs.stashed(b.reader) == []


def test_waiting_work_is_not_counted_twice(pair, tmp_path) -> None:
    a, b = pair
    first, second = segment_by_segment(a, b, tmp_path, 2)
    for _ in range(2):
        assert incoming.take(b, second).held == 1
    assert incoming.take(b, first).operations == 2


def test_a_gap_is_healed_by_a_later_bundle_without_the_lost_one(pair, tmp_path) -> None:
    a, b = pair
    _lost, second = segment_by_segment(a, b, tmp_path, 2)
    incoming.take(b, second)
    incoming.take(a, outgoing.send_receipt(b, peer(b, a), [], tmp_path).path)
    with a.writing() as connection:
        connection.execute("UPDATE device SET have=X'80'")
    carry(a, b, tmp_path / "again")
    assert b.digest() == a.digest()
    assert logs.stashed(b.reader) == []


def test_waiting_work_survives_closing_and_opening(yard, tmp_path) -> None:
    a, b = yard.group(2)
    first, second = segment_by_segment(a, b, tmp_path, 2)
    incoming.take(b, second)
    assert len(logs.stashed(b.reader)) == 1
    b.rebuild()
    assert incoming.take(b, first).operations == 2
    assert b.digest() == a.digest()


def test_every_exchange_is_written_down_once(pair, tmp_path) -> None:
    a, b = pair
    save(a, site())
    path = written(a, b, tmp_path / "out")
    for _ in range(2):
        incoming.take(b, path)
    assert [entry.outgoing for entry in exchanges(a.reader)] == [True]
    assert [(entry.outgoing, entry.name) for entry in exchanges(b.reader)] == [(False, path.name)]


def test_a_folder_that_is_not_there_is_said_and_nothing_is_counted(pair, tmp_path) -> None:
    a, b = pair
    with pytest.raises(UserError, match="没有找到文件夹"):
        outgoing.send(a, peer(a, b), tmp_path / "gone")
    assert peer(a, b).known.sent == 0
