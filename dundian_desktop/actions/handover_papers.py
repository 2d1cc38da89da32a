"""The lists of what is handed over: 工作交接清单 between members, 移交清单 to the local union (domain notes §4.2)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.handover import leader_on
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.member import Member
from dundian_desktop.ledgers.rotation import Rotation
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.open_items import OpenItem, open_items
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Column
from dundian_desktop.reports.listing import Listing, listing_pages
from dundian_desktop.reports.month_words import day_words, said
from dundian_desktop.reports.pdf import Pages, Printed, write_pages
from dundian_desktop.store.store import Store

_LINE = "＿" * 8
_SPACE = "　"
"""A line left empty above the signatures."""
_BLANK = "　　"
_ROTATION_COLUMNS = (
    Column(label="序号", width=1.4, align="center"),
    Column(label="类别", width=2.6, align="center"),
    Column(label="编号", width=3.2, align="center"),
    Column(label="事项和进展", width=11),
    Column(label="时限", width=4, align="center"),
    Column(label="单位和联系人", width=6),
    Column(label="下一步", width=5),
)
_CLOSING_COLUMNS = (
    Column(label="序号", width=1.5, align="center"),
    Column(label="类别", width=2.5, align="center"),
    Column(label="编号", width=3.2, align="center"),
    Column(label="事项", width=8),
    Column(label="进展", width=3.2, align="center"),
    Column(label="时限", width=4, align="center"),
    Column(label="原责任人", width=2.6, align="center"),
    Column(label="单位", width=5.4),
    Column(label="联系人", width=3.2, align="center"),
    Column(label="下一步", width=2.6, align="center"),
)
_CONTACT = "联系人"
_FOLLOWS = "“下一步”是台账里接着要走的一步，怎样办由接收的工会决定。"


def rotation_listing(store: Store, rotation: Rotation) -> Listing:
    """Give the list of a rotation, with lines for three signatures."""
    books = books_in(store)
    leaving, successor, watching = (
        _name(books, one) for one in (rotation.leaving, rotation.successor, rotation.signed_by)
    )
    day = day_words(rotation.day) if rotation.day else ""
    rows = [
        (
            str(number),
            vocabulary("handover_kind").label(row.cells.get("kind", "9")),
            row.cells.get("no", ""),
            said(row.cells.get("words", "")),
            day_words(row.cells["due"]) if row.cells.get("due") else "",
            said(row.cells.get("contact", "")),
            said(row.cells.get("next", "")),
        )
        for number, row in enumerate(rotation.items, start=1)
    ]
    signed = (("移交人", leaving), ("接收人", successor), ("监交人（组长）", watching))
    notes = (f"交接说明：{said(rotation.words)}。" if rotation.words.strip() else "", _SPACE, _signatures(signed))
    return Listing(
        title="工作交接清单",
        subtitle=_BLANK.join(filter(None, (store.group()[0], f"{leaving}交给{successor}", day, f"共{len(rows)}项"))),
        columns=_ROTATION_COLUMNS,
        rows=rows,
        notes=tuple(filter(None, notes)),
        watermark=_watermark(store),
        size=10.5,
    )


def closing_listing(store: Store) -> Listing:
    """Give what the group leaves to the local union: what is open, and whom to ask in each unit."""
    books = books_in(store)
    group = next(iter(books.of(Group)), None)
    host = group.host if group else ""
    items = [item for item in open_items(books, handed=True) if item.takeable]
    rows = [_row(books, number, item) for number, item in enumerate(items, start=1)]
    rows += [_contact(number, unit) for number, unit in enumerate(_units(books), start=len(rows) + 1)]
    signed = (("移交（组长）", _leader(books, group)), (f"接收（{host or '驻在工会'}）", ""), ("日期", ""))
    told = f"未办结{len(items)}项，联系单位{len(rows) - len(items)}家"
    return Listing(
        title="蹲点工作移交清单",
        subtitle=_BLANK.join(filter(None, (store.group()[0], day_words(clock.today()), told))),
        columns=_CLOSING_COLUMNS,
        rows=rows or [("", "", "", "没有未办结的事项", *[""] * 6)],
        notes=(_FOLLOWS, _SPACE, _signatures(signed)),
        watermark=_watermark(store),
        size=10.5,
    )


def rotation_pages(
    store: Store, rotation: Rotation, progress: Progress = SILENT, *, own_fonts: Path | None = None
) -> Pages:
    """Print the list of a rotation into memory.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    return listing_pages(rotation_listing(store, rotation), own_fonts=own_fonts, progress=progress)


def closing_pages(store: Store, progress: Progress = SILENT, *, own_fonts: Path | None = None) -> Pages:
    """Print what the group leaves to the local union into memory.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    return listing_pages(closing_listing(store), own_fonts=own_fonts, progress=progress)


def print_rotation(store: Store, rotation: Rotation, path: Path, *, own_fonts: Path | None = None) -> Printed:
    """Print the list of a rotation.

    Raises:
        MachineError: the file cannot be written.
    """
    return write_pages(rotation_pages(store, rotation, own_fonts=own_fonts), path)


def _row(books: Books, number: int, item: OpenItem) -> tuple[str, ...]:
    return (
        str(number),
        vocabulary("handover_kind").label(item.kind),
        item.record.no,
        said(item.words),
        item.state,
        day_words(item.due) if item.due else "",
        _name(books, item.owner),
        said(item.unit),
        said(item.contact),
        item.next,
    )


def _contact(number: int, unit: Enterprise) -> tuple[str, ...]:
    """Give the row of a unit; its telephone stands in full, since the list is there to be called by."""
    return (str(number), _CONTACT, unit.no, said(unit.name), "", "", "", "", f"{unit.contact} {unit.phone}", "")


def _leader(books: Books, group: Group | None) -> str:
    """Give the name of who leads today, or led on the last day of the stint."""
    days = (clock.today(), group.ends if group else None)
    return next((_name(books, found) for day in days if day and (found := leader_on(books, day))), "")


def _units(books: Books) -> Sequence[Enterprise]:
    return [unit for unit in books.of(Enterprise) if unit.contact.strip()]


def _signatures(signed: Sequence[tuple[str, str]]) -> str:
    return _BLANK.join(f"{what}：{name}{_LINE}" for what, name in signed)


def _watermark(store: Store) -> str:
    return "演示" if store.settings.get("demo", False) else ""


def _name(books: Books, member: str | None) -> str:
    found = books.find(Member, member)
    return found.name if found else ""
