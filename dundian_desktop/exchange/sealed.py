"""The one signing primitive: a typed payload under one Ed25519 signature.

* What is signed is PAE(type, bytes), so that a signature over one type of thing never counts for another.
* A signature is checked before the payload is decoded, and exactly the checked bytes are decoded.
* The layout around the payload is fixed, so nothing unverified goes through a parser.
* The key id is SHA-256 of the public key and is recomputed from the key that is used.

Source: DSSE protocol (pre-authentication encoding), RFC 8032 (Ed25519).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dundian_desktop.exchange.limits import SEALED_MAX
from dundian_desktop.exchange.refusals import BundleError, Refusal

SIGNATURE_BYTES = 64
KEY_BYTES = 32

_LAYOUT = 1
_FIXED = struct.Struct(">B32s64sB")


class Signer(Protocol):
    """What can sign; the private key may be software or a card."""

    @property
    def key_id(self) -> bytes:
        """Give SHA-256 of the public key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Give the 64-byte signature over `message`."""
        ...


Signers: TypeAlias = Callable[[bytes], bytes | None]
"""From key id (32 bytes) to Ed25519 public key (32 bytes), or nothing when not known; a dict's `get` will do."""


def key_id(sign_key: bytes) -> bytes:
    """Give the 32-byte id of an Ed25519 public key."""
    return sha256(sign_key).digest()


def known_key(signers: Signers, wanted: bytes) -> bytes:
    """Give the public key with this id.

    Raises:
        BundleError: nobody known has it.
    """
    found = signers(wanted)
    if found is None or key_id(found) != wanted:
        raise BundleError(Refusal.UNKNOWN_SIGNER, f"对方钥匙 {wanted[:4].hex()}")
    return found


def pae(payload_type: str, body: bytes) -> bytes:
    """Give the bytes that are signed: type and body, each with its length in front."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)


def is_signed(sign_key: bytes, payload_type: str, body: bytes, signature: bytes) -> bool:
    """Tell whether the owner of `sign_key` signed `body` as a thing of `payload_type`."""
    try:
        Ed25519PublicKey.from_public_bytes(sign_key).verify(signature, pae(payload_type, body))
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A sealed object taken apart but not yet verified.

    Wire: layout 1 | key id 32 | signature 64 | length of type 1 | type | payload to the end.
    """

    payload_type: str
    payload: bytes
    signer: bytes
    signature: bytes

    def to_bytes(self) -> bytes:
        """Give the wire form."""
        kind = self.payload_type.encode("ascii")
        return _FIXED.pack(_LAYOUT, self.signer, self.signature, len(kind)) + kind + self.payload

    @classmethod
    def from_bytes(cls, data: bytes) -> Sealed:
        """Take the wire form apart.

        Raises:
            BundleError: too long, too short, or of a newer layout.
        """
        if len(data) > SEALED_MAX:
            raise BundleError(Refusal.TOO_LARGE, "签名件")
        if len(data) < _FIXED.size:
            raise BundleError(Refusal.DAMAGED, "签名件")
        layout, signer, signature, length = _FIXED.unpack_from(data)
        if layout != _LAYOUT:
            raise BundleError(Refusal.TOO_NEW, "签名件")
        body = data[_FIXED.size :]
        kind = body[:length]
        if len(kind) != length or not kind.isascii():
            raise BundleError(Refusal.DAMAGED, "签名件")
        return cls(payload_type=kind.decode("ascii"), payload=body[length:], signer=signer, signature=signature)

    def verified(self, payload_type: str, sign_key: bytes) -> bytes:
        """Give the payload, once it is sure that `sign_key` signed it as `payload_type`.

        Raises:
            BundleError: another type, another key, or a signature that does not fit.
        """
        if self.payload_type != payload_type or self.signer != key_id(sign_key):
            raise BundleError(Refusal.FORGED, "签名件")
        if not is_signed(sign_key, payload_type, self.payload, self.signature):
            raise BundleError(Refusal.FORGED, "签名件")
        return self.payload


def seal(signer: Signer, payload_type: str, payload: bytes) -> bytes:
    """Give the wire form of `payload`, signed as a thing of `payload_type` (ASCII, at most 255 characters)."""
    signature = signer.sign(pae(payload_type, payload))
    sealed = Sealed(payload_type=payload_type, payload=payload, signer=signer.key_id, signature=signature)
    return sealed.to_bytes()


def open_sealed(data: bytes, payload_type: str, signers: Signers) -> bytes:
    """Give the verified payload of a sealed object of a known signer.

    Raises:
        BundleError: damaged, of another type, of an unknown signer, or not signed by it.
    """
    sealed = Sealed.from_bytes(data)
    return sealed.verified(payload_type, known_key(signers, sealed.signer))
