"""Loads a whole stint from one JSON file into the ledgers, in one act.

* A file is loaded whole or not at all, and only into a workspace that has no group yet.
* Nothing is invented: what the file does not say stays empty and is listed as 待补; what a ledger demands all the same
  is composed from nothing but the facts of the file.
* Its `texts` then complete what its short lists leave open (`deployment_texts`).
"""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Iterator, Mapping
from pathlib import Path

from dundian_desktop.actions.deployment_activities import activities_of, letters_of, research_of
from dundian_desktop.actions.deployment_cards import cards_of
from dundian_desktop.actions.deployment_events import events_of
from dundian_desktop.actions.deployment_file import read_deployment
from dundian_desktop.actions.deployment_money import money_of
from dundian_desktop.actions.deployment_months import close, set_apart
from dundian_desktop.actions.deployment_problems import leads_of, problems_of
from dundian_desktop.actions.deployment_shape import Deployment
from dundian_desktop.actions.deployment_texts import completed
from dundian_desktop.actions.deployment_unions import unions_of
from dundian_desktop.actions.deployment_visits import deed_of, visit_of
from dundian_desktop.actions.deployment_words import Placed, checked, placed, refuse
from dundian_desktop.errors import RecordError, UserError
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.group import Group
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.act import Act
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store


@dc.dataclass(frozen=True, kw_only=True)
class Loaded:
    """What was loaded.

    Attributes:
        counts: table name -> records.
        left_aside: key of the file -> entries that no ledger of this version keeps.
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
    told, months = set_apart(completed(_records(found), found.texts, store.kinds))
    records, before = tuple(map(checked, told)), _sizes(store)
    steps = len(records) + len(months)
    with store.act() as act:
        for number, one in enumerate(records, start=1):
            _save(act, one)
            progress.step(number, steps, one.record.ledger.title)
        for number, one in enumerate(months, start=len(records) + 1):
            close(act, one, store.kinds)
            progress.step(number, steps, "封账")
    made = {table: size - before[table] for table, size in _sizes(store).items() if size != before[table]}
    return Loaded(counts=made, left_aside=left_aside)


def _sizes(store: Store) -> dict[str, int]:
    return {table: store.reader.count(Query(kind=kind)) for table, kind in store.kinds.items()}


def _save(act: Act, one: Placed) -> None:
    try:
        act.save(one.record)
    except RecordError as error:
        raise refuse(one.place, error) from error


def _refuse_second(store: Store, found: Deployment) -> None:
    for group in store.reader.list(Query(kind=Group)):
        if group.code == found.group.code:
            raise UserError(f"组码为{group.code}的蹲点数据已经装入，没有重复装入。")
        raise UserError(f"工作区里已有“{group.name}”，没有装入别的组。请为另一个组新建工作区。")


def _records(found: Deployment) -> Iterator[Placed]:
    """Give every record of the file, those that are linked to before those that link."""
    cards = cards_of(found)
    yield from cards.all
    visits = tuple(placed("走访", found.visits, lambda part, place: visit_of(part, cards, place)))
    yield from visits
    yield from problems_of(found, cards)
    yield from leads_of(found, cards, [visit for one in visits if isinstance(visit := one.record, Visit)])
    funds = {expense.what: expense.fund for expense in found.others.expenses}
    deeds = tuple(placed("实事", found.deeds, lambda part, place: deed_of(part, funds, place)))
    yield from deeds
    yield from unions_of(found, cards)
    yield from events_of(found, cards)
    yield from activities_of(found, cards)
    yield from letters_of(found, cards)
    yield from research_of(found)
    yield from money_of(found, {deed.content: deed for one in deeds if isinstance(deed := one.record, Deed)})
