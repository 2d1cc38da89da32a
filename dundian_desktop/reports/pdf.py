"""A document printed to a PDF file, whole or not at all."""

from __future__ import annotations

import dataclasses as dc
import os
import tempfile
from io import BytesIO
from pathlib import Path

from dundian_desktop.errors import MachineError
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.reports.document import Document
from dundian_desktop.reports.fonts import GETA, clean, load
from dundian_desktop.reports.grid import compose
from dundian_desktop.reports.marks import Sheet
from dundian_desktop.reports.paper import draw
from dundian_desktop.reports.setting import Case


@dc.dataclass(frozen=True, kw_only=True)
class Printed:
    """What came of a print.

    Attributes:
        path: the file.
        pages: how many it has.
        missing: characters printed as 〓, by code point.
        notices: Chinese sentences the person should read.
    """

    path: Path
    pages: int
    missing: tuple[str, ...]
    notices: tuple[str, ...]


@dc.dataclass(frozen=True, kw_only=True)
class Pages:
    """A print that lies in memory only: the bytes of the PDF, and what came of it as in `Printed`."""

    content: bytes
    pages: int
    missing: tuple[str, ...]
    notices: tuple[str, ...]


def pages_of(document: Document, *, own_fonts: Path | None = None, progress: Progress = SILENT) -> Pages:
    """Print a report into memory, so that looking at it leaves nothing on the disk.

    Raises:
        MachineError: a shipped font is gone.
        CancelledError: the person stopped.
    """
    case = Case(fonts=load(own_fonts), missing=set())
    return drawn(compose(document, case, progress), document.title, case, progress)


def write_pages(pages: Pages, path: Path) -> Printed:
    """Write a print to a file, whole or not at all.

    Raises:
        MachineError: the file cannot be written.
    """
    _replace(path, pages.content)
    return Printed(path=path, pages=pages.pages, missing=pages.missing, notices=pages.notices)


def print_document(
    document: Document, path: Path, *, own_fonts: Path | None = None, progress: Progress = SILENT
) -> Printed:
    """Print a report by GB/T 9704-2012.

    Args:
        document: what to print.
        path: the PDF; one that exists is replaced when the new one is complete.
        own_fonts: folder with the user's own fonts.
        progress: told of each part and page.

    Raises:
        MachineError: the file cannot be written, or a shipped font is gone.
        CancelledError: the person stopped; nothing was changed.
    """
    case = Case(fonts=load(own_fonts), missing=set())
    return write_sheets(compose(document, case, progress), document.title, path, case, progress)


def write_sheets(sheets: list[Sheet], title: str, path: Path, case: Case, progress: Progress) -> Printed:
    """Write laid out pages to a file; for the printers of this package. Raises as `print_document` does."""
    return write_pages(drawn(sheets, title, case, progress), path)


def drawn(sheets: list[Sheet], title: str, case: Case, progress: Progress) -> Pages:
    """Print laid out pages into memory; for the printers of this package. Raises as `pages_of` does."""
    content = BytesIO()
    draw(sheets, _plain(title), case.fonts.names[0], content, progress)
    missing = tuple(sorted(case.missing))
    notices = (*case.fonts.notices, *([_missing_notice(missing)] if missing else []))
    return Pages(content=content.getvalue(), pages=len(sheets), missing=missing, notices=notices)


def _plain(title: str) -> str:
    """Give a title as metadata may hold it: one line, without control characters and halves of surrogate pairs."""
    return "".join(char for char in " ".join(clean(title).split()) if char.isprintable())


def _missing_notice(missing: tuple[str, ...]) -> str:
    codes = ((char if char.isprintable() else "", f"U+{ord(char):04X}") for char in missing)
    named = "、".join(f"{char}（{code}）" if char else code for char, code in codes)
    return f"有 {len(missing)} 个字没有字体可印，已用“{GETA}”代替，请核对：{named}。"


def _replace(path: Path, content: bytes) -> None:
    """Write a file beside its target, make sure it is on the disk, then put it in place."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    except OSError as error:
        raise MachineError(_unwritten(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise MachineError(_unwritten(path)) from error


def _unwritten(path: Path) -> str:
    return f"文件“{path.name}”写不进去：可能正被别的程序打开，或磁盘已满、已拔出、不许写入。请关闭后再试。"
