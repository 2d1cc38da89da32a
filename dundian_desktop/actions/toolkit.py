"""Papers into the policy toolkit: one by one or a whole tree of folders; and out of it into problems and incidents.

* A folder of the tree becomes a folder of the toolkit.
* A paper of a title and folder that are there already is its newer version: the older one stays readable as 已更新. The
  same file again changes nothing.
* Reading comes first and stores nothing; keeping is one act, which one undo takes back.
"""

from __future__ import annotations

import dataclasses as dc
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dundian_desktop import clock
from dundian_desktop.errors import UserError
from dundian_desktop.exchange.disk import on_disk
from dundian_desktop.exchange.papers import SUFFIXES, Paper, Sort, limits, read_paper
from dundian_desktop.exchange.papers.paragraphs import cleaned
from dundian_desktop.fields import Attachment, Field, Row, Rows
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.toolkit_document import CITATION_COLUMNS, MOST_NAME, MOST_VERSION, Force, ToolkitDocument
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store.act import Act
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

MOST_FILES = 1000
"""Files taken from one tree; the papers a group carries are some dozens."""
_OF_THE_SYSTEM = frozenset({"desktop.ini", "thumbs.db"})
"""Names in small letters of files that Windows puts into folders and nobody brings."""
_LONGEST_EDGE = 2600
"""Pixels of a picture of a page that stays readable: A4 at 220 dots an inch."""


@dc.dataclass(frozen=True, kw_only=True)
class Brought:
    """A file to be taken, and the folder of the toolkit it belongs into.

    Attributes:
        strange: it was met in a tree under a name that no paper has; it is not read, and told as not taken.
    """

    path: Path
    folder: str = ""
    strange: bool = False

    @property
    def title(self) -> str:
        """Give what the paper is called: the name of the file without its ending."""
        return cleaned(self.path.stem).strip()[:MOST_NAME] or "未命名"


@dc.dataclass(frozen=True, kw_only=True)
class ReadPaper:
    """A file that was read.

    Attributes:
        sha: SHA-256 (hex) of what will be kept.
        content: what will be kept, where it is not the file as it lies there (a picture made clean).
    """

    brought: Brought
    paper: Paper
    sha: str
    content: bytes | None = dc.field(default=None, repr=False)

    @property
    def remark(self) -> str:
        """Say what the person should know of it, or ""."""
        if self.paper.sort is Sort.PDF and not self.paper.text:
            return "扫描件，可以看，没有文字可搜索和引用"
        if self.paper.cut:
            return "文字太长，只有前一部分可搜索和引用，原件完整"
        return "图片，没有文字可搜索和引用" if self.paper.sort is Sort.PICTURE else ""


@dc.dataclass(frozen=True, kw_only=True)
class Reading:
    """What came of reading some files; `refused` holds the name and the whole sentence of each that is not taken."""

    papers: tuple[ReadPaper, ...]
    refused: tuple[tuple[str, str], ...] = ()


@dc.dataclass(frozen=True, kw_only=True)
class Filing:
    """What is said of the papers that are kept.

    Attributes:
        folder: stands before the folder each of them has.
        version: the day they come in when empty.
        replaces: id of the paper that the only one of them renews; found by title and folder when empty.
    """

    folder: str = ""
    version: str = ""
    source: str = ""
    replaces: str = ""


@dc.dataclass(frozen=True, kw_only=True)
class Kept:
    """What came in: the papers as stored, how many of them renew an older one, how many were there already."""

    papers: tuple[ToolkitDocument, ...]
    renewed: int = 0
    same: int = 0


def brought_from(folder: Path) -> tuple[Brought, ...]:
    """Give the files of a tree, each with its folder in the tree; those that do not look like papers last.

    Raises:
        UserError: none looks like a paper, or there are more than `MOST_FILES`.
        MachineError: the disk complained.
    """
    with on_disk():
        files = sorted((_is_strange(path), path) for path in folder.rglob("*") if _is_seen(path, folder))
    if all(strange for strange, _ in files):
        raise UserError(
            f"“{folder.name}”里没有可以载入的文件（PDF、DOCX、TXT、图片）。没有载入任何内容。请另选一个文件夹。"
        )
    if len(files) > MOST_FILES:
        raise UserError(
            f"“{folder.name}”里有{len(files)}个文件，一次最多载入{MOST_FILES}个。没有载入任何内容。请分几个文件夹载入。"
        )
    return tuple(
        Brought(path=path, folder="/".join(path.relative_to(folder).parent.parts), strange=strange)
        for strange, path in files
    )


