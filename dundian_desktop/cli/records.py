"""Commands about records."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from dundian_desktop import clock
from dundian_desktop.actions.by_hand import refuse_by_hand
from dundian_desktop.actions.duplicates import entry_of, refuse_second
from dundian_desktop.actions.naming import as_typed, numbered, shown, told
from dundian_desktop.cli.console import Console
from dundian_desktop.errors import FieldError, UserError
from dundian_desktop.exchange.peers import device_names
from dundian_desktop.ledger import Record
from dundian_desktop.store.history import history
from dundian_desktop.store.query import Query, condition_from_text
from dundian_desktop.store.reader import NoSuchRecordError
from dundian_desktop.store.store import Store


def kind_of(store: Store, name: str) -> type[Record]:
    """Give the ledger of a table name or a title.

    Raises:
        UserError: there is none.
    """
    for table, kind in store.kinds.items():
        if name in (table, kind.ledger.title, kind.ledger.noun):
            return kind
    raise UserError(f"没有“{name}”这本台账。可用的有：{'、'.join(store.kinds)}。")


def kind_by_hand(store: Store, name: str) -> type[Record]:
    """Give the ledger of a table name or a title, in which a person may write.

    Raises:
        UserError: there is none, or only the program writes in it.
    """
    kind = kind_of(store, name)
    refuse_by_hand(kind)
    return kind


def found(store: Store, kind: type[Record], words: str) -> Record:
    """Give the record of an id, the beginning of one, or a number (编号).

    Raises:
        NoSuchRecordError: none or several fit.
    """
    ids = store.reader.beginning(kind, words)
    if len(ids) != 1:
        raise NoSuchRecordError(f"“{kind.ledger.title}”里没有唯一的一条“{words}”，数据没有变化。请用完整编号。")
    return store.reader.get(kind, ids[0])


def query_of(store: Store, arguments: argparse.Namespace) -> Query:
    """Give the query that `--where` and `--month` describe.

    Raises:
        UserError: a field or a value cannot be read.
    """
    query = Query(kind=kind_of(store, arguments.ledger))
    for one in getattr(arguments, "where", []):
        name, words = _typed(store, query.kind, one, "没有列出。")
        query = query.where(name, *_asked(query.kind, name, words))
    return query if arguments.month is None else query.in_month(arguments.month)


def _asked(kind: type[Record], name: str, words: str) -> tuple[Any, ...]:
    try:
        return condition_from_text(kind, name, words).values
    except FieldError as error:
        raise UserError(f"{error.label}不能按“{words}”查：{error.reason}。没有列出。") from error


def _words(store: Store, record: Record, *, bare: bool) -> dict[str, str]:
    values = ((f, getattr(record, f.name)) for f in record.ledger.fields)
    return {f.name: words for f, value in values if (words := shown(store, f, value, bare=bare))}


def _data(store: Store, record: Record, *, bare: bool) -> dict[str, Any]:
    meta = record.meta
    known = {"deleted": meta.deleted, "conflicts": list(meta.conflicts), "revision": meta.revision} if meta else {}
    return {"id": record.id, **_words(store, record, bare=bare), "meta": known}


def list_records(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """List records, one a line."""
    some = store.reader.list(query_of(store, arguments))
    data = [_data(store, record, bare=arguments.sensitive) for record in some]
    names = [f.name for f in kind_of(store, arguments.ledger).ledger.fields if f.listed]
    lines = ["\t".join([one["id"][:12], *(one.get(name, "").replace("\n", " ") for name in names)]) for one in data]
    console.say("\n".join([*lines, f"共{len(data)}条"]), data)


def show(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Show one record, with its history when asked."""
    kind = kind_of(store, arguments.ledger)
    record = found(store, kind, arguments.id)
    data = _data(store, record, bare=arguments.sensitive)
    read = ((f, told(store, f, getattr(record, f.name), bare=arguments.sensitive)) for f in kind.ledger.fields)
    lines = [f"{field.label}：{words}" for field, words in read if words]
    doubts = [str(doubt) for doubt in record.doubts()]
    data["doubts"] = doubts
    if arguments.history:
        data["history"] = _history(store, kind, record, bare=arguments.sensitive)
        lines += ["", "历次修改："]
        lines += [f"{one['at']}  {one['who']}  {one['what']}  {one['words']}" for one in data["history"]]
    console.say("\n".join([f"{kind.ledger.noun}（{record.id}）", *lines]), data)


