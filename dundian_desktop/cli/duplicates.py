"""Commands about records that are likely the same thing."""

from __future__ import annotations

import argparse
from typing import Any

from dundian_desktop.actions.duplicates import agreement, merged_words
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.records import found, kind_of
from dundian_desktop.ledger import Record
from dundian_desktop.store import likeness, merging
from dundian_desktop.store.sameness import Pair
from dundian_desktop.store.store import Store


def duplicates(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """List what is likely there twice, in one ledger or in all."""
    kinds = [kind_of(store, arguments.ledger)] if arguments.ledger else list(store.kinds.values())
    data = [_data(store, kind, pair) for kind in kinds for pair in merging.suspects(store.reader, store.kinds, kind)]
    lines = [f"{one['title']}\t{_line(one['records'][0])}\t{_line(one['records'][1])}\t{one['words']}" for one in data]
    console.say("\n".join([*lines, f"疑似重复{len(data)}条"]), data)


def _data(store: Store, kind: type[Record], pair: Pair) -> dict[str, Any]:
    both = [store.reader.get(kind, id) for id in (pair.one, pair.other)]
    return {
        "ledger": kind.ledger.table,
        "title": kind.ledger.title,
        "records": [{"id": one.id, "no": one.no, "headline": one.headline} for one in both],
        "by": list(pair.by),
        "words": agreement(kind.ledger, pair.by),
    }


def _line(record: dict[str, str]) -> str:
    return f"{record['no'] or record['id'][:12]} {record['headline']}"


def merge(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Make one record of two."""
    kind = kind_of(store, arguments.ledger)
    kept, gone = (found(store, kind, words) for words in (arguments.kept, arguments.gone))
    with store.act() as act:
        merged = merging.merge(act, store.kinds, kind, kept.id, gone.id)
    data = {
        "kept": kept.id,
        "gone": gone.id,
        "filled": list(merged.filled),
        "left": list(merged.left),
        "links": merged.links,
    }
    console.say(merged_words(merged) + f"可用 dundian unmerge {kind.ledger.table} {gone.no or gone.id} 拆开。", data)


def unmerge(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Take a merge back."""
    kind = kind_of(store, arguments.ledger)
    gone = found(store, kind, arguments.gone)
    changed = merging.unmerge(store, kind, gone.id)
    console.say(f"已拆开：{_called(gone)}回到{kind.ledger.title}。", {"id": gone.id, "changed": sorted(changed)})


def distinct(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Keep that two records are different things."""
    kind = kind_of(store, arguments.ledger)
    one, other = (found(store, kind, words) for words in (arguments.one, arguments.other))
    with store.act() as act:
        likeness.declare_distinct(act, kind, one.id, other.id)
    console.say(f"已记下：{_called(one)}和{_called(other)}不是同一个。", {"records": [one.id, other.id]})


def _called(record: Record) -> str:
    return f"{record.no} {record.headline}".strip()
