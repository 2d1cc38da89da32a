"""Writes and reads bundle files: signed inside, encrypted outside, addressee inside the signature.

* Writing: a ``.part`` file, flushed, read back and verified whole, only then given its name. The writing device
  is always among the recipients, so that it can read back what it wrote.
* Reading: the whole file is checked before anything is given out. Plaintext never touches a disk: a large bundle
  stays the encrypted file it is and is decrypted (and checked) again when it is unpacked.
* Memory stays flat: one part at a time, besides a bundle of at most `KEEP_MAX` which is kept once checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from dundian_desktop.errors import MachineError
from dundian_desktop.exchange import age
from dundian_desktop.exchange.disk import landing, on_disk, settle
from dundian_desktop.exchange.identity import DeviceKeys
from dundian_desktop.exchange.limits import AGE_HEADER_MAX, BUNDLE_MAX, KEEP_MAX, MIB
from dundian_desktop.exchange.manifest import BlobEntry, Manifest, SegmentEntry, VaultEntry, parts_length, sign_manifest
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.sealed import Signers
from dundian_desktop.exchange.unpacking import Admit, Opening, Part, Take, Unpacking
from dundian_desktop.progress import SILENT, Progress

BUNDLE_SUFFIX = ".dundian"

_NOT_READ_BACK = "写好的数据包读回核对时与原内容不一致，没有保留；本机数据没有变动，请换一个 U 盘后重试。"


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What goes into one bundle: a manifest and, in its order, the bytes it describes.

    The iterables are walked once, while writing. A blob comes in pieces of any size.
    """

    manifest: Manifest
    segments: Iterable[bytes] = ()
    vaults: Iterable[bytes] = ()
    blobs: Iterable[Iterable[bytes]] = ()


@dataclass(frozen=True, kw_only=True)
class Written:
    """A bundle file that stands on the disk and was read back: its length and the manifest's SHA-256."""

    path: Path
    length: int
    manifest_sha: bytes


@dataclass(frozen=True, kw_only=True)
class OpenedBundle:
    """A bundle that has been checked whole, once; `signer` is the key id of the device that carried it."""

    path: Path
    length: int
    manifest: Manifest
    manifest_sha: bytes
    signer: bytes
    sign_key: bytes
    _keys: DeviceKeys = field(repr=False)
    _kept: tuple[Part, ...] | None = field(repr=False)

    def unpack(self, take: Take, progress: Progress = SILENT) -> None:
        """Give every part to `take`, in the manifest's order, each checked again.

        Raises:
            BundleError: the file changed since it was checked; undo what was taken.
            MachineError: the disk complained, or the stick is gone.
            CancelledError: the person asked to stop.
        """
        if self._kept is None:
            self._unpack_file(take, progress)
            return
        for done, part in enumerate(self._kept, start=1):
            take(part)
            progress.step(done, len(self._kept), "正在取出")

    def _unpack_file(self, take: Take, progress: Progress) -> None:
        def same(opening: Opening) -> None:
            if opening.manifest_sha != self.manifest_sha:
                raise BundleError(Refusal.DAMAGED, "文件在导入途中被换过")

        with on_disk():
            file = self.path.open("rb")
        with file:
            pace = _Pace(progress, self.length, "正在取出")
            _read_through(file, self._keys, Unpacking({self.signer: self.sign_key}.get, same, take), pace.step)


def write_bundle(
    path: Path,
    contents: Contents,
    recipients: Iterable[str],
    keys: DeviceKeys,
    progress: Progress = SILENT,
) -> Written:
    """Write a bundle file for these age public keys and for this device, and read it back.

    Args:
        path: the name it shall have; an older file of that name is replaced at the end.
        contents: what goes in; `contents.manifest.to` names the devices the recipients' keys belong to.
        recipients: age public keys of the addressees (and of the union's recovery).
        keys: this device's; `contents.manifest.from_device` must be its id.
        progress: told of bytes, twice the length in all (written, then read back).

    Raises:
        BundleError: the contents do not fit their manifest, are too large, or a recipient is no key.
        MachineError: the disk complained; nothing is left behind.
        CancelledError: the person asked to stop; nothing is left behind.
    """
    if contents.manifest.from_device != keys.device_id:
        raise ValueError("a device sends only in its own name")
    start = sign_manifest(contents.manifest, keys)
    plain = len(start) + parts_length(contents.manifest)
    if age.sealed_length(AGE_HEADER_MAX, plain) > BUNDLE_MAX:
        raise BundleError(Refusal.TOO_LARGE)
    with landing(path) as file:
        pace = _Pace(progress, 2 * plain, "正在写入")
        source = _Pieces(_plaintext(start, contents), pace.step)
        age.encrypt(source, _Guarded(file), frozenset(recipients) | {keys.recipient})
        settle(file)
        length = file.tell()
        manifest_sha = _read_back(file, keys, _Pace(progress, 2 * plain, "正在核对", done=plain))
    return Written(path=path, length=length, manifest_sha=manifest_sha)


