"""What must stand before a stint is closed: the list the closing wizard walks through (policy 四(三), 五(三); R10).

* Summary and research report must be there: without them closing is refused. The rest is told and may be left open.
"""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.ledgers.evaluation import Evaluation
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.research_topic import ResearchTopic, TopicState
from dundian_desktop.ledgers.summary import Summary, SummaryState
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.open_items import open_items
from dundian_desktop.policy.span import Stint

_SELF = "1"
"""Code of 自评 in the vocabulary ``rater``."""


@dc.dataclass(frozen=True, kw_only=True)
class Point:
    """One point of the list.

    Attributes:
        key: code name.
        words: what is wanted.
        done: whether it stands.
        told: how it stands, in a sentence.
        page: table or page where it is mended.
        must: closing is refused without it.
    """

    key: str
    words: str
    done: bool
    told: str
    page: str
    must: bool = False


def closing_points(books: Books, stint: Stint) -> tuple[Point, ...]:
    """Give the list as it stands."""
    return (_months(books, stint), _summary(books), _research(books), _items(books), _evaluation(books))


def may_close(points: tuple[Point, ...]) -> bool:
    """Tell whether everything closing needs is there."""
    return all(point.done for point in points if point.must)


def _months(books: Books, stint: Stint) -> Point:
    closed = {one.month for one in books.of(MonthReport) if one.state is not MonthState.DRAFT}
    left = [month for month in stint.months if month not in closed]
    told = f"还有{'、'.join(left)}没有封账。" if left else f"{len(stint.months)}期月报都已封账。"
    return Point(key="months", words="各月月报封账", done=not left, told=told, page="report")


def _summary(books: Books) -> Point:
    done = any(one.state is SummaryState.DONE for one in books.of(Summary))
    told = "工作总结已定稿。" if done else "还没有定稿的工作总结。"
    return Point(key="summary", words="工作总结", done=done, told=told, page="summary", must=True)


def _research(books: Books) -> Point:
    done = any(one.state in {TopicState.DONE, TopicState.ADOPTED} for one in books.of(ResearchTopic))
    told = "调研报告已完成。" if done else "还没有完成的调研报告。"
    return Point(key="research", words="调研报告", done=done, told=told, page="research_topic", must=True)


def _items(books: Books) -> Point:
    left = open_items(books)
    told = f"还有{len(left)}项没有办结，也没有移交驻在工会。" if left else "没有遗留事项，或都已移交驻在工会。"
    return Point(key="items", words="未办结事项移交驻在工会", done=not left, told=told, page="problem")


def _evaluation(books: Books) -> Point:
    done = any(one.rater == _SELF for one in books.of(Evaluation))
    told = "自评表已填。" if done else "还没有填自评表。"
    return Point(key="evaluation", words="自评", done=done, told=told, page="evaluation")