def _is_seen(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return not hidden and path.name.lower() not in _OF_THE_SYSTEM and path.is_file() and not path.is_symlink()


def _is_strange(path: Path) -> bool:
    return path.suffix.lower() not in SUFFIXES


def read_papers(brought: Sequence[Brought], progress: Progress = SILENT) -> Reading:
    """Read files and store nothing; a file alone that is refused is an error, one among many a line of the result.

    Raises:
        UserError: the only file is refused; the text says why.
        MachineError: the disk complained.
        CancelledError: the person asked to stop.
    """
    papers: list[ReadPaper] = []
    refused: list[tuple[str, str]] = []
    for done, one in enumerate(brought):
        progress.step(done, len(brought), f"正在读取{one.path.name}")
        try:
            papers.append(_read(one, progress))
        except UserError as error:
            if len(brought) == 1:
                raise
            refused.append((one.path.name, str(error)))
    return Reading(papers=tuple(papers), refused=tuple(refused))


def _read(brought: Brought, progress: Progress) -> ReadPaper:
    if brought.strange:
        raise limits.stranger()
    paper = read_paper(brought.path, progress)
    if paper.sort is Sort.PICTURE:
        from dundian_desktop.store.photos import shrink  # noqa: PLC0415 - heavy, and seldom needed

        with on_disk():
            data = brought.path.read_bytes()
        content = shrink(data, longest=_LONGEST_EDGE).data
        return ReadPaper(brought=brought, paper=paper, sha=hashlib.sha256(content).hexdigest(), content=content)
    with on_disk(), brought.path.open("rb") as file:
        return ReadPaper(brought=brought, paper=paper, sha=hashlib.file_digest(file, "sha256").hexdigest())


def keep_papers(store: Store, papers: Sequence[ReadPaper], filing: Filing, progress: Progress = SILENT) -> Kept:
    """Keep papers that were read, as one act.

    Raises:
        RecordError: a paper does not pass the checks of its ledger; nothing was kept.
        MachineError: the disk is full or gone; nothing was kept.
        CancelledError: the person stopped it; nothing was kept.
    """
    known = {(one.title, one.folder): one for one in _current(store)}
    chosen = store.reader.get(ToolkitDocument, filing.replaces) if filing.replaces else None
    made: list[ToolkitDocument] = []
    for done, read in enumerate(papers):
        progress.step(done, len(papers), "正在保存")
        folder = folder_path(filing.folder, read.brought.folder)
        older = chosen or known.get((read.brought.title, folder))
        if older and [one.sha for one in older.file] == [read.sha]:
            continue
        made.append(_document(read, filing, folder, older, _put(store, read, progress)))
        known[made[-1].title, made[-1].folder] = made[-1]
    with store.act() as act:
        kept = tuple(act.save(one) for one in made)
    return Kept(papers=kept, renewed=sum(bool(one.replaces) for one in kept), same=len(papers) - len(kept))


def _current(store: Store) -> list[ToolkitDocument]:
    return store.reader.list(Query(kind=ToolkitDocument, order=(("created_at", False),)).where("force", Force.CURRENT))


def _put(store: Store, read: ReadPaper, progress: Progress) -> Attachment:
    path = read.brought.path
    if read.content is not None:
        return Attachment(name=f"{path.stem}.jpg", sha=store.attachments.put(read.content, progress=progress))
    with on_disk(), path.open("rb") as file:
        return Attachment(name=path.name, sha=store.attachments.put(file, progress=progress))


def _document(
    read: ReadPaper, filing: Filing, folder: str, older: ToolkitDocument | None, file: Attachment
) -> ToolkitDocument:
    day = clock.today()
    version = filing.version.strip() or f"{day.year}年{day.month}月{day.day}日载入"
    values: dict[str, Any] = {
        "title": read.brought.title,
        "folder": folder,
        "version": version,
        "source": filing.source.strip(),
        "file": (file,),
        "text": read.paper.text,
    }
    if older:
        again = "（再次）" if older.version == version else ""
        values |= {"title": older.title, "folder": older.folder, "replaces": older.id}
        values["version"] = version[: MOST_VERSION - len(again)] + again
        values["source"] = values["source"] or older.source
    return ToolkitDocument(**values)


def folder_path(*parts: str) -> str:
    """Give one folder of several joined, without empty names, e.g. ``劳动法规/工资``."""
    names = (cleaned(name).strip() for part in parts for name in part.replace("\\", "/").split("/"))
    return "/".join(filter(None, names))[:MOST_NAME].rstrip("/ ")


def citing_fields(kinds: Mapping[str, type[Record]]) -> list[tuple[type[Record], Field]]:
    """Give the ledgers whose records cite papers, each with the field in which they do."""
    return [
        (kind, field)
        for kind in kinds.values()
        for field in kind.ledger.fields
        if isinstance(field.kind, Rows) and field.kind.columns == CITATION_COLUMNS
    ]


def cite(act: Act, kind: type[Record], id: str, citation: Row) -> Record:
    """Put a citation into a record and give the record as stored.

    Args:
        citation: what `ToolkitDocument.citation` gives.

    Raises:
        UserError: the record is gone, its ledger cites nothing, or it has as many citations as it may.
    """
    field = next((field for one, field in citing_fields({kind.ledger.table: kind}) if one is kind), None)
    if field is None:
        raise UserError(f"“{kind.ledger.title}”没有“引用政策”一栏，没有引用。请选问题或重大事项。")
    record = act.reader.get(kind, id)
    rows: tuple[Row, ...] = getattr(record, field.name)
    return act.save(dc.replace(record, **{field.name: (*rows, citation)}), record)
