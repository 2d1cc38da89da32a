"""Commands about the policy toolkit, and empty forms."""

from __future__ import annotations

import argparse
from typing import Any

from dundian_desktop.actions import toolkit
from dundian_desktop.actions.blank import print_blank
from dundian_desktop.actions.toolkit import Brought, Filing
from dundian_desktop.cli.console import Console
from dundian_desktop.cli.printed import say_printed
from dundian_desktop.cli.records import found, kind_of
from dundian_desktop.errors import UserError
from dundian_desktop.ledgers.toolkit_document import Force, ToolkitDocument
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

PARTLY = 1


def add(store: Store, arguments: argparse.Namespace, console: Console) -> int:
    """Take files and whole folders; with some refused the others come in."""
    brought: list[Brought] = []
    for path in arguments.files:
        brought += toolkit.brought_from(path) if path.is_dir() else [Brought(path=path)]
    replaces = found(store, ToolkitDocument, arguments.replaces).id if arguments.replaces else ""
    if replaces and len(brought) > 1:
        raise UserError("换新版一次只能用一个文件。没有载入任何内容。请只写一个文件，或去掉 --replaces。")
    reading = toolkit.read_papers(brought)
    filing = Filing(folder=arguments.folder, version=arguments.version, source=arguments.source, replaces=replaces)
    kept = toolkit.keep_papers(store, reading.papers, filing)
    lines = [f"已载入：{one.no} {one.headline}（{one.id}）" for one in kept.papers]
    lines += [f"注意：{one.brought.title}：{one.remark}" for one in reading.papers if one.remark]
    lines += [f"没有载入：{name}：{why}" for name, why in reading.refused]
    told = (
        f"载入{len(kept.papers)}份，其中换新版{kept.renewed}份；原已有{kept.same}份，没有载入{len(reading.refused)}份。"
    )
    data = {
        "papers": [_data(one) for one in kept.papers],
        "renewed": kept.renewed,
        "same": kept.same,
        "refused": [{"file": name, "reason": why} for name, why in reading.refused],
    }
    console.say("\n".join([*lines, told]), data)
    return PARTLY if reading.refused else 0


def list_papers(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """List papers by folder."""
    query = Query(kind=ToolkitDocument, words=" ".join(arguments.words))
    if not arguments.all:
        query = query.where("force", Force.CURRENT)
    papers = sorted(store.reader.list(query), key=lambda one: (one.folder, one.title, one.version))
    lines = ["\t".join((one.id[:12], one.folder, one.title, one.version, one.force)) for one in papers]
    console.say("\n".join([*lines, f"共{len(papers)}份"]), [_data(one) for one in papers])


def text(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Show the numbered paragraphs of a paper."""
    paper = _paper(store, arguments.id)
    lines = [f"{number}\t{words}" for number, words in enumerate(paper.paragraphs, start=1)]
    told = lines or ["（这份文件没有文字，请在窗口中看原件）"]
    console.say("\n".join([paper.headline, *told]), _data(paper) | {"paragraphs": list(paper.paragraphs)})


def cite(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Put a paragraph into a record as a citation."""
    paper = _paper(store, arguments.id)
    if not 1 <= arguments.paragraph <= len(paper.paragraphs):
        raise UserError(f"《{paper.title}》没有第{arguments.paragraph}段，共{len(paper.paragraphs)}段。没有引用。")
    kind = kind_of(store, arguments.ledger)
    record = found(store, kind, arguments.record)
    with store.act() as act:
        saved = toolkit.cite(act, kind, record.id, paper.citation(arguments.paragraph))
    console.say(f"已引用《{paper.title}》第{arguments.paragraph}段到：{saved.no} {saved.headline}", {"id": saved.id})


def report_blank(store: Store, arguments: argparse.Namespace, console: Console) -> None:
    """Print the empty form of a ledger."""
    printed = print_blank(store, kind_of(store, arguments.ledger), arguments.out, own_fonts=arguments.fonts)
    say_printed(console, printed)


def _paper(store: Store, words: str) -> ToolkitDocument:
    record = found(store, ToolkitDocument, words)
    return store.reader.get(ToolkitDocument, record.id)


def _data(paper: ToolkitDocument) -> dict[str, Any]:
    names = ("id", "no", "title", "folder", "version", "source", "document_no", "replaces")
    return {
        **{name: getattr(paper, name) for name in names},
        "force": str(paper.force),
        "file": paper.file[0].name if paper.file else "",
        "characters": len(paper.text),
    }
