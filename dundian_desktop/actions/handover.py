"""Handing over: from a member who leaves to the one who follows, and at the end from the group to the local union.

* One act moves every open item to the successor and writes the rotation with its list; one undo takes it back.
* The list is printed with lines for three signatures.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import UserError
from dundian_desktop.fields import Row
from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation, RotationState
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.open_items import OpenItem, open_items
from dundian_desktop.reports.document import Column
from dundian_desktop.reports.listing import Listing, print_listing
from dundian_desktop.reports.month_words import day_words, said
from dundian_desktop.reports.pdf import Printed
from dundian_desktop.store.act import Act
from dundian_desktop.store.store import Store

_COLUMNS = (
    Column(label="序号", width=1.2, align="center"),
    Column(label="类别", width=2.4),
    Column(label="编号", width=3.4),
    Column(label="事项", width=9),
    Column(label="进展", width=2.6),
    Column(label="时限", width=2.4, align="center"),
    Column(label="责任人", width=2.2),
    Column(label="联系人", width=3),
    Column(label="下一步", width=5),
)


@dc.dataclass(frozen=True, kw_only=True)
class HandOver:
    """What passes from whom to whom.

    Attributes:
        words: anything else the successor should know.
    """

    leaving: str
    successor: str
    day: dt.date
    signed_by: str | None = None
    words: str = ""


def items_of(store: Store, member: str) -> tuple[OpenItem, ...]:
    """Give what a member would hand over."""
    return open_items(books_in(store), member)


def hand_over(act: Act, items: Sequence[OpenItem], told: HandOver) -> Rotation:
    """Move open items to the successor and write the rotation down, inside the caller's act.

    Raises:
        RecordError: somebody else than the leader signs, or both are the same person; nothing was moved.
    """
    rotation = Rotation.of(
        day=told.day,
        leaving=told.leaving,
        successor=told.successor,
        state=RotationState.HANDED,
        items=tuple(map(_row, items)) or (_nothing(),),
        words=told.words,
        signed_by=told.signed_by,
    )
    saved = act.save(rotation)
    for item in items:
        now = act.reader.get(type(item.record), item.record.id)
        act.save(dc.replace(now, **{item.owner_field: told.successor}), now)
    _note_on_card(act, saved, told)
    return saved


def _row(item: OpenItem) -> Row:
    cells = {"kind": item.kind, "no": item.record.no, "words": item.words[:300], "due": item.due, "next": item.state}
    return Row(key=new_id(), cells={name: value for name, value in cells.items() if value})


def _nothing() -> Row:
    return Row(key=new_id(), cells={"kind": "9", "words": "没有未办结的事项"})


def _note_on_card(act: Act, rotation: Rotation, told: HandOver) -> None:
    """Write on the successor's card whom he or she follows, and the list in words, where that is still empty."""
    card = act.reader.find(Member, told.successor)
    if card is None:
        raise UserError("没有找到接替人员的登记，没有交接。请先在“组员”里登记接替的人。")
    lines = "\n".join(str(row.cells["words"]) for row in rotation.items)[:4000]
    act.save(dc.replace(card, replaces=card.replaces or told.leaving, handover=card.handover or lines), card)


def print_rotation(store: Store, rotation: Rotation, path: Path, *, own_fonts: Path | None = None) -> Printed:
    """Print the list of a rotation.

    Raises:
        MachineError: the file cannot be written.
    """
    books = books_in(store)
    people = [_name(books, one) for one in (rotation.leaving, rotation.successor, rotation.signed_by)]
    rows = [
        (
            str(number),
            vocabulary("handover_kind").label(row.cells.get("kind", "9")),
            row.cells.get("no", ""),
            said(row.cells.get("words", "")),
            said(row.cells.get("next", "")),
            day_words(row.cells["due"]) if row.cells.get("due") else "",
            people[0],
            said(row.cells.get("contact", "")),
            "",
        )
        for number, row in enumerate(rotation.items, start=1)
    ]
    day = day_words(rotation.day) if rotation.day else ""
    subtitle = f"{store.group()[0]}　{people[0]}　交给　{people[1]}　{day}"
    notes = (
        said(rotation.words),
        f"移交人：{_line(people[0])}接收人：{_line(people[1])}监交人（组长）：{_line(people[2])}",
    )
    listing = Listing(
        title="工作交接清单",
        subtitle=subtitle,
        columns=_COLUMNS,
        rows=rows,
        notes=tuple(filter(None, notes)),
        watermark="演示" if store.settings.get("demo", False) else "",
    )
    return print_listing(listing, path, own_fonts=own_fonts)


def _line(name: str) -> str:
    return f"{name}＿＿＿＿＿＿＿　　"


def _name(books: Books, member: str | None) -> str:
    found = books.find(Member, member)
    return found.name if found else ""


def print_open_items(store: Store, path: Path, *, own_fonts: Path | None = None) -> Printed:
    """Print what the group leaves to the local union at the end of the stint (移交清单).

    Raises:
        MachineError: the file cannot be written.
    """
    books = books_in(store)
    rows = [
        (
            str(number),
            vocabulary("handover_kind").label(item.kind),
            item.record.no,
            said(item.words),
            item.state,
            day_words(item.due) if item.due else "",
            _name(books, item.owner),
            "",
            "",
        )
        for number, item in enumerate(open_items(books, handed=True), start=1)
    ]
    listing = Listing(
        title="蹲点工作移交清单",
        subtitle=f"{store.group()[0]}　{day_words(clock.today())}　共{len(rows)}项",
        columns=_COLUMNS,
        rows=rows or [("", "", "", "没有未办结的事项", "", "", "", "", "")],
        notes=("移交：＿＿＿＿＿＿＿　　驻在工会接收：＿＿＿＿＿＿＿　　日期：＿＿＿＿＿＿＿",),
        watermark="演示" if store.settings.get("demo", False) else "",
    )
    return print_listing(listing, path, own_fonts=own_fonts)
