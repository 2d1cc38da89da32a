"""评估表: the evaluation after the stint, in three hands (policy 五(三); domain notes §5.2).

* The weights are a proposal, to be set by the sending union; photos and the length of diaries score nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.codes import vocabulary
from dundian_desktop.fields import Row
from dundian_desktop.ledger import Record, rule

SCORE_COLUMNS = (
    fields.Field(name="part", label="维度", kind=fields.Code(vocabulary="evaluation_part"), required=True),
    fields.Field(name="item", label="指标", kind=fields.Text(max_length=80)),
    fields.Field(name="full", label="分值", kind=fields.Whole(low=0, high=100), required=True),
    fields.Field(name="score", label="得分", kind=fields.Whole(low=0, high=100), required=True),
    fields.Field(name="reason", label="说明", kind=fields.Text(max_length=200)),
)
SELF = "1"
"""Code of 自评 in the vocabulary ``rater``."""
PROPOSED = (
    ("1", "在岗率、月报按期、零违纪", 15),
    ("2", "新建和规范化、新会员和新就业形态", 20),
    ("3", "解决率、共性上报、回访满意", 20),
    ("4", "按期办结、惠及和满意", 15),
    ("5", "首报及时、民主管理、法律援助", 10),
    ("6", "课题和报告、采用转化", 10),
    ("7", "驻在工会、企业、职工代表测评", 10),
    ("8", "省级以上采用、典型", 5),
)
"""Part, what is looked at, and points of an evaluation: a proposal, the sending union sets its own (notes §5.2)."""
GRADES = ((90, "优秀"), (75, "良好"), (60, "合格"), (0, "不合格"))
"""Least points of each grade (domain notes §5.2, a proposal)."""


class Evaluation(
    Record,
    table="evaluation",
    title="评估表",
    code="PG",
    noun="评估",
    order=74,
    headline=("day",),
    empty="还没有评估表。蹲点结束后，自评、驻在工会评、联络指导小组评各填一张。",
    without=("site",),
):
    """One form filled by one of the three."""

    day: dt.date | None = fields.day("评估日期", required=True, listed=True, width=6)
    rater: str | None = fields.code("评估方", "rater", required=True, listed=True, width=8)
    scores: tuple[Row, ...] = fields.rows("评分", SCORE_COLUMNS, expected=True)
    vetoed: bool | None = fields.flag("一票否决", help="重大违纪、瞒报、虚假数据")
    veto_reason: str = fields.text("否决理由", max_length=200)
    opinion: str = fields.text("评语", max_length=1000, lines=3, listed=True, width=16)
    signed: str = fields.text("评估人", max_length=40)

    @classmethod
    @override
    def derived(cls, texts: Mapping[str, str]) -> dict[str, str]:
        """Let a self-evaluation begin with the proposed rows."""
        rater = vocabulary("rater").find(texts.get("rater", ""))
        return {"scores": proposed_scores()} if rater and rater.code == SELF else {}

    @property
    def total(self) -> int:
        """Give the points, at most 100."""
        return min(100, sum(row.cells.get("score") or 0 for row in self.scores))

    @property
    def grade(self) -> str:
        """Give the grade in words; a veto is 不合格."""
        return GRADES[-1][1] if self.vetoed else next(word for least, word in GRADES if self.total >= least)

    @rule("scores", "得分多于分值")
    def scores_fit(self) -> bool:
        """No item scores more than it is worth."""
        return all((row.cells.get("score") or 0) <= (row.cells.get("full") or 0) for row in self.scores)

    @rule("veto_reason", "一票否决要写明理由")
    def veto_has_reason(self) -> bool:
        """A veto gives its reason."""
        return not self.vetoed or bool(self.veto_reason)


def proposed_scores() -> str:
    """Give as text the rows an evaluation begins with, without what was scored."""
    cells = ({"part": part, "item": item, "full": full} for part, item, full in PROPOSED)
    rows = tuple(Row(key=f"{number:032d}", cells=one) for number, one in enumerate(cells, start=1))
    return Evaluation.ledger.field("scores").show(rows)
