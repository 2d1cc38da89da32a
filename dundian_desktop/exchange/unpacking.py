"""Checks a bundle's plaintext while it streams by; nothing is believed, parsed or kept before it is checked.

* The header is a fixed struct; its key id must belong to a known signer.
* The manifest is decoded only after that signer's signature over header and manifest has been verified.
* The sender the manifest names must be the signer's device.
* Every part must have the length and SHA-256 the manifest gives; a segment must also be the range it gives.
* After the last part the plaintext must end.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

from dundian_desktop.exchange.identity import device_id_of
from dundian_desktop.exchange.limits import CHUNK, HEADER_BYTES
from dundian_desktop.exchange.manifest import (
    BUNDLE_TYPE,
    BlobEntry,
    Manifest,
    SegmentEntry,
    decode_manifest,
    parts_length,
    read_header,
)
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.sealed import Signers, is_signed, known_key
from dundian_desktop.exchange.segment import read_heading


class PartKind(StrEnum):
    """What a part is."""

    SEGMENT = "segment"
    VAULT = "vault"
    CHUNK = "chunk"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One checked part of a bundle.

    `index` counts in the manifest's list of that kind (chunks: in `blobs`), `start` is a chunk's offset within
    its blob and 0 otherwise. `last` says that the segment, vault part or blob ends here.
    """

    kind: PartKind
    index: int
    start: int
    last: bool
    data: bytes


Take: TypeAlias = Callable[[Part], None]
"""Receives every part once it is checked. A bundle may still prove damaged after it: undo what was taken."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """The verified start of a bundle; `plain_length` is the length the whole plaintext must have."""

    manifest: Manifest
    manifest_sha: bytes
    signer: bytes
    sign_key: bytes
    plain_length: int


Admit: TypeAlias = Callable[[Opening], None]
"""Sees the verified start and raises `BundleError` when it goes no further."""

_Steps: TypeAlias = Generator[int, bytes, None]


class Unpacking:
    """A sink for the plaintext of one bundle."""

    def __init__(self, signers: Signers, admit: Admit, take: Take) -> None:
        self.opening: Opening | None = None
        self._signers = signers
        self._admit = admit
        self._take = take
        self._held = bytearray()
        self._steps = self._walk()
        self._wanted: int | None = next(self._steps)

    def write(self, data: bytes) -> int:
        """Take the next bytes of plaintext.

        Raises:
            BundleError: what has arrived so far is refused.
        """
        self._held += data
        while self._wanted is not None and len(self._held) >= self._wanted:
            piece = bytes(self._held[: self._wanted])
            del self._held[: self._wanted]
            self._wanted = self._send(piece)
        if self._wanted is None and self._held:
            raise BundleError(Refusal.DAMAGED, "末尾有多余内容")
        return len(data)

    def finish(self) -> Opening:
        """Give the start of the bundle, now that its plaintext has ended.

        Raises:
            BundleError: it ended too early.
        """
        if self._wanted is not None or self.opening is None:
            raise BundleError(Refusal.TRUNCATED)
        return self.opening

    def _send(self, piece: bytes) -> int | None:
        try:
            return self._steps.send(piece)
        except StopIteration:
            return None

    def _walk(self) -> _Steps:
        """Ask for piece after piece, in the order of the format."""
        opening = yield from self._start()
        self.opening = opening
        self._admit(opening)
        for index, entry in enumerate(opening.manifest.segs):
            data = yield entry.length
            _check_range(entry, data)
            self._part(PartKind.SEGMENT, index, data, entry.sha)
        for index, entry in enumerate(opening.manifest.vaults):
            data = yield entry.length
            self._part(PartKind.VAULT, index, data, entry.sha)
        for index, entry in enumerate(opening.manifest.blobs):
            yield from self._blob(index, entry)

    def _start(self) -> Generator[int, bytes, Opening]:
        head = yield HEADER_BYTES
        header = read_header(head)
        sign_key = known_key(self._signers, header.signer)
        signature = yield header.signature_length
        data = yield header.manifest_length
        if not is_signed(sign_key, BUNDLE_TYPE, head + data, signature):
            raise BundleError(Refusal.FORGED)
        manifest = decode_manifest(data)
        if manifest.from_device != device_id_of(sign_key):
            raise BundleError(Refusal.FORGED, "发送设备")
        return Opening(
            manifest=manifest,
            manifest_sha=sha256(data).digest(),
            signer=header.signer,
            sign_key=sign_key,
            plain_length=len(head) + len(signature) + len(data) + parts_length(manifest),
        )

    def _part(self, kind: PartKind, index: int, data: bytes, sha: bytes) -> None:
        if sha256(data).digest() != sha:
            raise BundleError(Refusal.DAMAGED, f"第 {index + 1} 段")
        self._take(Part(kind=kind, index=index, start=0, last=True, data=data))

    def _blob(self, index: int, entry: BlobEntry) -> _Steps:
        whole = sha256()
        for number, sha in enumerate(entry.chunks):
            start = number * CHUNK
            length = min(CHUNK, entry.length - start)
            data = yield length
            whole.update(data)
            last = start + length == entry.length
            if sha256(data).digest() != sha or (last and whole.digest() != entry.sha):
                raise BundleError(Refusal.DAMAGED, f"第 {index + 1} 个附件")
            self._take(Part(kind=PartKind.CHUNK, index=index, start=start, last=last, data=data))
        if not entry.chunks and entry.sha != whole.digest():
            raise BundleError(Refusal.DAMAGED, f"第 {index + 1} 个附件")


def _check_range(entry: SegmentEntry, data: bytes) -> None:
    heading = read_heading(data)
    if (heading.log, heading.lo, heading.hi) != (entry.log, entry.lo, entry.hi):
        raise BundleError(Refusal.MALFORMED, "操作段与清单不符")
