"""The age v1 container: the only file that knows the age library.

* A header longer than `AGE_HEADER_MAX` is refused before the library sees it (see `limits`).
* The library swallows or rewords what our own ends raise: measured, a failing last write passes for success and
  a failing read becomes a `DecryptError`. So our ends remember what they raised and it is raised again.
* For a damaged payload the library raises `OSError` without a number, for a bad header `DecryptError`.

Source: age-encryption.org/v1 (C2SP).
"""

from __future__ import annotations

import re
from typing import Protocol, TypeAlias, cast

import pyrage  # pyright: ignore[reportMissingTypeStubs]  # ships without types; `_Library` below has them

from dundian_desktop.exchange.limits import AGE_HEADER_MAX, RECIPIENTS_MAX
from dundian_desktop.exchange.refusals import BundleError, Refusal

MAGIC = b"age-encryption.org/"
_V1 = MAGIC + b"v1\n"
_MAC_LINE = re.compile(rb"\n--- [A-Za-z0-9+/]{43}\n")

CHUNK_PLAIN = 64 * 1024
CHUNK_TAG = 16
NONCE = 16


class Source(Protocol):
    """Where bytes come from: b"" at the end."""

    def read(self, size: int, /) -> bytes:
        """Give at most `size` bytes."""
        ...


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""
        ...


class Recipient(Protocol):
    """A public key to encrypt to; `str` gives its text."""


class Identity(Protocol):
    """A private key to decrypt with; `str` gives its text."""

    def to_public(self) -> Recipient:
        """Give the public key."""
        ...


class _RecipientClass(Protocol):
    def from_str(self, text: str, /) -> Recipient: ...


class _IdentityClass(Protocol):
    def from_str(self, text: str, /) -> Identity: ...
    def generate(self) -> Identity: ...


class _X25519(Protocol):
    Recipient: _RecipientClass
    Identity: _IdentityClass


class _Library(Protocol):
    """The part of the library that is used; it ships without types."""

    x25519: _X25519
    DecryptError: type[Exception]
    EncryptError: type[Exception]
    IdentityError: type[Exception]
    RecipientError: type[Exception]

    def encrypt_io(self, reader: object, writer: object, recipients: list[Recipient], /) -> None: ...
    def decrypt_io(self, reader: object, writer: object, identities: list[Identity], /) -> None: ...


_age = cast("_Library", pyrage)

IdentityText: TypeAlias = str


class _Ends:
    """Both ends of a stream; remembers the first exception either of them raised."""

    def __init__(self, source: Source, sink: Sink) -> None:
        self._source = source
        self._sink = sink
        self._trouble: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._source.read(size)
        except BaseException as error:
            self._trouble = self._trouble or error
            raise

    def write(self, data: bytes) -> int:
        try:
            return self._sink.write(data)
        except BaseException as error:
            self._trouble = self._trouble or error
            raise

    def flush(self) -> None:
        """Asked for by the library; the sink's owner settles it."""

    def complain(self) -> None:
        """Raise what was raised at either end, if anything was."""
        if self._trouble is not None:
            raise self._trouble


def new_identity() -> IdentityText:
    """Give the text of a new private key, ``AGE-SECRET-KEY-1...``."""
    return str(_age.x25519.Identity.generate())


def recipient_of(identity: IdentityText) -> str:
    """Give the text of the public key, ``age1...``."""
    return str(_age.x25519.Identity.from_str(identity).to_public())


def is_recipient(text: str) -> bool:
    """Tell whether `text` is a public key one can encrypt to."""
    try:
        _age.x25519.Recipient.from_str(text)
    except _age.RecipientError:
        return False
    return True


def header_length(start: bytes) -> int:
    """Give the length of the container's header, from the first `AGE_HEADER_MAX` bytes of a file.

    Raises:
        BundleError: not a container, a newer one, or a header cut off or too long.
    """
    if not start.startswith(_V1):
        raise BundleError(_stranger(start))
    first = start.find(b"\n---")
    mac = _MAC_LINE.match(start, first) if first >= 0 else None
    if mac is None:
        raise BundleError(Refusal.TRUNCATED if len(start) < AGE_HEADER_MAX else Refusal.DAMAGED)
    return mac.end()


def sealed_length(header: int, plain: int) -> int:
    """Give the length of the container whose header and plaintext have these lengths."""
    chunks = max(1, -(-plain // CHUNK_PLAIN))
    return header + NONCE + plain + chunks * CHUNK_TAG


def encrypt(source: Source, sink: Sink, recipients: frozenset[str]) -> None:
    """Encrypt all of `source` into `sink` for every recipient.

    Raises:
        BundleError: a recipient is no key, or there are none or too many.
        Exception: whatever `source` or `sink` raised.
    """
    if not 0 < len(recipients) <= RECIPIENTS_MAX or not all(map(is_recipient, recipients)):
        raise BundleError(Refusal.RECIPIENT)
    keys = [_age.x25519.Recipient.from_str(text) for text in sorted(recipients)]
    ends = _Ends(source, sink)
    try:
        _age.encrypt_io(ends, ends, keys)
    except _age.EncryptError as error:
        ends.complain()
        raise BundleError(Refusal.RECIPIENT) from error
    ends.complain()


def decrypt(source: Source, sink: Sink, identity: IdentityText) -> None:
    """Decrypt all of `source` into `sink`. Bytes arrive before the end is known to be good.

    The caller has checked the start with `header_length`.

    Raises:
        BundleError: not for this identity, damaged or cut off.
        Exception: whatever `source` or `sink` raised.
    """
    ends = _Ends(source, sink)
    try:
        _age.decrypt_io(ends, ends, [_age.x25519.Identity.from_str(identity)])
    except (_age.DecryptError, OSError) as error:
        ends.complain()
        raise BundleError(_reason(error)) from error
    ends.complain()


def _stranger(start: bytes) -> Refusal:
    """Tell why a file that does not begin as ours is refused. ``DDxx`` is kept for our own later suites."""
    ours_later = start[:2] == b"DD" and start[2:4].isalpha() and start[2:4].isupper()
    if start.startswith(MAGIC) or ours_later:
        return Refusal.TOO_NEW
    short = len(start) < len(_V1) and _V1.startswith(start)
    return Refusal.TRUNCATED if short else Refusal.NOT_A_BUNDLE


def _reason(error: Exception) -> Refusal:
    """Read the library's words; the tests hold them. Unknown words mean damage."""
    words = str(error)
    if "No matching keys" in words:
        return Refusal.NOT_FOR_US
    cut_off = ("truncated", "failed to fill whole buffer", "Incomplete header")
    return Refusal.TRUNCATED if any(word in words for word in cut_off) else Refusal.DAMAGED
