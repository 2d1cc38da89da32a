"""到期清单: what is due, for the wall of a workshop: without names of workers and without what anybody said.

* Of an item stand what it is, its unit, the day promised and who answers for it; of a problem or a letter only its
  number.
* Incidents (重大事项) and notes (随手记) are not on it, whatever their state.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.member import Member
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.calendar import calendar_of
from dundian_desktop.policy.due import DueItem, due_items
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Column
from dundian_desktop.reports.listing import Listing, listing_pages
from dundian_desktop.reports.month_words import day_words
from dundian_desktop.reports.nameless import spoken
from dundian_desktop.reports.pdf import Pages
from dundian_desktop.store.store import Store

WALL_DAYS = 30
"""How far ahead the wall looks: a month, since the paper hangs until the next one is printed."""
_COLUMNS = (
    Column(label="序号", width=1.4, align="center"),
    Column(label="类别", width=2.2, align="center"),
    Column(label="事项", width=13),
    Column(label="单位", width=7),
    Column(label="时限", width=4, align="center"),
    Column(label="情况", width=3.4, align="center"),
    Column(label="责任人", width=2.8, align="center"),
)
_NOTE = "本单只列事项、单位、时限和责任人，不写职工姓名和谈话内容；重大事项不列入。"


@dc.dataclass(frozen=True, kw_only=True)
class DueList:
    """What hangs on the wall: `items` as they are kept, `rows` as they are printed."""

    today: dt.date
    items: tuple[DueItem, ...]
    rows: tuple[tuple[str, ...], ...]


def due_list(store: Store, today: dt.date | None = None, *, within: int = WALL_DAYS) -> DueList:
    """Give what is due in so many days, without what must not hang on a wall."""
    books, day = Books(shelves=store.shelves.now()), today or clock.today()
    found = due_items(books, day, calendar_of(store), within=within)
    items = tuple(item for item in found if item.posted)
    return DueList(today=day, items=items, rows=tuple(_row(books, *one) for one in enumerate(items, start=1)))


def due_pages(store: Store, found: DueList, progress: Progress = SILENT, *, own_fonts: Path | None = None) -> Pages:
    """Print the list into memory.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    late = sum(item.overdue for item in found.items)
    counted = f"共{len(found.rows)}项" + (f"，其中超期{late}项" if late else "")
    listing = Listing(
        title="到期清单",
        subtitle="　".join(filter(None, (store.group()[0], f"截至{day_words(found.today)}", counted))),
        columns=_COLUMNS,
        rows=found.rows or (("", "", "近期没有到期的事项", "", "", "", ""),),
        notes=(_NOTE,),
        watermark="演示" if store.settings.get("demo", False) else "",
        size=10.5,
    )
    return listing_pages(listing, own_fonts=own_fonts, progress=progress)


def _row(books: Books, number: int, item: DueItem) -> tuple[str, ...]:
    unit, owner = books.find(Enterprise, item.enterprise), books.find(Member, item.owner)
    return (
        str(number),
        item.kind.value,
        spoken(books, item.posted),
        unit.name if unit else "",
        day_words(item.due) if item.due else "",
        item.when.replace(" ", ""),
        owner.name if owner else "",
    )
