"""What there is to know about a place before data are put there: free room, and whether it can be pulled out."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_PULLED_OUT_UNDER = ("/media/", "/run/media/", "/mnt/usb")  # where Linux desktops mount sticks
_DRIVE_REMOVABLE = 2  # GetDriveTypeW, winbase.h


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place on a disk: free bytes, whether it is a stick, whether one may write there."""

    free: int
    removable: bool
    writable: bool


def place_of(folder: Path) -> Place:
    """Look at the disk of a folder; the folder itself need not be there yet."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), Path.home())
    disk = QStorageInfo(str(there))
    writable = not disk.isReadOnly() and os.access(there, os.W_OK)
    return Place(free=disk.bytesAvailable(), removable=_removable(disk), writable=writable)


def room_text(free: int) -> str:
    """Write a number of bytes as people say it: ``12.3 GB``."""
    giga = free / 1_000_000_000
    return f"{giga:.1f} GB" if giga >= 1 else f"{free / 1_000_000:.0f} MB"


def _removable(disk: QStorageInfo) -> bool:
    root = disk.rootPath()
    if sys.platform == "win32":
        return ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOVABLE
    return f"{root}/".startswith(_PULLED_OUT_UNDER)
