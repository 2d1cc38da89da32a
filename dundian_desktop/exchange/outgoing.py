"""Writes bundles: what the addressee is not known to hold, cut into signed segments and sealed to it.

The cursor of an addressee moves only on what it says it holds, never on export; a lost stick is made good by the next
bundle on its own.
"""

from __future__ import annotations

import dataclasses as dc
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dundian_desktop import clock
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.envelope import Contents, Written, write_bundle
from dundian_desktop.exchange.identity import DeviceKeys
from dundian_desktop.exchange.limits import BUNDLE_MAX, MIB, SEGMENT_OPS_MAX
from dundian_desktop.exchange.manifest import (
    BlobEntry,
    BundleKind,
    Count,
    Manifest,
    VaultEntry,
    Volume,
    describe_blob,
    describe_segment,
    describe_vault,
)
from dundian_desktop.exchange.names import bundle_name
from dundian_desktop.exchange.peers import Peer, own_keys, packed_own_card, peers
from dundian_desktop.exchange.segment import cut, pack_segment, pack_vault
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store import contents, logs
from dundian_desktop.store.operation import chained, next_stamp
from dundian_desktop.store.peers import ExchangeEntry, keep_device, note_exchange
from dundian_desktop.store.store import Store

ACKS = "acks"
"""Manifest key of a receipt: ids of the bundles it acknowledges."""
_ROOM = BUNDLE_MAX - 256 * MIB
"""How many bytes of attachments one volume holds; the rest is for operations."""


@dc.dataclass(frozen=True, kw_only=True)
class Sent:
    """A bundle that was written: its volumes, and what is in it."""

    files: tuple[Written, ...]
    operations: int
    records: dict[str, int]
    attachments: int


def seal_segments(store: Store, keys: DeviceKeys) -> None:
    """Cut every own operation not yet in a segment into signed ones."""
    while fresh := logs.unsealed(store.reader, store.log, SEGMENT_OPS_MAX):
        sizes = (len(b) + len(v or b"") for b, v in zip(fresh.bodies, fresh.vaults, strict=True))
        _, end = next(cut(sizes))
        blob = pack_segment(fresh.log, fresh.lo, fresh.bodies[:end], fresh.head, keys)
        head = fresh.head
        for body in fresh.bodies[:end]:
            head = chained(head, body)
        kept = logs.KeptSegment(
            log=fresh.log,
            lo=fresh.lo,
            hi=fresh.lo + end - 1,
            blob=blob,
            vault=pack_vault(fresh.vaults[:end]),
            after=head,
        )
        with store.writing() as connection:
            logs.keep_segment(connection, kept)


def send(store: Store, peer: Peer, folder: Path, progress: Progress = SILENT) -> Sent:
    """Write a bundle for a peer into a folder.

    Raises:
        UserError: the folder is not there.
        MachineError: the disk is full or the stick is gone; no half file is left under its final name.
        CancelledError: the person stopped it; nothing is left.
    """
    if not folder.is_dir():
        raise UserError(f"没有找到文件夹“{folder}”，没有写出数据包。请插好U盘或另选文件夹。")
    keys = own_keys(store)
    seal_segments(store, keys)
    segments = logs.segments_beyond(store.reader, dict(peer.known.have))
    ops = contents.beyond(store.reader, peer.known.have)
    asked = set(store.settings.get(f"asked:{peer.id.hex()}", list[str]()))
    shas = sorted(sha for sha in contents.named_files(ops, store.kinds) | asked if store.attachments.has(sha))
    volumes = _volumes(store, shas)
    records = dict(contents.tally(body for body, _ in ops))
    totals = tuple(Count(table, number) for table, number in sorted(records.items()))
    manifest = _manifest(store, keys, peer, BundleKind.APART if store.apart else BundleKind.GROUP)
    files: list[Written] = []
    for number, blobs in enumerate(volumes, start=1):
        one = msgspec.structs.replace(
            manifest,
            bundle_id=secrets.token_bytes(16),
            segs=tuple(describe_segment(s.blob) for s in segments) if number == 1 else (),
            vaults=tuple(_vaults(segments)) if number == 1 else (),
            blobs=tuple(blobs),
            volume=Volume(number, len(volumes)),
            totals=totals,
        )
        files.append(_write(store, peer, one, segments if number == 1 else (), folder, progress))
    sent = Sent(files=tuple(files), operations=len(ops), records=records, attachments=len(shas))
    _note(store, peer, manifest, sent)
    return sent


