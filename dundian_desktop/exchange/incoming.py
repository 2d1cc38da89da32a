"""Takes bundles in: everything is verified before anything is decoded, and all of it is one transaction.

* The carrier must be a device a person here vouched for; each segment must be signed by its author. An author not met
  yet is believed on the word of the carrier's group: its card came inside the signed bundle, and the reading says so.
* A preview is the real import, rolled back: what it says is what would happen.
* Reading twice changes nothing. Operations beyond a gap are held and the gap is named.
"""

from __future__ import annotations

import dataclasses as dc
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from dundian_desktop import clock
from dundian_desktop.exchange.envelope import OpenedBundle, open_bundle
from dundian_desktop.exchange.identity import Card, open_card
from dundian_desktop.exchange.manifest import BundleKind, Manifest
from dundian_desktop.exchange.outgoing import ACKS
from dundian_desktop.exchange.peers import Peer, own_keys, peers, signers
from dundian_desktop.exchange.refusals import BundleError, Refusal
from dundian_desktop.exchange.segment import NO_HEAD, open_segment, open_vault, read_heading
from dundian_desktop.exchange.unpacking import Part, PartKind
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store import contents, logs
from dundian_desktop.store.database import Connection
from dundian_desktop.store.merging import suspects_in
from dundian_desktop.store.peers import ExchangeEntry, KnownDevice, keep_device, note_exchange
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.store import Store


@dc.dataclass(frozen=True, kw_only=True)
class Reading:
    """What a bundle holds and what taking it in does (or would do).

    Attributes:
        sender: card of the device that wrote the bundle.
        records: ledger -> how many of its records the bundle touches.
        operations: new operations applied; 0 when everything was here already.
        conflicts: ledger -> how many of its records hold a new conflict.
        alike: ledger -> how many records it may have too many, by what the bundle brings.
        held: segments kept back because operations before them are missing.
        introduced: authors not met yet, believed on the sender's word.
        acknowledged: the bundle is a receipt: the sender has read ours.
    """

    kind: str
    bundle_id: bytes
    sender: Card
    records: Mapping[str, int]
    operations: int = 0
    conflicts: Mapping[str, int] = dc.field(default_factory=dict[str, int])
    alike: Mapping[str, int] = dc.field(default_factory=dict[str, int])
    held: int = 0
    gaps: tuple[logs.Gap, ...] = ()
    attachments: int = 0
    introduced: tuple[Card, ...] = ()
    acknowledged: int = 0
    changed: frozenset[str] = frozenset()


def open_for_us(store: Store, path: Path, progress: Progress = SILENT) -> OpenedBundle:
    """Check a whole bundle file against the devices known here, and change nothing.

    Raises:
        BundleError: the file is refused; its code says why.
    """
    keys = own_keys(store)
    known = {**signers(store), keys.key_id: keys.sign_key}
    opened = open_bundle(path, keys, known.get, progress)
    _refuse_misplaced(opened.manifest.kind, apart=store.apart)
    return opened


def _refuse_misplaced(kind: BundleKind, *, apart: bool) -> None:
    """Refuse what belongs into the file apart, or does not belong there, and what is no bundle of operations."""
    if kind is BundleKind.FLASH:
        raise BundleError(Refusal.FLASH)
    if kind is BundleKind.APART and not apart:
        raise BundleError(Refusal.KEPT_APART)
    if apart and kind is BundleKind.GROUP:
        raise BundleError(Refusal.NOT_APART)


def preview(store: Store, path: Path, progress: Progress = SILENT) -> Reading:
    """Say what taking a bundle in would do, and change nothing.

    Raises:
        BundleError: the file is refused.
        ForkError: it contradicts what is here.
    """
    opened = open_for_us(store, path, progress)
    parts, _ = _collect(store, opened, progress, keep=False)
    with store.rehearsing() as connection:
        return _take(store, connection, opened, parts)


