"""移交包: what a group leaves behind, as one folder (policy 四(三); R10).

* Without a finished summary and a finished research report there is none.
* It is there whole or not at all: written beside its place, then given its name. One that is there already stays.
* What its 目录 names is in it, and nothing else is; what is missing is told there with the reason.
* Sensitive values are masked in its sheets; the files are not encrypted, so only what concerns the place goes along
  unless the person chooses more.
"""

from __future__ import annotations

import dataclasses as dc
import shutil
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from dundian_desktop import clock
from dundian_desktop.actions.closing import Closing, closing_of
from dundian_desktop.actions.closing_papers import evaluation_pages, research_pages, summary_pages
from dundian_desktop.actions.handover_papers import closing_pages
from dundian_desktop.actions.sheets import write_ledger
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.disk import write_whole
from dundian_desktop.exchange.names import clean_name
from dundian_desktop.fields import Attachment
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.evaluation import Evaluation
from dundian_desktop.ledgers.research_topic import ResearchTopic
from dundian_desktop.ledgers.summary import Summary
from dundian_desktop.policy.closing import done_summary, finished_topics, lacking
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.pdf import Pages, write_pages
from dundian_desktop.store.durable import PART, machine_errors, sync_folder
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

CONTENTS = "目录.txt"
SHEETS, FILES = "台账", "附件"
OF_THE_PLACE = (
    *("enterprise", "union_org", "union_building", "problem", "common_problem", "deed", "hardship_lead"),
    *("letter", "activity", "research_topic", "outcome"),
)
"""Ledgers about the place, which go along unless somebody chooses others."""
_DOING = "生成移交包"
_NAME_BYTES, _TITLE_BYTES = 150, 90
_MASKED = "表格里的身份证号、手机号等敏感内容已遮盖。文件没有加密，请妥善保管，不要发到群里。"


@dc.dataclass(frozen=True, kw_only=True)
class Entry:
    """One file of the pack: its path within, what it is, and how much it holds, e.g. ``2页``."""

    name: str
    words: str
    amount: str


@dc.dataclass(frozen=True, kw_only=True)
class Packed:
    """A pack as it was written.

    Attributes:
        left_out: what is not in it and why, in sentences.
        notices: sentences of the printer the person should read.
    """

    folder: Path
    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    notices: tuple[str, ...]


@dc.dataclass(kw_only=True)
class _Parcel:
    """A pack being filled."""

    store: Store
    closing: Closing
    folder: Path
    progress: Progress
    fonts: Path | None
    total: int = 1
    entries: list[Entry] = dc.field(default_factory=list[Entry])
    left_out: list[str] = dc.field(default_factory=list[str])
    notices: list[str] = dc.field(default_factory=list[str])

    def step(self, words: str) -> None:
        """Say how far it is; here one may stop it."""
        self.progress.step(len(self.entries), self.total, words)

    def paper(self, name: str, words: str, draw: Callable[[], Pages]) -> None:
        """Add a paper."""
        self.step(f"正在印{words}")
        pages = draw()
        write_pages(pages, self.folder / f"{name}.pdf")
        self.notices += pages.notices
        self.entries.append(Entry(name=f"{name}.pdf", words=words, amount=f"{pages.pages}页"))

    def sheet(self, kind: type[Record]) -> None:
        """Add a ledger; one that holds nothing is left out in silence."""
        ledger = kind.ledger
        self.step(f"正在导出{ledger.title}")
        if not self.store.reader.count(Query(kind=kind)):
            return
        name = f"{SHEETS}/{clean_name(ledger.title)}.xlsx"
        (self.folder / SHEETS).mkdir(exist_ok=True)
        rows = write_ledger(self.store, Query(kind=kind), self.folder / name)
        self.entries.append(Entry(name=name, words=f"台账：{ledger.title}", amount=f"{rows}条"))

    def file(self, number: int, record: Record, one: Attachment) -> None:
        """Add a file that lies with a record."""
        self.step(f"正在取出附件{one.name}")
        if not self.store.attachments.has(one.sha):
            self.left_out.append(f"附件“{one.name}”没有放入：内容不在这台电脑上，请向发来资料的同事要。")
            return
        name = f"{FILES}/{number:02d}-{_file_name(one.name)}"
        (self.folder / FILES).mkdir(exist_ok=True)
        content = self.store.attachments.read(one.sha)
        write_whole(self.folder / name, content)
        words = f"{record.ledger.noun}“{record.headline}”的附件"
        self.entries.append(Entry(name=name, words=words, amount=f"{len(content)}字节"))


