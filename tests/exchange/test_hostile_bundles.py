"""Bundles only an enemy makes: every one is refused with `BundleError`, whoever signed it."""

from __future__ import annotations

import resource
import time
from contextlib import suppress
from hashlib import sha256

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dundian_desktop.exchange import limits
from dundian_desktop.exchange.envelope import write_bundle
from dundian_desktop.exchange.manifest import MAGIC
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.segment import NO_HEAD, pack_segment
from tests.exchange.parcels import (
    HEADER,
    LOG,
    contents,
    device,
    fields,
    opened,
    plain_of,
    random_bytes,
    sealed_for,
    signed,
    small_bundle,
)

encode = msgspec.msgpack.encode
SHA = bytes(32)
HUGE = (1 << 64) - 1
STRIDE = 7919
"""A prime: going round by it meets every byte of a file, and 2,000 turns meet as many different ones."""


def refusal_of(path, to: str = "B", signers: str = "A") -> Refusal:
    with pytest.raises(BundleError) as caught:
        opened(path, to, signers)
    return caught.value.refusal


def refused(tmp_path, plain: bytes) -> Refusal:
    return refusal_of(sealed_for(tmp_path / "x.dundian", plain))


def seg(lo: int, hi: int, length: int = 200, log: bytes = LOG) -> list[object]:
    return [log, lo, hi, length, SHA]


def test_the_same_bundle_from_the_makers_of_hostile_ones_is_accepted(tmp_path):
    assert opened(sealed_for(tmp_path / "x.dundian", signed(encode(fields())))).manifest.from_log == LOG


@pytest.mark.parametrize(
    "change",
    [
        {"segs": [seg(0, 1)]},
        {"segs": [seg(2, 1)]},
        {"segs": [seg(1, 5001)]},
        {"segs": [seg(1, 10), seg(10, 12)]},
        {"segs": [seg(5, 9), seg(1, 3)]},
        {"segs": [seg(1, 2), seg(1, 2)]},
        {"segs": [seg(1, 1 << 63)]},
        {"segs": [seg(HUGE, HUGE)]},
        {"segs": [seg(1, 2, -1)]},
        {"segs": [seg(1, 2, 0)]},
        {"segs": [seg(1, 2, limits.SEGMENT_MAX + 1)]},
        {"segs": [seg(1, 2, log=b"short")]},
        {"segs": [[LOG, 1, 2, 200]]},
        {"segs": [seg(1, 2)] * 100_001},
        {"segs": {"a": 1}},
        {"segs": "text"},
        {"segs": 5},
        {"vaults": [[0, 10, SHA]]},
        {"segs": [seg(1, 2)], "vaults": [[0, 10, SHA], [0, 10, SHA]]},
        {"segs": [seg(1, 2)], "vaults": [[-1, 10, SHA]]},
        {"blobs": [[SHA, 10, "image/jpeg", []]]},
        {"blobs": [[SHA, 10, "image/jpeg", [SHA, SHA]]]},
        {"blobs": [[SHA, 0, "image/jpeg", [SHA]]]},
        {"blobs": [[SHA, limits.BLOB_MAX + 1, "image/jpeg", [SHA] * 201]]},
        {"blobs": [[SHA, -5, "image/jpeg", []]]},
        {"blobs": [[SHA, 1.5, "image/jpeg", [SHA]]]},
        {"blobs": [[SHA, 1, "x" * 97, [SHA]]]},
        {"blobs": [[SHA, 1, "image/jpeg", [SHA]], [SHA, 1, "image/jpeg", [SHA]]]},
        {"to": []},
        {"to": [bytes(16)] * 65},
        {"to": [b"x"]},
        {"have": {LOG: -1}},
        {"have": {LOG: HUGE}},
        {"have": {b"short": 1}},
        {"have": [1, 2]},
        {"have": {"text": 1}},
        {"kind": "virus"},
        {"kind": None},
        {"bundle_id": b""},
        {"chan_seq": HUGE},
        {"created_hlc": "now"},
        {"certs": [b"x"] * 257},
        {"certs": [bytes(limits.SEALED_MAX + 1)]},
        {"volume": [3, 2]},
        {"volume": [0, 0]},
        {"volume": [1, 1000]},
        {"totals": [["x", 1]] * 257},
        {"totals": [["x" * 65, 1]]},
        {"min_reader": "x"},
        {"want": [b"x"]},
    ],
    ids=lambda change: str(change)[:60],
)
def test_a_signed_manifest_that_contradicts_itself_is_refused(tmp_path, change):
    assert refused(tmp_path, signed(encode(fields(**change)))) is Refusal.MALFORMED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        b"\x80",
        b"\x90",
        b"\xdf\xff\xff\xff\xff",
        b"\xdd\xff\xff\xff\xff",
        b"\x81\xa1a\xa2\xff\xff",
        b"\x81\xaamin_reader\xd3",
        b"\x81\xa4deep" + b"\x91" * 1_000_000 + b"\xc0",
        encode(fields()) + b"\x00",
        encode(fields())[:-1],
        encode(fields(**{f"key{n}": 1 for n in range(limits.MANIFEST_KEYS_MAX)})),
        encode({1: 2} | fields()),
        encode(fields()).replace(b"\xa4want", b"\xa4w\xff\xfft"),
        encode([1, 2, 3]),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_signed_bytes_that_are_no_manifest_are_refused(tmp_path, data):
    assert refused(tmp_path, signed(data)) is Refusal.MALFORMED


