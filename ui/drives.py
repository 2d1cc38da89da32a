"""The disks one can hand over: sticks first, each with its name and free room."""

from __future__ import annotations

import dataclasses as dc
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from ui.disk import place_of, room_text


@dc.dataclass(frozen=True, kw_only=True)
class Drive:
    """A stick that is plugged in.

    Attributes:
        words: its name and free room, as in ``KINGSTON（E:）剩 12.3 GB``.
    """

    folder: Path
    words: str


def sticks() -> list[Drive]:
    """Give the sticks that can be written now."""
    return [
        Drive(folder=Path(disk.rootPath()), words=_words(disk))
        for disk in QStorageInfo.mountedVolumes()
        if disk.isValid() and disk.isReady() and not disk.isReadOnly() and place_of(Path(disk.rootPath())).removable
    ]


def _words(disk: QStorageInfo) -> str:
    name = disk.name() or Path(disk.rootPath()).name or "U盘"
    return f"{name}（{disk.rootPath()}）剩 {room_text(disk.bytesAvailable())}"
