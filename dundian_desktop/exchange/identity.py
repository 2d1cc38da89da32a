"""Who a device is: its keys, which never leave it, and its card, which tells others of it.

* A device is named by its signing key: the first 16 bytes of the key's SHA-256.
* A card is signed by the device it speaks of; it proves possession of the key, not who the person is.
* Who the person is, people settle by reading eight digits to each other; both sides see the same ones.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Meta

from dundian_desktop.exchange import age
from dundian_desktop.exchange.disk import read_small, write_whole
from dundian_desktop.exchange.limits import CARD_MAX, MIB
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.sealed import KEY_BYTES, Sealed, key_id, seal
from dundian_desktop.exchange.wire import decode

CARD_SUFFIX = ".dundian-card"
CARD_TYPE = "application/vnd.dundian.card.v1"
DEVICE_ID_BYTES = 16

_KEYS_LAYOUT = b"DK\x01"

ShortText = Annotated[str, Meta(min_length=1, max_length=64)]
Code = Annotated[str, Meta(max_length=32)]
Letter = Annotated[str, Meta(pattern="^[A-Z]\\Z")]
Key = Annotated[bytes, Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
RecipientText = Annotated[str, Meta(min_length=1, max_length=128)]
Moment = Annotated[dt.datetime, Meta(tz=True)]


def device_id_of(sign_key: bytes) -> bytes:
    """Give the 16-byte name of the device that owns this signing key."""
    return key_id(sign_key)[:DEVICE_ID_BYTES]


@dataclass(frozen=True, kw_only=True)
class DeviceKeys:
    """The private keys of this device: an Ed25519 seed (32 bytes) and an age identity."""

    seed: bytes = field(repr=False)
    identity: age.IdentityText = field(repr=False)

    @classmethod
    def generate(cls) -> DeviceKeys:
        """Give new keys."""
        seed = Ed25519PrivateKey.generate().private_bytes_raw()
        return cls(seed=seed, identity=age.new_identity())

    @classmethod
    def from_bytes(cls, data: bytes) -> DeviceKeys:
        """Give the keys that `to_bytes` gave; `data` come from our own encrypted database.

        Raises:
            ValueError: they did not.
        """
        head = len(_KEYS_LAYOUT)
        if not data.startswith(_KEYS_LAYOUT) or len(data) <= head + KEY_BYTES:
            raise ValueError("not the keys of a device")
        seed, identity = data[head : head + KEY_BYTES], data[head + KEY_BYTES :]
        return cls(seed=seed, identity=identity.decode("ascii"))

    def to_bytes(self) -> bytes:
        """Give the keys, secret, for keeping inside the encrypted database."""
        return _KEYS_LAYOUT + self.seed + self.identity.encode("ascii")

    @property
    def sign_key(self) -> bytes:
        """Give the Ed25519 public key, 32 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        """Give SHA-256 of the public key."""
        return key_id(self.sign_key)

    @property
    def device_id(self) -> bytes:
        """Give the 16-byte name of this device."""
        return device_id_of(self.sign_key)

    @property
    def recipient(self) -> str:
        """Give the age public key, ``age1...``."""
        return age.recipient_of(self.identity)

    def sign(self, message: bytes) -> bytes:
        """Give the 64-byte Ed25519 signature over `message`."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


class Role(StrEnum):
    """What the person of a device is in the work."""

    MEMBER = "member"
    LEADER = "leader"
    UNION = "union"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a device tells others of itself. `name` is the person's, `letter` the device's within its group."""

    name: ShortText
    group_code: Code
    group_name: ShortText
    letter: Letter
    role: Role
    sign_key: Key
    recipient: RecipientText
    made_at: Moment

    @property
    def device_id(self) -> bytes:
        """Give the 16-byte name of the device."""
        return device_id_of(self.sign_key)

    @property
    def key_id(self) -> bytes:
        """Give SHA-256 of the signing key."""
        return key_id(self.sign_key)


_CARD = msgspec.msgpack.Decoder(Card)


def pack_card(keys: DeviceKeys, card: Card) -> bytes:
    """Give the card as a sealed object; its payload is the public key and then the card.

    Raises:
        ValueError: the card speaks of another device.
    """
    if card.sign_key != keys.sign_key or card.recipient != keys.recipient:
        raise ValueError("a device signs only its own card")
    return seal(keys, CARD_TYPE, card.sign_key + msgspec.msgpack.encode(card))


def open_card(data: bytes) -> Card:
    """Give a card, once it is sure that the device it speaks of signed it.

    Raises:
        BundleError: not a card, damaged, or signed by another device.
    """
    if len(data) > CARD_MAX:
        raise BundleError(Refusal.NOT_A_CARD)
    try:
        sealed = Sealed.from_bytes(data)
        payload = sealed.verified(CARD_TYPE, sealed.payload[:KEY_BYTES])
    except BundleError as error:
        newer = error.refusal is Refusal.TOO_NEW
        raise BundleError(Refusal.TOO_NEW if newer else Refusal.NOT_A_CARD) from error
    card = decode(_CARD, payload[KEY_BYTES:], Refusal.NOT_A_CARD, "")
    texts = (card.name, card.group_code, card.group_name)
    if card.sign_key != payload[:KEY_BYTES] or not age.is_recipient(card.recipient) or not all(map(_plain, texts)):
        raise BundleError(Refusal.NOT_A_CARD)
    return card


def write_card(path: Path, keys: DeviceKeys, card: Card) -> None:
    """Write the card file.

    Raises:
        MachineError: the disk complained; no half file is left.
    """
    write_whole(path, pack_card(keys, card))


def read_card(path: Path) -> Card:
    """Give the card in a file.

    Raises:
        BundleError: not a card, damaged, or signed by another device.
        MachineError: the disk complained.
    """
    return open_card(read_small(path, CARD_MAX))


def spoken_digits(card_a: Card, card_b: Card) -> str:
    """Give eight digits over the keys of both cards, the same on both sides, as ``"1234 5678"``.

    Each try costs an attacker who swaps cards on the way 64 MiB and some 0.2 s (scrypt, RFC 7914).
    """
    both = sorted(card.sign_key + card.recipient.encode() for card in (card_a, card_b))
    salt = b"dundian spoken digits 1"
    digest = hashlib.scrypt(b"".join(both), salt=salt, n=1 << 16, r=8, p=1, maxmem=128 * MIB, dklen=8)
    digits = f"{int.from_bytes(digest, 'big') % 10**8:08d}"
    return f"{digits[:4]} {digits[4:]}"


def _plain(text: str) -> bool:
    """Tell whether a text holds nothing invisible or turning; private-use characters are rare names and pass."""
    return not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in text)
