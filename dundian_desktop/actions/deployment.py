"""Loads a whole stint from one JSON file: group, places, members, units, workers, visits and deeds, in one act.

* A file is loaded whole or not at all, and only into a workspace that has no group yet.
* Nothing is invented: what the file does not say stays empty and is listed as 待补.
* One thing the ledger demands and the file cannot know is taken as the form would offer it: 告知同意 is 已口头告知.
"""

from __future__ import annotations

import dataclasses as dc
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from dundian_desktop.actions.deployment_cards import Cards, cards_of
from dundian_desktop.actions.deployment_file import DeedPart, Deployment, VisitPart, read_deployment
from dundian_desktop.actions.deployment_words import checked, code_of, made, reference
from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.visited import CRAFTSMAN, MODEL
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

_OFFICER = "T10"
_NO_FUND = "0"


@dc.dataclass(frozen=True, kw_only=True)
class Loaded:
    """What was loaded.

    Attributes:
        counts: table name -> records.
        left_aside: key of the file -> entries that no ledger of this version keeps, or keeps only in part.
    """

    counts: Mapping[str, int]
    left_aside: Mapping[str, int]


def load_deployment(store: Store, path: Path, progress: Progress = SILENT) -> Loaded:
    """Load a deployment file as one act, one step of undo.

    Raises:
        UserError: the file is none, something in it is refused, or the workspace has a group already.
        MachineError: the file cannot be read, or the disk is full.
        CancelledError: the person stopped; nothing was changed.
    """
    found, left_aside = read_deployment(path)
    _refuse_second(store, found)
    records = tuple(_records(found))
    with store.act() as act:
        for number, record in enumerate(records, start=1):
            act.save(record)
            progress.step(number, len(records), record.ledger.title)
    return Loaded(counts=Counter(record.ledger.table for record in records), left_aside=left_aside)


def _refuse_second(store: Store, found: Deployment) -> None:
    for group in store.reader.list(Query(kind=Group)):
        if group.code == found.group.code:
            raise UserError(f"组码为{group.code}的蹲点数据已经装入，没有重复装入。")
        raise UserError(f"工作区里已有“{group.name}”，没有装入别的组。请为另一个组新建工作区。")


def _records(found: Deployment) -> Iterator[Record]:
    """Give every record of the file, those that are linked to before those that link."""
    cards = cards_of(found)
    yield from cards.all
    visits = enumerate(found.visits, start=1)
    yield from (checked(_visit(part, cards, f"走访第{n}条"), f"走访第{n}条") for n, part in visits)
    funds = {expense.what: expense.fund for expense in found.others.expenses}
    deeds = enumerate(found.deeds, start=1)
    yield from (checked(_deed(part, funds, f"实事第{n}条"), f"实事第{n}条") for n, part in deeds)


def _visit(part: VisitPart, cards: Cards, place: str) -> Visit:
    worker = reference(cards.workers, part.worker, place)
    enterprise = reference(cards.enterprises, part.ent, place)
    visitors = (reference(cards.members, each, place) for each in part.by)
    return made(
        Visit,
        no=part.no,
        visited_on=part.date,
        worker=worker.id if worker else None,
        enterprise=enterprise.id if enterprise else None,
        visitors=tuple(sorted(visitor.id for visitor in visitors if visitor)),
        way=code_of("visit_way", part.way, place),
        target=_target(worker) if worker else None,
        consent="1" if worker else "3",
        mood=None,
    )


def _target(worker: Worker) -> str | None:
    """Give the sort of person that a worker's card says was visited (policy 四(五) names the first three)."""
    tags = set(worker.tags)
    sorts = (
        ("1", bool(worker.hardship)),
        ("2", MODEL in tags),
        ("3", CRAFTSMAN in tags),
        ("7", _OFFICER in tags),
        ("5", worker.in_new_employment),
        ("4", worker.category == "P01"),
    )
    return next((code for code, fits in sorts if fits), None)


def _deed(part: DeedPart, funds: Mapping[str, str], place: str) -> Deed:
    fund = funds.get(part.name) if part.cost else None
    return made(
        Deed,
        no=part.no,
        content=part.name,
        measure=_measure(part),
        due=part.due,
        state=DeedState.DONE if part.done else DeedState.RUNNING,
        category=code_of("deed_category", part.category, place),
        source=None,
        expected_people=part.benefit,
        people=part.benefit if part.done else None,
        cost=None if part.cost is None else round(part.cost * 100),
        fund=code_of("fund_source", fund, place) if fund else _NO_FUND if part.done and part.cost == 0 else None,
        started_on=part.start,
        done_on=part.done,
    )


def _measure(part: DeedPart) -> str:
    """Compose 具体措施, which the list demands, from nothing but the facts of the file."""
    reach = f"，预计惠及{part.benefit}人次" if part.benefit else ""
    days = f"{part.start.month}月{part.start.day}日启动，{part.due.month}月{part.due.day}日前完成"
    return f"列入{part.category}类实事，{days}{reach}。"
