"""Fonts the user owns and may use: found by their names in a folder, preferred over ours.

方正小标宋, 仿宋_GB2312 and their like may not be shipped, but a union that has bought them may drop the files into a
folder. A file that cannot be used is told in a notice and never stops a print.
"""

from __future__ import annotations

import dataclasses as dc
import hashlib
import struct
from pathlib import Path

from dundian_desktop.reports.document import Role
from dundian_desktop.reports.typeface import FaceError, Typeface, register

KNOWN: dict[Role, tuple[str, ...]] = {
    Role.FANG: (
        *("仿宋gb2312", "fangsonggb2312", "朱雀仿宋", "zhuquefangsong"),
        *("方正仿宋", "fzfangsong", "仿宋", "fangsong", "simfang"),
    ),
    Role.BIAOSONG: ("方正小标宋", "fzxiaobiaosong", "fzxbs", "小标宋", "xiaobiaosong"),
    Role.KAI: ("楷体gb2312", "kaitigb2312", "方正楷体", "fzkai", "楷体", "kaiti", "simkai"),
    Role.HEI: ("方正黑体", "fzhei", "simhei", "黑体", "heiti"),
    Role.SONG: ("方正书宋", "fzshusong", "simsun", "宋体"),
}
"""Role -> parts of font names that fit it, best first, in lower case without blanks, hyphens and underlines."""

_SUFFIXES = (".ttf", ".ttc", ".otf")
_NAME_IDS = (1, 4, 6, 16)
_POSTSCRIPT = b"OTTO"
_COLLECTION = b"ttcf"
_MOST_IN_COLLECTION = 64
_NO_EMBEDDING = 2
_NO_SUBSET_OR_BITMAP = 0x300


@dc.dataclass(frozen=True, kw_only=True)
class OwnFonts:
    """What was found in the folder.

    Attributes:
        faces: the face that replaces ours, for the roles that have one.
        notices: Chinese sentences about files that could not be used.
    """

    faces: dict[Role, Typeface]
    notices: tuple[str, ...]


@dc.dataclass(frozen=True, kw_only=True)
class _Candidate:
    path: Path
    index: int
    names: tuple[str, ...]
    unfit: str

    def rank(self, role: Role) -> int | None:
        """Give how well the names fit the role: 0 is best, None not at all."""
        places = [place for place, part in enumerate(KNOWN[role]) if any(part in name for name in self.names)]
        return min(places, default=None)


def find(folder: Path) -> OwnFonts:
    """Register the best usable file of the folder for each role; a folder that is missing holds none."""
    faces: dict[Role, Typeface] = {}
    notices: dict[str, None] = {}
    candidates: list[_Candidate] = []
    for path in _files(folder):
        try:
            candidates.extend(_read_candidates(path))
        except (OSError, struct.error, ValueError):
            notices[f"自备字体“{path.name}”读不出来，没有采用，请检查文件是否完整。"] = None
    for role in Role:
        for candidate in _ranked(candidates, role):
            try:
                faces[role] = _face(candidate)
                break
            except FaceError as error:
                notices[f"自备字体“{candidate.path.name}”{error}；已改用其他字体。"] = None
    return OwnFonts(faces=faces, notices=tuple(notices))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())


def _ranked(candidates: list[_Candidate], role: Role) -> list[_Candidate]:
    fitting = [(rank, place) for place, each in enumerate(candidates) if (rank := each.rank(role)) is not None]
    return [candidates[place] for _, place in sorted(fitting)]


def _face(candidate: _Candidate) -> Typeface:
    """Register a candidate; the text of a `FaceError` is the Chinese clause that says what is wrong with it."""
    if candidate.unfit:
        raise FaceError(candidate.unfit)
    try:
        return register(_own_name(candidate), candidate.path, index=candidate.index)
    except FaceError as error:
        raise FaceError("已损坏，没有采用") from error


def _own_name(candidate: _Candidate) -> str:
    """Name a face by its file's content, so that a file exchanged under the same name is read anew."""
    seen = hashlib.sha256(candidate.path.read_bytes()).hexdigest()[:16]
    return f"own-{seen}-{candidate.index}"


def _read_candidates(path: Path) -> list[_Candidate]:
    data = path.read_bytes()
    offsets = _offsets(data)
    return [
        _Candidate(
            path=path,
            index=index,
            names=(_plain(path.stem), *map(_plain, _names(data, offset))),
            unfit=_unfit(data, offset),
        )
        for index, offset in enumerate(offsets)
    ]


def _plain(name: str) -> str:
    return name.lower().translate({ord(sign): None for sign in " -_"})


def _offsets(data: bytes) -> tuple[int, ...]:
    """Give where each font of the file begins (OpenType 1.9, "Font Collections")."""
    if data[:4] != _COLLECTION:
        return (0,)
    count = min(struct.unpack_from(">L", data, 8)[0], _MOST_IN_COLLECTION)
    return struct.unpack_from(f">{count}L", data, 12)


def _unfit(data: bytes, offset: int) -> str:
    """Give a Chinese clause that says why a font may not be used, or nothing.

    reportlab 5.1 reads fsType but lets every font pass, so the will of its maker is kept here (OpenType 1.9, `OS/2`).
    """
    if data[offset : offset + 4] == _POSTSCRIPT:
        return "是 PostScript 轮廓，不能用于打印，请换成 TrueType（.ttf）版本"
    fs_type = struct.unpack_from(">H", data, _table(data, offset, b"OS/2") + 8)[0]
    if fs_type & 0xF == _NO_EMBEDDING or fs_type & _NO_SUBSET_OR_BITMAP:
        return "的许可不允许嵌入文件，没有采用"
    return ""


def _table(data: bytes, offset: int, wanted: bytes) -> int:
    """Give where a table of the font at `offset` begins."""
    for entry in range(struct.unpack_from(">H", data, offset + 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sLLL", data, offset + 12 + 16 * entry)
        if tag == wanted:
            return start
    raise ValueError(wanted)


def _names(data: bytes, offset: int) -> list[str]:
    """Give family, full and PostScript names in every language (OpenType 1.9, table `name`)."""
    start = _table(data, offset, b"name")
    _, count, strings = struct.unpack_from(">HHH", data, start)
    found: list[str] = []
    for record in range(count):
        platform, encoding, _, number, length, at = struct.unpack_from(">6H", data, start + 6 + 12 * record)
        if number in _NAME_IDS:
            text = data[start + strings + at : start + strings + at + length]
            found.append(text.decode(_encoding(platform, encoding), errors="ignore"))
    return found


def _encoding(platform: int, encoding: int) -> str:
    """Give the codec of a name record; older Chinese fonts hold GBK on platform 3."""
    if platform == 3 and encoding == 3:  # noqa: PLR2004 - Windows, PRC
        return "gbk"
    return "latin-1" if platform == 1 else "utf-16-be"
