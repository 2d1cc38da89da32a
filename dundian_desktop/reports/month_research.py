"""（五）调查研究: topics, reports, meetings, briefs, and what became of them (policy 四(三), 四(四), 五(四))."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from dundian_desktop.ledgers.outcome import Outcome
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.policy.counting import in_days
from dundian_desktop.policy.fruits import is_report, is_rule
from dundian_desktop.policy.month import Month
from dundian_desktop.reports.month_lines import happened, named, parts_told, told, told_to_date
from dundian_desktop.reports.month_words import Part, sentence, tally

_MOST_TOLD = 5
_opened = attrgetter("opened_on")
_finished = attrgetter("finished_on")
_issued = attrgetter("issued_on")


def research_told(month: Month) -> list[Part]:
    """Tell all of it."""
    return [*_topics(month), *_asked(month), *_papers(month), *_outcomes(month)]


def _topics(month: Month) -> list[Part]:
    opened = in_days(month.books, month.span, ResearchTopic, _opened)
    finished = [one for one in in_days(month.books, month.span, ResearchTopic, _finished) if is_report(one)]
    begun = [one for one in month.books.of(ResearchTopic) if one.opened_on and one.opened_on < month.span.first]
    running = [one for one in begun if not one.finished_on or one.finished_on > month.as_of]
    return [
        *_titled(month, [*told(month, "开题调研课题", "K501"), *_key(month)], opened),
        *_titled(month, ["继续开展调研课题", tally(running), "项"] if running else [], running),
        *_titled(month, told(month, "完成调研报告", "K502"), finished),
    ]


def _key(month: Month) -> list[Part]:
    return ["（", *told(month, "其中重点课题", "K501.1"), "）"] if happened(month, "K501.1") else []


def _titled(month: Month, whole: list[Part], records: Sequence[ResearchTopic | Outcome]) -> list[Part]:
    """Put the titles behind a count."""
    if not whole:
        return []
    titles = named(month, [f"《{one.title}》" for one in records], _MOST_TOLD, "、")
    return [*whole, f"：{titles}。" if titles else "。"]


def _asked(month: Month) -> list[Part]:
    return sentence(
        told(month, "召开座谈会", "K005"),
        told(month, "收回问卷", "K006"),
        told_to_date(month, "蹲点以来累计座谈会", "K005"),
        told_to_date(month, "问卷", "K006"),
    )


def _papers(month: Month) -> list[Part]:
    return sentence(told(month, "刊发信息简报和媒体稿件", "K503"), parts_told(month, "K503"))


def _outcomes(month: Month) -> list[Part]:
    found = [one for one in in_days(month.books, month.span, Outcome, _issued) if is_rule(one)]
    return _titled(month, told(month, "转化为制度", "K504"), found)
