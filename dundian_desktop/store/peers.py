"""Other devices as this one knows them: their card's bytes, whether a person vouched for it, and what they hold."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Mapping

import msgspec

from dundian_desktop.store.database import Connection
from dundian_desktop.store.reader import Reader

_read_vector = msgspec.msgpack.Decoder(dict[bytes, int]).decode


@dc.dataclass(frozen=True, kw_only=True)
class KnownDevice:
    """Another device.

    Attributes:
        id: 16 bytes.
        card: its signed card, opened by the exchange layer.
        trusted: a person of this device exchanged cards with it; otherwise a trusted device brought its card along.
        have: log id -> how far it is known to hold; grows on every bundle and receipt it sends.
        sent, received: number of the last bundle in each direction.
    """

    id: bytes
    card: bytes
    trusted: bool
    have: Mapping[bytes, int] = dc.field(default_factory=dict[bytes, int])
    sent: int = 0
    received: int = 0


def known_devices(reader: Reader) -> list[KnownDevice]:
    """Give every known device, in the order of their ids."""
    rows = reader.rows("SELECT id, card, trusted, have, channel_out, channel_in FROM device ORDER BY id")
    return [
        KnownDevice(id=id, card=card, trusted=bool(trusted), have=_read_vector(have), sent=sent, received=received)
        for id, card, trusted, have, sent, received in rows
    ]


def keep_device(connection: Connection, device: KnownDevice) -> None:
    """Keep a device as it is known now."""
    connection.execute(
        "INSERT OR REPLACE INTO device(id, card, trusted, have, channel_out, channel_in) VALUES (?,?,?,?,?,?)",
        (
            device.id,
            device.card,
            int(device.trusted),
            msgspec.msgpack.encode(dict(device.have)),
            device.sent,
            device.received,
        ),
    )


@dc.dataclass(frozen=True, kw_only=True)
class ExchangeEntry:
    """One line of the exchange history; `summary` is a Chinese sentence, `at` seconds since 1970 UTC."""

    id: bytes
    outgoing: bool
    device: bytes
    at: int
    name: str
    summary: str


def note_exchange(connection: Connection, entry: ExchangeEntry) -> None:
    """Write a line into the exchange history; the same bundle in the same direction stands there once."""
    connection.execute(
        "INSERT OR IGNORE INTO bundle(id, outgoing, device, at, name, summary) VALUES (?,?,?,?,?,?)",
        (entry.id, int(entry.outgoing), entry.device, entry.at, entry.name, entry.summary),
    )


def exchanges(reader: Reader, most: int = 200) -> list[ExchangeEntry]:
    """Give the exchange history, latest first."""
    rows = reader.rows(
        "SELECT id, outgoing, device, at, name, summary FROM bundle ORDER BY at DESC, id LIMIT ?", (most,)
    )
    return [
        ExchangeEntry(id=id, outgoing=bool(out), device=device, at=at, name=name, summary=summary)
        for id, out, device, at, name, summary in rows
    ]
