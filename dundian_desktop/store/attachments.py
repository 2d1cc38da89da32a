"""Attachments: encrypted files named by what is in them; plain bytes never touch the disk.

* A file's name is HMAC-SHA256(subkey, SHA-256 of the content): whoever sees the folder learns sizes and nothing else.
* Each file has a key of its own (HKDF over a random salt).  The content is cut into chunks of 1 MiB, each sealed with
  ChaCha20-Poly1305 under the nonce *number of the chunk, whether it is the last*, the STREAM construction (Hoang,
  Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015) as in
  age (C2SP age.md): a chunk cut off, doubled, swapped or moved is found.
* Every chunk vouches for the header, the last one for the name too: a file renamed to another's name is found.
* Files appear whole and synced, or not at all.  What a killed writer leaves is swept by `collect`.

One writer at a time; reading beside it is fine.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import io
import os
from collections.abc import Generator, Iterator, Set
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.durable import PART, machine_errors, part_file, settle, sync_folder
from dundian_desktop.store.keyfile import VaultKey

FOLDER = "blobs"
CHUNK = 1 << 20
LARGEST = 200 << 20
"""Bytes of one attachment (design of the exchange, limits of a bundle)."""

_MAGIC = b"DDBLOB\x00\x01"
"""The last byte is the version of the format."""

_SALT = 16
_HEADER = len(_MAGIC) + _SALT
_TAG = 16


class MissingAttachmentError(UserError):
    """The content is not on this machine."""

    def __init__(self) -> None:
        super().__init__("这个附件不在本机：可能还没有收到，也可能已经清理。请向发来资料的同事再要一次。")


class DamagedAttachmentError(MachineError):
    """The stored file is not what was stored."""

    def __init__(self) -> None:
        super().__init__(
            "这个附件的文件已损坏，没有打开它，其他资料不受影响。请从备份里取回，或向发来资料的同事再要一次。"
        )


class WrongContentError(UserError):
    """What arrived is not what was announced."""

    def __init__(self) -> None:
        super().__init__("收到的附件与清单不符，没有收下，原有资料没有改动。请让对方重新导出一次。")


class Attachments:
    """The attachments of one workspace.

    Args:
        workspace: they lie in its folder `blobs`.
        key: the opened key of the workspace.
    """

    def __init__(self, workspace: Path, key: VaultKey) -> None:
        self._folder = workspace / FOLDER
        self._name_key = key.subkey("attachment names")
        self._content_key = key.subkey("attachment contents")

    def put(self, content: bytes | BinaryIO, *, progress: Progress = SILENT) -> str:
        """Keep the content and give its SHA-256 in hex; the same content twice is kept once.

        Raises:
            UserError: larger than 200 MiB.
            MachineError: disk full, device gone; nothing is kept.
            CancelledError: the person asked `progress` to stop; nothing is kept.
        """
        return self._take(content, None, progress)

    def put_checked(self, sha: str, content: bytes | BinaryIO, *, progress: Progress = SILENT) -> None:
        """Keep content that arrives under a known SHA-256; a damaged file of that content is replaced.

        Raises:
            WrongContentError: it is another content; nothing is kept.
            UserError: as `put`.
            MachineError: as `put`.
        """
        self._take(content, sha, progress)

    def read(self, sha: str) -> bytes:
        """Give the whole content, checked.

        Raises:
            MissingAttachmentError: it is not here.
            DamagedAttachmentError: it is here and damaged.
            MachineError: the device does not give it.
        """
        return b"".join(self.chunks(sha))

    def chunks(self, sha: str) -> Iterator[bytes]:
        """Give the content in pieces of 1 MiB, each checked; a missing end shows only at the end, as an error.

        Raises:
            MissingAttachmentError: as `read`.
            DamagedAttachmentError: as `read`.
            MachineError: as `read`.
        """
        name = self._name(sha)
        with machine_errors("读取附件"), _opened(self._path(name)) as file:
            yield from self._unsealed(file, name)

    def has(self, sha: str) -> bool:
        """Tell whether the content is here, without looking into it."""
        return self._path(self._name(sha)).exists()

    def size(self, sha: str) -> int:
        """Give the bytes of the content, told by the length of its file.

        Raises:
            MissingAttachmentError: it is not here.
        """
        try:
            sealed = self._path(self._name(sha)).stat().st_size - _HEADER
        except FileNotFoundError as error:
            raise MissingAttachmentError from error
        return max(0, sealed - _TAG * -(-sealed // (CHUNK + _TAG)))

    def verify(self, sha: str) -> bool:
        """Tell whether the content is here and whole, by reading all of it."""
        try:
            for _ in self.chunks(sha):
                pass
        except (MissingAttachmentError, DamagedAttachmentError):
            return False
        return True

    def names(self) -> Iterator[str]:
        """Give the names of all files, in order; they tell nothing of the contents."""
        for path in sorted(self._folder.glob("??/*")):
            if not path.name.endswith(PART):
                yield path.name

    def collect(self, keep: Set[str]) -> int:
        """Remove every file whose content is not among `keep` (SHA-256 in hex), and unfinished files.

        Never beside a `put`: its unfinished file would go too.

        Returns:
            How many contents were removed.

        Raises:
            MachineError: the device refused; what was not removed stays whole.
        """
        kept = {self._name(sha) for sha in keep}
        gone = [name for name in self.names() if name not in kept]
        with machine_errors("清理附件"):
            for name in gone:
                self._path(name).unlink()
            for path in self._folder.glob(f"*{PART}"):
                path.unlink()
        return len(gone)

    def _name(self, sha: str) -> str:
        return hmac.digest(self._name_key, bytes.fromhex(sha), "sha256").hex()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _take(self, content: bytes | BinaryIO, expected: str | None, progress: Progress) -> str:
        source = io.BytesIO(content) if isinstance(content, bytes) else content
        with machine_errors("保存附件"):
            _make(self._folder)
            part = self._folder / (os.urandom(8).hex() + PART)
            with part_file(part) as file:
                sha = self._seal(source, file, expected, progress)
                if not self.verify(sha):
                    path = self._path(self._name(sha))
                    _make(path.parent)
                    settle(file, part, path)
        return sha

    def _seal(self, source: BinaryIO, file: BinaryIO, expected: str | None, progress: Progress) -> str:
        """Write the sealed form of all that the source gives, and give its SHA-256."""
        header = _MAGIC + os.urandom(_SALT)
        file.write(header)
        cipher, digest = self._cipher(header), hashlib.sha256()
        total, done = _length(source), 0
        for number, (chunk, last) in enumerate(_cut(source, CHUNK)):
            digest.update(chunk)
            done += len(chunk)
            if max(total, done) > LARGEST:
                raise UserError(f"附件太大，没有收下（一个附件不能超过 {LARGEST >> 20} MB）。请压缩或分成几个再添加。")
            if last and expected not in {None, digest.hexdigest()}:
                raise WrongContentError
            bound = header + self._name(digest.hexdigest()).encode() if last else header
            file.write(cipher.encrypt(_nonce(number, last=last), chunk, bound))
            progress.step(done, max(total, done), "保存附件")
        return digest.hexdigest()

    def _unsealed(self, file: BinaryIO, name: str) -> Iterator[bytes]:
        header = file.read(_HEADER)
        if len(header) < _HEADER or not header.startswith(_MAGIC):
            raise DamagedAttachmentError
        cipher = self._cipher(header)
        for number, (box, last) in enumerate(_cut(file, CHUNK + _TAG)):
            bound = header + name.encode() if last else header
            try:
                yield cipher.decrypt(_nonce(number, last=last), box, bound)
            except InvalidTag as error:
                raise DamagedAttachmentError from error

    def _cipher(self, header: bytes) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(HKDF(SHA256(), 32, header[-_SALT:], header).derive(self._content_key))


@contextlib.contextmanager
def _opened(path: Path) -> Generator[BinaryIO]:
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise MissingAttachmentError from error
    with file:
        yield file


def _make(folder: Path) -> None:
    """Make a folder that lasts through a power cut."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cut(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut a stream into pieces, telling which is the last; an empty stream is one empty piece."""
    piece = _filled(source, size)
    while following := _filled(source, size):
        yield piece, False
        piece = following
    yield piece, True


def _filled(source: BinaryIO, size: int) -> bytes:
    """Read so many bytes, fewer only at the end; a raw stream may give them in several portions."""
    portions: list[bytes] = []
    while size > 0 and (portion := source.read(size)):
        portions.append(portion)
        size -= len(portion)
    return portions[0] if len(portions) == 1 else b"".join(portions)


def _length(source: BinaryIO) -> int:
    """Give the bytes left in the stream; 0 when it cannot tell."""
    if not source.seekable():
        return 0
    here = source.tell()
    end = source.seek(0, io.SEEK_END)
    source.seek(here)
    return end - here
