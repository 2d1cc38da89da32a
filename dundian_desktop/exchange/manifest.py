"""The manifest: what a bundle holds, from whom, for whom, and what its sender already has.

* The carrier signs header and manifest together; the manifest holds the SHA-256 of everything that follows.
* Header, 48 bytes: magic 8 | suite 1 | flags 1 | signature length 2 | manifest length 4 | key id 32. It never
  changes its meaning, so that the oldest reader can say that a file is too new.
* Keys a newer device added are kept, unread, in `extra`.
* Everything follows in this order, without framing: segments, vault parts, chunks of the blobs.

Source: design of the exchange format (2.3).
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta

from dundian_desktop.exchange import limits
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.sealed import SIGNATURE_BYTES, Signer, pae
from dundian_desktop.exchange.segment import read_heading
from dundian_desktop.exchange.wire import Hash, Id, Seq, decode, map_size

BUNDLE_TYPE = "application/vnd.dundian.bundle.v1"
FORMAT = 1
"""The format this program writes, and the newest it reads."""

MAGIC = b"DUNDIAN\n"
SUITE = 1
"""Ed25519, SHA-256, age."""

_HEADER = struct.Struct(">8sBBHI32s")

First = Annotated[int, Meta(ge=1, le=limits.SEQ_MAX)]
SegmentLength = Annotated[int, Meta(ge=1, le=limits.SEGMENT_MAX)]
VaultLength = Annotated[int, Meta(ge=1, le=limits.VAULT_MAX)]
BlobLength = Annotated[int, Meta(ge=0, le=limits.BLOB_MAX)]
SegmentIndex = Annotated[int, Meta(ge=0, lt=limits.SEGMENTS_MAX)]
ChunkHashes = Annotated[tuple[Hash, ...], Meta(max_length=limits.BLOB_MAX // limits.CHUNK)]
Mime = Annotated[str, Meta(max_length=96)]
Word = Annotated[str, Meta(max_length=64)]
VolumeNumber = Annotated[int, Meta(ge=1, le=limits.VOLUMES_MAX)]
Sealed = Annotated[bytes, Meta(max_length=limits.SEALED_MAX)]


class BundleKind(StrEnum):
    """What a bundle is for."""

    GROUP = "group"
    REPORT = "report"
    RECEIPT = "receipt"
    ORDER = "order"
    POLICY = "policy"
    ROSTER = "roster"
    SNAPSHOT = "snapshot"
    APART = "apart"
    """What is kept apart (政治安全): it goes from one file apart into another, never into an ordinary one."""
    FLASH = "flash"
    """One incident at once, as it stands: a record and its page, no operations."""


class SegmentEntry(msgspec.Struct, frozen=True, array_like=True):
    """One segment: its log, first and last sequence, length and SHA-256."""

    log: Id
    lo: First
    hi: First
    length: SegmentLength
    sha: Hash


class VaultEntry(msgspec.Struct, frozen=True, array_like=True):
    """One vault part: the index of its segment in this bundle, length and SHA-256."""

    segment: SegmentIndex
    length: VaultLength
    sha: Hash


class BlobEntry(msgspec.Struct, frozen=True, array_like=True):
    """One attachment: SHA-256 and length of the whole, media type, SHA-256 of every chunk of 1 MiB."""

    sha: Hash
    length: BlobLength
    mime: Mime
    chunks: ChunkHashes


class Volume(msgspec.Struct, frozen=True, array_like=True):
    """Which of how many complete bundles this is; both count from 1."""

    number: VolumeNumber = 1
    of: VolumeNumber = 1


class Count(msgspec.Struct, frozen=True, array_like=True):
    """One figure for the preview, e.g. how many visits are inside."""

    name: Word
    number: Seq


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The signed table of contents of one bundle.

    `have` is what the sender holds of each log, `base` what it believes the addressee holds. `channel` and
    `chan_seq` number the bundles of one direction; `prev_manifest_sha` is empty for the first. `certs` are
    sealed objects (device cards, later certificates). `created_hlc` is 48 bits of milliseconds and a counter.
    """

    v: Seq = FORMAT
    min_reader: Seq = FORMAT
    kind: BundleKind
    bundle_id: Id
    from_log: Id
    from_device: Id
    to: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=limits.RECIPIENTS_MAX)]
    channel: Word = ""
    chan_seq: Seq = 0
    prev_manifest_sha: Annotated[bytes, Meta(max_length=32)] = b""
    created_hlc: Seq
    have: dict[Id, Seq] = msgspec.field(default_factory=dict[bytes, int])
    base: dict[Id, Seq] = msgspec.field(default_factory=dict[bytes, int])
    certs: Annotated[tuple[Sealed, ...], Meta(max_length=limits.CERTS_MAX)] = ()
    roster_version: Seq = 0
    segs: Annotated[tuple[SegmentEntry, ...], Meta(max_length=limits.SEGMENTS_MAX)] = ()
    vaults: Annotated[tuple[VaultEntry, ...], Meta(max_length=limits.SEGMENTS_MAX)] = ()
    blobs: Annotated[tuple[BlobEntry, ...], Meta(max_length=limits.BLOBS_MAX)] = ()
    want: Annotated[tuple[Hash, ...], Meta(max_length=limits.BLOBS_MAX)] = ()
    volume: Volume = Volume()
    totals: Annotated[tuple[Count, ...], Meta(max_length=256)] = ()
    # What `extra` holds has its own keys on the wire; the name "" is never written and always replaced when read.
    extra: dict[str, msgspec.Raw] = msgspec.field(default_factory=dict[str, msgspec.Raw], name="")


class _Stub(msgspec.Struct):
    """The one thing that must be readable in a manifest of any later format."""

    min_reader: Seq = FORMAT


