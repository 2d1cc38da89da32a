"""What must stand before a stint is closed: the list the closing wizard walks through (policy 四(三), 五(三); R10).

* Summary and research report must be there: without them closing is refused. The rest is told and may be left open.
"""

from __future__ import annotations

import dataclasses as dc

from dundian_desktop.ledgers.evaluation import SELF, Evaluation, proposed_scores
from dundian_desktop.ledgers.month_report import MonthReport, MonthState
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.ledgers.summary import Summary, SummaryState
from dundian_desktop.policy.books import Books
from dundian_desktop.policy.check_reports import FINISHED
from dundian_desktop.policy.finding import REPORT_PAGE, BeginRecord, Mend, OpenPage, opening, stepping
from dundian_desktop.policy.open_items import OpenItem, open_items
from dundian_desktop.policy.span import Stint


@dc.dataclass(frozen=True, kw_only=True)
class Point:
    """One point of the list.

    Attributes:
        key: code name.
        words: what is wanted.
        done: whether it stands.
        told: how it stands, in a sentence.
        mend: what one press does about it; None where the wizard itself does it.
        must: closing is refused without it.
    """

    key: str
    words: str
    done: bool
    told: str
    mend: Mend | None = None
    must: bool = False


def closing_points(books: Books, stint: Stint) -> tuple[Point, ...]:
    """Give the list as it stands."""
    return (_summary(books), _research(books), _items(books), _months(books, stint), _evaluation(books))


def lacking(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Give the points without which closing is refused and that do not stand."""
    return tuple(point for point in points if point.must and not point.done)


def items_left(books: Books) -> tuple[OpenItem, ...]:
    """Give what is open and was not handed to the local union, which can take it."""
    return tuple(item for item in open_items(books) if item.takeable)


def done_summary(books: Books) -> Summary | None:
    """Give the summary that is finished, the latest of several."""
    done = [one for one in books.of(Summary) if one.state is SummaryState.DONE]
    return max(done, key=lambda one: (str(one.finished_on), one.id), default=None)


def finished_topics(books: Books) -> tuple[ResearchTopic, ...]:
    """Give the topics whose report is finished."""
    return tuple(one for one in books.of(ResearchTopic) if one.state in FINISHED)


def _months(books: Books, stint: Stint) -> Point:
    closed = {one.month for one in books.of(MonthReport) if one.state is not MonthState.DRAFT}
    left = [month for month in stint.months if month not in closed]
    told = f"还有{'、'.join(left)}没有封账。" if left else f"{len(stint.months)}期月报都已封账。"
    return Point(key="months", words="各月月报封账", done=not left, told=told, mend=OpenPage(page=REPORT_PAGE))


def _summary(books: Books) -> Point:
    drafts = [one for one in books.of(Summary) if one.state is SummaryState.DRAFT]
    done = done_summary(books) is not None
    told = "工作总结已定稿。" if done else "总结还在起草，没有定稿。" if drafts else "还没有写工作总结。"
    mend = stepping("定稿")(drafts[-1]) if drafts else BeginRecord(ledger=Summary.ledger.table)
    return Point(key="summary", words="工作总结", done=done, told=told, mend=mend, must=True)


def _research(books: Books) -> Point:
    topics, done = books.of(ResearchTopic), bool(finished_topics(books))
    told = "调研报告已完成。" if done else "调研报告还没有完成。" if topics else "还没有调研课题和报告。"
    mend = stepping("完成报告")(topics[-1]) if topics else BeginRecord(ledger=ResearchTopic.ledger.table)
    return Point(key="research", words="调研报告", done=done, told=told, mend=mend, must=True)


def _items(books: Books) -> Point:
    left = items_left(books)
    told = f"还有{len(left)}项没有办结，也没有移交。" if left else "没有遗留事项，或都已移交驻在工会。"
    return Point(key="items", words="未办结事项移交驻在工会", done=not left, told=told)


def _evaluation(books: Books) -> Point:
    """Tell whether the group scored itself; a form without a score is not filled (policy 五(三))."""
    own = [one for one in books.of(Evaluation) if one.rater == SELF]
    done, empty = any(one.scores for one in own), own[-1:]
    told = "自评表已填。" if done else "自评表还没有打分。" if empty else "还没有填自评表。"
    begin = BeginRecord(ledger=Evaluation.ledger.table, texts={"rater": "自评", "scores": proposed_scores()})
    mend = opening("scores")(empty[0]) if empty else begin
    return Point(key="evaluation", words="自评", done=done, told=told, mend=mend)