def _manifest(store: Store, keys: DeviceKeys, peer: Peer, kind: BundleKind) -> Manifest:
    """Give the manifest of a bundle to a peer, still without parts."""
    cards = [packed_own_card(store), *(other.known.card for other in peers(store) if other.id != peer.id)]
    have = logs.vector(store.reader)
    missing = (sha for sha in contents.wanted_files(store.reader, store.kinds) if not store.attachments.has(sha))
    return Manifest(
        kind=kind,
        bundle_id=secrets.token_bytes(16),
        from_log=store.log,
        from_device=keys.device_id,
        to=(peer.id,),
        channel=peer.id.hex(),
        chan_seq=peer.known.sent + 1,
        created_hlc=next_stamp(store.settings.get("stamp", 0)),
        have=have,
        base=dict(peer.known.have),
        certs=tuple(cards),
        want=tuple(sorted(map(bytes.fromhex, missing))),
    )


def _vaults(segments: Sequence[logs.KeptSegment]) -> Iterator[VaultEntry]:
    return (describe_vault(n, segment.vault) for n, segment in enumerate(segments) if segment.vault)


def _volumes(store: Store, shas: Sequence[str]) -> list[list[BlobEntry]]:
    """Give the attachments volume by volume; a stick formatted FAT32 holds no file of 4 GiB."""
    volumes: list[list[BlobEntry]] = [[]]
    held = 0
    for sha in shas:
        entry = describe_blob(store.attachments.chunks(sha), "")
        if held + entry.length > _ROOM:
            volumes.append([])
            held = 0
        volumes[-1].append(entry)
        held += entry.length
    return volumes


def _write(
    store: Store, peer: Peer, manifest: Manifest, segments: Sequence[logs.KeptSegment], folder: Path, progress: Progress
) -> Written:
    name = bundle_name(
        store.group()[1] or "蹲点组",
        f"给{peer.card.letter}机" if peer.card.group_code == store.group()[1] else peer.card.group_name,
        clock.today(),
        manifest.chan_seq,
        manifest.volume,
    )
    inside = Contents(
        manifest=manifest,
        segments=[segment.blob for segment in segments],
        vaults=[segment.vault for segment in segments if segment.vault],
        blobs=_blobs(store, manifest),
    )
    return write_bundle(folder / name, inside, [peer.card.recipient], own_keys(store), progress)


def _blobs(store: Store, manifest: Manifest) -> Iterator[Iterator[bytes]]:
    for entry in manifest.blobs:
        yield store.attachments.chunks(entry.sha.hex())


def _note(store: Store, peer: Peer, manifest: Manifest, sent: Sent) -> None:
    words = f"写给{peer.card.name}：{sent.operations}条改动、{sent.attachments}个附件，等待回执"
    with store.writing() as connection:
        keep_device(connection, dc.replace(peer.known, sent=manifest.chan_seq))
        note_exchange(
            connection,
            ExchangeEntry(
                id=manifest.bundle_id,
                outgoing=True,
                device=peer.id,
                at=int(clock.now().timestamp()),
                name=sent.files[0].path.name,
                summary=words,
            ),
        )


def send_receipt(store: Store, peer: Peer, acknowledged: Sequence[bytes], folder: Path) -> Written:
    """Write a receipt for a peer: what this device holds now, which attachments it lacks, which bundles it read.

    Raises:
        MachineError: the disk is full, read-only or gone.
    """
    keys = own_keys(store)
    manifest = _manifest(store, keys, peer, BundleKind.RECEIPT)
    acks = msgspec.Raw(msgspec.msgpack.encode(list(acknowledged)))
    manifest = msgspec.structs.replace(manifest, extra={ACKS: acks})
    name = "回执_" + bundle_name(
        store.group()[1] or "蹲点组", f"给{peer.card.letter}机", clock.today(), manifest.chan_seq
    )
    written = write_bundle(folder / name, Contents(manifest=manifest), [peer.card.recipient], keys)
    with store.writing() as connection:
        keep_device(connection, dc.replace(peer.known, sent=manifest.chan_seq))
    return written
