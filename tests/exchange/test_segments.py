"""Segments and vault parts as bytes."""

from __future__ import annotations

import resource
import struct

import msgspec
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from dundian_desktop.exchange import limits
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.sealed import pae
from dundian_desktop.exchange.segment import (
    NO_HEAD,
    SEGMENT_TYPE,
    cut,
    head_of,
    open_segment,
    open_vault,
    pack_segment,
    pack_vault,
)
from tests.exchange.parcels import LOG, device, random_bytes

FIXED = struct.Struct(">16sQQ32sI")
many = st.lists(st.binary(max_size=60), min_size=1, max_size=40)


def forge(body: bytes, lo: int = 1, hi: int = 1, raw: int = 1000) -> bytes:
    """Give a segment validly signed by A around any body."""
    heading = FIXED.pack(LOG, lo, hi, NO_HEAD, raw)
    return heading + device("A").sign(pae(SEGMENT_TYPE, heading + body)) + body


def packed_ops(ops: object) -> tuple[bytes, int]:
    raw = msgspec.msgpack.encode(ops)
    return zstd.compress(raw), len(raw)


def bomb(length: int) -> bytes:
    squeeze = zstd.ZstdCompressor()
    zeros = bytes(limits.MIB)
    return b"".join(squeeze.compress(zeros) for _ in range(length // limits.MIB)) + squeeze.flush()


def refusal_of(blob: bytes) -> Refusal:
    with pytest.raises(BundleError) as caught:
        open_segment(blob, device("A").sign_key)
    return caught.value.refusal


@given(many, st.integers(1, limits.SEQ_MAX - 100), st.binary(min_size=32, max_size=32))
def test_a_segment_comes_back_from_its_bytes(ops, lo, prev):
    blob = pack_segment(LOG, lo, ops, prev, device("A"))
    segment = open_segment(blob, device("A").sign_key)
    assert segment.ops == tuple(ops)
    assert (segment.log, segment.lo, segment.hi) == (LOG, lo, lo + len(ops) - 1)
    assert (segment.prev_head, segment.head) == (prev, head_of(blob))


@given(st.lists(st.none() | st.binary(max_size=60), max_size=40))
def test_a_vault_part_comes_back_from_its_bytes(entries):
    assert open_vault(pack_vault(entries), len(entries)) == tuple(entries)


@given(st.lists(st.integers(0, limits.SEGMENT_CUT), max_size=60))
def test_cuts_cover_everything_once_and_fit(sizes):
    ranges = list(cut(sizes))
    assert [index for lo, hi in ranges for index in range(lo, hi)] == list(range(len(sizes)))
    assert all(sum(sizes[lo:hi]) <= limits.SEGMENT_CUT for lo, hi in ranges)


def test_cuts_are_no_longer_than_a_segment_may_be():
    assert list(cut([1] * 12_000)) == [(0, 5000), (5000, 10_000), (10_000, 12_000)]


def test_a_full_cut_of_random_operations_fits_a_segment():
    ops = [random_bytes(limits.SEGMENT_CUT // 5000)] * 5000
    blob = pack_segment(LOG, 1, ops, NO_HEAD, device("A"))
    assert len(open_segment(blob, device("A").sign_key).ops) == 5000


def test_every_single_changed_byte_is_refused():
    blob = pack_segment(LOG, 7, [b"one", b"two"], NO_HEAD, device("A"))
    for position in range(len(blob)):
        assert refusal_of(blob[:position] + bytes([blob[position] ^ 1]) + blob[position + 1 :])


def test_a_segment_signed_by_another_author_is_refused():
    blob = pack_segment(LOG, 1, [b"x"], NO_HEAD, device("B"))
    assert refusal_of(blob) is Refusal.FORGED


@pytest.mark.parametrize("length", [0, 1, 67, 68, 131, 132, 140])
def test_a_cut_segment_is_refused(length):
    blob = pack_segment(LOG, 1, [b"x" * 50], NO_HEAD, device("A"))
    assert refusal_of(blob[:length]) in {Refusal.DAMAGED, Refusal.FORGED}


@pytest.mark.parametrize(("lo", "hi"), [(0, 0), (2, 1), (1, 5001), (1 << 63, 1 << 63), (1, (1 << 64) - 1)])
def test_ranges_no_segment_can_have_are_refused(lo, hi):
    body, raw = packed_ops([b"x"])
    assert refusal_of(forge(body, lo, hi, raw)) is Refusal.MALFORMED


@pytest.mark.parametrize(
    "ops",
    [[], [b"x", b"y"], [1], ["text"], [None], {"a": 1}, 5, [[b"x"]], [b"x"] * 5001],
)
def test_signed_operations_of_another_shape_are_refused(ops):
    body, raw = packed_ops(ops)
    assert refusal_of(forge(body, raw=raw)) is Refusal.MALFORMED


def test_deep_nesting_under_a_good_signature_is_refused():
    raw = b"\x91" * 500_000 + b"\xc0"
    assert refusal_of(forge(zstd.compress(raw), raw=len(raw))) is Refusal.MALFORMED


def test_a_list_that_claims_four_billion_operations_is_refused():
    raw = b"\xdd\xff\xff\xff\xff"
    assert refusal_of(forge(zstd.compress(raw), raw=len(raw))) is Refusal.MALFORMED


def test_a_wrong_raw_length_is_refused():
    body, raw = packed_ops([b"x"])
    assert refusal_of(forge(body, raw=raw + 1)) is Refusal.MALFORMED
    assert refusal_of(forge(body, raw=raw - 1)) is Refusal.TOO_LARGE


def test_an_unfinished_or_followed_frame_is_refused():
    body, raw = packed_ops([b"x" * 500])
    assert refusal_of(forge(body[:-1], raw=raw)) is Refusal.MALFORMED
    assert refusal_of(forge(body + b"x", raw=raw)) is Refusal.MALFORMED
    assert refusal_of(forge(body + body, raw=raw)) is Refusal.MALFORMED
    assert refusal_of(forge(b"not zstd at all", raw=raw)) is Refusal.MALFORMED


def test_a_frame_without_its_checksum_is_refused_though_all_came_out():
    checked = zstd.compress(msgspec.msgpack.encode([b"x"]), options={zstd.CompressionParameter.checksum_flag: 1})
    assert open_vault(checked, 1) == (b"x",)
    with pytest.raises(BundleError, match="E-malformed"):
        open_vault(checked[:-1], 1)


def test_a_bomb_is_refused_in_bounded_memory():
    blob = forge(bomb(2 << 30), raw=limits.SEGMENT_RAW_MAX)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal_of(blob) is Refusal.TOO_LARGE
    with pytest.raises(BundleError, match="E-too-large"):
        open_vault(bomb(1 << 30), 1)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_a_frame_with_a_huge_window_is_refused():
    wide = zstd.compress(bytes(200 << 20), options={zstd.CompressionParameter.window_log: 27})
    assert refusal_of(forge(wide, raw=limits.SEGMENT_RAW_MAX)) is Refusal.MALFORMED


def test_a_raw_length_beyond_the_limit_is_refused_before_the_signature():
    assert refusal_of(forge(b"x", raw=limits.SEGMENT_RAW_MAX + 1)) is Refusal.TOO_LARGE


@pytest.mark.parametrize("entries", [[1], {"a": b""}, [b"x", b"y"], []])
def test_a_vault_part_of_another_shape_is_refused(entries):
    with pytest.raises(BundleError, match="E-malformed"):
        open_vault(packed_ops(entries)[0], 1)


def test_too_much_for_one_segment_is_not_packed():
    with pytest.raises(BundleError, match="E-too-large"):
        pack_segment(LOG, 1, [b""] * 5001, NO_HEAD, device("A"))
    with pytest.raises(BundleError, match="E-too-large"):
        pack_segment(LOG, 1, [random_bytes(9 << 20)], NO_HEAD, device("A"))
    with pytest.raises(BundleError, match="E-too-large"):
        pack_vault([bytes(17 << 20)])


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_as_ours(data):
    assert refusal_of(data)
    assert refusal_of(forge(data))
