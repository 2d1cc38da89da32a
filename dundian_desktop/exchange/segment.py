"""A segment: a run of operations of one log, signed by its author and never changed afterwards.

* Wire: log 16 | lo 8 | hi 8 | head of the previous segment 32 | raw length 4 | signature 64 | zstd(msgpack[bin]).
* The author signs everything but the signature itself.
* The signature is checked before anything is decompressed.
* The vault part of a segment holds, per operation, what must be erasable; it is not signed here, because each
  operation carries a salted commitment to its own entry.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta

from dundian_desktop.exchange import limits
from dundian_desktop.exchange.packing import packed, unpacked
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.sealed import SIGNATURE_BYTES, Signer, is_signed, pae
from dundian_desktop.exchange.wire import decode

SEGMENT_TYPE = "application/vnd.dundian.segment.v1"
NO_HEAD = bytes(32)
"""The previous head of a log's first segment."""

_FIXED = struct.Struct(">16sQQ32sI")
_START = _FIXED.size + SIGNATURE_BYTES
_OPS = msgspec.msgpack.Decoder(Annotated[list[bytes], Meta(min_length=1, max_length=limits.SEGMENT_OPS_MAX)])
_VAULT = msgspec.msgpack.Decoder(Annotated[list[bytes | None], Meta(max_length=limits.SEGMENT_OPS_MAX)])


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What a segment says of itself before it is verified: log, first and last sequence, previous head."""

    log: bytes
    lo: int
    hi: int
    prev_head: bytes
    raw_length: int


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A verified segment; `ops[0]` has sequence `lo`, the last one `hi`; `head` is its SHA-256."""

    log: bytes
    lo: int
    hi: int
    prev_head: bytes
    ops: tuple[bytes, ...]
    head: bytes


def head_of(blob: bytes) -> bytes:
    """Give the head a segment leaves for the next one: SHA-256 over the whole of it."""
    return sha256(blob).digest()


def pack_segment(log: bytes, lo: int, ops: Sequence[bytes], prev_head: bytes, keys: Signer) -> bytes:
    """Give the wire form of the operations `lo`, `lo` + 1, ... of `log`.

    Raises:
        BundleError: too many or too large operations; `cut` gives ranges that fit.
    """
    raw = msgspec.msgpack.encode(ops)
    if not 0 < len(ops) <= limits.SEGMENT_OPS_MAX or len(raw) > limits.SEGMENT_RAW_MAX:
        raise BundleError(Refusal.TOO_LARGE, "操作段")
    body = packed(raw)
    if _START + len(body) > limits.SEGMENT_MAX:
        raise BundleError(Refusal.TOO_LARGE, "操作段")
    heading = _FIXED.pack(log, lo, lo + len(ops) - 1, prev_head, len(raw))
    return heading + keys.sign(pae(SEGMENT_TYPE, heading + body)) + body


def read_heading(blob: bytes) -> Heading:
    """Give what a segment says of itself, unverified.

    Raises:
        BundleError: too short or too long, or ranges and lengths no segment can have.
    """
    if len(blob) > limits.SEGMENT_MAX:
        raise BundleError(Refusal.TOO_LARGE, "操作段")
    if len(blob) <= _START:
        raise BundleError(Refusal.DAMAGED, "操作段")
    log, lo, hi, prev_head, raw_length = _FIXED.unpack_from(blob)
    if not 1 <= lo <= hi <= limits.SEQ_MAX or hi - lo >= limits.SEGMENT_OPS_MAX:
        raise BundleError(Refusal.MALFORMED, "操作段")
    if raw_length > limits.SEGMENT_RAW_MAX:
        raise BundleError(Refusal.TOO_LARGE, "操作段")
    return Heading(log=log, lo=lo, hi=hi, prev_head=prev_head, raw_length=raw_length)


def open_segment(blob: bytes, author_key: bytes) -> Segment:
    """Give the operations of a segment, once it is sure that `author_key` signed them.

    Raises:
        BundleError: not signed by this author, or signed but not of the agreed shape or size.
    """
    heading = read_heading(blob)
    body = blob[_START:]
    signature = blob[_FIXED.size : _START]
    if not is_signed(author_key, SEGMENT_TYPE, blob[: _FIXED.size] + body, signature):
        raise BundleError(Refusal.FORGED, "操作段")
    raw = unpacked(body, heading.raw_length, "操作段")
    ops = decode(_OPS, raw, Refusal.MALFORMED, "操作段")
    if len(raw) != heading.raw_length or len(ops) != heading.hi - heading.lo + 1:
        raise BundleError(Refusal.MALFORMED, "操作段")
    return Segment(
        log=heading.log,
        lo=heading.lo,
        hi=heading.hi,
        prev_head=heading.prev_head,
        ops=tuple(ops),
        head=head_of(blob),
    )


def pack_vault(entries: Sequence[bytes | None]) -> bytes:
    """Give the vault part of a segment: per operation its vault entry or None, in the order of the operations.

    Raises:
        BundleError: too many or too large entries.
    """
    raw = msgspec.msgpack.encode(entries)
    body = packed(raw)
    too_long = len(raw) > limits.VAULT_RAW_MAX or len(body) > limits.VAULT_MAX
    if too_long or len(entries) > limits.SEGMENT_OPS_MAX:
        raise BundleError(Refusal.TOO_LARGE, "保密段")
    return body


def open_vault(blob: bytes, count: int) -> tuple[bytes | None, ...]:
    """Give the `count` entries of a vault part; whether they fit the operations is for the reader to check.

    Raises:
        BundleError: not a vault part of `count` entries, or too large.
    """
    if len(blob) > limits.VAULT_MAX:
        raise BundleError(Refusal.TOO_LARGE, "保密段")
    raw = unpacked(blob, limits.VAULT_RAW_MAX, "保密段")
    entries = decode(_VAULT, raw, Refusal.MALFORMED, "保密段")
    if len(entries) != count:
        raise BundleError(Refusal.MALFORMED, "保密段")
    return tuple(entries)


def cut(sizes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the half-open index ranges into which operations must be cut so that each range fits one segment.

    Args:
        sizes: per operation its length plus that of its vault entry.
    """
    start = end = held = 0
    for size in sizes:
        full = end - start >= limits.SEGMENT_OPS_MAX or held + size > limits.SEGMENT_CUT
        if full and end > start:
            yield start, end
            start, held = end, 0
        end += 1
        held += size
    if end > start:
        yield start, end