_STUB = msgspec.msgpack.Decoder(_Stub)
_KNOWN = msgspec.msgpack.Decoder(Manifest)
_KEYS = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
_EXTRA = "extra"
_FIELDS = frozenset(Manifest.__struct_fields__) - {_EXTRA}


@dataclass(frozen=True, kw_only=True)
class Header:
    """The 48 bytes in front of the manifest."""

    signature_length: int
    manifest_length: int
    signer: bytes


def describe_segment(blob: bytes) -> SegmentEntry:
    """Give the entry of a segment."""
    heading = read_heading(blob)
    return SegmentEntry(heading.log, heading.lo, heading.hi, len(blob), sha256(blob).digest())


def describe_vault(segment: int, blob: bytes) -> VaultEntry:
    """Give the entry of the vault part of the bundle's segment number `segment` (from 0)."""
    return VaultEntry(segment, len(blob), sha256(blob).digest())


def describe_blob(chunks: Iterable[bytes], mime: str) -> BlobEntry:
    """Give the entry of an attachment that is read in chunks of exactly `CHUNK` bytes, the last one shorter."""
    whole, length, hashes = sha256(), 0, list[bytes]()
    for chunk in chunks:
        whole.update(chunk)
        length += len(chunk)
        hashes.append(sha256(chunk).digest())
    return BlobEntry(whole.digest(), length, mime, tuple(hashes))


def encode_manifest(manifest: Manifest) -> bytes:
    """Give the bytes to sign; unknown keys come out as they came in."""
    known = {name: getattr(manifest, name) for name in Manifest.__struct_fields__ if name != _EXTRA}
    return msgspec.msgpack.encode(known | manifest.extra)


def decode_manifest(data: bytes) -> Manifest:
    """Give the manifest in `data`, whose signature has been verified.

    Raises:
        BundleError: it needs a newer program, or is not a manifest, or contradicts itself.
    """
    if map_size(data) > limits.MANIFEST_KEYS_MAX:
        raise BundleError(Refusal.MALFORMED, "清单")
    if decode(_STUB, data, Refusal.MALFORMED, "清单").min_reader > FORMAT:
        raise BundleError(Refusal.TOO_NEW)
    manifest = decode(_KNOWN, data, Refusal.MALFORMED, "清单")
    keys = decode(_KEYS, data, Refusal.MALFORMED, "清单")
    extra = {name: msgspec.Raw(bytes(value)) for name, value in keys.items() if name not in _FIELDS}
    check_manifest(manifest)
    return msgspec.structs.replace(manifest, extra=extra)


def sign_manifest(manifest: Manifest, signer: Signer) -> bytes:
    """Give the start of a bundle: header, signature, manifest.

    Raises:
        BundleError: the manifest contradicts itself or is too large.
    """
    check_manifest(manifest)
    data = encode_manifest(manifest)
    if len(data) > limits.MANIFEST_MAX:
        raise BundleError(Refusal.TOO_LARGE, "清单")
    header = _HEADER.pack(MAGIC, SUITE, 0, SIGNATURE_BYTES, len(data), signer.key_id)
    return header + signer.sign(pae(BUNDLE_TYPE, header + data)) + data


def read_header(data: bytes) -> Header:
    """Take the 48 bytes apart.

    Raises:
        BundleError: another magic, a newer suite or flag, or lengths no bundle can have.
    """
    magic, suite, flags, signature_length, manifest_length, signer = _HEADER.unpack(data)
    if magic != MAGIC:
        raise BundleError(Refusal.NOT_A_BUNDLE)
    if suite != SUITE or flags:
        raise BundleError(Refusal.TOO_NEW)
    if signature_length != SIGNATURE_BYTES:
        raise BundleError(Refusal.MALFORMED, "文件头")
    if manifest_length > limits.MANIFEST_MAX:
        raise BundleError(Refusal.TOO_LARGE, "清单")
    return Header(signature_length=signature_length, manifest_length=manifest_length, signer=signer)


def parts_length(manifest: Manifest) -> int:
    """Give how many bytes must follow the manifest."""
    lists = (manifest.segs, manifest.vaults, manifest.blobs)
    return sum(entry.length for entries in lists for entry in entries)


def check_manifest(manifest: Manifest) -> None:
    """See that a manifest does not contradict itself.

    Raises:
        BundleError: overlapping or unordered ranges, vault parts without segment, wrong numbers of chunks,
            a volume beyond the last, or more than fits in one bundle.
    """
    if parts_length(manifest) > limits.BUNDLE_MAX:
        raise BundleError(Refusal.TOO_LARGE)
    if not (_ranges_ascend(manifest) and _vaults_fit(manifest) and _blobs_fit(manifest)):
        raise BundleError(Refusal.MALFORMED, "清单")
    if manifest.volume.number > manifest.volume.of:
        raise BundleError(Refusal.MALFORMED, "清单")


def _ranges_ascend(manifest: Manifest) -> bool:
    last: dict[bytes, int] = {}
    for entry in manifest.segs:
        fits = last.get(entry.log, 0) < entry.lo <= entry.hi < entry.lo + limits.SEGMENT_OPS_MAX
        if not fits:
            return False
        last[entry.log] = entry.hi
    return True


def _vaults_fit(manifest: Manifest) -> bool:
    owners = [entry.segment for entry in manifest.vaults]
    ascending = all(one < other for one, other in itertools.pairwise(owners))
    return ascending and all(owner < len(manifest.segs) for owner in owners)


def _blobs_fit(manifest: Manifest) -> bool:
    distinct = len({entry.sha for entry in manifest.blobs}) == len(manifest.blobs)
    return distinct and all(len(entry.chunks) == -(-entry.length // limits.CHUNK) for entry in manifest.blobs)
