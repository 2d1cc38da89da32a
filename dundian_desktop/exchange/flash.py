"""急报: one incident at once, in a bundle of its own that carries nothing else (policy 四(六); domain notes §7.1).

* It holds the record as it stands and its page (专报) as a PDF, signed by the sender and sealed to the reader.
* It is a paper, not operations: whoever reads it sees it at once; the record itself comes with the next ordinary bundle
  and is known by the same id, so that nothing is counted or merged twice.
"""

from __future__ import annotations

import dataclasses as dc
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from dundian_desktop import clock
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.envelope import Contents, Written, open_bundle, write_bundle
from dundian_desktop.exchange.identity import Card
from dundian_desktop.exchange.manifest import BundleKind, Manifest, describe_blob
from dundian_desktop.exchange.names import bundle_name
from dundian_desktop.exchange.peers import Peer, own_keys, peers, signers
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.unpacking import Part, PartKind
from dundian_desktop.ledger import Record
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.operation import next_stamp
from dundian_desktop.store.peers import ExchangeEntry, keep_device, note_exchange
from dundian_desktop.store.rows import parts_of
from dundian_desktop.store.store import Store

_RECORD = "record"
"""Manifest key: the record as it stood."""
_PDF = "application/pdf"


class Told(msgspec.Struct, frozen=True):
    """A record as a flash carries it: table, id, number, and every present part as plain values."""

    ledger: str
    id: str
    no: str
    parts: dict[str, Any]


@dc.dataclass(frozen=True, kw_only=True)
class Flash:
    """A flash that was read.

    Attributes:
        sender: card of the device that wrote it.
        told: the record as it stood.
        pdf: its page.
        known: whether the record itself is here already.
    """

    sender: Card
    told: Told
    pdf: bytes
    known: bool


def send_flash(
    store: Store, peer: Peer, record: Record, pdf: bytes, folder: Path, progress: Progress = SILENT
) -> Written:
    """Write one record and its page for a peer into a folder.

    Raises:
        UserError: the folder is not there.
        MachineError: the disk is full or the stick is gone; no half file is left under its final name.
        CancelledError: the person stopped it; nothing is left.
    """
    if not folder.is_dir():
        raise UserError(f"没有找到文件夹“{folder}”，没有写出急报。请插好U盘或另选文件夹。")
    keys = own_keys(store)
    told = Told(ledger=record.ledger.table, id=record.id, no=record.no, parts=parts_of(record))
    manifest = Manifest(
        kind=BundleKind.APART if store.apart else BundleKind.FLASH,
        bundle_id=secrets.token_bytes(16),
        from_log=store.log,
        from_device=keys.device_id,
        to=(peer.id,),
        channel=peer.id.hex(),
        chan_seq=peer.known.sent + 1,
        created_hlc=next_stamp(store.settings.get("stamp", 0)),
        blobs=(describe_blob(iter([pdf]), _PDF),),
        extra={_RECORD: msgspec.Raw(msgspec.msgpack.encode(told))},
    )
    name = "急报_" + bundle_name(store.group()[1] or "蹲点组", peer.card.name, clock.today(), manifest.chan_seq)
    inside = Contents(manifest=manifest, blobs=iter([iter([pdf])]))
    written = write_bundle(folder / name, inside, [peer.card.recipient], keys, progress)
    _note(store, peer, manifest, written.path, outgoing=True, words=f"急报给{peer.card.name}：{record.no}")
    return written


def read_flash(store: Store, path: Path, progress: Progress = SILENT) -> Flash:
    """Check a flash and give what it says; it is noted among what came in, and changes no ledger.

    Raises:
        BundleError: it is refused; its code says why.
    """
    keys = own_keys(store)
    known: Mapping[bytes, bytes] = {**signers(store), keys.key_id: keys.sign_key}
    opened = open_bundle(path, keys, known.get, progress)
    manifest = opened.manifest
    if manifest.kind is BundleKind.APART and not store.apart:
        raise BundleError(Refusal.KEPT_APART)
    raw = manifest.extra.get(_RECORD)
    if raw is None:
        raise BundleError(Refusal.MALFORMED, "不是急报")
    chunks: list[bytes] = []

    def receive(part: Part) -> None:
        if part.kind is PartKind.CHUNK:
            chunks.append(part.data)

    opened.unpack(receive, progress)
    told = _told(raw)
    sender = next(peer for peer in peers(store) if peer.id == manifest.from_device)
    _note(store, sender, manifest, path, outgoing=False, words=f"收到{sender.card.name}的急报：{told.no}")
    kind = store.kinds.get(told.ledger)
    here = kind is not None and store.reader.find(kind, told.id) is not None
    return Flash(sender=sender.card, told=told, pdf=b"".join(chunks), known=here)


def _told(raw: msgspec.Raw) -> Told:
    try:
        return msgspec.msgpack.decode(raw, type=Told)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BundleError(Refusal.MALFORMED, "急报内容") from error


def _note(store: Store, peer: Peer, manifest: Manifest, path: Path, *, outgoing: bool, words: str) -> None:
    with store.writing() as connection:
        if outgoing:
            keep_device(connection, dc.replace(peer.known, sent=manifest.chan_seq))
        note_exchange(
            connection,
            ExchangeEntry(
                id=manifest.bundle_id,
                outgoing=outgoing,
                device=peer.id,
                at=int(clock.now().timestamp()),
                name=path.name,
                summary=words,
            ),
        )
