"""The activities, letters and research of a deployment file."""

from __future__ import annotations

from collections.abc import Iterator

from dundian_desktop.actions.deployment_cards import Cards
from dundian_desktop.actions.deployment_shape import ActivityPart, Deployment, LegalAidPart, UnitDayPart
from dundian_desktop.actions.deployment_words import Placed, code_of, link, links, placed, said
from dundian_desktop.ledgers.activity import LEGAL_AID, SURVEY, Activity
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.ledgers.research_topic import ResearchTopic, TopicState

_REPORT = "1"


def activities_of(found: Deployment, cards: Cards) -> Iterator[Placed]:
    """Make the activities, numbered through in the order of the file."""
    for n, one in enumerate(_activities(found, cards), start=1):
        yield Placed(record=one.record.read({"no": f"HD-{n:02d}"}), place=one.place)


def _activities(found: Deployment, cards: Cards) -> Iterator[Placed]:
    others = found.others
    yield from placed("活动", others.activities, _activity)
    yield from placed("协商", others.collective, lambda part, place: _bargaining(part, cards, place))
    yield from placed("法律援助", others.legal_aid, _legal_aid)
    if others.questionnaire:
        yield Placed(record=_survey(others.questionnaire, found), place="问卷")


def _activity(part: ActivityPart, place: str) -> Activity:
    category = code_of("activity_category", part.what, place)
    return Activity.of(day=part.day, category=category, title=part.what, people=part.people)


def _bargaining(part: UnitDayPart, cards: Cards, place: str) -> Activity:
    category = code_of("activity_category", part.what, place)
    units = links(cards.enterprises, (part.ent,), place)
    return Activity.of(day=part.day, category=category, title=part.what, enterprises=units)


def _legal_aid(part: LegalAidPart, _place: str) -> Activity:
    return Activity.of(day=part.day, category=LEGAL_AID, title="法律援助", people=part.people)


def _survey(copies: int, found: Deployment) -> Activity:
    """Say how many questionnaires came back; the file knows no day but that of the report they went into."""
    research = found.others.research
    day, what = (research.report, "调研报告完成") if research and research.report else (found.group.end, "蹲点结束")
    note = f"数据文件只有问卷份数，日期暂按{what}日期{said(day)}登记，待核。"
    return Activity.of(day=day, category=SURVEY, title="问卷调查", copies=copies, content=note)


def letters_of(found: Deployment, cards: Cards) -> Iterator[Placed]:
    """Make the letters of supervision; what became of them the file does not know."""
    for n, one in enumerate(placed("函书", found.others.letters, lambda part, place: _letter(part, cards, place)), 1):
        yield Placed(record=one.record.read({"no": f"HS-{n:02d}"}), place=one.place)


def _letter(part: UnitDayPart, cards: Cards, place: str) -> Letter:
    return Letter.of(
        issued_on=part.day,
        kind=code_of("letter_kind", part.what, place),
        enterprise=link(cards.enterprises, part.ent, place),
        matter=part.what,
    )


def research_of(found: Deployment) -> Iterator[Placed]:
    """Make the topic of research, as far as its days say."""
    if (part := found.others.research) is None:
        return
    state = TopicState.DONE if part.report else TopicState.RUNNING if part.outline else TopicState.PLANNED
    topic = ResearchTopic.of(
        no="KT-01",
        title=part.title,
        state=state,
        opened_on=part.outline,
        finished_on=part.report,
        form=_REPORT if part.report else None,
        pages=part.pages,
    )
    yield Placed(record=topic, place="课题")
