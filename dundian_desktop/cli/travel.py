"""Commands about other devices and the bundles that travel between them."""

from __future__ import annotations

import argparse

from dundian_desktop.actions import exchange
from dundian_desktop.cli.console import Console
from dundian_desktop.errors import UserError
from dundian_desktop.exchange import incoming, outgoing, peers
from dundian_desktop.exchange.incoming import Reading
from dundian_desktop.store.store import Store


def peer_self(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write this device's identity file."""
    peers.write_own_card(store, arguments.out)
    console.say(
        f"已写出本机身份文件：{arguments.out}。请当面或可靠地交给对方。",
        {"file": str(arguments.out), "device": store.device.hex()},
    )


def peer_add(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Trust the device of an identity file."""
    card, digits = peers.look_at_card(store, arguments.file)
    if arguments.digits and arguments.digits.replace(" ", "") != digits.replace(" ", ""):
        raise UserError("八位数字不一致，没有登记。身份文件可能被换过，请当面重新交换。")
    peers.add_peer(store, arguments.file)
    console.say(
        f"已登记{card.name}（{card.group_name}，{card.letter}机）。请与对方核对八位数字：{digits}，不一致请停用。",
        {"name": card.name, "device": card.device_id.hex(), "digits": digits, "group": card.group_name},
    )


def peer_list(store: Store, _arguments: argparse.Namespace, console: Console) -> None:
    """List the known devices."""
    states = {True: "已登记", False: "由他人转来"}
    found = peers.peers(store)
    data = [
        {
            "device": peer.id.hex(),
            "name": peer.card.name,
            "group": peer.card.group_name,
            "letter": peer.card.letter,
            "trusted": peer.known.trusted,
        }
        for peer in found
    ]
    lines = [
        f"{p.card.name}\t{p.card.letter}机\t{p.card.group_name}\t{states[p.known.trusted]}\t{p.id.hex()}" for p in found
    ]
    console.say("\n".join([*lines, f"共{len(data)}台"]), data)


def bundle_write(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write a bundle for a peer."""
    sent = outgoing.send(store, peers.find_peer(store, arguments.to), arguments.out)
    files = [str(one.path) for one in sent.files]
    console.say(
        "\n".join(
            [f"已写出并核对，可以拔出：{file}" for file in files]
            + [f"内有{sent.operations}条改动、{sent.attachments}个附件"]
        ),
        {"files": files, "operations": sent.operations, "records": sent.records, "attachments": sent.attachments},
    )


def bundle_read(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Take a bundle in, or say what that would do."""
    if arguments.dry_run:
        reading = incoming.preview(store, arguments.file)
        console.say("（只是预览，没有导入）" + exchange.told(store, reading), _data(reading))
        return
    taken = exchange.take_bundle(store, arguments.file)
    receipt = f"\n回执已写出，请带回给对方：{taken.receipt}" if taken.receipt else ""
    data = _data(taken.reading) | {"receipt": str(taken.receipt) if taken.receipt else None}
    console.say("已导入。" + exchange.told(store, taken.reading) + receipt, data)


def bundle_inspect(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Say what a bundle is, having checked all of it, and take nothing in."""
    opened = incoming.open_for_us(store, arguments.file)
    manifest = opened.manifest
    sender = next((p.card.name for p in peers.peers(store) if p.id == manifest.from_device), "")
    data = {
        "kind": manifest.kind.value,
        "from": sender,
        "number": manifest.chan_seq,
        "volume": [manifest.volume.number, manifest.volume.of],
        "segments": [[s.log.hex(), s.lo, s.hi] for s in manifest.segs],
        "attachments": len(manifest.blobs),
        "bytes": opened.length,
        "records": {count.name: count.number for count in manifest.totals},
    }
    operations = sum(s.hi - s.lo + 1 for s in manifest.segs)
    console.say(
        f"签名和每一段都核对无误。{sender}的第{manifest.chan_seq}号数据包，{operations}条改动、{len(manifest.blobs)}个附件。",
        data,
    )


def _data(reading: Reading) -> dict[str, object]:
    return {
        "kind": reading.kind,
        "from": reading.sender.name,
        "operations": reading.operations,
        "records": dict(reading.records),
        "conflicts": dict(reading.conflicts),
        "alike": dict(reading.alike),
        "held": reading.held,
        "gaps": [{"device": g.device.hex(), "lo": g.lo, "hi": g.hi} for g in reading.gaps],
        "attachments": reading.attachments,
        "introduced": [card.name for card in reading.introduced],
        "acknowledged": reading.acknowledged,
    }