def take(store: Store, path: Path, progress: Progress = SILENT) -> Reading:
    """Take a bundle in: attachments first (by content, so harmless), then everything else in one transaction.

    Raises:
        BundleError: the file is refused; nothing of it was kept.
        ForkError: it contradicts what is here; nothing of it was kept.
        MachineError: the disk is full or gone; nothing of it was kept.
        CancelledError: the person stopped it; nothing of it was kept.
    """
    opened = open_for_us(store, path, progress)
    parts, files = _collect(store, opened, progress, keep=True)
    with store.writing() as connection:
        reading = dc.replace(_take(store, connection, opened, parts), attachments=files)
        _note(connection, path, reading)
    store.catch_up(progress)
    return reading


@dc.dataclass(kw_only=True)
class _Parts:
    """The bytes of a bundle's segments and vault parts, by the index of the segment."""

    segments: dict[int, bytes] = dc.field(default_factory=dict[int, bytes])
    vaults: dict[int, bytes] = dc.field(default_factory=dict[int, bytes])


def _collect(store: Store, opened: OpenedBundle, progress: Progress, *, keep: bool) -> tuple[_Parts, int]:
    """Give the parts, having put the attachments away when they are to be kept."""
    parts = _Parts()
    chunks: defaultdict[int, list[bytes]] = defaultdict(list)
    new = 0

    def receive(part: Part) -> None:
        nonlocal new
        if part.kind is PartKind.SEGMENT:
            parts.segments[part.index] = part.data
        elif part.kind is PartKind.VAULT:
            parts.vaults[opened.manifest.vaults[part.index].segment] = part.data
        elif keep:
            chunks[part.index].append(part.data)
            if part.last:
                sha = opened.manifest.blobs[part.index].sha.hex()
                new += not store.attachments.has(sha)
                store.attachments.put_checked(sha, b"".join(chunks.pop(part.index)))

    opened.unpack(receive, progress)
    return parts, new


def _take(store: Store, connection: Connection, opened: OpenedBundle, parts: _Parts) -> Reading:
    manifest = opened.manifest
    known = {peer.id: peer for peer in peers(store)}
    sender = known[manifest.from_device]
    cards, introduced = _cards(store, manifest, known)
    arrived = [_arrived(store, cards, blob, parts.vaults.get(n, b"")) for n, blob in sorted(parts.segments.items())]
    torn = Reader(connection).torn(store.kinds)
    taken = _take_with_held(store, connection, cards, arrived)
    for card in introduced:
        keep_device(connection, KnownDevice(id=card.device_id, card=_carried(manifest, card), trusted=False))
    _heard(store, connection, sender, manifest)
    return Reading(
        kind=manifest.kind.value,
        bundle_id=manifest.bundle_id,
        sender=sender.card,
        records=_named(arrived, manifest),
        operations=taken.applied,
        conflicts=_more(torn, Reader(connection).torn(store.kinds)),
        alike=suspects_in(Reader(connection), store.kinds, taken.touched) if taken.applied else {},
        held=taken.held,
        gaps=tuple(logs.gaps(Reader(connection))),
        attachments=len(manifest.blobs),
        introduced=tuple(introduced),
        acknowledged=len(_acks(manifest)),
        changed=taken.touched.ledgers,
    )


def _named(arrived: Sequence[logs.Arrived], manifest: Manifest) -> dict[str, int]:
    """Count records per ledger from the operations themselves; a volume of attachments only has the sender's word."""
    if arrived or not manifest.totals:
        return dict(contents.tally(body for segment in arrived for body in segment.bodies))
    return {count.name: count.number for count in manifest.totals}


def _cards(store: Store, manifest: Manifest, known: Mapping[bytes, Peer]) -> tuple[dict[bytes, Card], list[Card]]:
    """Give device id -> card of every author that may appear, and the ones met here for the first time."""
    cards = {device: peer.card for device, peer in known.items()}
    introduced: list[Card] = []
    for sealed in manifest.certs:
        card = open_card(sealed)
        if card.device_id not in cards and card.device_id != store.device:
            cards[card.device_id] = card
            introduced.append(card)
    return cards, introduced


