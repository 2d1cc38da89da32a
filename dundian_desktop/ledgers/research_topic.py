"""调研课题: at least one key topic a year for each sending union (policy 四(三); domain notes §3.9)."""

from __future__ import annotations

import datetime as dt
import enum

from dundian_desktop import fields
from dundian_desktop.ledger import Record, rule
from dundian_desktop.workflow import Step, Workflow


class TopicState(enum.StrEnum):
    """How far a topic is."""

    PLANNED = "选题"
    RUNNING = "调研中"
    WRITING = "撰写中"
    DONE = "已完成"
    ADOPTED = "已采用"


_S = TopicState


class ResearchTopic(
    Record,
    table="research_topic",
    title="调研课题",
    code="KT",
    noun="课题",
    order=55,
    headline=("title",),
    month="finished_on",
    empty="还没有调研课题。从问题台账里选题，写明负责人和方法。",
):
    """A topic from choosing to adoption."""

    title: str = fields.text("题目", required=True, max_length=80, search=True, listed=True, width=20)
    key: bool | None = fields.flag("重点课题", listed=True, width=4, help="派出单位每年至少确定1项")
    lead: str | None = fields.ref("负责人", "member", expected=True, listed=True, width=5)
    members: tuple[str, ...] = fields.refs("参加人", "member")
    basis: str = fields.text("选题依据", max_length=500, lines=2, expected=True)
    cases: tuple[str, ...] = fields.refs("依据哪些问题", "problem")
    state: TopicState = fields.choice("状态", TopicState, default=TopicState.PLANNED, required=True, listed=True)
    opened_on: dt.date | None = fields.day("开题日期", expected=True, listed=True, width=6, section="过程")
    due: dt.date | None = fields.day("计划完成", planned=True, section="过程")
    methods: tuple[str, ...] = fields.codes("方法", "research_method", section="过程")
    sample: int | None = fields.whole("样本量", section="过程")
    outline: str = fields.text("提纲", max_length=4000, lines=4, section="过程")
    midterm: str = fields.text("中期情况", max_length=2000, lines=3, section="过程")
    finished_on: dt.date | None = fields.day("完成日期", listed=True, width=6, section="成果")
    form: str | None = fields.code("成果形式", "research_form", section="成果")
    length: int | None = fields.whole("字数", high=10_000_000, unit="字", section="成果")
    pages: int | None = fields.whole("页数", high=2000, unit="页", section="成果")
    abstract: str = fields.text("主要观点", max_length=3000, lines=4, search=True, section="成果")
    report: str = fields.text("报告正文", max_length=60_000, lines=8, section="成果", help="可留空，把报告作为附件")
    adopted: tuple[str, ...] = fields.codes("采用情况", "adoption", section="成果")
    instruction: str = fields.text("领导批示", max_length=500, lines=2, section="成果")

    workflow = Workflow(
        field="state",
        steps=(
            Step(word="开题", sources=(_S.PLANNED,), to=_S.RUNNING, asks=("opened_on", "methods", "outline")),
            Step(word="开始撰写", sources=(_S.RUNNING,), to=_S.WRITING, asks=("midterm", "sample")),
            Step(
                word="完成报告",
                sources=(_S.PLANNED, _S.RUNNING, _S.WRITING),
                to=_S.DONE,
                asks=("finished_on", "form", "length", "abstract"),
                fills={"finished_on": "今天"},
            ),
            Step(word="被采用", sources=(_S.DONE,), to=_S.ADOPTED, asks=("adopted", "instruction")),
            Step(word="继续修改", sources=(_S.DONE,), to=_S.WRITING, clears=("finished_on",)),
        ),
        needs={_S.RUNNING: ("opened_on",), _S.DONE: ("finished_on",), _S.ADOPTED: ("finished_on", "adopted")},
        settled=frozenset({_S.DONE, _S.ADOPTED}),
    )

    @property
    def deadline(self) -> dt.date | None:
        """Give the day planned for finishing."""
        return self.due

    def overdue(self, today: dt.date) -> bool:
        """Tell whether it is unfinished after the planned day."""
        return self.workflow.open(self) and self.due is not None and today > self.due

    @rule("finished_on", "早于开题日期")
    def finished_after_opening(self) -> bool:
        """A topic is finished after it was opened."""
        return not (self.opened_on and self.finished_on) or self.finished_on >= self.opened_on
