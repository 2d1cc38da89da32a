"""Commands that hand over: from one member to the next, and at the end from the group to the local union."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, cast

from dundian_desktop import clock
from dundian_desktop.actions.closing import closing_of, hand_to_union
from dundian_desktop.actions.closing_pack import OF_THE_PLACE, Packed, write_pack
from dundian_desktop.actions.handover import HandedOver, HandOver, hand_over, items_of, leader_on
from dundian_desktop.actions.handover_papers import print_rotation
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.duties import day_of
from dundian_desktop.cli.printed import paper_words, say_printed
from dundian_desktop.cli.records import found, kind_of
from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import UserError
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.policy.closing import Point, lacking
from dundian_desktop.policy.open_items import OpenItem
from dundian_desktop.reports.pdf import Printed
from dundian_desktop.store.store import Store


def handover_list(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """List what a member would hand over."""
    items = items_of(books_in(store), _member(store, arguments.leaving))
    told = [_line(item) for item in items] or ["没有未办结的事项。"]
    console.say("\n".join(told), [_item(item) for item in items])


def handover_do(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Hand over what a member has open, as one act."""
    books, day = books_in(store), day_of(arguments.day) or clock.today()
    told = HandOver(
        leaving=_member(store, arguments.leaving),
        successor=_member(store, arguments.successor),
        day=day,
        signed_by=_member(store, arguments.by) if arguments.by else leader_on(books, day),
        words=arguments.words,
        leaves_on=day if arguments.leaves else None,
    )
    items = _without(items_of(books, told.leaving), arguments.without)
    with store.act() as act:
        done = hand_over(act, books, items, told)
    printed = print_rotation(store, done.rotation, arguments.out, own_fonts=arguments.fonts) if arguments.out else None
    _say_handed(console, done, printed)


def _say_handed(console: Console, done: HandedOver, printed: Printed | None) -> None:
    what = f"已交接{done.moved}项" if done.moved else "没有未办结的事项，已登记轮换"
    words = f"{what}，记在{done.rotation.no}。可用 dundian undo 撤销。"
    paper = paper_words(printed) if printed else []
    data = {
        "rotation": done.rotation.id,
        "no": done.rotation.no,
        "moved": done.moved,
        "file": str(printed.path) if printed else None,
    }
    console.say("\n".join([words, *paper]), data)


def handover_print(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print the list of a hand-over."""
    rotation = cast(Rotation, found(store, Rotation, arguments.id))
    printed = print_rotation(store, rotation, arguments.out, own_fonts=arguments.fonts)
    say_printed(console, printed)


def close_check(store: Store, _arguments: argparse.Namespace, console: Console) -> None:
    """Tell what still lacks before the stint is closed."""
    closing = closing_of(store)
    lines = [f"{_mark(point)}\t{point.words}\t{point.told}" for point in closing.points]
    lines += [_line(item) for item in closing.items]
    data = {
        "may_close": not lacking(closing.points),
        "points": [{"key": one.key, "done": one.done, "must": one.must, "told": one.told} for one in closing.points],
        "items": [_item(item) for item in closing.items],
        "union": next(iter(closing.unions), ""),
    }
    console.say("\n".join(lines), data)


def close_hand(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Hand what is open to the local union, as one act."""
    closing = closing_of(store)
    union = arguments.to or next(iter(closing.unions), "")
    items = _without(closing.items, arguments.without)
    if not closing.items:
        raise UserError("没有要移交的事项：都已办结，或已移交。数据没有变化。")
    with store.act() as act:
        count = hand_to_union(act, items, union, day_of(arguments.day) or clock.today())
    console.say(f"已把{count}项移交{union}。可用 dundian undo 撤销。", {"handed": count, "union": union})


def close_pack(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Write the pack of the end of the stint."""
    ledgers = [kind_of(store, name).ledger.table for name in arguments.ledger] or list(OF_THE_PLACE)
    packed = write_pack(store, arguments.folder, ledgers=ledgers, own_fonts=arguments.fonts)
    lines = [f"{one.name}\t{one.words}\t{one.amount}" for one in packed.entries]
    told = [f"已生成移交包：{packed.folder}", *lines, *packed.left_out, *packed.notices]
    console.say("\n".join(told), _packed(packed))


def _packed(packed: Packed) -> dict[str, Any]:
    entries = [{"name": one.name, "what": one.words, "amount": one.amount} for one in packed.entries]
    return {"folder": str(packed.folder), "entries": entries, "left_out": list(packed.left_out)}


def _member(store: Store, words: str) -> str:
    """Give the id of a member by name or number.

    Raises:
        NoSuchRecordError: none or several fit.
    """
    ids = store.reader.known_as(Member, words)
    return ids[0] if len(ids) == 1 else found(store, Member, words).id


def _without(items: Sequence[OpenItem], numbers: Sequence[str]) -> list[OpenItem]:
    """Give the items but those of these numbers.

    Raises:
        UserError: a number is not among them.
    """
    known = {item.record.no for item in items}
    if strange := [number for number in numbers if number not in known]:
        raise UserError(f"未办结的事项里没有{'、'.join(strange)}，数据没有变化。请先列出来看编号。")
    return [item for item in items if item.record.no not in numbers]


def _mark(point: Point) -> str:
    return "✓" if point.done else "必须" if point.must else "▲"


def _line(item: OpenItem) -> str:
    kind = vocabulary("handover_kind").label(item.kind)
    return "\t".join([kind, item.record.no, item.words, item.standing, item.due.isoformat() if item.due else ""])


def _item(item: OpenItem) -> dict[str, Any]:
    return {
        "kind": vocabulary("handover_kind").label(item.kind),
        "ledger": item.record.ledger.table,
        "record": item.record.id,
        "number": item.record.no,
        "words": item.words,
        "state": item.state,
        "due": item.due.isoformat() if item.due else None,
        "next": item.next,
    }
