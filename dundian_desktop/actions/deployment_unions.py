"""The unions of a deployment file: founded ones, leads of one, and those put in order."""

from __future__ import annotations

from collections.abc import Iterator

from dundian_desktop.actions.deployment_cards import Cards
from dundian_desktop.actions.deployment_shape import Deployment, UnionPart
from dundian_desktop.actions.deployment_words import Placed, code_or_none, links, placed, required, rows
from dundian_desktop.ledgers.union_building import Matter, Stage, UnionBuilding


def unions_of(found: Deployment, cards: Cards) -> Iterator[Placed]:
    """Make them; a founded union is 批复 or later, one without a day of approval is a lead."""
    yield from placed("工会", found.unions, lambda part, place: _founding(part, cards, place))
    yield from placed("规范化", found.others.standardized, lambda id, place: _ordering(id, found, cards, place))


def _founding(part: UnionPart, cards: Cards, place: str) -> UnionBuilding:
    approved = part.approved
    return UnionBuilding.of(
        no=part.no,
        name=part.name,
        org_type=code_or_none("union_org_type", part.type, place),
        mode=code_or_none("build_mode", part.mode, place),
        enterprises=links(cards.enterprises, part.covers, place),
        stage=Stage.APPROVED if approved else Stage.SURVEY,
        stages=rows([{"stage": Stage.APPROVED, "day": approved}] if approved else ()),
        approved_on=approved,
        new_members=part.new_members,
        new_form=part.new_form_members,
    )


def _ordering(id: str, found: Deployment, cards: Cards, place: str) -> UnionBuilding:
    """Say that a union was put in order; the file knows no day but the last one of the stint."""
    unit = required(cards.enterprises, id, place)
    return UnionBuilding.of(
        no=f"JH-{id}",
        matter=Matter.ORDERING,
        name=f"{unit.name}工会",
        enterprises=(unit.id,),
        stage=Stage.DONE,
        completed_on=found.group.end,
        leftover="数据文件没有写完成日期，暂按蹲点结束日期登记，待核。",
    )