def _history(store: Store, kind: type[Record], record: Record, *, bare: bool) -> list[dict[str, str]]:
    names = device_names(store)
    return [
        {
            "at": clock.local(change.at).strftime("%Y-%m-%d %H:%M:%S"),
            "who": names.get(change.device, change.device[:8]),
            "what": change.label,
            "words": "••••" if change.masked and change.words and not bare else change.words,
            "note": change.note,
        }
        for change in history(store.reader, kind, record.id, store.kinds)
    ]


def put(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write a new record, or change one."""
    kind = kind_by_hand(store, arguments.ledger)
    before = found(store, kind, arguments.id) if arguments.id else None
    record = worded(store, kind, before, arguments.values)
    entry = entry_of(store, record, before)
    refuse_second(entry)
    with store.act() as act:
        saved = act.save(record, before)
    doubts = [*([entry.sentence] if entry.sentence else []), *(str(doubt) for doubt in saved.doubts())]
    words = f"已保存：{numbered(store, saved)}（{saved.id}）" + "".join(f"\n提示：{doubt}" for doubt in doubts)
    console.say(words, {"id": saved.id, "no": saved.no, "doubts": doubts})


def worded(store: Store, kind: type[Record], before: Record | None, values: Sequence[str]) -> Record:
    """Give a record as ``字段=值`` say it: a new one, or one changed.

    Raises:
        UserError: a field or a value cannot be read.
    """
    texts = dict(_typed(store, kind, one) for one in values)
    texts = {**kind.derived(texts), **texts}
    return (before or kind()).reworded(texts)


def _typed(store: Store, kind: type[Record], one: str, outcome: str = "没有保存。") -> tuple[str, str]:
    name, sign, words = one.partition("=")
    if not sign:
        raise UserError(f"“{one}”应写成 字段=值。{outcome}")
    return as_typed(store, kind, name, words)


def void(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Put a record into the recycle bin."""
    kind = kind_by_hand(store, arguments.ledger)
    record = found(store, kind, arguments.id)
    with store.act() as act:
        act.void(kind, record.id)
    console.say(f"已删除：{numbered(store, record)}。可用 dundian undo 撤销。", {"id": record.id})


def restore(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Take a record out of the recycle bin."""
    kind = kind_by_hand(store, arguments.ledger)
    record = found(store, kind, arguments.id)
    with store.act() as act:
        act.restore(kind, record.id)
    console.say(f"已取回：{numbered(store, record)}。", {"id": record.id})


def undo(store: Store, _arguments: argparse.Namespace, console: Console) -> None:
    """Take this device's latest act back."""
    last = store.last_act()
    if last is None:
        raise UserError("本机还没有改动，没有可撤销的。")
    changed = store.undo(*last)
    titles = "、".join(store.kinds[table].ledger.title for table in sorted(changed))
    console.say(f"已撤销最近一次改动：{titles}。", {"changed": sorted(changed)})


def search(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Search all ledgers."""
    hits = store.search(" ".join(arguments.words))
    lines = [f"{store.kinds[h.ledger].ledger.title}\t{h.id[:12]}\t{h.headline}\t{h.words}" for h in hits]
    data = [{"ledger": h.ledger, "id": h.id, "headline": h.headline, "words": h.words} for h in hits]
    console.say("\n".join([*lines, f"找到{len(hits)}条"]), data)