def _carried(manifest: Manifest, card: Card) -> bytes:
    return next(sealed for sealed in manifest.certs if open_card(sealed).device_id == card.device_id)


def _arrived(store: Store, cards: Mapping[bytes, Card], blob: bytes, vault: bytes) -> logs.Arrived:
    """Open a segment with the key of its author: the device whose log it is, any known one when the log is new.

    Raises:
        BundleError: no known device signed it, or another than the one whose log it is.
    """
    heading = read_heading(blob)
    owner = ({store.log: store.device} | logs.owners(store.reader)).get(heading.log)
    keys = {store.device: own_keys(store).sign_key} | {device: card.sign_key for device, card in cards.items()}
    for device, key in keys.items():
        if owner not in (None, device):
            continue
        try:
            segment = open_segment(blob, key)
        except BundleError as error:
            if error.refusal is not Refusal.FORGED:
                raise
            continue
        count = len(segment.ops)
        return logs.Arrived(
            log=segment.log,
            device=device,
            lo=segment.lo,
            hi=segment.hi,
            head=segment.prev_head or NO_HEAD,
            bodies=segment.ops,
            vaults=open_vault(vault, count) if vault else [None] * count,
            blob=blob,
            vault_blob=vault,
        )
    raise BundleError(Refusal.FORGED, "操作段")


def _take_with_held(
    store: Store, connection: Connection, cards: Mapping[bytes, Card], arrived: list[logs.Arrived]
) -> logs.Taken:
    """Take the segments, and the held ones that now follow without a gap."""
    reader = Reader(connection)
    held = [_arrived(store, cards, segment.blob, segment.vault) for _, segment in logs.stashed(reader)]
    places = {(one.log, one.lo) for one in arrived}
    waiting = [one for one in held if (one.log, one.lo) not in places]
    taken = store.take(connection, [*arrived, *waiting])
    return dc.replace(taken, held=len(logs.stashed(reader)))


def _more(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    return {table: count - before[table] for table, count in after.items() if count > before[table]}


def _heard(store: Store, connection: Connection, sender: Peer, manifest: Manifest) -> None:
    """Remember what the sender holds and lacks, from the latest of its bundles.

    Not the most it ever held: a device restored from a backup holds less than before, and must get it again.
    """
    latest = f"heard:{sender.id.hex()}"
    known = dc.replace(sender.known, received=max(sender.known.received, manifest.chan_seq))
    if manifest.created_hlc >= store.settings.get(latest, 0):
        known = dc.replace(known, have=manifest.have)
        store.settings.put_in(connection, latest, manifest.created_hlc)
        store.settings.put_in(connection, f"asked:{sender.id.hex()}", [sha.hex() for sha in manifest.want])
    keep_device(connection, known)


def _acks(manifest: Manifest) -> list[bytes]:
    raw = manifest.extra.get(ACKS)
    try:
        return msgspec.msgpack.decode(raw, type=list[bytes]) if raw is not None else []
    except msgspec.ValidationError:
        raise BundleError(Refusal.MALFORMED, "回执") from None


def _note(connection: Connection, path: Path, reading: Reading) -> None:
    if reading.kind == BundleKind.RECEIPT:
        words = f"{reading.sender.name}的回执：已收到我方{reading.acknowledged}个数据包"
    else:
        words = f"收到{reading.sender.name}的数据包：{reading.operations}条新改动、{reading.attachments}个新附件"
    note_exchange(
        connection,
        ExchangeEntry(
            id=reading.bundle_id,
            outgoing=False,
            device=reading.sender.device_id,
            at=int(clock.now().timestamp()),
            name=path.name,
            summary=words,
        ),
    )
