"""Research, briefs and what became of them: K501 to K504 (policy 四(三), 四(四), 五(四)).

* A topic counts on the day it was opened, a report of research on the day it was finished.
* A brief or an article counts on the day it was published.
* What became a rule (制度) are documents, rules of work and clauses of collective contracts; experience that is only
  made known is kept in the ledger and not counted here.
"""

from __future__ import annotations

from operator import attrgetter

from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.outcome import Outcome
from dundian_desktop.ledgers.publicity import Publicity
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.policy.counting import Counting, Indicator, Section, counting

BRIEF_FORM = "3"
"""Code of 信息简报 in the vocabulary ``research_form``: no report of research."""
BRIEF = "1"
"""Code of 信息简报 in the vocabulary ``medium``."""
RULES = frozenset({"1", "2", "4"})
"""Codes of 政策文件, 工作制度 and 集体合同条款 in the vocabulary ``outcome_kind``."""

_opened = attrgetter("opened_on")
_finished = attrgetter("finished_on")
_day = attrgetter("day")
_issued = attrgetter("issued_on")


def is_key(topic: ResearchTopic) -> bool:
    """Tell whether it is a key topic."""
    return bool(topic.key)


def is_report(topic: ResearchTopic) -> bool:
    """Tell whether a finished topic gave a report, not a brief."""
    return topic.form != BRIEF_FORM


def is_brief(paper: Publicity) -> bool:
    """Tell whether it is a brief."""
    return paper.medium == BRIEF


def is_article(paper: Publicity) -> bool:
    """Tell whether it was published in a medium."""
    return not is_brief(paper)


def is_rule(outcome: Outcome) -> bool:
    """Tell whether it became a rule."""
    return outcome.kind in RULES


def _indicator(code: str, label: str, unit: str, rule: str, count: Counting, ledger: type[Record]) -> Indicator:
    return Indicator(
        code=code,
        label=label,
        unit=unit,
        section=Section.FRUITS,
        source={"K503": "四(三)、五(四)", "K504": "四(四)"}.get(code[:4], "四(三)"),
        rule=rule,
        ledger=ledger,
        count=count,
        part_of=code.partition(".")[0] if "." in code else "",
    )


INDICATORS = (
    _indicator("K501", "调研课题", "项", "开题日期落在本期的课题", counting(ResearchTopic, _opened), ResearchTopic),
    _indicator(
        "K501.1", "重点课题", "项", "其中标为重点课题的", counting(ResearchTopic, _opened, is_key), ResearchTopic
    ),
    _indicator(
        "K502",
        "调研报告",
        "篇",
        "完成日期落在本期的课题，成果形式为信息简报的不计",
        counting(ResearchTopic, _finished, is_report),
        ResearchTopic,
    ),
    _indicator("K503", "信息简报和媒体稿件", "篇", "刊发日期落在本期的信息稿件", counting(Publicity, _day), Publicity),
    _indicator("K503.1", "信息简报", "篇", "其中载体为信息简报的", counting(Publicity, _day, is_brief), Publicity),
    _indicator("K503.2", "媒体稿件", "篇", "其中载体不是信息简报的", counting(Publicity, _day, is_article), Publicity),
    _indicator(
        "K504",
        "转化为制度",
        "项",
        "出台日期落在本期的成果，种类为政策文件、工作制度或集体合同条款的",
        counting(Outcome, _issued, is_rule),
        Outcome,
    ),
)