def test_deep_nesting_in_an_unknown_key_is_refused(tmp_path):
    honest = encode(fields())
    deep = (
        bytes([0xDE]) + (len(fields()) + 1).to_bytes(2, "big") + honest[3:] + b"\xa4deep" + b"\x91" * 500_000 + b"\xc0"
    )
    assert honest[0] == 0xDE
    assert refused(tmp_path, signed(deep)) is Refusal.MALFORMED


def test_a_manifest_for_a_newer_program_says_so_whatever_else_it_holds(tmp_path):
    assert refused(tmp_path, signed(encode({"min_reader": 2, "kind": {"all": "new"}}))) is Refusal.TOO_NEW


@pytest.mark.parametrize(
    ("place", "value", "refusal"),
    [
        (0, b"NOTOURS\n", Refusal.NOT_A_BUNDLE),
        (1, 2, Refusal.TOO_NEW),
        (2, 1, Refusal.TOO_NEW),
        (3, 0, Refusal.MALFORMED),
        (3, 65535, Refusal.MALFORMED),
        (4, limits.MANIFEST_MAX + 1, Refusal.TOO_LARGE),
        (4, (1 << 32) - 1, Refusal.TOO_LARGE),
        (5, bytes(32), Refusal.UNKNOWN_SIGNER),
    ],
)
def test_a_header_no_bundle_has_is_refused_before_the_manifest(tmp_path, place, value, refusal):
    header: list[object] = [MAGIC, 1, 0, 64, 100, device("A").key_id]
    header[place] = value
    assert refused(tmp_path, HEADER.pack(*header) + bytes(200)) is refusal


def test_an_unknown_signer_is_refused_before_anything_is_parsed(tmp_path):
    path = sealed_for(tmp_path / "x.dundian", signed(b"\x91" * 1000, by="C"))
    assert refusal_of(path) is Refusal.UNKNOWN_SIGNER


def test_a_signature_that_does_not_fit_is_refused_before_anything_is_parsed(tmp_path):
    plain = bytearray(signed(b"\x91" * 1000))
    plain[50] ^= 1
    assert refused(tmp_path, bytes(plain)) is Refusal.FORGED


def test_a_known_device_cannot_send_in_the_name_of_another(tmp_path):
    path = sealed_for(tmp_path / "x.dundian", signed(encode(fields()), by="C"))
    assert refusal_of(path, signers="AC") is Refusal.FORGED


