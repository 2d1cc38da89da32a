"""Handing over from a member who leaves to the one who follows (办理交接): one act, one list, one undo.

* The act moves every chosen open item to the successor, writes the rotation with its list, and notes on the successor's
  card whom he or she follows.
* What was chosen but has gone to somebody else meanwhile stays where it is.
* A second time there is nothing to hand over, and nothing changes.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Sequence
from typing import Any

from dundian_desktop.errors import FieldError, RecordError, UserError
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record, new_id
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import LEADER, Member
from dundian_desktop.ledgers.rotation import Rotation, RotationState
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.open_items import OpenItem, open_items
from dundian_desktop.store.act import Act

_SAFE = "没有交接，数据没有变化。"
_OTHER = "9"
_PAIR = 2
_NOTHING = "没有未办结的事项"
_LONGEST_CARD = 4000
_WORDS, _CONTACT = 300, 60


@dc.dataclass(frozen=True, kw_only=True)
class HandOver:
    """What passes from whom to whom.

    Attributes:
        signed_by: who watches over it (监交人), the leader.
        words: anything else the successor should know.
        leaves_on: the day written on the leaver's card as the last in the group, None leaves the card as it is.
        rotation: id of the rotation that was prepared, None for a new one.
    """

    leaving: str | None
    successor: str | None
    day: dt.date
    signed_by: str | None = None
    words: str = ""
    leaves_on: dt.date | None = None
    rotation: str | None = None


@dc.dataclass(frozen=True, kw_only=True)
class HandedOver:
    """What was done: the rotation as stored, and how many items moved."""

    rotation: Rotation
    moved: int


def items_of(books: Books, member: str | None) -> tuple[OpenItem, ...]:
    """Give what a member would hand over; what the local union took over is not done either, and goes along."""
    return open_items(books, member, handed=True) if member else ()


def leader_on(books: Books, day: dt.date) -> str | None:
    """Give the id of who leads the group on a day, None when nobody does."""
    return next((one.id for one in books.of(Member) if LEADER in one.roles and one.serves(day, day)), None)


def likely_pair(books: Books, day: dt.date) -> tuple[str | None, str | None]:
    """Give who most likely hands over to whom: of those with something open who leave early, the nearest to the day.

    Without a stint, or when everybody stays to its end, nobody is named.
    """
    group = next(iter(books.of(Group)), None)
    busy = {item.owner for item in open_items(books)}
    early = (one for one in books.of(Member) if group and group.ends and one.ends and one.ends < group.ends)
    leavers = [one for one in early if one.id in busy]
    leaving = min(leavers, key=lambda one: abs(((one.ends or day) - day).days), default=None)
    if leaving is None:
        return None, None
    return leaving.id, next((one.id for one in books.of(Member) if one.replaces == leaving.id), None)


def refuse_alone(books: Books) -> None:
    """Refuse a hand-over where there is nobody to hand over to.

    Raises:
        UserError: the group has fewer than two members.
    """
    if len(people := books.of(Member)) < _PAIR:
        who = f"组员里只有{people[0].name}一人，没有人可以接替" if people else "还没有登记组员，没有人可以交接"
        raise UserError(f"{who}，{_SAFE}请先在“组员”里登记接替的人。")


def refuse_hand_over(books: Books, told: HandOver) -> None:
    """Refuse what cannot be handed over so.

    Raises:
        UserError: who leaves or who follows is not named, is the same person, or is not there on the day.
    """
    leaving, successor = books.find(Member, told.leaving), books.find(Member, told.successor)
    if leaving is None:
        raise UserError(f"还不知道谁离组，{_SAFE}请先选离组人员。")
    if told.successor == told.leaving:
        raise UserError(f"接替人员就是{leaving.name}本人，{_SAFE}请选另一位组员接替。")
    refuse_alone(books)
    if successor is None:
        raise UserError(f"还不知道交给谁，{_SAFE}请先选接替人员；没有登记的，先在“组员”里登记。")
    if successor.ends and successor.ends < told.day:
        gone = f"{successor.ends.month}月{successor.ends.day}日"
        raise UserError(f"{successor.name}{gone}已离组，不能接替，{_SAFE}请另选一位，或核对交接日期。")


def hand_over(act: Act, books: Books, items: Sequence[OpenItem], told: HandOver) -> HandedOver:
    """Move open items to the successor and write the rotation down, inside the caller's act.

    Args:
        act: the caller's.
        books: as they were read when the items were chosen.
        items: what was chosen of the leaver's open items.
        told: who, to whom, when.

    Raises:
        UserError: as `refuse_hand_over`; or it was handed over before and nothing is left.
        RecordError: somebody else than the leader signs, or a record is not in order; nothing was moved.
    """
    refuse_hand_over(books, told)
    before = _prepared(act, books, told)
    mine = [item for item in items if item.owner == told.leaving]
    if not mine and items_of(books, told.leaving):
        raise UserError(f"一件事项也没有选，{_SAFE}请选上要交接的事项。")
    if not mine and before and before.state is RotationState.HANDED:
        name = books.find(Member, told.leaving)
        raise UserError(f"{name.name if name else ''}已经交接过，名下没有未办结的事项，{_SAFE}")
    moved = [item for item in mine if _move(act, item, told)]
    saved = _write(act, before, moved, told)
    _note_on_cards(act, saved, told)
    return HandedOver(rotation=saved, moved=len(moved))


def _prepared(act: Act, books: Books, told: HandOver) -> Rotation | None:
    """Give the rotation that was prepared, or the last one between the two."""
    if told.rotation:
        return act.reader.find(Rotation, told.rotation)
    pair = (told.leaving, told.successor)
    found = [one for one in books.of(Rotation) if (one.leaving, one.successor) == pair]
    return act.reader.find(Rotation, found[-1].id) if found else None


def _move(act: Act, item: OpenItem, told: HandOver) -> bool:
    """Let the successor answer for an item, unless the leaver does no more."""
    now: Any = act.reader.get(type(item.record), item.record.id)
    if getattr(now, item.owner_field) != told.leaving or not now.workflow.open(now):
        return False
    save_one(act, dc.replace(now, **{item.owner_field: told.successor}), now)
    return True


def save_one(act: Act, record: Record, before: Record) -> None:
    """Save one of many; a refusal says of which it speaks."""
    try:
        act.save(record, before)
    except RecordError as error:
        reasons = "；".join(map(str, error.problems))
        which = f"{record.ledger.noun}{record.no}“{record.headline}”"
        raise RecordError((FieldError("", which, f"{reasons}。请先把这一条改好，或不选它"),)) from error


def _write(act: Act, before: Rotation | None, moved: Sequence[OpenItem], told: HandOver) -> Rotation:
    base = before or Rotation.of()
    known = {row.cells.get("no") for row in base.items}
    rows = (*base.items, *rows_of([item for item in moved if item.record.no not in known]))
    rotation = dc.replace(
        base,
        day=told.day,
        leaving=told.leaving,
        successor=told.successor,
        state=RotationState.HANDED,
        items=rows or (_nothing(),),
        words=told.words or base.words,
        signed_by=told.signed_by,
    )
    return act.save(rotation, before)


def rows_of(items: Sequence[OpenItem]) -> tuple[Row, ...]:
    """Give the rows of items in the list of a rotation; their keys keep them in this order."""
    stem = new_id()[:-4]
    return tuple(Row(key=f"{stem}{number:04x}", cells=_cells(item)) for number, item in enumerate(items))


def _cells(item: OpenItem) -> dict[str, Any]:
    cells: dict[str, Any] = {
        "kind": item.kind,
        "no": item.record.no,
        "words": f"{item.words[: _WORDS - len(item.standing) - 2]}（{item.standing}）",
        "due": item.due,
        "contact": " ".join(filter(None, (item.unit, item.contact)))[:_CONTACT],
        "next": item.next,
    }
    return {name: value for name, value in cells.items() if value}


def _nothing() -> Row:
    return Row(key=new_id(), cells={"kind": _OTHER, "words": _NOTHING})


def _note_on_cards(act: Act, rotation: Rotation, told: HandOver) -> None:
    """Note on the successor's card whom he or she follows and the list, on the other when he or she left."""
    card, leaver = (act.reader.get(Member, one or "") for one in (told.successor, told.leaving))
    lines = "\n".join(str(row.cells["words"]) for row in rotation.items)[:_LONGEST_CARD]
    noted = dc.replace(card, replaces=card.replaces or told.leaving, handover=card.handover or lines)
    save_one(act, noted, card)
    if told.leaves_on:
        save_one(act, dc.replace(leaver, ends=told.leaves_on), leaver)
