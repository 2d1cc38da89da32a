"""The visits and deeds of a deployment file."""

from __future__ import annotations

from collections.abc import Mapping

from dundian_desktop.actions.deployment_cards import Cards
from dundian_desktop.actions.deployment_shape import DeedPart, VisitPart
from dundian_desktop.actions.deployment_words import code_of, fen, links, reference, said
from dundian_desktop.ledgers.deed import Deed, DeedState
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.policy.visited import CRAFTSMAN, MODEL

_OFFICER = "T10"
_NO_FUND = "0"


def visit_of(part: VisitPart, cards: Cards, place: str) -> Visit:
    """Make a visit; of the talk nothing is known, and 告知同意 is as the form would offer it."""
    worker = reference(cards.workers, part.worker, place)
    enterprise = reference(cards.enterprises, part.ent, place)
    return Visit.of(
        no=part.no,
        visited_on=part.date,
        worker=worker.id if worker else None,
        enterprise=enterprise.id if enterprise else None,
        visitors=links(cards.members, part.by, place),
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


def deed_of(part: DeedPart, funds: Mapping[str, str], place: str) -> Deed:
    """Make a deed.

    Args:
        funds: name of a deed -> the source its money came from.
    """
    fund = funds.get(part.name) if part.cost else None
    return Deed.of(
        no=part.no,
        content=part.name,
        measure=_measure(part),
        due=part.due,
        state=DeedState.DONE if part.done else DeedState.RUNNING,
        category=code_of("deed_category", part.category, place),
        source=None,
        expected_people=part.benefit,
        people=part.benefit if part.done else None,
        cost=fen(part.cost),
        fund=code_of("fund_source", fund, place) if fund else _NO_FUND if part.done and part.cost == 0 else None,
        started_on=part.start,
        done_on=part.done,
    )


def _measure(part: DeedPart) -> str:
    """Compose 具体措施, which the list demands, from nothing but the facts of the file."""
    reach = f"，预计惠及{part.benefit}人次" if part.benefit else ""
    return f"列入{part.category}类实事，{said(part.start)}启动，{said(part.due)}前完成{reach}。"
