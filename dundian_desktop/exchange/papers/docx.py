"""The text of a DOCX: the paragraphs of its main part (ECMA-376 part 1, 17), read as a stream.

* Rows of a table are a paragraph each, their cells parted by a wide blank.
* What was deleted or moved away under tracked changes is left out, and so is what only older programs show.
* Numbers a list counts by itself stand in no file and are not told.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from dundian_desktop.exchange.papers import limits

_MAIN = "word/document.xml"
_WORD = ("wordprocessingml/2006/main", "ooxml/wordprocessingml/main")
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback"})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError, expat.ExpatError)


def docx_paragraphs(path: Path) -> list[str]:
    """Give the paragraphs of a DOCX.

    Raises:
        UserError: it is none, is damaged, wants a password, or is larger than it may be.
    """
    try:
        reader = _Reader()
        reader.read(_main_part(path))
    except RuntimeError as error:  # what zipfile raises for an entry under a password
        raise (limits.damaged() if isinstance(error, NotImplementedError) else limits.locked()) from error
    except _BROKEN as error:
        raise limits.damaged() from error
    return reader.paragraphs


def _main_part(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        entries = {entry.filename.lower(): entry for entry in archive.infolist()}
        if len(archive.infolist()) > limits.PARTS:
            raise limits.too_large(f"里面的部件超过{limits.PARTS}个")
        if _MAIN not in entries:
            raise limits.stranger() if entries else limits.damaged()
        entry = entries[_MAIN]
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise limits.damaged()
        with archive.open(entry) as file:
            data = file.read(limits.INFLATED + 1)
    if len(data) > limits.INFLATED:
        raise limits.too_large(f"展开后超过{limits.INFLATED >> 20}兆")
    return data


class _Reader:
    """Gathers paragraphs while the XML goes by."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._open: list[list[str]] = []
        self._cells: list[str] = []
        self._left_out = 0
        self._rows = 0
        self._in_text = False

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._write
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(data, True)

    def _refuse(self, *_told: object) -> None:
        """Stop at a document type, which no DOCX declares and every entity bomb must."""
        raise limits.refusal(
            "这个文件里夹带了正常文件不会有的内容（文档类型声明）", "请不要使用这个文件，并核实它的来历"
        )

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        local = _local(name)
        if local in _LEFT_OUT:
            self._left_out += 1
        elif local == "p":
            self._open.append([])
        elif local == "tr":
            self._rows += 1
        elif local == "tc" and self._rows == 1:
            self._cells.append("")
        elif local == "t":
            self._in_text = True
        elif local in {"tab", "br", "cr"}:
            self._put("\n" if local != "tab" else " ")

    def _end(self, name: str) -> None:
        local = _local(name)
        if local in _LEFT_OUT:
            self._left_out -= 1
        elif local == "t":
            self._in_text = False
        elif local == "p" and self._open:
            self._close("".join(self._open.pop()))
        elif local == "tr":
            self._rows -= 1
            if not self._rows:
                self.paragraphs.append("　".join(filter(None, self._cells)))
                self._cells = []

    def _close(self, words: str) -> None:
        """Take a paragraph that is complete, into its cell if it stands in a table."""
        if not self._rows:
            self.paragraphs.append(words)
        elif words.strip() and self._cells:
            self._cells[-1] = " ".join(filter(None, (self._cells[-1], " ".join(words.split()))))

    def _write(self, text: str) -> None:
        if self._in_text:
            self._put(text)

    def _put(self, text: str) -> None:
        if self._open and not self._left_out:
            self._open[-1].append(text)


def _local(name: str) -> str:
    """Give the name of an element of a text, and of the one that holds what older programs show; "" for others."""
    space, _, local = name.rpartition(" ")
    return local if space.endswith(_WORD) or local == "Fallback" else ""