def open_bundle(path: Path, keys: DeviceKeys, known_signers: Signers, progress: Progress = SILENT) -> OpenedBundle:
    """Give a bundle once every byte of it has been checked.

    Args:
        path: the file; it must stay where it is until it is unpacked.
        keys: this device's.
        known_signers: from key id to public key; a dict's `get` will do.
        progress: told of bytes of the file.

    Raises:
        BundleError: the file is refused; the code says why.
        MachineError: the disk complained, or the stick is gone.
        CancelledError: the person asked to stop.
    """
    with on_disk():
        length = path.stat().st_size
        file = path.open("rb")
    with file:
        if length > BUNDLE_MAX:
            raise BundleError(Refusal.TOO_LARGE)
        kept: list[Part] | None = [] if length <= KEEP_MAX else None
        take = _nothing if kept is None else kept.append
        unpacking = Unpacking(known_signers, _addressed_to(keys), take)
        opening = _read_through(file, keys, unpacking, _Pace(progress, length, "正在检查").step)
    return OpenedBundle(
        path=path,
        length=length,
        manifest=opening.manifest,
        manifest_sha=opening.manifest_sha,
        signer=opening.signer,
        sign_key=opening.sign_key,
        _keys=keys,
        _kept=None if kept is None else tuple(kept),
    )


class _Pace:
    """Tells a progress of bytes, at most once per MiB and at the end."""

    def __init__(self, progress: Progress, total: int, note: str, done: int = 0) -> None:
        self._progress = progress
        self._total = total
        self._note = note
        self._done = done
        self._told = -MIB

    def step(self, length: int) -> None:
        self._done = min(self._done + length, self._total)
        if self._done - self._told >= MIB or self._done == self._total:
            self._told = self._done
            self._progress.step(self._done, self._total, self._note)


class _Pieces:
    """Pieces of bytes as a source that gives any length asked for."""

    def __init__(self, pieces: Iterator[bytes], step: Callable[[int], None]) -> None:
        self._pieces = pieces
        self._step = step
        self._rest = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        given, self._rest = self._rest[:size], self._rest[size:]
        self._step(len(given))
        return bytes(given)


class _Guarded:
    """A file whose complaints are said as `MachineError`, and whose reading is told of."""

    def __init__(self, file: BinaryIO, step: Callable[[int], None] = lambda _length: None) -> None:
        self._file = file
        self._step = step

    def read(self, size: int, /) -> bytes:
        with on_disk():
            data = self._file.read(size)
        self._step(len(data))
        return data

    def write(self, data: bytes, /) -> int:
        with on_disk():
            return self._file.write(data)


def _read_through(file: BinaryIO, keys: DeviceKeys, unpacking: Unpacking, step: Callable[[int], None]) -> Opening:
    """Decrypt a file from its beginning and let every check pass over it."""
    with on_disk():
        length = file.seek(0, 2)
        file.seek(0)
        header = age.header_length(file.read(AGE_HEADER_MAX))
        file.seek(0)
    try:
        age.decrypt(_Guarded(file, step), unpacking, keys.identity)
    except BundleError as error:
        if error.refusal is Refusal.DAMAGED and _too_short(unpacking.opening, header, length):
            raise BundleError(Refusal.TRUNCATED) from error
        raise
    return unpacking.finish()


def _too_short(opening: Opening | None, header: int, length: int) -> bool:
    return opening is not None and length < age.sealed_length(header, opening.plain_length)


def _read_back(file: BinaryIO, keys: DeviceKeys, pace: _Pace) -> bytes:
    unpacking = Unpacking({keys.key_id: keys.sign_key}.get, _anyone, _nothing)
    try:
        return _read_through(file, keys, unpacking, pace.step).manifest_sha
    except BundleError as error:
        raise MachineError(_NOT_READ_BACK) from error


def _addressed_to(keys: DeviceKeys) -> Admit:
    """Give a check that a bundle names this device among its addressees."""
    own = keys.device_id

    def admit(opening: Opening) -> None:
        if own in opening.manifest.to:
            return
        raise BundleError(Refusal.OUR_OWN if opening.manifest.from_device == own else Refusal.NOT_FOR_US)

    return admit


def _anyone(_opening: Opening) -> None:
    """Admit every bundle."""


def _nothing(_part: Part) -> None:
    """Take no part."""


def _plaintext(start: bytes, contents: Contents) -> Iterator[bytes]:
    """Give the inner stream piece by piece; each thing must be what the manifest says."""
    yield start
    manifest = contents.manifest
    for entry, data in zip(manifest.segs, contents.segments, strict=True):
        yield from _as_described(entry, (data,), "操作段")
    for entry, data in zip(manifest.vaults, contents.vaults, strict=True):
        yield from _as_described(entry, (data,), "保密段")
    for entry, pieces in zip(manifest.blobs, contents.blobs, strict=True):
        yield from _as_described(entry, pieces, f"附件 {entry.sha[:4].hex()}")


def _as_described(entry: SegmentEntry | VaultEntry | BlobEntry, pieces: Iterable[bytes], where: str) -> Iterator[bytes]:
    whole, length = sha256(), 0
    for piece in pieces:
        whole.update(piece)
        length += len(piece)
        yield piece
    if length != entry.length or whole.digest() != entry.sha:
        raise BundleError(Refusal.SOURCE, where)
