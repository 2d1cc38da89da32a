"""Giving bundles and taking them in, as a person does it: with a backup before and a receipt after."""

from __future__ import annotations

import dataclasses as dc
from pathlib import Path

from dundian_desktop.actions.backups import back_up_if_changed
from dundian_desktop.errors import MachineError
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.incoming import Reading
from dundian_desktop.exchange.manifest import BundleKind
from dundian_desktop.exchange.peers import device_names, find_peer
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.store import Store

OUTBOX = "outbox"


@dc.dataclass(frozen=True, kw_only=True)
class TakenBundle:
    """A bundle taken in, and the receipt to carry back; None when the bundle asked for none."""

    reading: Reading
    receipt: Path | None


def take_bundle(store: Store, path: Path, progress: Progress = SILENT) -> TakenBundle:
    """Back up, take a bundle in, and write the receipt beside it (or into the workspace when that disk is closed).

    Raises:
        BundleError, ForkError: it is refused; nothing of it was kept.
        MachineError: the disk is full or gone; nothing of it was kept.
        CancelledError: the person stopped it; nothing of it was kept.
    """
    incoming.open_for_us(store, path, progress)
    back_up_if_changed(store)
    reading = incoming.take(store, path, progress)
    if reading.kind == BundleKind.RECEIPT:
        return TakenBundle(reading=reading, receipt=None)
    return TakenBundle(reading=reading, receipt=_receipt(store, reading, path.parent))


def _receipt(store: Store, reading: Reading, folder: Path) -> Path | None:
    peer = find_peer(store, reading.sender.device_id.hex())
    outbox = store.folder / OUTBOX
    outbox.mkdir(exist_ok=True)
    for place in (folder, outbox):
        try:
            return outgoing.send_receipt(store, peer, [reading.bundle_id], place).path
        except MachineError:
            continue
    return None


def told(store: Store, reading: Reading) -> str:
    """Give a reading in words: who, what, how many, conflicts and gaps."""
    if reading.kind == BundleKind.RECEIPT:
        return f"{reading.sender.name}的回执：对方已收到我方{reading.acknowledged}个数据包。"
    titles = {table: kind.ledger.title for table, kind in store.kinds.items()}
    held = "、".join(f"{titles.get(t, '新版台账')}{n}条" for t, n in sorted(reading.records.items())) or "没有记录"
    words = [f"{reading.sender.name}（{reading.sender.group_name}）的数据包，内有{held}"]
    words.append(f"附件{reading.attachments}个" if reading.attachments else "没有附件")
    words.append(f"其中{reading.operations}条改动是本机没有的" if reading.operations else "内容本机都已有，没有变化")
    if reading.conflicts:
        torn = "、".join(f"{titles[t]}{n}条" for t, n in reading.conflicts.items())
        words.append(f"有两边都改过的：{torn}，两个值都保留，请到“有冲突”里选定")
    if reading.alike:
        twice = "、".join(f"{titles[t]}{n}条" for t, n in reading.alike.items())
        words.append(f"疑似重复{sum(reading.alike.values())}条：{twice}，请到“疑似重复”里看是不是同一个")
    words += _gaps_told(store, reading)
    if reading.introduced:
        names = "、".join(card.name for card in reading.introduced)
        words.append(f"还带来{names}的记录，这些设备未与本机当面核对，由{reading.sender.name}转交")
    return "；".join(words) + "。"


def _gaps_told(store: Store, reading: Reading) -> list[str]:
    names = device_names(store) | {card.device_id.hex(): card.name for card in reading.introduced}
    return [
        f"缺{names.get(gap.device.hex(), '某台设备')}的第{gap.lo}至{gap.hi}条改动，"
        "后面的先存着，请向对方要一份新的数据包"
        for gap in reading.gaps
    ]
