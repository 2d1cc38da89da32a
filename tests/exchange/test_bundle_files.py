"""Bundle files that are as they should be, and honest accidents on the way."""

from __future__ import annotations

import dataclasses
import re

import msgspec
import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dundian_desktop.exchange import envelope
from dundian_desktop.exchange.envelope import write_bundle
from dundian_desktop.exchange.limits import CHUNK
from dundian_desktop.exchange.manifest import BlobEntry, Count, Volume, describe_segment
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.segment import NO_HEAD, open_segment, open_vault, pack_segment
from dundian_desktop.exchange.unpacking import PartKind
from tests.exchange.parcels import (
    LOG,
    chunks_of,
    contents,
    device,
    known,
    manifest,
    opened,
    plain_of,
    random_bytes,
    sealed_for,
    small_bundle,
    unpacked,
)

BLOB_SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 5]


def refusal_of(path, to: str = "B", signers: str = "A") -> Refusal:
    with pytest.raises(BundleError) as caught:
        opened(path, to, signers)
    return caught.value.refusal


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ops=st.lists(st.lists(st.binary(max_size=30), min_size=1, max_size=8), max_size=4),
    sizes=st.lists(st.sampled_from(BLOB_SIZES), max_size=3),
    data=st.data(),
)
def test_what_was_written_is_what_is_read(tmp_path, ops, sizes, data):
    vaults = {
        index: data.draw(st.lists(st.none() | st.binary(max_size=9), min_size=len(some), max_size=len(some)))
        for index, some in enumerate(ops)
        if data.draw(st.booleans())
    }
    blobs = [bytes([number]) * size for number, size in enumerate(sorted(set(sizes)))]
    if sizes.count(0) and len(blobs) > 1:
        blobs = blobs[1:]
    goods = contents(ops, vaults, blobs)
    path = write_bundle(tmp_path / "x.dundian", goods, [device("B").recipient], device("A")).path
    bundle = opened(path)
    found = unpacked(bundle)
    assert msgspec.structs.replace(bundle.manifest, extra={}) == goods.manifest
    key = device("A").sign_key
    assert [list(open_segment(blob, key).ops) for blob in found[PartKind.SEGMENT]] == ops
    counts = {index: len(ops[index]) for index in vaults}
    read = [list(open_vault(blob, counts[index])) for index, blob in zip(vaults, found[PartKind.VAULT], strict=True)]
    assert read == list(vaults.values())
    assert found[PartKind.CHUNK] == [blob for blob in blobs if blob]


def test_every_field_of_the_manifest_arrives(tmp_path):
    told = {
        "have": {LOG: 7, bytes(16): 3},
        "base": {LOG: 5},
        "channel": "B",
        "chan_seq": 4,
        "prev_manifest_sha": bytes(32),
        "certs": (b"card", b"cert"),
        "roster_version": 2,
        "want": (bytes(32),),
        "volume": Volume(1, 2),
        "totals": (Count("visit", 12),),
    }
    read = opened(small_bundle(tmp_path / "x.dundian", **told)).manifest
    assert {name: getattr(read, name) for name in told} == told


def test_keys_of_a_newer_program_are_kept(tmp_path):
    newer = {"mood": msgspec.Raw(msgspec.msgpack.encode({"a": [1, b"x"]})), "extra": msgspec.Raw(b"\x01")}
    path = small_bundle(tmp_path / "x.dundian", extra=newer)
    assert {name: bytes(raw) for name, raw in opened(path).manifest.extra.items()} == {
        name: bytes(raw) for name, raw in newer.items()
    }


def test_a_large_bundle_is_unpacked_from_the_file_itself(tmp_path, monkeypatch):
    blob = random_bytes(3 * CHUNK + 9)
    path = small_bundle(tmp_path / "x.dundian", blob)
    monkeypatch.setattr(envelope, "KEEP_MAX", 0)
    assert unpacked(opened(path))[PartKind.CHUNK] == [blob]


