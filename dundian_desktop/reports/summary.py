"""工作总结 and 调研报告: what people wrote, with the figures that are counted (policy 四(三); domain notes §4.2)."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
from collections.abc import Sequence

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.ledgers.summary import Summary
from dundian_desktop.policy.headlines import Headline
from dundian_desktop.policy.kpi import Line
from dundian_desktop.reports.document import (
    Appendix,
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    paragraph,
)
from dundian_desktop.reports.month_words import day_words, money_words, said, span_words


@dc.dataclass(frozen=True, kw_only=True)
class Signed:
    """By whom, to whom and when a paper goes out; `demo` when its records are fictional."""

    group: str
    addressee: str
    day: dt.date
    demo: bool = False


def summary_document(
    summary: Summary, told: Sequence[Headline], stint: tuple[dt.date, dt.date], signed: Signed
) -> Document:
    """Compose the summary of a stint.

    Args:
        summary: what people wrote.
        told: the six 批 with their figures.
        stint: its first and its last day.
        signed: as `Signed`.
    """
    parts = (
        ("基本情况", summary.basics),
        ("主要做法与成效", summary.practice),
        ("典型案例", summary.cases),
        ("问题不足", summary.shortcomings),
        ("意见建议", summary.advice),
        ("移交事项", summary.handover),
    )
    blocks: list[Block] = [_opening(signed.group, stint)]
    for title, words in parts:
        counted = _counted(told) if title == "主要做法与成效" and told else []
        if words.strip() or counted:
            blocks += [Heading(level=1, text=title), *counted, *written(words)]
    return Document(
        title=said(summary.title),
        addressee=signed.addressee,
        blocks=tuple(blocks),
        signature=signed.group,
        date=summary.finished_on or signed.day,
        watermark="演示" if signed.demo else "",
    )


def _opening(group: str, stint: tuple[dt.date, dt.date]) -> Paragraph:
    return paragraph(f"{said(group)}于{span_words(*stint)}蹲点。现将工作总结如下。")


def _counted(told: Sequence[Headline]) -> list[Block]:
    """Tell the six 批 in one paragraph, each figure with the records behind it."""
    spans: list[str | Figure] = ["据台账统计："]
    for place, one in enumerate(told):
        spans.append(f"{'；' if place else ''}{one.name}，")
        for number, line in enumerate(one.lines):
            spans += ["、" if number else "", line.indicator.label, _figure(line)]
    return [paragraph(*spans, "。")]


def _figure(line: Line) -> Figure:
    value, unit = line.total.value, line.indicator.unit
    text = money_words(value) if line.indicator.money else f"{value}{unit}"
    return Figure(text=text, records=line.total.records, meaning=line.indicator.code)


def written(words: str) -> list[Paragraph]:
    """Give what somebody wrote, paragraph by paragraph."""
    lines = (said(line) for line in words.split("\n") if line.strip())
    return [paragraph(line if line.endswith(("。", "！", "？", "：")) else f"{line}。") for line in lines]


def research_document(topic: ResearchTopic, people: Sequence[str], signed: Signed) -> Document:
    """Compose the research report of a topic: its method first, then what was written, and what became of it."""
    methods = "、".join(map(vocabulary("research_method").label, topic.methods))
    facts = (
        f"课题于{day_words(topic.opened_on)}开题" if topic.opened_on else "",
        f"于{day_words(topic.finished_on)}完成" if topic.finished_on else "",
        f"采用{methods}的方法" if methods else "",
        f"样本{topic.sample}份" if topic.sample else "",
    )
    blocks: list[Block] = []
    if told := "，".join(filter(None, facts)):
        blocks += [Heading(level=1, text="背景与方法"), paragraph(f"{told}。"), *written(topic.basis)]
    for title, words in (("主要观点", topic.abstract), ("正文", topic.report), ("领导批示", topic.instruction)):
        if words.strip():
            blocks += [Heading(level=1, text=title), *written(words)]
    if not (topic.report or topic.abstract):
        blocks.append(paragraph("报告正文见附件。"))
    table = Table(
        columns=(Column(label="文件", width=6), Column(label="说明", width=4)),
        rows=tuple((said(one.name), "随电子件报送") for one in topic.files),
    )
    return Document(
        title=said(topic.title),
        addressee="",
        blocks=tuple(blocks),
        appendices=(Appendix(title="报告附件目录", table=table),) if topic.files else (),
        signature=f"{signed.group}课题组",
        date=topic.finished_on or signed.day,
        note=f"课题组成员：{'、'.join(map(said, people))}" if people else "",
        watermark="演示" if signed.demo else "",
    )
