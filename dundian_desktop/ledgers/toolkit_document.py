"""政策工具包: policy papers at hand without a network, citable paragraph by paragraph (policy 五(一)).

A renewed paper is a new record that replaces the older one. The older one stays readable, and what was cited from it
keeps its version and its very words.
"""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import enum

from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Field, Row, Sensitivity
from dundian_desktop.ledger import Follow, Record, new_id, rule

MOST_TEXT = 400_000
"""Characters of text kept of one paper; the longest codes in force have some 150,000."""
MOST_NAME = 120
"""Characters of a title, and of the path of a folder."""
MOST_VERSION = 40
MOST_SOURCE = 60
MOST_QUOTE = 500
"""Characters of one quotation, so that it fits a cell of a printed list."""


class Force(enum.StrEnum):
    """Whether a paper is in force."""

    CURRENT = "现行"
    RENEWED = "已更新"
    REPEALED = "已废止"


CITATION_COLUMNS: tuple[Field, ...] = (
    Field(name="document", label="政策文件", kind=fields.Ref(ledger="toolkit_document"), required=True),
    Field(name="version", label="版本", kind=fields.Text(max_length=MOST_VERSION)),
    Field(name="paragraph", label="段", kind=fields.Whole(low=1, high=100_000)),
    Field(name="quote", label="原文", kind=fields.Text(max_length=MOST_QUOTE, lines=3), required=True),
)
"""The columns of 引用政策 in any ledger: what was quoted stands there for good, whatever becomes of the paper."""


class ToolkitDocument(
    Record,
    table="toolkit_document",
    title="政策工具包",
    code="ZC",
    noun="政策文件",
    order=78,
    headline=("title", "version"),
    empty="还没有政策文件。把法规、文件、表格载入，断网也能查，还能按段引用到问题和重大事项。",
    alike=(("title", "version"),),
    without=("site", "files"),
):
    """A paper of the toolkit: the file as it came, and its text in numbered paragraphs, one a line."""

    title: str = fields.text(
        "名称", required=True, max_length=MOST_NAME, search=True, listed=True, width=20, sensitivity=Sensitivity.PUBLIC
    )
    folder: str = fields.text(
        "文件夹",
        max_length=MOST_NAME,
        search=True,
        listed=True,
        width=10,
        help="用“/”分层，如：劳动法规/工资",
        sensitivity=Sensitivity.PUBLIC,
    )
    version: str = fields.text(
        "版本",
        max_length=MOST_VERSION,
        listed=True,
        width=6,
        help="如：2018年修正；换新版时用来区分",
        sensitivity=Sensitivity.PUBLIC,
    )
    source: str = fields.text(
        "出处",
        max_length=MOST_SOURCE,
        expected=True,
        search=True,
        listed=True,
        width=9,
        help="发文机关，或从哪里得到",
        sensitivity=Sensitivity.PUBLIC,
    )
    document_no: str = fields.text("文号", max_length=60, search=True, sensitivity=Sensitivity.PUBLIC)
    issued_on: dt.date | None = fields.day("发布日期", sensitivity=Sensitivity.PUBLIC)
    effective: dt.date | None = fields.day("施行日期", planned=True, sensitivity=Sensitivity.PUBLIC)
    force: Force = fields.choice(
        "效力", Force, default=Force.CURRENT, required=True, listed=True, width=5, sensitivity=Sensitivity.PUBLIC
    )
    replaces: str | None = fields.ref(
        "替换哪一份", "toolkit_document", help="换新版时填；旧版仍可查阅，标为“已更新”", sensitivity=Sensitivity.PUBLIC
    )
    notes: str = fields.text("备注", max_length=500, lines=3, search=True, sensitivity=Sensitivity.PUBLIC)
    file: tuple[Attachment, ...] = fields.files("文件", most=1, section="内容", sensitivity=Sensitivity.PUBLIC)
    text: str = fields.full_text(
        "正文", max_length=MOST_TEXT, search=True, section="内容", sensitivity=Sensitivity.PUBLIC
    )

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Give the paragraphs of its text; the first one has number 1."""
        return tuple(self.text.split("\n")) if self.text else ()

    def citation(self, number: int, words: str = "") -> Row:
        """Give the row of a citation of a paragraph.

        Args:
            number: of the paragraph; the first one has 1.
            words: the part of it that is quoted, all of it when empty; what is too long ends in ……
        """
        quote = words.strip() or self.paragraphs[number - 1]
        if len(quote) > MOST_QUOTE:
            quote = quote[: MOST_QUOTE - 2] + "……"
        cells = {"document": self.id, "version": self.version, "paragraph": number, "quote": quote}
        return Row(key=new_id(), cells={name: cell for name, cell in cells.items() if cell})

    def sourced(self, number: int, words: str = "") -> str:
        """Give the words of a paragraph with their source behind them, as one pastes them into a text."""
        told = "，".join(filter(None, (self.document_no, self.version, self.source)))
        quote = words.strip() or self.paragraphs[number - 1]
        return f"“{quote}”——《{self.title}》" + (f"（{told}）" if told else "") + f"第{number}段"

    @override
    def follows(self, before: ToolkitDocument | None) -> tuple[Follow, ...]:
        """Mark the paper this one replaces as 已更新, in the same act."""
        if not self.replaces or (before and before.replaces == self.replaces):
            return ()
        return (Follow(ledger=self.ledger.table, id=self.replaces, make=_renewed),)

    @rule("replaces", "不能替换自己")
    def replaces_another(self) -> bool:
        """A paper does not replace itself."""
        return self.replaces != self.id

    @rule("folder", "每一层都要有名称，如：劳动法规/工资")
    def folder_is_a_path(self) -> bool:
        """A folder is a path of names."""
        return not self.folder or all(part.strip() for part in self.folder.split("/"))


def _renewed(paper: ToolkitDocument | None) -> ToolkitDocument | None:
    if paper is None or paper.force is not Force.CURRENT:
        return None
    return dc.replace(paper, force=Force.RENEWED)