def test_a_bundle_sealed_again_for_a_third_device_is_refused_there(tmp_path):
    plain = plain_of(small_bundle(tmp_path / "x.dundian"))
    again = sealed_for(tmp_path / "again.dundian", plain, to="C")
    assert refusal_of(again, to="C") is Refusal.NOT_FOR_US


def test_a_declared_flood_is_refused_before_it_is_read(tmp_path):
    blobs = [[bytes([n]) * 32, limits.BLOB_MAX, "", [SHA] * 200] for n in range(21)]
    assert refused(tmp_path, signed(encode(fields(blobs=blobs)))) is Refusal.TOO_LARGE


def test_a_segment_under_anothers_entry_is_refused(tmp_path):
    blob = pack_segment(LOG, 1, [b"x"], NO_HEAD, device("A"))
    entry = [LOG, 2, 2, len(blob), sha256(blob).digest()]
    assert refused(tmp_path, signed(encode(fields(segs=[entry]))) + blob) is Refusal.MALFORMED


def test_a_blob_whose_whole_is_not_its_chunks_is_refused(tmp_path):
    entry = [SHA, 1, "image/jpeg", [sha256(b"x").digest()]]
    assert refused(tmp_path, signed(encode(fields(blobs=[entry]))) + b"x") is Refusal.DAMAGED
    assert refused(tmp_path, signed(encode(fields(blobs=[[SHA, 0, "", []]])))) is Refusal.DAMAGED


def test_a_chunk_that_is_not_its_hash_is_refused_though_the_whole_fits(tmp_path):
    entry = [sha256(b"x").digest(), 1, "image/jpeg", [SHA]]
    assert refused(tmp_path, signed(encode(fields(blobs=[entry]))) + b"x") is Refusal.DAMAGED


def test_parts_in_another_order_are_refused(tmp_path):
    goods = contents([[b"a"], [b"b"]], {}, [])
    path = write_bundle(tmp_path / "x.dundian", goods, [device("B").recipient], device("A")).path
    one, other = goods.segments
    plain = plain_of(path)
    assert plain.endswith(one + other)
    swapped = plain[: -len(one + other)] + other + one
    assert refused(tmp_path, swapped)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(fields())),
    value=st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(1 << 63), HUGE)
        | st.floats()
        | st.text(max_size=5)
        | st.binary(max_size=33),
        lambda inner: (
            st.lists(inner, max_size=6)
            | st.dictionaries(st.text(max_size=5) | st.binary(max_size=16), inner, max_size=4)
        ),
        max_leaves=12,
    ),
)
def test_any_value_in_any_key_is_taken_or_refused_but_never_trips(tmp_path, name, value):
    path = sealed_for(tmp_path / "x.dundian", signed(encode(fields(**{name: value}))))
    with suppress(BundleError):
        opened(path)


def test_two_thousand_changed_bytes_in_the_file_are_all_refused(tmp_path):
    whole = small_bundle(tmp_path / "x.dundian", random_bytes(3000)).read_bytes()
    path = tmp_path / "spoilt.dundian"
    for turn in range(2000):
        spoilt = bytearray(whole)
        spoilt[turn * STRIDE % len(whole)] ^= 1 + turn % 255
        path.write_bytes(spoilt)
        assert refusal_of(path)


def test_two_thousand_changed_bytes_under_a_good_seal_are_all_refused(tmp_path):
    whole = plain_of(small_bundle(tmp_path / "x.dundian", random_bytes(300)))
    for turn in range(2000):
        spoilt = bytearray(whole)
        spoilt[turn * STRIDE % len(whole)] ^= 1 + turn % 255
        assert refused(tmp_path, bytes(spoilt))


def test_the_most_a_hostile_manifest_can_cost_is_bounded(tmp_path):
    room = limits.MANIFEST_MAX - 4096
    many = {n.to_bytes(16, "big"): 0 for n in range(room // 19)}
    data = encode(fields(have=many))
    assert len(data) <= limits.MANIFEST_MAX
    path = sealed_for(tmp_path / "x.dundian", signed(data))
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    opened(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024
    assert time.monotonic() - start < 5