def test_a_file_exchanged_between_check_and_unpacking_is_refused(tmp_path, monkeypatch):
    path = small_bundle(tmp_path / "x.dundian")
    monkeypatch.setattr(envelope, "KEEP_MAX", 0)
    bundle = opened(path)
    small_bundle(path, chan_seq=9)
    with pytest.raises(BundleError, match="被换过"):
        unpacked(bundle)


def test_any_age_program_opens_it(tmp_path):
    path = small_bundle(tmp_path / "x.dundian")
    identity = pyrage.x25519.Identity.from_str(device("B").identity)
    assert pyrage.decrypt(path.read_bytes(), [identity]).startswith(b"DUNDIAN\n")


def test_every_recipient_can_read_it(tmp_path):
    to = (device("B").device_id, device("C").device_id)
    goods = contents([[b"x"]], {}, [], to=to)
    path = write_bundle(tmp_path / "x.dundian", goods, [device("B").recipient, device("C").recipient], device("A")).path
    assert opened(path, "B").manifest == opened(path, "C").manifest


def test_the_file_shows_neither_sender_nor_addressee(tmp_path):
    data = small_bundle(tmp_path / "x.dundian").read_bytes()
    for letter in "AB":
        assert device(letter).device_id not in data
        assert device(letter).recipient.encode() not in data


def test_someone_elses_bundle_is_refused_as_such(tmp_path):
    assert refusal_of(small_bundle(tmp_path / "x.dundian"), to="C") is Refusal.NOT_FOR_US


def test_ones_own_bundle_is_refused_as_such(tmp_path):
    assert refusal_of(small_bundle(tmp_path / "x.dundian"), to="A") is Refusal.OUR_OWN


def test_an_unknown_sender_is_refused_as_such(tmp_path):
    assert refusal_of(small_bundle(tmp_path / "x.dundian"), signers="BC") is Refusal.UNKNOWN_SIGNER


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.TRUNCATED),
        (b"age-encr", Refusal.TRUNCATED),
        (b"age-encryption.org/v1\n-> X25519 ", Refusal.TRUNCATED),
        (b"PK\x03\x04 a zip file", Refusal.NOT_A_BUNDLE),
        (b"DDsm", Refusal.NOT_A_BUNDLE),
        (b"DDSM later suite", Refusal.TOO_NEW),
        (b"age-encryption.org/v2\n", Refusal.TOO_NEW),
        (b"age-encryption.org/v1\n" + b"-> X25519 aaaa\n" * 100_000, Refusal.DAMAGED),
        (b"age-encryption.org/v1\n" + b"A" * 1_000_000, Refusal.DAMAGED),
    ],
)
def test_the_first_bytes_tell_what_a_file_is(tmp_path, data, refusal):
    path = tmp_path / "x.dundian"
    path.write_bytes(data)
    assert refusal_of(path) is refusal


def test_a_file_cut_at_any_64_kib_boundary_is_refused(tmp_path):
    whole = small_bundle(tmp_path / "x.dundian", random_bytes(9 * 65536)).read_bytes()
    path = tmp_path / "cut.dundian"
    boundaries = range(0, len(whole), 65536)
    lengths = {at + step for at in boundaries for step in (-1, 0, 1)} | {len(whole) - 1}
    for length in sorted(length for length in lengths if 0 <= length < len(whole)):
        path.write_bytes(whole[:length])
        seen = refusal_of(path)
        assert seen is Refusal.TRUNCATED or (length < 70_000 and seen is Refusal.DAMAGED)


def test_a_plaintext_cut_anywhere_is_refused(tmp_path):
    whole = plain_of(small_bundle(tmp_path / "x.dundian"))
    for length in range(0, len(whole), 7):
        assert refusal_of(sealed_for(tmp_path / "cut.dundian", whole[:length])) is Refusal.TRUNCATED


def test_bytes_after_the_end_are_refused(tmp_path):
    path = small_bundle(tmp_path / "x.dundian")
    assert refusal_of(sealed_for(tmp_path / "more.dundian", plain_of(path) + b"x")) is Refusal.DAMAGED
    path.write_bytes(path.read_bytes() + b"x")
    assert refusal_of(path) is Refusal.DAMAGED


