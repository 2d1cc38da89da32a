"""Devices and bundles for the tests, good ones and such as only a hostile device would make."""

from __future__ import annotations

import datetime as dt
import os
import struct
from functools import cache
from pathlib import Path

import msgspec
import pyrage

from dundian_desktop.exchange.envelope import Contents, open_bundle, write_bundle
from dundian_desktop.exchange.identity import Card, DeviceKeys, Role
from dundian_desktop.exchange.limits import CHUNK
from dundian_desktop.exchange.manifest import (
    BUNDLE_TYPE,
    MAGIC,
    BundleKind,
    Manifest,
    describe_blob,
    describe_segment,
    describe_vault,
    encode_manifest,
)
from dundian_desktop.exchange.sealed import pae
from dundian_desktop.exchange.segment import NO_HEAD, pack_segment, pack_vault
from dundian_desktop.exchange.unpacking import Part, PartKind

LOG = bytes(range(16))
HEADER = struct.Struct(">8sBBHI32s")


@cache
def device(letter: str) -> DeviceKeys:
    """Give the keys of a device, the same for the same letter."""
    return DeviceKeys.generate()


def card(letter: str, **changes: object) -> Card:
    keys = device(letter)
    plain = Card(
        name="向秀英",
        group_code="xx-03",
        group_name="邢县三组",
        letter=letter,
        role=Role.MEMBER,
        sign_key=keys.sign_key,
        recipient=keys.recipient,
        made_at=dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC),
    )
    return msgspec.structs.replace(plain, **changes)


def known(*letters: str):
    """Give the lookup of signers that knows these devices."""
    return {device(letter).key_id: device(letter).sign_key for letter in letters}.get


def manifest(**changes: object) -> Manifest:
    """Give the manifest of an empty bundle from device A to device B."""
    plain = Manifest(
        kind=BundleKind.REPORT,
        bundle_id=bytes(16),
        from_log=LOG,
        from_device=device("A").device_id,
        to=(device("B").device_id,),
        created_hlc=1 << 40,
    )
    return msgspec.structs.replace(plain, **changes)


def chunks_of(data: bytes) -> list[bytes]:
    return [data[start : start + CHUNK] for start in range(0, len(data), CHUNK)]


def contents(
    ops: list[list[bytes]], vaults: dict[int, list[bytes | None]], blobs: list[bytes], **changes: object
) -> Contents:
    """Give a bundle from A to B with these segments of one log, vault parts by segment, and blobs."""
    segments, lo, head = [], 1, NO_HEAD
    for some in ops:
        segments.append(pack_segment(LOG, lo, some, head, device("A")))
        lo += len(some)
    parts = {index: pack_vault(entries) for index, entries in sorted(vaults.items())}
    table = manifest(
        segs=tuple(describe_segment(blob) for blob in segments),
        vaults=tuple(describe_vault(index, blob) for index, blob in parts.items()),
        blobs=tuple(describe_blob(chunks_of(blob), "image/jpeg") for blob in blobs),
        **changes,
    )
    return Contents(
        manifest=table, segments=segments, vaults=list(parts.values()), blobs=[chunks_of(blob) for blob in blobs]
    )


def small_bundle(path: Path, blob: bytes = b"picture", **changes: object) -> Path:
    """Write a bundle of two segments, one vault part and one blob from A to B."""
    goods = contents([[b"one", b"two"], [b"three"]], {0: [b"secret", None]}, [blob], **changes)
    return write_bundle(path, goods, [device("B").recipient], device("A")).path


def opened(path: Path, to: str = "B", signers: str = "A"):
    return open_bundle(path, device(to), known(*signers))


def unpacked(bundle) -> dict[PartKind, list[bytes]]:
    """Give what is in a bundle, by kind; chunks of a blob joined."""
    found: dict[PartKind, list[bytes]] = {kind: [] for kind in PartKind}

    def take(part: Part) -> None:
        if part.start:
            found[part.kind][-1] += part.data
        else:
            found[part.kind].append(part.data)

    bundle.unpack(take)
    return found


def signed(data: bytes, by: str = "A", suite: int = 1, flags: int = 0) -> bytes:
    """Give header, valid signature and these manifest bytes, whatever they are."""
    header = HEADER.pack(MAGIC, suite, flags, 64, len(data), device(by).key_id)
    return header + device(by).sign(pae(BUNDLE_TYPE, header + data)) + data


def sealed_for(path: Path, plain: bytes, to: str = "B") -> Path:
    """Write any plaintext as an age file for a device."""
    recipient = pyrage.x25519.Recipient.from_str(device(to).recipient)
    path.write_bytes(pyrage.encrypt(plain, [recipient]))
    return path


def plain_of(path: Path, of: str = "B") -> bytes:
    return pyrage.decrypt(path.read_bytes(), [pyrage.x25519.Identity.from_str(device(of).identity)])


def fields(**changes: object) -> dict[str, object]:
    """Give the keys of an honest manifest, to be spoilt."""
    honest = msgspec.msgpack.decode(encode_manifest(manifest()))
    return honest | changes


def random_bytes(length: int) -> bytes:
    return os.urandom(length)
