"""评估表: points side by side from three hands, with the grade they make (policy 五(三); domain notes §5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.evaluation import Evaluation
from dundian_desktop.reports.document import Column
from dundian_desktop.reports.listing import Listing
from dundian_desktop.reports.month_words import said

_RATERS = ("1", "2", "3")
_NOTE = "注：权重为本软件的建议，以派出单位下发的为准；90分及以上优秀、75至89分良好、60至74分合格、60分以下不合格。"


def evaluation_listing(evaluations: Sequence[Evaluation], group: str, *, demo: bool = False) -> Listing:
    """Compose the table: one row for each item, one column for each of the three; the latest form of each counts."""
    latest = {one.rater: one for one in sorted(evaluations, key=lambda one: (str(one.day), one.id))}
    keys: dict[tuple[str, str], int] = {}
    for one in latest.values():
        for row in one.scores:
            keys.setdefault((row.cells["part"], row.cells.get("item", "")), row.cells["full"])
    names = vocabulary("evaluation_part")
    order = {entry.code: place for place, entry in enumerate(names.entries)}
    rows = [
        (names.label(part), said(item), str(full), *(_score(latest.get(rater), part, item) for rater in _RATERS))
        for (part, item), full in sorted(keys.items(), key=lambda pair: order.get(pair[0][0], len(order)))
    ]
    totals = ("合计", "", str(sum(keys.values())), *(_total(latest.get(rater)) for rater in _RATERS))
    opinions = tuple(
        f"{vocabulary('rater').label(rater)}：{said(one.opinion)}"
        for rater in _RATERS
        if (one := latest.get(rater)) and one.opinion
    )
    return Listing(
        title="蹲点工作组评估表",
        subtitle=group,
        columns=(
            Column(label="维度", width=3),
            Column(label="指标", width=7),
            Column(label="分值", width=1.6, align="center"),
            *(Column(label=vocabulary("rater").label(rater), width=3, align="center") for rater in _RATERS),
        ),
        rows=[*rows, totals],
        notes=(
            *opinions,
            _NOTE,
            "评估人签字：＿＿＿＿＿＿＿　　驻在工会：＿＿＿＿＿＿＿　　联络指导小组：＿＿＿＿＿＿＿",
        ),
        watermark="演示" if demo else "",
        size=10.5,
        upright=True,
    )


def _score(one: Evaluation | None, part: str, item: str) -> str:
    if one is None:
        return ""
    found = (row.cells for row in one.scores if (row.cells["part"], row.cells.get("item", "")) == (part, item))
    return str(next((cells["score"] for cells in found), ""))


def _total(one: Evaluation | None) -> str:
    return f"{one.total}（{one.grade}）" if one else ""