def test_contents_unlike_their_manifest_are_not_written(tmp_path):
    goods = contents([[b"x"]], {}, [b"picture"])
    for change in ({"blobs": [[b"pictures"]]}, {"blobs": [[b"Picture"]]}, {"segments": [b"y" * 200]}):
        with pytest.raises(BundleError, match="E-source"):
            write_bundle(tmp_path / "x.dundian", dataclasses.replace(goods, **change), [], device("A"))
    assert not list(tmp_path.iterdir())


def test_a_blob_may_come_in_pieces_of_any_size(tmp_path):
    blob = random_bytes(CHUNK + 100)
    goods = contents([], {}, [blob])
    pieces = [b"", blob[:3], blob[3 : CHUNK + 50], blob[CHUNK + 50 :], b""]
    goods = dataclasses.replace(goods, blobs=[iter(pieces)])
    path = write_bundle(tmp_path / "x.dundian", goods, [device("B").recipient], device("A")).path
    assert unpacked(opened(path))[PartKind.CHUNK] == [blob]


def test_a_recipient_that_is_no_key_is_refused(tmp_path):
    for recipients in (["age1nonsense"], ["ssh-ed25519 AAAA"], [""]):
        with pytest.raises(BundleError, match="E-recipient"):
            write_bundle(tmp_path / "x.dundian", contents([], {}, []), recipients, device("A"))
    assert not list(tmp_path.iterdir())


def test_a_bundle_too_large_for_a_fat32_stick_is_not_begun(tmp_path):
    full = BlobEntry(bytes(32), 200 * CHUNK, "", (bytes(32),) * 200)
    blobs = tuple(msgspec.structs.replace(full, sha=bytes([number]) * 32) for number in range(21))
    goods = dataclasses.replace(contents([], {}, []), manifest=manifest(blobs=blobs))
    with pytest.raises(BundleError, match="E-too-large"):
        write_bundle(tmp_path / "x.dundian", goods, [], device("A"))
    assert not list(tmp_path.iterdir())


def test_a_device_sends_only_in_its_own_name(tmp_path):
    with pytest.raises(ValueError, match="own name"):
        write_bundle(tmp_path / "x.dundian", contents([], {}, []), [], device("C"))


def test_another_authors_segment_travels_but_keeps_its_author(tmp_path):
    relayed = pack_segment(bytes(16), 1, [b"by C"], NO_HEAD, device("C"))
    goods = contents([], {}, [])
    goods = dataclasses.replace(goods, manifest=manifest(segs=(describe_segment(relayed),)), segments=[relayed])
    path = write_bundle(tmp_path / "x.dundian", goods, [device("B").recipient], device("A")).path
    found = unpacked(opened(path))[PartKind.SEGMENT][0]
    assert found == relayed
    assert open_segment(found, device("C").sign_key).ops == (b"by C",)
    with pytest.raises(BundleError, match="E-forged"):
        open_segment(found, device("A").sign_key)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_is_a_whole_sentence_with_its_code(refusal):
    words = str(BundleError(refusal, "第 1 段"))
    assert refusal.value in words
    assert re.search(r"本机数据没有变动。请.+。（第 1 段，代码 E-[a-z-]+）$", words)


def test_progress_runs_from_nothing_to_all(tmp_path):
    told: list[tuple[int, int]] = []

    class Watch:
        def step(self, done: int, total: int, note: str = "") -> None:
            told.append((done, total))

    blob = random_bytes(3 * CHUNK)
    goods = contents([], {}, [blob])
    path = write_bundle(tmp_path / "x.dundian", goods, [device("B").recipient], device("A"), Watch()).path
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)
    assert len(told) < 20
    told.clear()
    envelope.open_bundle(path, device("B"), known("A"), Watch()).unpack(lambda _part: None, Watch())
    assert told[-1][0] == told[-1][1]


def test_chunks_are_of_the_agreed_size():
    assert [len(chunk) for chunk in chunks_of(bytes(2 * CHUNK + 1))] == [CHUNK, CHUNK, 1]
