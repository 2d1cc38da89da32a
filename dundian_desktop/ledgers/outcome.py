"""成果转化: what grew from research and problems into rules and practice (policy 四(三), 四(四); domain notes §3.9)."""

from __future__ import annotations

import datetime as dt

from dundian_desktop import fields
from dundian_desktop.ledger import Record


class Outcome(
    Record,
    table="outcome",
    title="成果转化",
    code="CG",
    noun="成果",
    order=56,
    headline=("title",),
    month="issued_on",
    empty="还没有成果转化。调研和问题办理中形成的制度、文件、经验，出台后记在这里。",
):
    """One rule, document or practice that came of the group's work."""

    title: str = fields.text("名称", required=True, max_length=100, search=True, listed=True, width=20)
    kind: str | None = fields.code("种类", "outcome_kind", required=True, listed=True, width=6)
    issued_on: dt.date | None = fields.day("出台日期", required=True, listed=True, width=6)
    issuer: str = fields.text("出台单位", max_length=60, expected=True, listed=True, width=10)
    document_no: str = fields.text("文号", max_length=40)
    topics: tuple[str, ...] = fields.refs("来自哪些课题", "research_topic")
    commons: tuple[str, ...] = fields.refs("来自哪些共性问题", "common_problem")
    content: str = fields.text("主要内容和效果", max_length=2000, lines=4, search=True)
