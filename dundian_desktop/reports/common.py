"""共性问题专报: one common problem on a page: what is seen, its cause, what is proposed and asked (domain notes §4.2).

* How many problems, units and people it concerns is told from the problems grouped in it, each number with its source.
* What people wrote is printed without names of workers and without numbers of cards and telephones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from dundian_desktop.codes import vocabulary
from dundian_desktop.ledgers.common_problem import CommonProblem
from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.problem import Problem
from dundian_desktop.policy.books import Books
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
from dundian_desktop.reports.month_words import Part, day_words, said, sentence, tally
from dundian_desktop.reports.nameless import spoken
from dundian_desktop.reports.summary import Signed

R = TypeVar("R")
_LINE = 20
"""Letters of a title on one line; a longer title is broken between its words and what it is."""
_ENDS = ("。", "！", "？")
_FEW = 3
"""So many problems are named in the text; more stand in a table of their own, so that the text keeps to a page."""
_COLUMNS = (
    Column(label="序号", width=1.2, align="center"),
    Column(label="编号", width=3.0, align="center"),
    Column(label="发现时间", width=2.6, align="center"),
    Column(label="单位", width=4.6),
    Column(label="问题", width=7.0),
    Column(label="人数", width=1.4, align="right"),
)


def common_document(common: CommonProblem, books: Books, signed: Signed) -> Document:
    """Compose the page; its addressee is the one the problem is reported to, without any that of the group."""
    found = (books.find(Problem, id_) for id_ in common.cases)
    cases = sorted((case for case in found if case), key=lambda one: (one.no, one.id))
    parts = (("症结", common.cause), ("对策建议", common.proposal), ("请上级支持的事项", common.asked))
    blocks: list[Block] = [Heading(level=1, text="现象"), *_seen(common, books, cases)]
    for title, words in parts:
        if words.strip():
            blocks += [Heading(level=1, text=title), *_written(books, words)]
    return Document(
        title=_title(common, books),
        addressee=common.addressee or signed.addressee,
        blocks=(*blocks, *_cited(common)),
        appendices=(_table(books, cases),) if len(cases) > _FEW else (),
        signature=signed.group,
        date=common.reported_on or signed.day,
        note=f"上报文号：{common.document_no}" if common.document_no else "",
        watermark="演示" if signed.demo else "",
    )


def _title(common: CommonProblem, books: Books) -> str:
    words = f"关于{spoken(books, common.title).removesuffix('问题')}"
    end = "问题的专报"
    return f"{words}\n{end}" if len(words) <= _LINE < len(words + end) else words + end


def _written(books: Books, words: str) -> list[Paragraph]:
    lines = [spoken(books, line) for line in words.split("\n") if line.strip()]
    return [paragraph(line if line.endswith(_ENDS) else f"{line}。") for line in lines]


def _seen(common: CommonProblem, books: Books, cases: Sequence[Problem]) -> list[Paragraph]:
    """Tell what is seen, after how many it concerns."""
    units = tuple(dict.fromkeys(one.enterprise for one in cases if one.enterprise))
    known: list[Part] = ["问题台账中归并同类问题", tally(cases), f"个{_named(cases, _number)}"] if cases else []
    names = [unit for unit in (books.find(Enterprise, id_) for id_ in units) if unit]
    where = _named(names, lambda unit: unit.name)
    place: list[Part] = ["涉及单位", Figure(text=str(len(units)), records=units), f"家{where}"] if units else []
    told = Figure(text=str(common.people), records=(common.id,))
    people: list[Part] = ["涉及职工", told, "人"] if common.people else []
    sort = [f"类别为{vocabulary('problem_category').label(common.category)}"] if common.category else []
    counted = sentence(known, place, people, sort)
    return [*([paragraph(*counted)] if counted else []), *_written(books, common.phenomenon)]


def _cited(common: CommonProblem) -> list[Block]:
    quotes = [paragraph(f"“{row.cells['quote']}”") for row in common.citations if row.cells.get("quote")]
    return [Heading(level=1, text="政策依据"), *quotes] if quotes else []


def _number(case: Problem) -> str:
    return case.no


def _named(some: Sequence[R], name: Callable[[R], str]) -> str:
    """Name a few in brackets; many are not named here."""
    names = "、".join(filter(None, (said(name(one)) for one in some)))
    return f"（{names}）" if names and len(some) <= _FEW else ""


def _table(books: Books, cases: Sequence[Problem]) -> Appendix:
    rows = tuple(_row(books, case, place) for place, case in enumerate(cases, start=1))
    return Appendix(title="所归并的问题", table=Table(columns=_COLUMNS, rows=rows, size=10.5))


def _row(books: Books, case: Problem, place: int) -> tuple[str, ...]:
    unit = books.find(Enterprise, case.enterprise)
    return (
        str(place),
        case.no,
        day_words(case.found_on, case.found_on.year) if case.found_on else "",
        said(unit.name) if unit else "",
        spoken(books, case.description),
        str(case.people) if case.people else "",
    )