def write_pack(
    store: Store,
    parent: Path,
    progress: Progress = SILENT,
    *,
    ledgers: Sequence[str] = OF_THE_PLACE,
    own_fonts: Path | None = None,
) -> Packed:
    """Write the pack as a new folder inside another.

    Args:
        parent: a folder that exists, e.g. of a stick.
        ledgers: tables of the ledgers that go along.

    Raises:
        UserError: summary or research report is not finished, or the folder is not there; nothing was written.
        MachineError: the disk is full or gone; nothing is left of it.
        CancelledError: the person stopped it; nothing is left of it.
    """
    closing = closing_of(store)
    refuse_unfinished(closing)
    if not parent.is_dir():
        raise UserError(f"没有“{parent}”这个文件夹，没有生成移交包。请另选一个，U盘请插好再试。")
    folder = _free(parent, clean_name(f"移交包-{closing.group.name}-{clock.today():%Y%m%d}", limit=_NAME_BYTES))
    with _landing(folder) as part:
        parcel = _Parcel(store=store, closing=closing, folder=part, progress=progress, fonts=own_fonts)
        kinds = [store.kinds[table] for table in ledgers if table in store.kinds]
        _fill(parcel, kinds)
        parcel.step("正在写目录")
        write_whole(part / CONTENTS, contents(parcel.closing, parcel.entries, parcel.left_out).encode("utf-8-sig"))
    return Packed(
        folder=folder,
        entries=tuple(parcel.entries),
        left_out=tuple(parcel.left_out),
        notices=tuple(dict.fromkeys(parcel.notices)),
    )


def refuse_unfinished(closing: Closing) -> None:
    """Refuse to close without what closing needs (R10).

    Raises:
        UserError: names what is missing.
    """
    if missing := lacking(closing.points):
        told = "".join(point.told for point in missing)
        raise UserError(f"还不能收尾，没有生成移交包，数据没有变化：{told}总结和调研报告都完成后再来。")


def contents(closing: Closing, entries: Sequence[Entry], left_out: Sequence[str]) -> str:
    """Give the 目录: every file with what it is and how much it holds, then what is missing."""
    host = f"（移交{closing.group.host}）" if closing.group.host else ""
    day = clock.today()
    lines = [
        f"移交包目录{host}",
        closing.group.name,
        f"{day.year}年{day.month}月{day.day}日",
        "",
        *(f"{number}\t{one.name}\t{one.words}\t{one.amount}" for number, one in enumerate(entries, start=1)),
        "",
        *left_out,
        _MASKED,
    ]
    return "\r\n".join([*lines, ""])


def _fill(parcel: _Parcel, kinds: Sequence[type[Record]]) -> None:
    books = parcel.closing.books
    summary, topics = done_summary(books), finished_topics(books)
    records: list[Record] = [*([summary] if summary else []), *topics]
    files = [(record, one) for record in records for one in record.files]
    parcel.total = 3 + len(topics) + len(kinds) + len(files)
    _print(parcel, summary, topics)
    for kind in kinds:
        parcel.sheet(kind)
    for number, (record, one) in enumerate(files, start=1):
        parcel.file(number, record, one)


def _print(parcel: _Parcel, summary: Summary | None, topics: Sequence[ResearchTopic]) -> None:
    store, closing, fonts = parcel.store, parcel.closing, {"own_fonts": parcel.fonts}
    parcel.paper("1-移交清单", "移交清单", partial(closing_pages, store, **fonts))
    if summary:
        parcel.paper("2-工作总结", "工作总结", partial(summary_pages, store, closing, summary, **fonts))
    for number, topic in enumerate(topics, start=1):
        which = f"（{number}）" if len(topics) > 1 else ""
        name = clean_name(f"3-调研报告{which}-{topic.title}", limit=_TITLE_BYTES)
        parcel.paper(name, "调研报告", partial(research_pages, store, closing, topic, **fonts))
    if closing.books.of(Evaluation):
        parcel.paper("4-评估表", "评估表", partial(evaluation_pages, store, closing, **fonts))
    else:
        parcel.left_out.append("评估表没有放入：还没有填。")


def _file_name(name: str) -> str:
    """Give the name of an attachment as a file may have it; its end says what it is, and stays."""
    end = clean_name(Path(name).suffix[1:], fallback="")
    stem = clean_name(Path(name).stem, limit=_TITLE_BYTES)
    return f"{stem}.{end}" if end else stem


def _free(parent: Path, name: str) -> Path:
    """Give a path that is not taken, with a number behind the name where it is."""
    names = (name, *(f"{name}（{number}）" for number in range(2, 1000)))
    return next(parent / one for one in names if not (parent / one).exists())


@contextmanager
def _landing(folder: Path) -> Generator[Path]:
    """Lend an unfinished folder, which gets its name when the block ends well, else vanishes."""
    part = folder.with_name(f".{folder.name}{PART}")
    with machine_errors(_DOING):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            yield part
            for inside in (*(one for one in part.iterdir() if one.is_dir()), part):
                sync_folder(inside)
            part.rename(folder)
            sync_folder(folder.parent)
        finally:
            with suppress(OSError):
                shutil.rmtree(part)
