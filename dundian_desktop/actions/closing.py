"""Closing a stint (蹲点收尾): what still lacks, and handing what is open to the local union (policy 四(三); R10).

* What is handed over says so itself: a problem and a deed in their progress too, a hardship lead as reported to that
  union, a founding in its rest (遗留问题和移交), an incident in what is planned.
* What was handed over stays open in its ledger: it is not done, somebody else does it.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Sequence

from dundian_desktop.actions.handover import save_one
from dundian_desktop.actions.month_report import books_in
from dundian_desktop.errors import UserError
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record, new_id
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.hardship_lead import HardshipLead, LeadState
from dundian_desktop.ledgers.incident import Incident
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.ledgers.site import Site
from dundian_desktop.ledgers.union_building import UnionBuilding
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.closing import Point, closing_points, items_left
from dundian_desktop.policy.open_items import OpenItem, is_handed
from dundian_desktop.policy.span import Stint
from dundian_desktop.store.act import Act
from dundian_desktop.store.store import Store

_SAFE = "没有移交，数据没有变化。"
_LONGEST_UNION = 60


@dc.dataclass(frozen=True, kw_only=True)
class Closing:
    """How a stint stands before it is closed.

    Attributes:
        points: what is wanted, the indispensable first.
        items: what the local union could take over and has not.
        unions: who could take it, the likeliest first.
    """

    books: Books
    group: Group
    stint: Stint
    points: tuple[Point, ...]
    items: tuple[OpenItem, ...]
    unions: tuple[str, ...]


def closing_of(store: Store) -> Closing:
    """Look over a stint.

    Raises:
        UserError: the group and its days are not registered.
    """
    books = books_in(store)
    group, stint = _registered(books)
    unions = dict.fromkeys(filter(None, (group.host.strip(), *(one.name.strip() for one in books.of(Site)))))
    return Closing(
        books=books,
        group=group,
        stint=stint,
        points=closing_points(books, stint),
        items=items_left(books),
        unions=tuple(unions),
    )


def _registered(books: Books) -> tuple[Group, Stint]:
    group = next(iter(books.of(Group)), None)
    if group is None or not (group.starts and group.ends):
        raise UserError("还没有登记工作组和起止日期，不能收尾，数据没有变化。请先在“工作组”中填写。")
    return group, Stint(starts=group.starts, ends=group.ends)


def hand_to_union(act: Act, items: Sequence[OpenItem], union: str, day: dt.date) -> int:
    """Hand open items to a local union inside the caller's act, and give how many; what it has already stays as it is.

    Raises:
        UserError: nothing was chosen, or no union named.
        RecordError: a record is not in order; nothing was handed over.
    """
    taker = union.strip()
    if not taker:
        raise UserError(f"还不知道移交给哪个工会，{_SAFE}请填接收的工会，一般是驻在工会。")
    if len(taker) > _LONGEST_UNION:
        raise UserError(f"接收工会的名称超过{_LONGEST_UNION}字，{_SAFE}请写简短些。")
    if not items:
        raise UserError(f"一件事项也没有选，{_SAFE}请选上要移交的事项。")
    count = 0
    for item in items:
        now = act.reader.get(type(item.record), item.record.id)
        if now.workflow.open(now) and not is_handed(now):
            save_one(act, handed(now, taker, day), now)
            count += 1
    return count


def handed(record: Record, union: str, day: dt.date) -> Record:
    """Give a record as handed to a union on a day."""
    line = f"移交{union}继续办理"
    match record:
        case Problem() | Deed():
            row = Row(key=new_id(), cells={"day": day, "words": line})
            return dc.replace(record, handed_to_host=True, progress=(*record.progress, row))
        case HardshipLead():
            return dc.replace(record, state=LeadState.HANDED, handed_to=union, handed_on=day)
        case UnionBuilding():
            return dc.replace(record, leftover=f"{day.month}月{day.day}日{line}。")
        case Incident():
            plans = "\n".join(filter(None, (record.plans, f"{day.month}月{day.day}日{line}。")))
            return dc.replace(record, handed_to_host=True, plans=plans)
        case Letter():
            return dc.replace(record, handed_to_host=True)
        case _:
            raise TypeError(record.ledger.table)
