"""This device and the others: keys kept in the encrypted file, cards exchanged, digits read aloud."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Mapping
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.identity import (
    Card,
    DeviceKeys,
    Role,
    open_card,
    pack_card,
    read_card,
    spoken_digits,
    write_card,
)
from dundian_desktop.store.peers import KnownDevice, keep_device, known_devices
from dundian_desktop.store.store import Store

LEAST_ID = 4
"""How many digits of a device id are enough to mean it."""


@dc.dataclass(frozen=True, kw_only=True)
class Peer:
    """Another device, with its card opened and the digits both sides read aloud."""

    card: Card
    known: KnownDevice
    digits: str = ""

    @property
    def id(self) -> bytes:
        """Give its device id, 16 bytes."""
        return self.known.id


def make_keys(store: Store) -> DeviceKeys:
    """Make this device's keys and keep them in the encrypted file; they never leave it."""
    keys = DeviceKeys.generate()
    with store.writing() as connection:
        store.settings.put_in(connection, "device_keys", keys.to_bytes())
        store.settings.put_in(connection, "device", keys.device_id)
    return keys


def own_keys(store: Store) -> DeviceKeys:
    """Give this device's keys."""
    return DeviceKeys.from_bytes(store.settings.get("device_keys", b""))


def own_card(store: Store) -> Card:
    """Give what this device tells others of itself."""
    keys = own_keys(store)
    name, code = store.group()
    return Card(
        name=store.settings.get("person", "") or "未填姓名",
        group_code=code[:32],
        group_name=name[:64] or "未命名工作组",
        letter=store.settings.get("letter", "A"),
        role=Role(store.settings.get("role", Role.MEMBER.value)),
        sign_key=keys.sign_key,
        recipient=keys.recipient,
        made_at=clock.now(),
    )


def packed_own_card(store: Store) -> bytes:
    """Give this device's card, signed."""
    return pack_card(own_keys(store), own_card(store))


def write_own_card(store: Store, path: Path) -> None:
    """Write this device's card file, to be handed to others.

    Raises:
        MachineError: the disk is full or gone.
    """
    write_card(path, own_keys(store), own_card(store))


def peers(store: Store) -> list[Peer]:
    """Give every known device except this one, by group and letter."""
    found = [Peer(card=open_card(known.card), known=known) for known in known_devices(store.reader)]
    return sorted(found, key=lambda peer: (peer.card.group_code, peer.card.letter, peer.card.name))


def digits_with(store: Store, card: Card) -> str:
    """Give the eight digits this device and the card's show; people read them to each other."""
    return spoken_digits(own_card(store), card)


def look_at_card(store: Store, path: Path) -> tuple[Card, str]:
    """Give the card in a file and the eight digits, and change nothing.

    Raises:
        BundleError: it is no card.
        UserError: it is this device's own.
    """
    card = read_card(path)
    if card.device_id == store.device:
        raise UserError("这是本机自己的身份文件，不用登记。请选对方交来的身份文件。")
    return card, digits_with(store, card)


def add_peer(store: Store, path: Path) -> Peer:
    """Trust the device of a card file: its bundles are taken from now on. Adding it twice changes nothing.

    Raises:
        BundleError: it is no card.
        UserError: it is this device's own.
    """
    card, digits = look_at_card(store, path)
    before = {known.id: known for known in known_devices(store.reader)}
    known = before.get(card.device_id) or KnownDevice(id=card.device_id, card=b"", trusted=True)
    known = dc.replace(known, card=path.read_bytes(), trusted=True)
    with store.writing() as connection:
        keep_device(connection, known)
    return Peer(card=card, known=known, digits=digits)


def find_peer(store: Store, words: str) -> Peer:
    """Give the trusted peer a person means by name, device id (or its beginning) or letter.

    Raises:
        UserError: none or several fit.
    """
    trusted = [peer for peer in peers(store) if peer.known.trusted]
    fitting = [p for p in trusted if words in (p.card.name, p.card.letter, p.card.group_name, p.card.group_code)]
    fitting = fitting or [p for p in trusted if len(words) >= LEAST_ID and p.id.hex().startswith(words.lower())]
    if len(fitting) != 1:
        names = "、".join(p.card.name for p in trusted) or "还没有登记任何设备"
        many = "有几台设备都叫" if fitting else "没有登记过"
        raise UserError(f"{many}“{words}”。已登记的有：{names}。请先交换身份文件，或写设备编号。")
    return fitting[0]


def signers(store: Store) -> Mapping[bytes, bytes]:
    """Give key id -> signing key of every device a person here vouched for."""
    return {peer.card.key_id: peer.card.sign_key for peer in peers(store) if peer.known.trusted}


def device_names(store: Store) -> dict[str, str]:
    """Give device id (hex) -> the person's name, this device among them."""
    named = {peer.id.hex(): peer.card.name for peer in peers(store)}
    return named | {store.device.hex(): store.settings.get("person", "") or "本机"}
